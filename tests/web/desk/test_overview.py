"""The list of editions and how far one is: counted from rows, with links only where the actor may go."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import TablePlan
from trilogue.flows.publish import publish_edition, publish_series

pytestmark = pytest.mark.django_db
OVERVIEW = "/en/desk/workshop/9/"


def said(client: Client, path: str = OVERVIEW) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def links(page: str) -> set[str]:
    return {link for link in re.findall(r'href="([^"#]+)"', page) if link.startswith("/en/")}


def test_the_desk_lists_the_editions_one_may_open(signed_in_as: As, edition: Edition) -> None:
    factories.create_edition(edition.series, number=10)
    factories.create_edition(number=3)
    assert re.findall(r'href="/en/desk/([\w-]+/\d+)/"', said(signed_in_as(Role.DESK), "/en/desk/")) == [
        "workshop/10",
        "workshop/9",
    ]
    only = signed_in_as(Role.READER, only=edition)
    assert re.findall(r'href="/en/desk/([\w-]+/\d+)/"', said(only, "/en/desk/")) == ["workshop/9"]


def test_the_numbers_are_counted(desk: Client, edition: Edition) -> None:
    country, home = factories.create_country("KR"), factories.create_government()
    for _ in range(3):
        factories.create_participation(edition, country=country, home=home)
    guest = factories.create_participation(edition, country=factories.create_country("JP"))
    factories.create_participation(factories.create_edition(edition.series, number=8), person=guest.person)
    page = said(desk)
    numbers = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)", page)
    assert ("confirmed, of the places", "4") in numbers
    assert ("home governments", "2") in numbers
    assert ("here for the first time", "3") in numbers
    assert "/ 87</small>" in page


def test_days_are_counted_to_the_first_day(desk: Client, edition: Edition) -> None:
    Edition.objects.update(date=str(timezone.localdate()))
    assert "<dt>days to the start</dt><dd>0</dd>" in said(desk)
    Edition.objects.update(date="2020-05")
    assert "days" not in said(desk)


def step(page: str, words: str) -> str:
    """The state in words that the rail gives a step."""
    found = re.search(rf"<span>{words}<span class=\"vh\"> \(([^)]+)\)", page)
    assert found
    return found[1]


def test_the_rail_tells_each_steps_state(desk: Client, edition: Edition) -> None:
    page = said(desk)
    assert {step(page, words) for words in ("Delegations", "Programme", "Tables", "On site")} == {"to come"}
    participation = factories.create_participation(edition)
    factories.create_session(edition)
    plan = factories.create_table_plan(edition, rounds=1, tables=1)
    page = said(desk)
    assert step(page, "Delegations") == "needs attention"
    assert step(page, "Programme") == "done"
    assert step(page, "Tables") == "needs attention"
    factories.create_seat(plan, participation=participation)
    assert step(said(desk), "Tables") == "done"
    assert step(page, "Report and closing") == "to come"


def test_steps_without_a_page_have_no_link(desk: Client) -> None:
    page = said(desk)
    assert '<span class="todo"><span class="dot" aria-hidden="true">5</span>' not in page
    assert '<span class="todo"><span class="dot" aria-hidden="true">6</span>' in page


def test_a_changed_roster_makes_the_plan_need_attention(desk: Client, edition: Edition) -> None:
    plan = factories.create_table_plan(edition, rounds=1, tables=1)
    factories.create_seat(plan)
    TablePlan.objects.update(made_at=timezone.now())
    factories.create_participation(edition)
    assert "The list has changed since. Plan again." in said(desk)


def test_what_is_not_published_is_told(desk: Client, edition: Edition) -> None:
    assert "Readers do not see this edition." in said(desk)
    actor = factories.actor(edition=edition)
    publish_series(edition.series, by=actor, now=timezone.now())
    publish_edition(edition, by=actor, now=timezone.now())
    assert "Readers see what stands here." in said(desk)
    factories.create_line(edition)
    assert "1 change is not published" in said(desk)


def test_recent_changes_name_who_and_what(desk: Client, edition: Edition) -> None:
    desk.post(f"{OVERVIEW}quotas/KR/", {"places": 40, "decided_on": "2027-02-01", "reason": "Letter"})
    page = said(desk)
    assert "Somebody of desk" in page
    assert "quota decided" in page


@pytest.mark.parametrize("role", [Role.HOST_ADMIN, Role.DESK, Role.TRANSLATOR, Role.READER])
def test_no_link_of_the_page_is_dead(signed_in_as: As, role: str) -> None:
    client = signed_in_as(role)
    for link in links(said(client)):
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.NOMINATOR])
def test_no_link_is_dead_for_who_sees_some_people(signed_in_as: As, edition: Edition, role: str) -> None:
    scope = (
        {"country": factories.create_country("JP")}
        if role == Role.COORDINATOR
        else {"government": factories.create_government()}
    )
    client = signed_in_as(role, **scope)
    for link in links(said(client)):
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh-hans"])
def test_delegations_stand_in_the_order_of_the_language(
    desk: Client, edition: Edition, language: str
) -> None:
    order = {"en": ["CN", "JP", "KR"], "ko": ["KR", "JP", "CN"], "ja": ["JP", "CN", "KR"]}
    edition.series.country_order = order
    edition.series.save()
    page = said(desk, f"/{language}/desk/workshop/9/")
    bars = re.findall(r'<div class="bar"><span><span class="dl (\w\w)">', page)
    assert [code.upper() for code in bars] == order.get(language, ["CN", "JP", "KR"])
