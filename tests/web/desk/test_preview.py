"""The preview: every public page as it would be, in four languages, for the desk alone, kept by nobody."""

import re

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.web.public.pages import STORE

pytestmark = pytest.mark.django_db
MARKED = {
    "en": "Preview: not published",
    "ko": "미리보기",
    "ja": "プレビュー",
    "zh-hans": "预览",
}


@pytest.fixture
def full(edition: Edition) -> Edition:
    factories.create_line(edition, kind="A", number=1)
    factories.create_line(edition, number=1)
    factories.create_speaker(factories.create_session(edition))
    factories.create_fact(edition)
    factories.supplied_photograph(edition)
    return edition


def linked(client: Client, start: str) -> dict[str, str]:
    """Every preview that can be reached from one, by following its links."""
    seen: dict[str, str] = {}
    left = [start]
    while left:
        path = left.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer["Cache-Control"] == "private, no-store"
        seen[path] = answer.content.decode()
        found = {link for link in re.findall(r'href="([^"#?]+)"', seen[path]) if "/preview/" in link}
        left += sorted(found - seen.keys() - set(left))
    return seen


@pytest.mark.parametrize("group", [True, False])
def test_a_photograph_is_previewed_with_its_caption(desk: Client, edition: Edition, group: bool) -> None:
    one = factories.supplied_photograph(edition, group=group)
    page = desk.get(f"/en/desk/workshop/9/preview/photographs/{one.number}/").content.decode()
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert heading
    assert "Opening" in heading[1]


def test_every_public_page_can_be_reached_from_a_preview_in_four_languages(
    desk: Client, full: Edition
) -> None:
    pages = linked(desk, "/ja/desk/workshop/9/preview/")
    session, photograph = full.sessions.get().number, full.photographs.get().number
    wanted = {
        "9/preview/",
        "9/preview/article/",
        f"9/preview/sessions/{session}/",
        "9/preview/photographs/",
        f"9/preview/photographs/{photograph}/",
        *(
            f"preview/{page}"
            for page in (
                "",
                "editions/",
                "held/",
                "tentative/",
                "objectives/",
                "figures/",
                "network/",
                "sources/",
                "data/",
            )
        ),
    }
    assert {
        path.removeprefix(f"/{language}/desk/workshop/")
        for path in pages
        for language in MARKED
        if path.startswith(f"/{language}/")
    } >= wanted
    for path, page in pages.items():
        language = path.split("/")[1]
        assert MARKED[language] in page
        assert 'name="robots" content="noindex"' in page


def test_no_preview_leads_to_a_public_page_that_has_a_preview(desk: Client, full: Edition) -> None:
    page = desk.get("/en/desk/workshop/9/preview/").content.decode()
    left = re.findall(r'href="(/en/workshop/[^"]*)"', page)
    assert all(re.search(r"\.(csv|xlsx|json|pdf|atom)$", link) for link in left), left


def test_previews_are_kept_by_nobody(desk: Client, full: Edition) -> None:
    linked(desk, "/en/desk/workshop/preview/")
    assert not any("preview" in path for _, path in STORE.shelf().pages)


def test_readers_and_others_see_no_preview(signed_in_as: As, full: Edition) -> None:
    paths = ("preview/", "preview/sources/", "9/preview/", "9/preview/article/")
    for client in (signed_in_as(Role.READER), signed_in_as(Role.PARTICIPANT)):
        assert {client.get(f"/en/desk/workshop/{path}").status_code for path in paths} == {404}
    assert Client().get("/en/desk/workshop/9/preview/article/").status_code == 302


def test_who_has_one_edition_is_led_to_previews_of_that_alone(signed_in_as: As, full: Edition) -> None:
    other = factories.create_edition(full.series, number=8)
    officer = signed_in_as(Role.DESK, only=full)
    pages = linked(officer, "/en/desk/workshop/9/preview/")
    assert not any(f"/{other.number}/" in path for path in pages)
    assert officer.get("/en/desk/workshop/preview/objectives/").status_code == 404


def test_what_is_not_there_has_no_preview(desk: Client, edition: Edition) -> None:
    for path in (
        "9/preview/article/",
        "9/preview/sessions/1/",
        "preview/nonsense/",
        f"9/preview/sessions/{10**30}/",
    ):
        assert desk.get(f"/en/desk/workshop/{path}").status_code == 404
