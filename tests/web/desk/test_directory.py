"""The directory: who finds whom, by what, and why; a person's page; likely duplicates decided by the desk."""

import re

import pytest
from django.test import Client

from tests import factories
from tests.domain.people.conftest import enter_person
from tests.web.desk.conftest import As
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.choices import Script
from trilogue.domain.people.models import Distinction, Merge, Person
from trilogue.foundation.audit.models import AccessSubject

pytestmark = pytest.mark.django_db
DIRECTORY = "/en/desk/directory/"
DUPLICATES = "/en/desk/duplicates/"


@pytest.fixture
def kim(edition: Edition) -> Participation:
    person = enter_person("KR", ("김", "하늘"), ("KIM", "Haneul"), other="金夏律", email="kim@example.kr")
    return factories.create_participation(edition, person=person)


@pytest.fixture
def sato(edition: Edition) -> Participation:
    person = enter_person("JP", ("佐藤", "美咲"), ("SATO", "Misaki"), kana="さとう みさき")
    return factories.create_participation(edition, person=person)


def said(client: Client, path: str = DIRECTORY, **asked: str | int) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def of(person: Person) -> str:
    return f"/en/desk/people/{person.public_id}/"


@pytest.mark.parametrize(
    ("text", "shown", "why"),
    [
        ("夏律", "金<mark>夏律</mark>", "Found by a part of the name."),
        ("ㅎㄴ", "김<mark>하늘</mark>", "Found by the initial consonants"),
        ("haneul kim", "<mark>KIM Haneul</mark>", "Found by the name."),
        ("金夏", "<mark>金夏</mark>律", "Found by the name."),
        ("gim", "김하늘", "Found by another romanisation."),
    ],
)
def test_a_hit_shows_what_answered_and_why(
    desk: Client, kim: Participation, text: str, shown: str, why: str
) -> None:
    page = said(desk, q=text)
    assert shown in page
    assert why in page
    assert "1 person found" in page
    assert of(kim.person) in page


def test_a_typing_error_is_put_right_and_said(desk: Client, sato: Participation) -> None:
    page = said(desk, q="sato misski")
    assert "<mark>SATO Misaki</mark>" in page
    assert "Found with one typing error put right." in page


def test_before_anything_is_asked_nobody_is_shown(desk: Client, kim: Participation) -> None:
    assert "김하늘" not in said(desk)


def test_a_filter_alone_lists_its_people(desk: Client, kim: Participation, sato: Participation) -> None:
    eighth = factories.create_edition(kim.edition.series, number=8)
    other = factories.create_participation(eighth, person=enter_person("KR", ("이", "다온"), ("LEE", "Daon")))
    page = said(desk, edition=kim.edition_id)
    assert "2 people found" in page
    assert "이다온" not in page
    page = said(desk, edition=other.edition_id)
    assert "이다온" in page


def test_people_are_found_by_any_name_of_their_government_which_is_told_apart(
    desk: Client, edition: Edition, sato: Participation
) -> None:
    city = factories.create_government("KR-41610", name=factories.text("Gwangju", ko="광주시"))
    factories.create_government("KR-29", name=factories.text("Gwangju", ko="광주광역시"))
    person = enter_person("KR", ("이", "다온"), ("LEE", "Daon"))
    factories.create_participation(edition, person=person, home=city)
    for text in ("Gwangju", "광주"):
        page = said(desk, government=text)
        assert "이다온" in page
        assert "佐藤" not in page
        assert "KR-41610" in page
        assert "KR-29" in page
    assert "이다온" in said(desk, government="광주시", q="daon")
    assert "Nobody you may see" in said(desk, government="Nowhere")


@pytest.mark.parametrize("asked", [{"edition": "x"}, {"edition": "9" * 30}, {"q": "김", "after": "é"}])
def test_an_odd_address_is_no_error(desk: Client, kim: Participation, asked: dict[str, str]) -> None:
    said(desk, **asked)


