"""A government nominates: a person and a nomination are written together, whoever is known by the address already.

A government sees and changes what it wrote itself. An address tells it nothing of whom the register knew before: the
nomination is a new record's, which has the address if nobody else does and joins no account; the desk, which is shown
whose it is, merges the records of one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from trilogue.domain.delegations import actions, queries
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Answer, Call, CallField, Invitation, Participation
from trilogue.domain.people.actions.persons import NameForm, register
from trilogue.domain.people.actions.rewrite import rewrite, set_posting
from trilogue.domain.people.choices import NameOrder, PostingKind, Script
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import standing_for
from trilogue.domain.places.models import Country, Government, SisterLink
from trilogue.flows import offer
from trilogue.flows.invite import refuse_beyond_limit
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

NEEDED = ("roman", "kana", "email", "home", "host", "department", "position", "skills")
"""What a draft may lack and a nomination may not, besides the required further questions."""


class Incomplete(Exception):
    """What is missing before the nomination can be submitted: codes of NEEDED, and questions by their ids."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(*missing)
        self.missing = missing


class OfferExpired(Exception):
    """The place was not confirmed in time and goes on to the next."""


@dataclass(frozen=True)
class Office:
    """Who nominates: a government in a call, by a link or by an account."""

    call: Call
    government: Government
    by: Actor
    invitation: Invitation | None = None

    def owns(self, participation: Participation) -> bool:
        return (participation.edition_id, participation.nominator_id) == (
            self.call.edition_id,
            self.government.pk,
        )


@dataclass(frozen=True)
class Entry:
    """What a form, or a row of a returned workbook, says of one person."""

    country: Country
    names: tuple[NameForm, ...]
    email: str = ""
    order: str = NameOrder.FAMILY_FIRST
    skills: Mapping[str, int] = field(default_factory=dict)
    post: actions.Post = field(default_factory=actions.Post)
    starts: str = ""
    ends: str = ""
    kind: str = PostingKind.DISPATCH
    link: SisterLink | None = None
    case_title: str = ""
    answers: Mapping[CallField, str] = field(default_factory=dict)

    @property
    def own_key(self) -> str:
        return next(name.key for name in self.names if name.own)


@transaction.atomic
def draft(office: Office, entry: Entry, *, now: datetime) -> Participation:
    """A new nomination, kept as a draft at the end of the government's order.

    Raises delegations.actions.CallNotOpen and AlreadyNominated, TooManyNominated.
    """
    if not queries.is_open(office.call, now):
        raise actions.CallNotOpen
    edition = office.call.edition
    log.hold(Call.objects.all()).get(pk=office.call.pk)
    refuse_beyond_limit(office.call, office.government, now)
    _refuse_nominated(office, entry.email)
    delegation = actions.form_delegation(by=office.by, edition=edition, country=entry.country)
    person = _registered(office, entry)
    participation = actions.nominate(
        delegation,
        person,
        by=office.by,
        now=now,
        post=entry.post,
        nominated=actions.Nominated(
            nominator=office.government,
            priority=next_priority(office),
            invitation=office.invitation,
            case_title=entry.case_title,
            email=entry.email,
        ),
    )
    _settle(office, participation, entry)
    return participation


@transaction.atomic
def redraft(office: Office, participation: Participation, entry: Entry, *, now: datetime) -> None:
    """Correct an own nomination that is not judged yet; one that was submitted stays complete.

    Raises delegations.actions.CallNotOpen, AlreadyNominated and UnlawfulMove, Incomplete.
    """
    if not may_change(office.call, participation, now):
        raise actions.CallNotOpen
    _refuse_nominated(office, entry.email, but=participation)
    if is_ours(participation):
        _rewrite(office, participation.person, entry)
    actions.amend(
        participation,
        by=office.by,
        post=entry.post,
        priority=participation.priority,
        case_title=entry.case_title,
        email=entry.email,
    )
    _settle(office, participation, entry)
    if participation.state == State.SUBMITTED and (missing := lacks(participation)):
        raise Incomplete(missing)


@transaction.atomic
def submit(office: Office, participation: Participation, *, now: datetime) -> None:
    """Raises Incomplete, delegations.actions.CallNotOpen and UnlawfulMove."""
    if not may_change(office.call, participation, now):
        raise actions.CallNotOpen
    missing = lacks(participation)
    if missing:
        raise Incomplete(missing)
    actions.submit(participation, by=office.by, now=now, invitation=office.invitation)


@transaction.atomic
def confirm(office: Office, participation: Participation, *, now: datetime) -> None:
    """Take the place that was offered. Raises OfferExpired, delegations.actions.UnlawfulMove."""
    refuse_late(participation, now)
    actions.confirm(participation, by=office.by, now=now, invitation=office.invitation)


