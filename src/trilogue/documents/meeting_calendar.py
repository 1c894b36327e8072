"""The agreed meetings of one person for the calendar of the telephone, in the time of the place."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from trilogue.documents.document import Document
from trilogue.documents.meeting_words import named
from trilogue.documents.wording import nth_edition, plain
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.choices import MeetingState
from trilogue.domain.network.models import Meeting
from trilogue.domain.network.queries import meetings_of, other_of
from trilogue.foundation.formats import ics
from trilogue.foundation.text.value import TAGS

ICS = "text/calendar; charset=utf-8"


def agreed(own: Participation) -> list[Meeting]:
    return [each for each in meetings_of(own) if each.state == MeetingState.AGREED]


def build(own: Participation, language: str, *, now: datetime) -> Document:
    edition = own.edition
    with override(language):
        title = f"{plain(edition.series.name, language)} · {nth_edition(edition.number, language)}"
        events = [_event(each, own, language) for each in agreed(own)]
        data = ics.write(events, title=title, language=TAGS[language], now=now)
    return Document(f"{edition.series.slug}-{edition.number}-meetings.ics", ICS, data)


def _event(meeting: Meeting, own: Participation, language: str) -> ics.Event:
    return ics.Event(
        uid=f"meeting-{meeting.pk}@{settings.URL.hostname}",
        starts_at=timezone.localtime(meeting.slot.starts_at),
        ends_at=timezone.localtime(meeting.slot.ends_at),
        summary=gettext("Meeting: %(name)s (%(government)s)") % named(other_of(meeting, own), language),
        location=plain(meeting.place.name, language) if meeting.place else "",
        description=meeting.topic,
    )
