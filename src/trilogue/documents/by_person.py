"""Who sits where, person by person: for the reception, and for coordinators to tell their own people."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext, override

from trilogue.documents.attendees import Attendee
from trilogue.documents.board import Board, board, heading, labelled
from trilogue.documents.by_table import person_cells, person_header
from trilogue.documents.document import XLSX, Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import headed, legend, run
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.choices import Script
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table

SOUNDS = {"ko": Script.HANGUL, "ja": Script.KANA}
"""The script by which readers of a language look up names of their own."""


def build(edition: Edition, language: str, form: str) -> Document:
    """As "xlsx" or "pdf". Raises LookupError for another form, and where no tables are planned."""
    with override(language):
        seating = board(edition, language)
        name = f"{edition.series.slug}-{edition.number}-by-person.{language}.{form}"
        title = headed(gettext("List by person"), edition, language)
        match form:
            case "xlsx":
                sheets = [sheet(seating, language)]
                return Document(name, XLSX, xlsx.write(sheets, title=title, language=language))
            case "pdf":
                return set_pdf(name, "by_person.typ", language, _pages(seating, title, language))
    raise LookupError(form)


def sheet(board: Board, language: str) -> Table:
    """A row a person, by delegation and name; a column a round."""
    labels = [labelled(number, title, language) for number, title in enumerate(board.titles, start=1)]
    rows = [
        [*person_cells(each, language), *(str(table or "") for table in each.tables)]
        for _, people in by_delegation(board, language)
        for each in people
    ]
    return Table(gettext("By person"), [*person_header(), *labels], rows)


def by_delegation(board: Board, language: str) -> list[tuple[str, list[Attendee]]]:
    """Delegations in their order, each with its people by name."""
    return [
        (country, sorted(people, key=lambda each: _name_key(each, language)))
        for country, people in groupby(board.people, key=lambda each: each.country)
    ]


def _name_key(attendee: Attendee, language: str) -> tuple[bool, str, str]:
    """As readers of the language look a name up: their own by its sound, others by Roman letters."""
    sound = attendee.names.get(SOUNDS[language]) if attendee.language == language in SOUNDS else None
    return sound is None, (sound or attendee.roman).text.casefold(), attendee.reference


def _pages(board: Board, title: str, language: str) -> dict[str, object]:
    return {
        "title": title,
        "words": {"name": gettext("Name"), "reference": gettext("Reference")},
        "legend": legend(board.titles, language),
        "rounds": [heading(number, title, language) for number, title in enumerate(board.titles, start=1)],
        "delegations": [_delegation(people, language) for _, people in by_delegation(board, language)],
    }


def _delegation(people: Sequence[Attendee], language: str) -> dict[str, object]:
    return {
        "code": people[0].country,
        "name": run(people[0].country_name, language),
        "people": [
            {
                "reference": each.reference,
                "name": each.name,
                "roman": each.roman,
                "tables": [str(table) if table else "–" for table in each.tables],
            }
            for each in people
        ],
    }
