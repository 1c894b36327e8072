"""Follow-ups: what two or more agreed to do, as precisely as its date is known."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests import factories
from trilogue.domain.network.actions import Entered, FollowUpFaulty, Parties, amend, record
from trilogue.domain.network.models import FollowUp
from trilogue.domain.network.queries import follow_ups_at, follow_ups_of, history, reminder_due
from trilogue.foundation.access import ANONYMOUS

SEOUL = ZoneInfo("Asia/Seoul")


def entered(**more: str) -> Entered:
    return Entered(
        **{
            "kind": "visit",
            "state": "planned",
            "title": "A visit in autumn",
            "outcome": "",
            "language": "en",
            "date": "2027-10",
            **more,
        }
    )


def two() -> Parties:
    return Parties([factories.create_person()], [factories.create_government()])


def recorded(parties: Parties | None = None, **more: str) -> FollowUp:
    edition = factories.create_edition()
    return record(entered(**more), parties or two(), edition=edition, by=ANONYMOUS, now=timezone.now())


@pytest.mark.django_db
@pytest.mark.parametrize("date", ["", "2027", "2027-10", "2027-10-21"])
def test_a_date_keeps_its_precision(date: str) -> None:
    parties = two()
    follow_up = recorded(parties, date=f" {date} ")
    assert follow_up.date == date
    assert list(follow_ups_of(list(parties.people))) == [follow_up]
    assert list(follow_ups_at(next(iter(parties.governments)))) == [follow_up]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"date": "next year"}, "date", "unreadable"),
        ({"date": "2027-13"}, "date", "impossible"),
        ({"date": "2027-10-01/2027-10-03"}, "date", "range"),
        ({"title": "  "}, "title", "empty"),
        ({"title": "x" * 201}, "title", "too_long"),
        ({"kind": "war"}, "kind", "unknown"),
        ({"state": "?"}, "state", "unknown"),
        ({"language": "xx"}, "language", "unknown"),
        ({"outcome": "x" * 4001}, "outcome", "too_long"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(wrong: dict[str, str], field: str, code: str) -> None:
    with pytest.raises(FollowUpFaulty) as fault:
        recorded(None, **wrong)
    assert (fault.value.field, fault.value.code) == (field, code)
    assert not FollowUp.objects.exists()


@pytest.mark.django_db
def test_nobody_does_it_alone() -> None:
    with pytest.raises(FollowUpFaulty, match="alone"):
        recorded(Parties([factories.create_person()], []))


@pytest.mark.django_db
def test_the_log_keeps_what_was_changed() -> None:
    parties = two()
    follow_up = recorded(parties)
    more = Parties([*parties.people, factories.create_person()], [])
    assert amend(follow_up, entered(state="done", outcome="Held"), more, by=ANONYMOUS) == (
        "outcome",
        "parties",
        "state",
    )
    assert amend(follow_up, entered(state="done", outcome="Held"), more, by=ANONYMOUS) == ()
    assert [each.action for each in history(follow_up)] == ["change", "record_follow_up"]
    assert follow_up.parties.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "asked", "due"),
    [
        ("2028-02-28", (), None),
        ("2028-02-29", (), None),
        ("2028-03-01", (), 3),
        ("2028-03-01", (3,), None),
        ("2028-05-31", (3,), 6),
        ("2028-11-30", (3, 6), 12),
        ("2028-12-30", (), 12),
        ("2030-01-01", (12,), None),
    ],
)
def test_parties_are_asked_after_three_six_and_twelve_months_once(
    now: str, asked: tuple[int, ...], due: int | None
) -> None:
    """Recorded on 30 November: three months later is 1 March. What was missed is not made up."""
    follow_up = recorded()
    follow_up.recorded_at = datetime(2027, 11, 30, 9, tzinfo=SEOUL)
    follow_up.save()
    for months in asked:
        factories.create_reminder(follow_up, months)
    assert reminder_due(follow_up, datetime.fromisoformat(f"{now}T09:00+09:00")) == due
