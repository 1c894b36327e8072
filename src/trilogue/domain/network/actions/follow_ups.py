"""Recording what two or more agreed to do, and how it goes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from trilogue.algorithms.dates import DateError, ImpreciseDate
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import FollowUpKind, FollowUpState
from trilogue.domain.network.models import FollowUp, FollowUpParty, Reminder
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import LANGUAGES

LONGEST_TITLE, LONGEST_OUTCOME = 200, 4000
FEWEST_PARTIES = 2


class FollowUpFaulty(Exception):
    """What was entered cannot be kept: in which field, the code of the reason, and what its words need."""

    def __init__(self, field: str, code: str, **values: str) -> None:
        super().__init__(field, code)
        self.field, self.code, self.values = field, code, values


@dataclass(frozen=True)
class Entered:
    """`date` is written as precisely as it is known, "" where it is not; `language` is that of the texts."""

    kind: str
    state: str
    title: str
    outcome: str
    language: str
    date: str

    def checked(self) -> "Entered":
        """The same in its stored form. Raises FollowUpFaulty."""
        title, outcome = " ".join(self.title.split()), self.outcome.strip()
        for name, is_right in (
            ("kind", self.kind in FollowUpKind),
            ("state", self.state in FollowUpState),
            ("language", self.language in LANGUAGES),
            ("title", len(title) <= LONGEST_TITLE),
            ("outcome", len(outcome) <= LONGEST_OUTCOME),
        ):
            if not is_right:
                raise FollowUpFaulty(name, "unknown" if name not in ("title", "outcome") else "too_long")
        if not title:
            raise FollowUpFaulty("title", "empty")
        return Entered(self.kind, self.state, title, outcome, self.language, _day(self.date))


@dataclass(frozen=True)
class Parties:
    people: Collection[Person]
    governments: Collection[Government]


@transaction.atomic
def record(
    entered: Entered, parties: Parties, *, edition: Edition | None, by: Actor, now: datetime
) -> FollowUp:
    """Raises FollowUpFaulty."""
    _refuse_alone(parties)
    follow_up = FollowUp.objects.create(
        **vars(entered.checked()), edition=edition, recorded_at=now, recorded_by_id=by.account
    )
    _set_parties(follow_up, parties)
    log.write("record_follow_up", follow_up, by=by, edition=edition.pk if edition else None)
    return follow_up


@transaction.atomic
def amend(follow_up: FollowUp, entered: Entered, parties: Parties, *, by: Actor) -> tuple[str, ...]:
    """Store what is different and return the names of it. Raises FollowUpFaulty."""
    _refuse_alone(parties)
    follow_up = log.hold(FollowUp.objects.all()).get(pk=follow_up.pk)
    values = vars(entered.checked())
    changed = [name for name, value in values.items() if getattr(follow_up, name) != value]
    for name in changed:
        setattr(follow_up, name, values[name])
    if changed:
        follow_up.save(update_fields=changed)
    if _set_parties(follow_up, parties):
        changed.append("parties")
    if changed:
        log.write("change", follow_up, by=by, fields=changed, edition=follow_up.edition_id)
    return tuple(sorted(changed))


@transaction.atomic
def remind(follow_up: FollowUp, months: int, *, by: Actor, now: datetime) -> Reminder | None:
    """Note that its parties are asked now; None where another process did, or nothing is left to ask about."""
    follow_up = log.hold(FollowUp.objects.all()).get(pk=follow_up.pk)
    if follow_up.state in (FollowUpState.DONE, FollowUpState.DROPPED):
        return None
    reminder, is_new = Reminder.objects.get_or_create(
        follow_up=follow_up, months=months, defaults={"sent_at": now}
    )
    if not is_new:
        return None
    log.write("remind", follow_up, by=by, edition=follow_up.edition_id)
    return reminder


def _day(written: str) -> str:
    if not written.strip():
        return ""
    try:
        day = ImpreciseDate.parse(written.strip())
    except DateError as error:
        raise FollowUpFaulty("date", error.code) from error
    if day.end:
        raise FollowUpFaulty("date", "range")
    return day.iso()


def _refuse_alone(parties: Parties) -> None:
    if len(parties.people) + len(parties.governments) < FEWEST_PARTIES:
        raise FollowUpFaulty("people", "alone")


def _set_parties(follow_up: FollowUp, parties: Parties) -> bool:
    """Whether anything was different."""
    people = {each.pk for each in parties.people}
    governments = {each.pk for each in parties.governments}
    before = list(follow_up.parties.all())
    leaving = [
        each.pk for each in before if each.person_id not in people and each.government_id not in governments
    ]
    follow_up.parties.filter(pk__in=leaving).delete()
    there = {each.person_id for each in before}, {each.government_id for each in before}
    coming = [FollowUpParty(follow_up=follow_up, person_id=each) for each in sorted(people - there[0])] + [
        FollowUpParty(follow_up=follow_up, government_id=each) for each in sorted(governments - there[1])
    ]
    FollowUpParty.objects.bulk_create(coming)
    return bool(leaving or coming)
