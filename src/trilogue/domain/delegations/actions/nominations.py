"""The life of a nomination. Every move is written down with who, when and why, under the lock of its delegation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from trilogue.algorithms.quota import Candidate, divide
from trilogue.domain.delegations.actions.quotas import free_places, locked
from trilogue.domain.delegations.choices import BEGINNINGS, HOLDING, MOVES, State
from trilogue.domain.delegations.models import (
    Delegation,
    Invitation,
    NominationGroup,
    Participation,
    StateChange,
)
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Government, SisterLink
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

OFFER_DAYS = 7
"""How long an accepted person has to confirm where the call says nothing."""


class UnlawfulMove(Exception):
    """A nomination in this state cannot become the other. Carries both."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(before, after)
        self.before, self.after = before, after


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
    """By whom somebody is nominated, and how: the government's own order, its group, its link."""

    nominator: Government | None = None
    priority: int = 1
    group: NominationGroup | None = None
    invitation: Invitation | None = None
    case_title: str = ""


@dataclass(frozen=True)
class Moment:
    """Who moves a nomination, when and why; `invitation` where a personal link was used instead of an account."""

    by: Actor
    now: datetime
    reason: str = ""
    invitation: Invitation | None = field(default=None)


@transaction.atomic
def nominate(
    delegation: Delegation, person: Person, *, by: Actor, now: datetime, post: Post, nominated: Nominated
) -> Participation:
    """A draft. Raises AlreadyNominated when the person is in the edition."""
    moment = Moment(by, now, invitation=nominated.invitation)
    return _enter(delegation, person, state=State.DRAFT, moment=moment, post=post, nominated=nominated)


@transaction.atomic
def take_part(
    delegation: Delegation,
    person: Person,
    *,
    by: Actor,
    now: datetime,
    reference: str,
    post: Post,
    reason: str = "",
) -> Participation:
    """Enter somebody of a confirmed list. Raises NoPlaceLeft, or AlreadyNominated."""
    if free_places(locked(delegation)) == 0:
        raise NoPlaceLeft
    moment = Moment(by, now, reason)
    return _enter(
        delegation,
        person,
        state=State.CONFIRMED,
        moment=moment,
        post=post,
        nominated=Nominated(),
        reference=reference,
    )


def _enter(
    delegation: Delegation,
    person: Person,
    *,
    state: State,
    moment: Moment,
    post: Post,
    nominated: Nominated,
    reference: str = "",
) -> Participation:
    there = Participation.objects.filter(edition=delegation.edition_id, person=person).first()
    if there:
        raise AlreadyNominated(there)
    participation = Participation.objects.create(
        edition_id=delegation.edition_id,
        delegation=delegation,
        person=person,
        state=state,
        reference=reference,
        **vars(post),
        **vars(nominated),
    )
    _record(participation, "", moment)
    log.write(
        "nominate", participation, by=moment.by, fields=["post", "state"], edition=delegation.edition_id
    )
    return participation


@transaction.atomic
def amend(participation: Participation, *, by: Actor, post: Post, priority: int, case_title: str) -> None:
    """Correct a nomination that is a draft or not yet judged."""
    if participation.state not in BEGINNINGS:
        raise UnlawfulMove(participation.state, participation.state)
    for name, value in {**vars(post), "priority": priority, "case_title": case_title}.items():
        setattr(participation, name, value)
    participation.save()
    log.write("amend", participation, by=by, fields=["post", "priority"], edition=participation.edition_id)


@transaction.atomic
def submit(
    participation: Participation, *, by: Actor, now: datetime, invitation: Invitation | None = None
) -> None:
    moment = Moment(by, now, invitation=invitation)
    _move(participation, State.SUBMITTED, moment, submitted_at=participation.submitted_at or now)


@transaction.atomic
def hand_back(participation: Participation, *, by: Actor, now: datetime, reason: str) -> None:
    """Return a submitted nomination to its government for correction."""
    _move(participation, State.DRAFT, Moment(by, now, reason))


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
    if evidence is None and not override.strip() and participation.host_id:
        raise ReasonNeeded
    _move(participation, State.ELIGIBLE, Moment(by, now, override), evidence=evidence, override=override)