@transaction.atomic
def withdraw(office: Office, participation: Participation, *, reason: str, now: datetime) -> None:
    """Raises delegations.actions.UnlawfulMove. Whoever waits next gets the place."""
    offer.withdraw(participation, by=office.by, now=now, reason=reason[:300], invitation=office.invitation)


def is_late(participation: Participation, now: datetime) -> bool:
    """Whether the offer has run out, though the place has not gone on yet."""
    expires = participation.offer_expires_at
    return participation.state == State.ACCEPTED and expires is not None and expires <= now


def refuse_late(participation: Participation, now: datetime) -> None:
    if is_late(participation, now):
        raise OfferExpired


def may_change(call: Call, participation: Participation, now: datetime) -> bool:
    """Drafts and what nobody judged yet, while the call is open; what the desk handed back also afterwards."""
    if participation.state == State.DRAFT and participation.submitted_at:
        return True
    return participation.state in (State.DRAFT, State.SUBMITTED) and queries.is_open(call, now)


def is_ours(participation: Participation) -> bool:
    """Whether the person is known by this nomination alone, so that its government may still correct the names."""
    person = participation.person
    return (
        not person.names.filter(confirmed=True).exists()
        and not hasattr(person, "account")
        and not person.consents.exists()
        and not Participation.objects.filter(person=person).exclude(pk=participation.pk).exists()
    )


def lacks(participation: Participation) -> tuple[str, ...]:
    """What is missing before it can be submitted."""
    person = participation.person
    country = participation.delegation.country_id
    scripts = set(person.names.values_list("script", flat=True))
    abroad = country in ("JP", "CN")
    there = {
        "roman": Script.LATIN in scripts,
        "kana": country != "JP" or Script.KANA in scripts,
        "email": bool(participation.email or person.email),
        "home": participation.home_id is not None,
        "host": not abroad or participation.host_id is not None,
        "department": bool(participation.department),
        "position": bool(participation.position),
        "skills": person.skills.filter(level__gt=0).exists(),
    }
    return (*(name for name in NEEDED if not there[name]), *_unanswered(participation))


def _unanswered(participation: Participation) -> list[str]:
    """A government is never asked for what only the person may say: sensitive questions."""
    call = Call.objects.filter(edition=participation.edition_id).first()
    if call is None:
        return []
    answered = Answer.objects.filter(participation=participation).values("field")
    wanted = call.fields.filter(required=True, sensitive=False).exclude(pk__in=answered)
    return [f"question_{pk}" for pk in wanted.values_list("pk", flat=True)]


def person_of(email: str) -> Person | None:
    """Who has this address; of merged records the one that stands for both."""
    person = Person.objects.filter(email__iexact=email).first() if email else None
    return standing_for(person) if person else None


def other_holder(participation: Participation) -> Person | None:
    """Whose record has the address that the nomination gives, if not the nominated person's own: for the desk alone."""
    holder = person_of(participation.email)
    return holder if holder and holder != standing_for(participation.person) else None


def nominated_with(office: Office, email: str) -> QuerySet[Participation]:
    """The government's own nominations of this address."""
    own = Participation.objects.filter(edition=office.call.edition_id, nominator=office.government)
    return own.filter(email__iexact=email) if email else own.none()


def _refuse_nominated(office: Office, email: str, *, but: Participation | None = None) -> None:
    there = nominated_with(office, email).exclude(pk=but.pk if but else 0).first()
    if there:
        raise actions.AlreadyNominated(there)


def _free(email: str, *, of: Person | None = None) -> str:
    """The address, or "" where somebody else's record has it."""
    others = Person.objects.filter(email__iexact=email).exclude(pk=of.pk if of else 0)
    return "" if email and others.exists() else email


def _registered(office: Office, entry: Entry) -> Person:
    person = register(
        by=office.by,
        country=entry.country,
        email=_free(entry.email),
        names=entry.names,
        skills=entry.skills,
        joins=False,
    )
    if entry.order != person.order:
        _rewrite(office, person, entry)
    return person


def _rewrite(office: Office, person: Person, entry: Entry) -> None:
    rewrite(
        person,
        by=office.by,
        country=entry.country,
        email=_free(entry.email, of=person),
        order=entry.order,
        names=entry.names,
        skills=entry.skills,
    )


def _settle(office: Office, participation: Participation, entry: Entry) -> None:
    """What stands beside the nomination: the posting, and the answers to further questions."""
    post = entry.post
    if post.home and post.host:
        set_posting(
            participation.person,
            by=office.by,
            home=post.home,
            host=post.host,
            only=is_ours(participation),
            starts=entry.starts,
            ends=entry.ends,
            kind=entry.kind,
            link=entry.link,
        )
    actions.answer_fields(participation, entry.answers, by=office.by)


def next_priority(office: Office) -> int:
    own = queries.nominated_by(office.call.edition, office.government)
    return max((each.priority for each in own), default=0) + 1