def test_more_goes_on_where_the_page_ended(
    desk: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trilogue.web.desk.directory.PAGE", 2)
    for given in ("가람", "나리", "다온"):
        enter_person("KR", ("김", given), ("KIM", "Ga"))
    page = said(desk, q="김")
    assert "The first 2" in page
    more = re.search(r'href="(\?[^"]+)">More', page)
    assert more
    page = desk.get(DIRECTORY + more[1].replace("&amp;", "&")).content.decode()
    assert "</mark>다온" in page
    assert "</mark>가람" not in page


def test_a_coordinator_finds_the_own_country_in_the_own_edition(
    signed_in_as: As, edition: Edition, kim: Participation, sato: Participation
) -> None:
    elsewhere = factories.create_edition(edition.series, number=8)
    japan = factories.create_country("JP")
    suzuki = enter_person("JP", ("鈴木", "直"), ("SUZUKI", "Nao"))
    factories.create_participation(elsewhere, person=suzuki)
    factories.create_participation(elsewhere, person=sato.person)
    client = signed_in_as(Role.COORDINATOR, only=edition, country=japan)
    assert "美咲" in said(client, q="sato")
    for text in ("suzuki", "kim"):
        assert "Nobody you may see" in said(client, q=text)
    page = said(client, of(sato.person))
    assert "9th" in page
    assert "8th" not in page
    assert client.get(of(suzuki)).status_code == 404
    assert client.get(of(kim.person)).status_code == 404
    assert client.get(f"{of(sato.person)}names/latin/").status_code == 404


def test_a_nominator_finds_the_own_government(
    signed_in_as: As, kim: Participation, sato: Participation
) -> None:
    client = signed_in_as(Role.NOMINATOR, government=kim.home)
    assert "김하늘" in said(client, q="kim")
    assert "Nobody you may see" in said(client, q="sato")


def test_whose_data_were_seen_is_written_down(desk: Client, kim: Participation, sato: Participation) -> None:
    said(desk, q="kim")
    said(desk, of(sato.person))
    found = set(AccessSubject.objects.values_list("access__what", "person"))
    assert found == {("directory", kim.person_id), ("person", sato.person_id)}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("asked", ["q=kim", ""])
def test_the_directory_takes_as_many_queries_for_many(
    desk: Client, edition: Edition, rows: int, asked: str, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        person = enter_person("KR", ("김", "하늘"), ("KIM", "Haneul"))
        factories.create_participation(edition, person=person, host=factories.create_government())
    path = f"{DIRECTORY}?{asked}&edition={edition.pk}"
    desk.get(path)
    with django_assert_num_queries(30 if asked else 17):  # type: ignore[operator]
        desk.get(path)


def test_a_name_is_corrected_confirmed_and_dropped(desk: Client, sato: Participation) -> None:
    person = sato.person
    sent = {"family": "SATOH", "given": "Misaki", "full": "", "confirmed": "on"}
    assert desk.post(f"{of(person)}names/latin/", sent).headers["Location"] == of(person)
    page = said(desk, of(person))
    assert "SATOH Misaki" in page
    assert "confirmed by the person" in page
    assert "<mark>SATOH</mark> Misaki" in said(desk, q="satoh")
    desk.post(f"{of(person)}names/kana/confirm/")
    assert person.names.get(script=Script.KANA).confirmed
    desk.post(f"{of(person)}names/kana/drop/")
    assert not person.names.filter(script=Script.KANA).exists()
    desk.post(f"{of(person)}names/kanji/drop/")
    assert person.names.filter(script=Script.KANJI).exists()
    assert desk.get(f"{of(person)}names/runes/").status_code == 404
    assert desk.post(f"{of(person)}names/hangul/confirm/").status_code == 404


def test_an_empty_name_is_answered_at_the_form(desk: Client, sato: Participation) -> None:
    page = desk.post(f"{of(sato.person)}names/hangul/", {"family": "", "given": "", "full": " "})
    assert "Write the name." in page.content.decode()


def test_a_spelling_is_suggested_and_shown_as_such(desk: Client, kim: Participation) -> None:
    desk.post(f"{of(kim.person)}names/latin/drop/")
    assert "Suggest a spelling" in said(desk, of(kim.person))
    desk.post(f"{of(kim.person)}suggest/")
    assert "suggested, not confirmed" in said(desk, of(kim.person))


def test_how_to_address_somebody_is_changed(desk: Client, kim: Participation) -> None:
    sent = {"order": "given_first", "honorific_en": "Dr", "honorific_ko": "박사님"}
    desk.post(f"{of(kim.person)}address/", sent)
    page = said(desk, of(kim.person))
    assert "given name first" in page
    assert "박사님" in page


@pytest.fixture
def twin(kim: Participation) -> Person:
    return enter_person("KR", ("김", "하늘"), ("KIM", "Ha-neul"))


def pair(kept: Person, absorbed: Person) -> dict[str, str]:
    return {"kept": str(kept.public_id), "absorbed": str(absorbed.public_id)}


def test_duplicates_are_merged_with_reasons_and_parted_again(
    desk: Client, kim: Participation, twin: Person
) -> None:
    page = said(desk, DUPLICATES)
    assert "One person?" in page
    assert "the same name in Hangul" in page
    answer = desk.post(f"{DUPLICATES}merge/", pair(kim.person, twin))
    assert answer.headers["Location"] == of(kim.person)
    page = said(desk, of(kim.person))
    assert "the same name in Hangul" in page
    assert desk.get(of(twin)).headers["Location"] == of(kim.person)
    assert "No two records" in said(desk, DUPLICATES)
    assert "1 person found" in said(desk, q="kim")
    decision = Merge.objects.get()
    for _ in range(2):
        desk.post(f"/en/desk/merges/{decision.pk}/undo/")
    assert "2 people found" in said(desk, q="kim")
    assert desk.get(of(twin)).status_code == 200


def test_two_people_are_noted_and_that_can_be_taken_back(
    desk: Client, kim: Participation, twin: Person
) -> None:
    desk.post(f"{DUPLICATES}apart/", pair(kim.person, twin))
    assert "No two records" in said(desk, DUPLICATES)
    assert "Kept apart from" in said(desk, of(twin))
    answer = desk.post(f"{DUPLICATES}merge/", pair(kim.person, twin), follow=True)
    assert "these are two people" in answer.content.decode()
    desk.post(f"{DUPLICATES}reconsider/", pair(kim.person, twin))
    assert not Distinction.objects.exists()


def test_a_place_is_not_lost_in_a_merge(desk: Client, kim: Participation, twin: Person) -> None:
    factories.create_participation(kim.edition, person=twin, state="submitted")
    answer = desk.post(f"{DUPLICATES}merge/", pair(twin, kim.person), follow=True)
    assert "only the record that would go holds a place" in answer.content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize("path", ["merge/", "apart/", "reconsider/"])
@pytest.mark.parametrize("sent", [{}, {"kept": "x"}, {"kept": "0" * 32, "absorbed": "0" * 32}])
def test_records_that_do_not_exist_are_told(desk: Client, path: str, sent: dict[str, str]) -> None:
    page = desk.post(f"{DUPLICATES}{path}", sent, follow=True).content.decode()
    assert "does not exist any more" in page


@pytest.fixture
def elsewhere(kim: Participation) -> Client:
    """The desk of another series, where Lee and a namesake of Lee were."""
    edition = factories.create_edition(number=1)
    for _ in range(2):
        person = enter_person("KR", ("이", "다온"), ("LEE", "Daon"))
        factories.create_participation(edition, person=person)
    account = factories.create_account()
    factories.create_appointment(account, role=Role.DESK, series=edition.series)
    client = Client()
    client.force_login(account)
    return client


def people_of(name: str) -> list[Person]:
    return list(Person.objects.filter(names__full=name, names__own=True).order_by("pk"))


def test_the_desk_of_another_series_finds_its_own_people_alone(
    elsewhere: Client, desk: Client, kim: Participation, twin: Person
) -> None:
    factories.create_participation(kim.edition, person=twin, state="withdrawn")
    for asked in (
        {"q": "kim"},
        {"edition": kim.edition_id},
        {"government": kim.home.code if kim.home else ""},
    ):
        assert "김하늘" not in said(elsewhere, **asked)
    assert of(kim.person) not in said(elsewhere, DUPLICATES)
    lee, _ = people_of("이다온")
    assert of(lee) in said(elsewhere, q="lee")
    assert of(lee) in said(elsewhere, DUPLICATES)
    assert "May be the same person" in said(elsewhere, of(lee))
    assert "Nobody you may see" in said(desk, q="lee")
    assert of(kim.person) in said(desk, DUPLICATES)
    assert of(lee) not in said(desk, DUPLICATES)


def test_the_desk_of_another_series_opens_and_changes_nobody_else(
    elsewhere: Client, kim: Participation
) -> None:
    for path in ("", "names/latin/", "address/"):
        assert elsewhere.get(f"{of(kim.person)}{path}").status_code == 404
    for path in ("names/latin/", "names/latin/confirm/", "names/latin/drop/", "suggest/", "address/"):
        assert elsewhere.post(f"{of(kim.person)}{path}").status_code == 404
    lee, _ = people_of("이다온")
    sent = {"family": "YI", "given": "Daon", "full": ""}
    assert elsewhere.post(f"{of(lee)}names/latin/", sent).headers["Location"] == of(lee)
    assert "<mark>YI</mark> Daon" in said(elsewhere, q="yi")


def test_who_does_not_see_both_neither_merges_nor_parts_them(
    elsewhere: Client, desk: Client, kim: Participation, twin: Person
) -> None:
    lee, second = people_of("이다온")
    for path in ("merge/", "apart/", "reconsider/"):
        for sent in (pair(lee, kim.person), pair(kim.person, lee), pair(kim.person, twin)):
            answer = elsewhere.post(f"{DUPLICATES}{path}", sent, follow=True)
            assert "does not exist any more" in answer.content.decode()
    assert not Merge.objects.exists()
    assert not Distinction.objects.exists()
    across = factories.create_merge(lee, kim.person)
    assert "Undo the merge" not in said(elsewhere, of(lee))
    assert elsewhere.post(f"/en/desk/merges/{across.pk}/undo/").status_code == 404
    assert desk.post(f"/en/desk/merges/{across.pk}/undo/").status_code == 404
    assert elsewhere.post(f"{DUPLICATES}merge/", pair(lee, second)).headers["Location"] == of(lee)
    own = Merge.objects.get(absorbed=second)
    assert elsewhere.post(f"/en/desk/merges/{own.pk}/undo/").status_code == 302


def test_told_apart_from_somebody_of_another_series_is_not_shown_there(
    elsewhere: Client, kim: Participation
) -> None:
    lee, second = people_of("이다온")
    factories.create_distinction(lee, kim.person)
    assert "Kept apart from" not in said(elsewhere, of(lee))
    factories.create_distinction(lee, second)
    page = said(elsewhere, of(lee))
    assert "Kept apart from" in page
    assert "김하늘" not in page


@pytest.mark.parametrize("more", [1, 3])
def test_the_desk_of_one_of_two_series_asks_as_many_queries_for_many(
    elsewhere: Client, kim: Participation, more: int, django_assert_num_queries: object
) -> None:
    edition = people_of("이다온")[0].participations.get().edition
    for _ in range(more):
        person = enter_person("KR", ("이", "다온"), ("LEE", "Daon"))
        factories.create_participation(edition, person=person)
    for path, queries in ((f"{DIRECTORY}?q=lee", 28), (DUPLICATES, 20)):
        elsewhere.get(path)
        with django_assert_num_queries(queries):  # type: ignore[operator]
            elsewhere.get(path)


@pytest.mark.parametrize("more", [0, 4])
def test_the_proposals_take_as_many_queries_for_many(
    desk: Client, kim: Participation, twin: Person, more: int, django_assert_num_queries: object
) -> None:
    for _ in range(more):
        enter_person("JP", ("佐藤", "美咲"), ("SATO", "Misaki"))
    desk.get(DUPLICATES)
    with django_assert_num_queries(20):  # type: ignore[operator]
        desk.get(DUPLICATES)
