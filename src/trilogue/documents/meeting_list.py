"""The agreed meetings of an edition, slot by slot: to hang up, or for a spreadsheet."""

from django.utils.translation import gettext, override, pgettext

from trilogue.documents.document import CSV, Document
from trilogue.documents.meeting_words import day, hours, named
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import nth_edition, plain
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.models import Meeting
from trilogue.domain.network.queries import agreed_in
from trilogue.foundation.formats import csv
from trilogue.foundation.formats.table import Table


def build(edition: Edition, language: str, form: str) -> Document:
    """As "csv" or "pdf". Raises LookupError for another form. What they talk about is not in it."""
    meetings = agreed_in(edition)
    with override(language):
        name = f"{edition.series.slug}-{edition.number}-meetings.{language}.{form}"
        match form:
            case "csv":
                return Document(name, CSV, csv.write(_table(meetings, language)))
            case "pdf":
                return set_pdf(name, "meetings.typ", language, _pages(edition, meetings, language))
    raise LookupError(form)


def people_of(edition: Edition) -> set[int]:
    """Whose data the list holds, as person ids."""
    return {each.person_id for meeting in agreed_in(edition) for each in (meeting.asking, meeting.asked)}


def _table(meetings: list[Meeting], language: str) -> Table:
    person = [gettext("Name"), gettext("Delegation"), gettext("Home government")]
    header = [pgettext("meeting", "Day"), gettext("Time"), pgettext("meeting", "Place"), *person, *person]
    return Table(gettext("Meetings"), header, [_row(each, language) for each in meetings])


def _row(meeting: Meeting, language: str) -> list[str]:
    both = [cell for each in (meeting.asking, meeting.asked) for cell in _cells(each, language)]
    return [day(meeting.slot, language), hours(meeting.slot), _place(meeting, language), *both]


def _cells(one: Participation, language: str) -> list[str]:
    said = named(one, language)
    return [said["name"], plain(one.delegation.country.short, language), said["government"]]


def _place(meeting: Meeting, language: str) -> str:
    return plain(meeting.place.name, language) if meeting.place else ""


def _pages(edition: Edition, meetings: list[Meeting], language: str) -> dict[str, object]:
    slots: dict[str, list[Meeting]] = {}
    for each in meetings:
        slots.setdefault(f"{day(each.slot, language)} · {hours(each.slot)}", []).append(each)
    return {
        "title": gettext("Meetings: %(edition)s, %(series)s")
        % {
            "edition": nth_edition(edition.number, language),
            "series": plain(edition.series.name, language),
        },
        "columns": [pgettext("meeting", "Place"), gettext("Name"), gettext("Name")],
        "slots": [
            {"title": title, "meetings": [_said(each, language) for each in found]}
            for title, found in slots.items()
        ],
    }


def _said(meeting: Meeting, language: str) -> dict[str, object]:
    return {
        "place": _place(meeting, language),
        "people": [
            {
                "delegation": each.delegation.country_id,
                "name": {"text": native_name(each).full, "tag": native_name(each).tag, "marks": ""},
                "government": named(each, language)["government"],
            }
            for each in (meeting.asking, meeting.asked)
        ],
    }
