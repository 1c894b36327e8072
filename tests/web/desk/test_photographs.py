"""The album at the desk: nothing without credit, alternative text in four languages and consent; and who sees it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.foundation.files import samples
from tests.web.desk.conftest import As
from tests.web.desk.test_record import four, loaded
from tests.web.desk.test_two_editors import WARNED, again
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Photograph, Revision, Series
from trilogue.flows.publish import publish_edition, publish_series, withdraw_edition
from trilogue.flows.sweep_files import sweep_files
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.files import pictures

pytestmark = pytest.mark.django_db
ALBUM = "/en/desk/workshop/9/photographs/"
LOGO = "/en/desk/workshop/logo/"
REMOVED = "/en/desk/workshop/9/removed/"
ALT = four("alt", "People in a hall", ko="강당의 사람들", ja="会場の人々", zh_hans="会场里的人们")
WAVES = four("logo_alt", "Three waves", ko="세 물결", ja="三つの波", zh_hans="三道波浪")
CONTENT = (
    four("caption", "The opening", ko="개회식")
    | four("credit", "Photo: Hong Gildong")
    | ALT
    | {"consent": "given", "consent_note": "signed lists", "focus_x": "30", "focus_y": "70"}
)


def sent(data: bytes | None = None, name: str = "opening.jpg") -> dict[str, Any]:
    """What a form sends with a picture."""
    return {"file": SimpleUploadedFile(name, data or samples.picture("JPEG", (700, 525)))}


def publish(edition: Edition) -> None:
    publish_series(edition.series, by=ANONYMOUS, now=timezone.now())
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())


@pytest.fixture
def shot(desk: Client, edition: Edition) -> Photograph:
    assert desk.post(f"{ALBUM}add/", CONTENT | sent() | {"group": "on"}).status_code == 302
    return edition.photographs.get()


def address(one: Photograph, width: int = 480, form: str = "webp") -> str:
    return f"/files/pictures/{one.picture}-{width}.{form}"


def test_a_photograph_is_added_published_and_read(desk: Client, shot: Photograph) -> None:
    assert (shot.width, shot.height, shot.focus_x, shot.consent) == (700, 525, 30, "given")
    page = desk.get(ALBUM).content.decode()
    for words in ("The opening", "group photograph", address(shot)):
        assert words in page
    publish(shot.edition)
    reader = Client()
    page = reader.get("/ko/workshop/editions/9/").content.decode()
    for words in ("개회식", "Photo: Hong Gildong", "강당의 사람들", f"{address(shot, 480)} 480w", "fx3 fy7"):
        assert words in page
    assert "<svg" not in page.split("<figure", 1)[1].split("</figure>")[0]
    assert '"creditText":"Photo: Hong Gildong","description":"강당의 사람들"' in page
    album = reader.get("/ja/workshop/editions/9/photographs/")
    assert "会場の人々" in album.content.decode()
    large = reader.get("/en/workshop/editions/9/photographs/1/")
    assert f"{address(shot, 700)} 700w" in large.content.decode()
    assert reader.get("/en/workshop/editions/9/photographs/2/").status_code == 404


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("file", "Choose a file."),
        ("alt-ja", "Missing: 日本語"),
        ("credit-en", "Credit"),
        ("consent", "Say how those shown agreed"),
    ],
)
def test_nothing_is_kept_without_what_is_mandatory(
    desk: Client, edition: Edition, missing: str, said: str
) -> None:
    data = {name: value for name, value in (CONTENT | sent()).items() if name != missing}
    answer = desk.post(f"{ALBUM}add/", data)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not edition.photographs.exists()


def test_a_picture_that_was_taken_in_need_not_be_chosen_again(desk: Client, edition: Edition) -> None:
    answer = desk.post(f"{ALBUM}add/", (CONTENT | sent()) | {"consent": ""}).content.decode()
    assert "It need not be chosen again" in answer
    kept = answer.split('name="kept" value="')[1].split('"')[0]
    assert desk.post(f"{ALBUM}add/", CONTENT | {"kept": kept}).status_code == 302
    assert edition.photographs.get().width == 700
    assert desk.post(f"{ALBUM}add/", CONTENT | {"kept": kept + "x"}).status_code == 200


def test_a_hostile_picture_is_refused_with_the_reason(desk: Client, edition: Edition) -> None:
    answer = desk.post(f"{ALBUM}add/", CONTENT | sent(samples.bomb(20_000, 20_000), "a.png"))
    assert "400 million pixels; at most 40 million" in answer.content.decode()
    assert not edition.photographs.exists()


def test_the_file_of_a_described_photograph_replaces_the_drawn_picture(
    desk: Client, edition: Edition
) -> None:
    described = factories.create_photograph(edition)
    path = f"{ALBUM}{described.pk}/"
    caption = four("caption", "Group photo") | four("credit", "Ministry of the Interior and Safety (MOIS)")
    given = loaded(desk, path) | CONTENT | caption | sent() | {"group": "on"}
    assert desk.post(path, given).status_code == 302
    described.refresh_from_db()
    assert described.picture
    assert described.credit.shown("en").text == "Ministry of the Interior and Safety (MOIS)"
    assert Revision.objects.filter(object_id=described.pk, values__picture=described.picture).exists()


@pytest.mark.parametrize("place", ["photograph", "logo"])
def test_nobody_waits_for_a_picture_that_is_decoded(
    desk: Client, shot: Photograph, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    taken: list[str] = []

    def outside(data: bytes, name: str) -> pictures.Picture:
        with transaction.atomic(durable=True):
            taken.append(name)
        return take_in(data, name)

    take_in = pictures.take_in
    monkeypatch.setattr(pictures, "take_in", outside)
    path, rest = (f"{ALBUM}{shot.pk}/", CONTENT) if place == "photograph" else (LOGO, WAVES)
    other = sent(samples.picture("JPEG", (800, 600)), "other.jpg")
    assert desk.post(path, loaded(desk, path) | rest | other).status_code == 302
    assert taken == ["other.jpg"]


def test_a_refused_picture_is_told_at_its_field_whoever_changed_the_rest(
    desk: Client, shot: Photograph
) -> None:
    path = f"{ALBUM}{shot.pk}/"
    before = loaded(desk, path)
    assert desk.post(path, before | CONTENT | four("caption", "First")).status_code == 302
    page = desk.post(path, before | CONTENT | sent(samples.bomb(20_000, 20_000), "a.png")).content.decode()
    assert WARNED in page
    assert "400 million pixels; at most 40 million" in page
    assert Photograph.objects.get().picture == shot.picture


def test_two_editors_lose_nothing(desk: Client, shot: Photograph) -> None:
    path = f"{ALBUM}{shot.pk}/"
    before = loaded(desk, path)
    assert desk.post(path, before | CONTENT | four("caption", "First")).status_code == 302
    answer = desk.post(path, before | CONTENT | four("caption", "Second"))
    page = answer.content.decode()
    assert "Somebody changed this while you were writing" in page
    assert "First" in page
    assert "Second" in page
    shot.refresh_from_db()
    assert shot.caption.shown("en").text == "First"


def test_who_changed_another_part_of_a_photograph_and_who_sent_another_picture_both_keep_it(
    desk: Client, signed_in_as: As, shot: Photograph
) -> None:
    path = f"{ALBUM}{shot.pk}/"
    mine, first = loaded(desk, path), signed_in_as(Role.DESK)
    theirs = CONTENT | four("credit", "Photo: City") | {"focus_x": "10", "group": "on"}
    assert first.post(path, loaded(first, path) | theirs).status_code == 302
    data = samples.picture("JPEG", (800, 600))
    sent_first = mine | CONTENT | four("caption", "Second", ko="개회식") | sent(data) | {"group": "on"}
    page = desk.post(path, sent_first).content.decode()
    assert "It need not be chosen again" in page
    assert "<ins>City</ins>" in page
    sent_again = again(page) | {"consent": "given", "group": "on"}
    assert desk.post(path, sent_again).status_code == 302
    shot.refresh_from_db()
    assert (str(shot.caption), str(shot.credit), shot.focus_x, shot.width) == (
        "Second",
        "Photo: City",
        10,
        800,
    )


def test_the_album_is_put_in_order_and_back(desk: Client, edition: Edition, shot: Photograph) -> None:
    other = factories.supplied_photograph(edition)
    assert [each.pk for each in edition.photographs.all()] == [shot.pk, other.pk]
    desk.post(f"{ALBUM}{other.pk}/move/", {"to": "earlier"})
    assert [each.pk for each in edition.photographs.all()] == [other.pk, shot.pk]
    desk.post(f"{ALBUM}{other.pk}/move/", {"to": "later"})
    assert [each.pk for each in edition.photographs.all()] == [shot.pk, other.pk]
    assert desk.post(f"{ALBUM}{shot.pk}/move/", {"to": "earlier"}).status_code == 302


def test_another_photograph_becomes_the_group_photograph(
    desk: Client, edition: Edition, shot: Photograph
) -> None:
    other = factories.supplied_photograph(edition)
    path = f"{ALBUM}{other.pk}/"
    desk.post(path, loaded(desk, path) | CONTENT)
    desk.get(ALBUM)
    answer = desk.post(path, loaded(desk, path) | CONTENT | {"group": "on"}, follow=True)
    assert "Saved. It is not published yet." in answer.content.decode()
    assert [each.pk for each in edition.photographs.filter(group=True)] == [other.pk]
    assert shot.pk in {each.pk for each in edition.photographs.filter(group=False)}


def test_a_removed_photograph_leaves_its_last_state(desk: Client, shot: Photograph) -> None:
    assert "Remove this photograph?" in desk.get(f"{ALBUM}{shot.pk}/remove/").content.decode()
    seen = loaded(desk, f"{ALBUM}{shot.pk}/remove/")
    desk.post(f"{ALBUM}{shot.pk}/", loaded(desk, f"{ALBUM}{shot.pk}/") | CONTENT | four("credit", "Another"))
    assert WARNED in desk.post(f"{ALBUM}{shot.pk}/remove/", seen).content.decode()
    desk.post(f"{ALBUM}{shot.pk}/remove/", loaded(desk, f"{ALBUM}{shot.pk}/remove/"))
    assert not Photograph.objects.exists()
    assert Revision.objects.filter(object_id=shot.pk).first().values["picture"] == shot.picture  # type: ignore[union-attr]


def removed(desk: Client, shot: Photograph) -> str:
    """Where it can be brought back."""
    path = f"{ALBUM}{shot.pk}/remove/"
    assert desk.post(path, loaded(desk, path)).status_code == 302
    (link,) = re.findall(r'href="([^"]+/history/\d+/)"', desk.get(REMOVED).content.decode())
    return str(link)


def test_a_removed_photograph_comes_back_with_its_file_under_its_number(
    desk: Client, shot: Photograph
) -> None:
    before = Photograph.objects.values().get()
    link = removed(desk, shot)
    assert "It was removed." in desk.get(f"{link.removesuffix('2/')}").content.decode()
    assert "The opening" in desk.get(link).content.decode()
    sweep_files(now=timezone.now())
    assert "It stands again as it was." in desk.post(link, follow=True).content.decode()
    assert Photograph.objects.values().get() == before
    sweep_files(now=timezone.now() + timedelta(days=2))
    assert desk.get(address(shot)).status_code == 200
    assert "Nothing here yet." in desk.get(REMOVED).content.decode()


def test_a_photograph_whose_file_is_gone_is_not_offered_and_keeps_its_number(
    desk: Client, edition: Edition, shot: Photograph
) -> None:
    link = removed(desk, shot)
    assert "1 thing that was removed" in desk.get("/en/desk/workshop/9/record/").content.decode()
    assert sweep_files(now=timezone.now() + timedelta(days=2)) > 1
    assert "Nothing here yet." in desk.get(REMOVED).content.decode()
    assert "that was removed" not in desk.get("/en/desk/workshop/9/record/").content.decode()
    assert desk.post(link).status_code == 404
    assert not Photograph.objects.exists()
    assert desk.post(f"{ALBUM}add/", CONTENT | sent()).status_code == 302
    assert edition.photographs.get().number == shot.number + 1


def test_an_earlier_picture_comes_back_unless_somebody_sent_another_meanwhile(
    desk: Client, shot: Photograph
) -> None:
    path, record = f"{ALBUM}{shot.pk}/", f"/en/desk/workshop/9/record/photograph/{shot.pk}/history/"

    def send(size: tuple[int, int]) -> None:
        picture = sent(samples.picture("JPEG", size))
        assert desk.post(path, loaded(desk, path) | CONTENT | picture | {"group": "on"}).status_code == 302

    send((800, 600))
    asked = loaded(desk, f"{record}1/")
    send((900, 600))
    assert "Somebody changed it meanwhile." in desk.post(f"{record}1/", asked).content.decode()
    desk.post(f"{record}1/", loaded(desk, f"{record}1/"))
    shot.refresh_from_db()
    assert shot.width == 700


def test_an_earlier_picture_that_is_gone_is_refused_with_the_reason(desk: Client, shot: Photograph) -> None:
    path, record = f"{ALBUM}{shot.pk}/", f"/en/desk/workshop/9/record/photograph/{shot.pk}/history/"
    picture = sent(samples.picture("JPEG", (800, 600)))
    desk.post(path, loaded(desk, path) | CONTENT | picture | {"group": "on"})
    publish(shot.edition)
    link = removed(desk, shot)
    sweep_files(now=timezone.now() + timedelta(days=2))
    assert desk.post(link).status_code == 302
    refused = desk.post(f"{record}1/", loaded(desk, f"{record}1/")).content.decode()
    assert "Its file has been deleted since." in refused
    shot.refresh_from_db()
    assert shot.width == 800


def test_a_translator_sees_the_album_and_writes_what_can_be_seen(
    signed_in_as: As, edition: Edition, shot: Photograph
) -> None:
    translator = signed_in_as(Role.TRANSLATOR)
    assert translator.get(ALBUM).status_code == 200
    assert translator.get(f"{ALBUM}add/").status_code == 404
    path = f"/en/desk/workshop/9/record/photograph/{shot.pk}/"
    words = four("caption", "The opening", ko="개막") | four("credit", "Photo: Hong Gildong")
    assert (
        "Missing: 日本語"
        in translator.post(
            path, loaded(translator, path) | words | four("alt", "People in a hall", ko="a", zh_hans="b")
        ).content.decode()
    )
    assert translator.post(path, loaded(translator, path) | words | ALT).status_code == 302
    shot.refresh_from_db()
    assert shot.caption.shown("ko").text == "개막"


def test_a_picture_that_is_not_published_is_for_the_desk_alone(
    desk: Client, signed_in_as: As, shot: Photograph
) -> None:
    stranger, elsewhere = factories.create_account(), factories.create_series("other")
    factories.create_appointment(stranger, series=elsewhere)
    other_desk = Client()
    other_desk.force_login(stranger)
    own = desk.get(address(shot))
    assert own.status_code == 200
    assert own["Cache-Control"] == "private, no-store"
    for client in (Client(), other_desk, signed_in_as(Role.PARTICIPANT), signed_in_as(Role.READER)):
        assert client.get(address(shot)).status_code == 404


def test_a_published_picture_goes_with_its_edition(shot: Photograph) -> None:
    publish(shot.edition)
    reader = Client()
    answer = reader.get(address(shot))
    assert answer.status_code == 200
    assert answer.content[8:12] == b"WEBP"
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in answer.get("Vary", "")
    assert reader.get(address(shot), headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert reader.get(address(shot, 481)).status_code == 404
    withdraw_edition(shot.edition, by=ANONYMOUS, now=timezone.now())
    assert reader.get(address(shot), headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_a_logo_stands_at_the_head_of_the_series(desk: Client, edition: Edition) -> None:
    start = loaded(desk, LOGO)
    half = desk.post(LOGO, start | sent() | four("logo_alt", "Three waves"))
    assert "Missing" in half.content.decode()
    assert desk.post(LOGO, start | sent() | WAVES).status_code == 302
    series = Series.objects.get()
    publish_series(series, by=ANONYMOUS, now=timezone.now())
    assert f'/files/pictures/{series.logo}-480.webp" width="700" height="525" alt="세 물결"' in (
        Client().get("/ko/workshop/").content.decode()
    )
    desk.post(LOGO, loaded(desk, LOGO) | {"remove": "yes"})
    assert Series.objects.get().logo == ""


def test_a_logo_is_not_overwritten_nor_removed_unseen(desk: Client, edition: Edition) -> None:
    start = loaded(desk, LOGO)
    desk.post(LOGO, start | sent() | WAVES)
    first = Series.objects.get()
    for late in (sent(name="other.jpg") | WAVES, {"remove": "yes"}):
        assert WARNED in desk.post(LOGO, start | late).content.decode()
        assert Series.objects.get().logo == first.logo
    again = desk.post(LOGO, loaded(desk, LOGO) | WAVES, follow=True).content.decode()
    assert "Nothing was different" in again
