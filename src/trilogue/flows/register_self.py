"""An official registers in person by a link: what one consents to first, then what one says of oneself.

Data of state organs may have to stay where they are (DOMAIN section 4), so a government can name an address only;
everything else comes from the person, who has been asked before.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations import actions, queries
from trilogue.domain.delegations.models import Call, CallField, Invitation, Participation
from trilogue.domain.people.actions.details import drop_detail, keep_detail
from trilogue.domain.people.actions.persons import register
from trilogue.domain.people.actions.rewrite import rewrite, set_posting
from trilogue.domain.people.choices import Detail, Purpose
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import answers, current_texts, holds
from trilogue.flows.answer_consent import answer_consent
from trilogue.flows.nominate import Entry, Office, may_change, next_priority, person_of
from trilogue.flows.welcome import welcome
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit import log

REQUIRED = (Purpose.COLLECTION, Purpose.ABROAD)
"""Without these nobody can take part; every other purpose is free."""
CHANNEL = "link"


class NominatedElsewhere(Exception):
    """Another government nominated the person who registers."""


class ConsentMissing(Exception):
    """Somebody goes on without what REQUIRED asks for."""


def participation_of(invitation: Invitation) -> Participation | None:
    """What the invited person has in the edition, whoever nominated; None before the first step."""
    person = person_of(invitation.email)
    if person is None:
        return None
    found = Participation.objects.filter(edition=invitation.call.edition_id, person=person)
    return found.select_related("delegation__country", "person", "home", "host", "edition").first()


def has_consented(person: Person | None) -> bool:
    return person is not None and all(holds(person, purpose) for purpose in REQUIRED)


@transaction.atomic
def consent(
    invitation: Invitation, granted: Mapping[Purpose, bool], *, language: str, now: datetime
) -> Person:
    """Record every answer that is new. Raises ConsentMissing, and nothing is stored of who refuses what is required."""
    if not all(granted.get(purpose, False) for purpose in REQUIRED):
        raise ConsentMissing
    person = person_of(invitation.email) or register(
        by=ANONYMOUS, country=invitation.country, email=invitation.email, names=(), skills={}
    )
    before = answers(person)
    texts = current_texts()
    for purpose, yes in granted.items():
        last = before.get(purpose)
        if last is None or last.granted != yes or last.text_id != texts[purpose].pk:
            answer_consent(
                person, purpose, granted=yes, language=language, channel=CHANNEL, now=now, by=ANONYMOUS
            )
    if not granted.get(Purpose.SENSITIVE, False):
        for kind in (Detail.DIET, Detail.HEALTH):
            drop_detail(person, kind, by=ANONYMOUS)
    return person


@transaction.atomic
def describe(invitation: Invitation, entry: Entry, *, now: datetime) -> Participation:
    """Write what the person says; a draft of the nomination and an account are made at the first time.

    Raises ConsentMissing, NominatedElsewhere, delegations.actions.CallNotOpen and UnlawfulMove.
    """
    person = person_of(invitation.email)
    if person is None or not has_consented(person):
        raise ConsentMissing
    office = office_of(invitation)
    log.hold(Call.objects.all()).get(pk=invitation.call_id)
    participation = participation_of(invitation)
    is_new = participation is None
    if participation is None:
        participation = _enter(office, person, entry, now)
    elif not office.owns(participation):
        raise NominatedElsewhere
    elif not may_change(invitation.call, participation, now):
        raise actions.CallNotOpen
    rewrite(
        person,
        by=ANONYMOUS,
        country=entry.country,
        email=person.email,
        order=entry.order,
        names=entry.names,
        skills=entry.skills,
        confirmed=True,
    )
    actions.amend(
        participation,
        by=ANONYMOUS,
        post=entry.post,
        priority=participation.priority,
        case_title=entry.case_title,
        email=invitation.email,
    )
    _post(person, entry)
    if is_new:
        welcome(participation, by=ANONYMOUS)
    return participation


@transaction.atomic
def tell_more(
    invitation: Invitation,
    details: Mapping[Detail, str],
    *,
    answers: Mapping[CallField, str],
    dropped: tuple[Detail, ...] = (),
    now: datetime,
) -> None:
    """Sealed details and answers to further questions. A detail left empty stays; one of `dropped` is deleted.

    Raises ConsentMissing before the person has consented.
    """
    person, participation = person_of(invitation.email), participation_of(invitation)
    if person is None or participation is None or not has_consented(person):
        raise ConsentMissing
    for kind, text in details.items():
        if text:
            keep_detail(person, kind, text, by=ANONYMOUS, now=now)
    for kind in dropped:
        drop_detail(person, kind, by=ANONYMOUS)
    actions.answer_fields(participation, answers, by=ANONYMOUS)


def office_of(invitation: Invitation) -> Office:
    return Office(invitation.call, invitation.government, ANONYMOUS, invitation)


def _enter(office: Office, person: Person, entry: Entry, now: datetime) -> Participation:
    if not queries.is_open(office.call, now):
        raise actions.CallNotOpen
    return actions.nominate(
        actions.form_delegation(by=office.by, edition=office.call.edition, country=entry.country),
        person,
        by=office.by,
        now=now,
        post=entry.post,
        nominated=actions.Nominated(
            nominator=office.government,
            priority=next_priority(office),
            invitation=office.invitation,
            email=office.invitation.email if office.invitation else "",
        ),
    )


def _post(person: Person, entry: Entry) -> None:
    if entry.post.home and entry.post.host:
        set_posting(
            person,
            by=ANONYMOUS,
            home=entry.post.home,
            host=entry.post.host,
            starts=entry.starts,
            ends=entry.ends,
            kind=entry.kind,
            link=entry.link,
        )
