"""The own page: who one is, what one is appointed to, where one sits."""

import pytest
from django.test import Client

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    answer = client.get("/en/me/")
    assert answer.status_code == 200
    return answer.content.decode()


def signed_in(client: Client, participation: Participation | None = None) -> None:
    person = participation.person if participation else None
    client.force_login(factories.create_account("me@example.org", name="김하늘", person=person))


def test_somebody_without_anything_finds_no_dead_link(client: Client) -> None:
    signed_in(client)
    said = page(client)
    assert "Nothing at present." in said
    assert "/en/desk/" not in said


def test_a_desk_officer_is_led_to_the_edition(client: Client) -> None:
    account = factories.create_account()
    edition = factories.create_edition(number=9)
    factories.create_appointment(account, role=Role.DESK, edition=edition)
    client.force_login(account)
    assert f'href="/en/desk/{edition.series.slug}/9/"' in page(client)


def test_a_speaker_is_not_led_to_the_desk(client: Client) -> None:
    account = factories.create_account()
    factories.create_appointment(account, role=Role.SPEAKER, edition=factories.create_edition())
    client.force_login(account)
    said = page(client)
    assert "speaker" in said
    assert "/en/desk/" not in said


def test_a_participant_sees_the_own_entry_and_tables(client: Client) -> None:
    edition = factories.create_edition()
    participation = factories.create_participation(edition)
    plan = factories.create_table_plan(edition, published=True)
    factories.create_seat(plan, participation=participation, round=2, table=7)
    signed_in(client, participation)
    said = page(client)
    assert '<bdi lang="ko">김하늘</bdi>' in said
    assert "KIM Haneul" in said
    assert participation.reference in said
    assert "Round 2" in said
    assert "Table 7" in said


def test_a_participant_sees_nobody_elses_entry(client: Client) -> None:
    edition = factories.create_edition()
    other = factories.create_participation(edition, person=factories.create_person(native="이다온"))
    signed_in(client, factories.create_participation(edition))
    said = page(client)
    assert other.reference not in said
    assert "이다온" not in said


def test_somebody_confirms_the_own_name_and_nobody_elses(client: Client) -> None:
    mine, other = factories.create_participation(), factories.create_participation()
    signed_in(client, mine)
    assert "as written for you" in page(client)
    sent = {
        "family": "KIM",
        "given": "Ha-neul",
        "right": ["hangul"],
        "order": "given_first",
        "honorific_en": "Ms",
    }
    assert client.post("/en/me/names/", sent).headers["Location"] == "/en/me/"
    names = {name.script: (name.full, name.confirmed) for name in mine.person.names.all()}
    assert names == {"hangul": ("김하늘", True), "latin": ("KIM Ha-neul", True)}
    mine.person.refresh_from_db()
    assert (mine.person.order, mine.person.honorifics) == ("given_first", {"en": "Ms"})
    assert not other.person.names.filter(confirmed=True).exists()
    assert "confirmed by you" in page(client)


def test_a_name_in_roman_letters_that_is_none_is_answered_at_the_form(client: Client) -> None:
    signed_in(client, factories.create_participation())
    said = client.post("/en/me/names/", {"family": "\u200b", "given": " ", "order": "sideways"})
    assert said.status_code == 200
    assert "Select a valid choice" in said.content.decode()


def test_somebody_without_a_person_has_no_name_to_confirm(client: Client) -> None:
    signed_in(client)
    assert client.get("/en/me/names/").headers["Location"] == "/en/me/"