@transaction.atomic
def accept(participation: Participation, *, by: Actor, now: datetime) -> State:
    """Offer a place if one is free, else put on the waiting list; returns which. For one person by hand."""
    delegation = locked(participation.delegation)
    participation.refresh_from_db()
    if free_places(delegation) == 0:
        _move(participation, State.WAITING, Moment(by, now))
    else:
        _offer(participation, Moment(by, now))
    return State(participation.state)


@transaction.atomic
def accept_in_order(delegation: Delegation, *, by: Actor, now: datetime) -> list[Participation]:
    """Offer the free places to all who are eligible in the order of the ranking; the others wait.

    Nobody who waits already is passed over: both are ranked together. Returns those who got an offer.
    """
    delegation = locked(delegation)
    candidates = _ranked(delegation, (State.ELIGIBLE, State.WAITING))
    moment = Moment(by, now)
    offered = _offer_free(delegation, candidates, moment)
    for each in candidates:
        if each.state == State.ELIGIBLE:
            _move(each, State.WAITING, moment)
    return offered


@transaction.atomic
def promote(delegation: Delegation, *, by: Actor, now: datetime, reason: str = "") -> list[Participation]:
    """Offer what is free to the next of the same delegation's waiting list."""
    delegation = locked(delegation)
    return _offer_free(delegation, _ranked(delegation, (State.WAITING,)), Moment(by, now, reason))


@transaction.atomic
def confirm(
    participation: Participation, *, by: Actor, now: datetime, invitation: Invitation | None = None
) -> None:
    _move(participation, State.CONFIRMED, Moment(by, now, invitation=invitation), offer_expires_at=None)


@transaction.atomic
def decline(participation: Participation, *, by: Actor, now: datetime, reason: str) -> list[Participation]:
    """The desk says no, or an offer is not taken. Whoever is next gets the place; returns them."""
    return _leave(participation, State.DECLINED, Moment(by, now, reason))


@transaction.atomic
def withdraw(
    participation: Participation,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    invitation: Invitation | None = None,
) -> list[Participation]:
    """Somebody does not come. Whoever is next of the same delegation gets the place; returns them."""
    return _leave(participation, State.WITHDRAWN, Moment(by, now, reason, invitation))


@transaction.atomic
def renew(participation: Participation, *, by: Actor, now: datetime, reason: str) -> None:
    """Take a declined or withdrawn nomination up again: it is judged like a new one."""
    _move(
        participation,
        State.SUBMITTED,
        Moment(by, now, reason),
        submitted_at=now,
        evidence=None,
        override="",
        group=None,
    )


@transaction.atomic
def attend(participation: Participation, *, by: Actor, now: datetime) -> None:
    _move(participation, State.ATTENDED, Moment(by, now))


@transaction.atomic
def miss(participation: Participation, *, by: Actor, now: datetime) -> None:
    _move(participation, State.ABSENT, Moment(by, now))


@transaction.atomic
def lapse_offers(delegation: Delegation, *, by: Actor, now: datetime) -> list[Participation]:
    """Offers that nobody confirmed in time end, and the places go on. Returns those who got the next offers."""
    delegation = locked(delegation)
    late = delegation.participations.filter(state=State.ACCEPTED, offer_expires_at__lte=now)
    moment = Moment(by, now, "offer_lapsed")
    for each in late:
        _move(each, State.DECLINED, moment, offer_expires_at=None)
    return _offer_free(delegation, _ranked(delegation, (State.WAITING,)), Moment(by, now, "place_free"))


