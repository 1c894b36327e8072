"""Nominating and judging: from the first draft to eligible, handed back, or taken up again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from trilogue.domain.delegations.actions.locks import held_still, locked
from trilogue.domain.delegations.actions.moves import Moment, UnlawfulMove, move, put, record
from trilogue.domain.delegations.choices import BEGINNINGS, HOLDING, State
from trilogue.domain.delegations.models import Delegation, Invitation, NominationGroup, Participation
from trilogue.domain.delegations.queries import free_places, next_reference, serves_abroad
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Government, SisterLink
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class NoPlaceLeft(Exception):
    """The delegation's places are all taken."""


class AlreadyNominated(Exception):
    """The person is in the edition already. Carries the participation."""

    def __init__(self, participation: Participation) -> None:
        super().__init__(participation.pk)
        self.participation = participation


class ReasonNeeded(Exception):
    """A decision against the evidence needs a reason."""


@dataclass(frozen=True)
class Post:
    """Where somebody works, as written and as found in the register."""

    home: Government | None = None
    host: Government | None = None
    home_written: str = ""
    host_written: str = ""
    department: str = ""
    position: str = ""


@dataclass(frozen=True)
class Nominated:
    """By whom somebody is nominated, and how: the government's own order, its group, its link, the address it gave."""

    nominator: Government | None = None
    priority: int = 1
    group: NominationGroup | None = None
    invitation: Invitation | None = None
    case_title: str = ""
    email: str = ""


@transaction.atomic
def nominate(
    delegation: Delegation, person: Person, *, by: Actor, now: datetime, post: Post, nominated: Nominated
) -> Participation:
    """A draft. Raises AlreadyNominated when the person is in the edition."""
    entry = Participation(
        delegation=delegation, person=person, state=State.DRAFT, **vars(post), **vars(nominated)
    )
    return _enter(entry, Moment(by, now, invitation=nominated.invitation))


@transaction.atomic
def take_part(
    delegation: Delegation,
    person: Person,
    *,
    by: Actor,
    now: datetime,
    post: Post,
    reference: str = "",
    reason: str = "",
) -> Participation:
    """Enter somebody of a confirmed list, under the next badge number where none is given.

    Raises NoPlaceLeft, or AlreadyNominated.
    """
    delegation = locked(delegation)
    if free_places(delegation) == 0:
        raise NoPlaceLeft
    reference = reference or next_reference(delegation)
    entry = Participation(
        delegation=delegation, person=person, state=State.CONFIRMED, reference=reference, **vars(post)
    )
    return _enter(entry, Moment(by, now, reason))


def _enter(entry: Participation, moment: Moment) -> Participation:
    entry.edition_id = entry.delegation.edition_id
    there = Participation.objects.filter(edition=entry.edition_id, person=entry.person_id)
    if known := there.first():
        raise AlreadyNominated(known)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:  # somebody else was quicker
        if known := there.first():
            raise AlreadyNominated(known) from None
        raise
    record(entry, "", moment)
    log.write("nominate", entry, by=moment.by, fields=["post", "state"], edition=entry.edition_id)
    return entry


@transaction.atomic
def amend(
    participation: Participation, *, by: Actor, post: Post, priority: int, case_title: str, email: str
) -> None:
    """Correct a nomination that is a draft or not yet judged. Raises UnlawfulMove for any other."""
    held_still(participation)
    if participation.state not in BEGINNINGS:
        raise UnlawfulMove(participation.state, participation.state)
    wish = {"priority": priority, "case_title": case_title, "email": email}
    for name, value in {**vars(post), **wish}.items():
        setattr(participation, name, value)
    participation.save()
    fields = ["email", "post", "priority"]
    log.write("amend", participation, by=by, fields=fields, edition=participation.edition_id)


@transaction.atomic
def assign_room(participation: Participation, *, by: Actor, room: str) -> None:
    """Where somebody who holds a place stays; "" where it is not known. Raises UnlawfulMove for anybody else."""
    held_still(participation)
    if participation.state not in HOLDING:
        raise UnlawfulMove(participation.state, participation.state)
    if participation.room == room:
        return
    put(participation, room=room)
    log.write("assign_room", participation, by=by, fields=["room"], edition=participation.edition_id)


@transaction.atomic
def submit(
    participation: Participation, *, by: Actor, now: datetime, invitation: Invitation | None = None
) -> None:
    """A draft is handed in. The first time counts for the ranking, also after it was handed back."""
    held_still(participation)
    if participation.state != State.DRAFT:
        raise UnlawfulMove(participation.state, State.SUBMITTED)
    first = participation.submitted_at or now
    move(participation, State.SUBMITTED, Moment(by, now, invitation=invitation), submitted_at=first)


@transaction.atomic
def hand_back(participation: Participation, *, by: Actor, now: datetime, reason: str) -> None:
    """Return a submitted nomination to its government for correction."""
    held_still(participation)
    move(participation, State.DRAFT, Moment(by, now, reason))


@transaction.atomic
def hold_eligible(
    participation: Participation,
    *,
    by: Actor,
    now: datetime,
    evidence: SisterLink | None = None,
    override: str = "",
) -> None:
    """Eligible by the link found, or by the desk's reason. Raises ReasonNeeded when there is neither."""
    held_still(participation)
    if evidence is None and not override.strip() and serves_abroad(participation):
        raise ReasonNeeded
    moment = Moment(by, now, override)
    move(participation, State.ELIGIBLE, moment, evidence=evidence, override=override.strip())


@transaction.atomic
def renew(participation: Participation, *, by: Actor, now: datetime, reason: str) -> None:
    """Take a declined or withdrawn nomination up again: it is judged like a new one, and alone."""
    held_still(participation)
    if participation.state not in (State.DECLINED, State.WITHDRAWN):
        raise UnlawfulMove(participation.state, State.SUBMITTED)
    fresh = {"submitted_at": now, "evidence": None, "override": "", "group": None}
    move(participation, State.SUBMITTED, Moment(by, now, reason), **fresh)
