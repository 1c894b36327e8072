"""Follow-ups on the own page: their parties alone see and change them."""

import pytest
from django.test import Client

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.models import FollowUp

pytestmark = pytest.mark.django_db
HERE = "/en/me/follow-ups/"


@pytest.fixture
def one() -> Participation:
    return factories.create_participation()


@pytest.fixture
def other(one: Participation) -> Participation:
    return factories.create_participation(one.edition, country=factories.create_country("JP"))


def of(one: Participation) -> Client:
    client = Client()
    client.force_login(factories.create_account(person=one.person))
    return client


def given(other: Participation, **more: object) -> dict[str, object]:
    return {
        "kind": "visit",
        "title": "秋の訪問",
        "people": [str(other.pk)],
        "governments": other.home.code if other.home else "",
        "date": "2027-10",
        "state": "planned",
        "outcome": "",
        "language": "ja",
        **more,
    }


def recorded(one: Participation, other: Participation) -> FollowUp:
    answer = of(one).post(f"{HERE}add/{one.pk}/", given(other))
    assert answer.status_code == 302
    return FollowUp.objects.get()


def test_its_parties_see_it_and_each_can_change_it(one: Participation, other: Participation) -> None:
    follow_up = recorded(one, other)
    assert {each.person_id for each in follow_up.parties.all()} == {one.person_id, other.person_id, None}
    they = of(other)
    assert "秋の訪問" in they.get(HERE).content.decode()
    page = they.get(f"{HERE}{follow_up.pk}/").content.decode()
    assert 'value="2027-10"' in page
    changed = given(one, state="done", outcome="訪問した")
    assert "Saved." in they.post(f"{HERE}{follow_up.pk}/", changed, follow=True).content.decode()
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.outcome) == ("done", "訪問した")
    assert {each.person_id for each in follow_up.parties.all()} == {one.person_id, other.person_id, None}


def test_nobody_else_sees_or_changes_it(one: Participation, other: Participation) -> None:
    follow_up = recorded(one, other)
    third = factories.create_participation(one.edition)
    stranger = of(third)
    assert "秋の訪問" not in stranger.get(HERE).content.decode()
    assert stranger.get(f"{HERE}{follow_up.pk}/").headers["Location"] == HERE
    assert stranger.post(f"{HERE}{follow_up.pk}/", given(other, title="mine")).headers["Location"] == HERE
    assert FollowUp.objects.get().title == "秋の訪問"


def test_only_people_of_the_own_edition_can_be_named(one: Participation) -> None:
    stranger = factories.create_participation()
    answer = of(one).post(f"{HERE}add/{one.pk}/", given(stranger))
    assert answer.status_code == 200
    assert not FollowUp.objects.exists()
    assert of(stranger).post(f"{HERE}add/{one.pk}/", given(one)).headers["Location"] == HERE


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"date": "soon"}, "This is no date."),
        ({"date": "2027-02-30"}, "There is no such day in the calendar."),
        ({"title": " "}, "This field is required."),
        ({"people": [], "governments": ""}, "Name at least one other person or government."),
        ({"governments": "Nowhere on earth"}, "The registry has no government"),
        ({"governments": "City"}, "Several governments may be meant by City"),
        ({"people": ["x"]}, "Select a valid choice"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    one: Participation, other: Participation, wrong: dict[str, object], words: str
) -> None:
    answer = of(one).post(f"{HERE}add/{one.pk}/", given(other, outcome="typed", **wrong))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page
    assert "typed" in page
    assert not FollowUp.objects.exists()
