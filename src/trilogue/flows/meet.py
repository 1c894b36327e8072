"""Meetings of two: every move is told by mail, in the transaction that makes it, to whoever did not make it."""

from datetime import datetime

from django.db import transaction

from trilogue.documents import meeting_calendar, meeting_mail
from trilogue.documents.document import Document
from trilogue.documents.meeting_mail import AGREED, ASKED, CALLED_OFF, DECLINED, LEFT, TAKEN_BACK
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network import actions
from trilogue.domain.network.choices import MeetingState
from trilogue.domain.network.models import Meeting, MeetingSlot
from trilogue.domain.network.queries import other_of
from trilogue.foundation.access import Actor
from trilogue.foundation.audit.access import seen


@transaction.atomic
def ask(
    own: Participation, other: Participation, *, slot: MeetingSlot, topic: str, by: Actor, now: datetime
) -> Meeting:
    """Raises actions.MeetingRefused."""
    meeting = actions.ask(own, other, slot=slot, topic=topic, by=by, now=now)
    _tell(meeting, other, ASKED)
    return meeting


@transaction.atomic
def agree(meeting: Meeting, own: Participation, *, by: Actor, now: datetime) -> None:
    """Raises actions.MeetingRefused; "changed" for whoever was not asked."""
    _refuse_others(meeting, own)
    ended = actions.agree(meeting, by=by, now=now)
    _tell(meeting, meeting.asking, AGREED)
    both = (meeting.asking_id, meeting.asked_id)
    for each in ended:
        if each.asking_id in both:
            _tell(each, each.asked, TAKEN_BACK)
        else:
            _tell(each, each.asking, DECLINED)


@transaction.atomic
def decline(meeting: Meeting, own: Participation, *, by: Actor, now: datetime) -> None:
    """Raises actions.MeetingRefused."""
    _refuse_others(meeting, own)
    actions.decline(meeting, by=by, now=now)
    _tell(meeting, meeting.asking, DECLINED)


@transaction.atomic
def call_off(meeting: Meeting, own: Participation, *, by: Actor, now: datetime) -> None:
    """An own question, or what both agreed to. Raises actions.MeetingRefused."""
    was_agreed = meeting.state == MeetingState.AGREED
    if not was_agreed and own.pk != meeting.asking_id:
        raise actions.MeetingRefused("changed")
    actions.call_off(meeting, by=by, now=now)
    _tell(meeting, other_of(meeting, own), CALLED_OFF if was_agreed else TAKEN_BACK)


@transaction.atomic
def leave(participation: Participation, *, by: Actor, now: datetime) -> None:
    """Somebody does not take part any more: the others are told, and are free again."""
    for meeting in actions.leave(participation, by=by, now=now):
        _tell(meeting, other_of(meeting, participation), LEFT)


@transaction.atomic
def export_calendar(own: Participation, language: str, *, by: Actor, now: datetime, origin: str) -> Document:
    """The own agreed meetings for a calendar; whom one meets stands in it, so it is logged."""
    document = meeting_calendar.build(own, language, now=now)
    met = [other_of(each, own).person_id for each in meeting_calendar.agreed(own)]
    seen(by=by, what="meetings.ics", people=met, edition=own.edition_id, origin=origin)
    return document


def _refuse_others(meeting: Meeting, own: Participation) -> None:
    """Only who was asked answers."""
    if own.pk != meeting.asked_id:
        raise actions.MeetingRefused("changed")


def _tell(meeting: Meeting, to: Participation, what: str) -> None:
    from django.core.mail import send_mail

    for mail in meeting_mail.letter(meeting, to, what):
        send_mail(mail.subject, mail.body, None, [mail.to])