@transaction.atomic
def substitute(
    leaving: Participation, coming: Participation, *, by: Actor, now: datetime, reason: str
) -> Participation:
    """Somebody else of the same delegation takes the place over: badge number and room go along, nobody is promoted.

    `coming` must be eligible, waiting or accepted; who was accepted already gives that place back.
    """
    delegation = locked(leaving.delegation)
    leaving.refresh_from_db()
    coming.refresh_from_db()
    if coming.delegation_id != delegation.pk or leaving.state not in HOLDING:
        raise UnlawfulMove(leaving.state, State.WITHDRAWN)
    moment = Moment(by, now, reason)
    place = {"reference": leaving.reference, "room": leaving.room}
    _move(leaving, State.WITHDRAWN, moment, reference="", room="", offer_expires_at=None)
    if coming.state != State.ACCEPTED:
        _move(coming, State.ACCEPTED, moment, **place, replaces=leaving)
    else:
        _set(coming, **place, replaces=leaving)
    _move(coming, State.CONFIRMED, moment, offer_expires_at=None)
    return coming


def _leave(participation: Participation, to: State, moment: Moment) -> list[Participation]:
    delegation = locked(participation.delegation)
    participation.refresh_from_db()
    _move(participation, to, moment, offer_expires_at=None)
    return _offer_free(
        delegation, _ranked(delegation, (State.WAITING,)), Moment(moment.by, moment.now, "place_free")
    )


def _offer_free(
    delegation: Delegation, candidates: list[Participation], moment: Moment
) -> list[Participation]:
    free = free_places(delegation)
    division = divide((_candidate(each) for each in candidates), len(candidates) if free is None else free)
    by_key = {str(each.pk): each for each in candidates}
    offered = [by_key[key] for key in division.accepted]
    for each in offered:
        _offer(each, moment)
    return offered


def _offer(participation: Participation, moment: Moment) -> None:
    call = getattr(participation.edition, "call", None)
    days = call.offer_days if call else OFFER_DAYS
    _move(
        participation,
        State.ACCEPTED,
        moment,
        reference=participation.reference or next_reference(participation.delegation),
        offer_expires_at=moment.now + timedelta(days=days),
    )


def next_reference(delegation: Delegation) -> str:
    """The next badge number of a delegation, KR01 onwards. Numbers once given are not given to others."""
    country = delegation.country_id
    given = Participation.objects.filter(edition=delegation.edition_id, reference__startswith=country)
    numbers = [int(each[2:]) for each in given.values_list("reference", flat=True) if each[2:].isdigit()]
    return f"{country}{max(numbers, default=0) + 1:02}"


def _ranked(delegation: Delegation, states: Iterable[State]) -> list[Participation]:
    found = delegation.participations.filter(state__in=list(states))
    return list(found.select_related("edition__call", "delegation", "group"))


def _candidate(participation: Participation) -> Candidate:
    group = participation.group
    return Candidate(
        key=f"{participation.pk}",
        supported=participation.evidence_id is not None
        or bool(participation.override)
        or not participation.host_id,
        priority=participation.priority,
        first_time=not _came_before(participation),
        submitted=int(participation.submitted_at.timestamp() * 1_000_000)
        if participation.submitted_at
        else 0,
        group=str(group.pk) if group and group.all_or_none else "",
    )


def _came_before(participation: Participation) -> bool:
    earlier = Participation.objects.filter(
        person=participation.person_id,
        edition__series=participation.edition.series_id,
        edition__number__lt=participation.edition.number,
        state__in=HOLDING,
    )
    return earlier.exists()


def _move(participation: Participation, to: State, moment: Moment, **also: Any) -> None:
    before = State(participation.state)
    if to not in MOVES[before]:
        raise UnlawfulMove(before, to)
    _set(participation, state=to, **also)
    _record(participation, before, moment)
    log.write(
        f"nomination_{to}", participation, by=moment.by, fields=["state"], edition=participation.edition_id
    )


def _set(participation: Participation, **values: Any) -> None:
    for name, value in values.items():
        setattr(participation, name, value)
    participation.save(update_fields=list(values))


def _record(participation: Participation, before: str, moment: Moment) -> None:
    StateChange.objects.create(
        participation=participation,
        number=participation.changes.count() + 1,
        before=before,
        after=participation.state,
        at=moment.now,
        account=moment.by.account,
        invitation=moment.invitation,
        reason=moment.reason,
    )
