"""A person from a row: every field read, what is missing reported, what stands otherwise kept as written."""

from collections.abc import Iterator, Mapping
from typing import Any

from trilogue.algorithms.names import roman
from trilogue.domain.delegations.planning.headers import LANGUAGES, NEEDED, REQUIRED
from trilogue.domain.delegations.planning.model import Person
from trilogue.domain.delegations.planning.row import Row, place, report_cells
from trilogue.domain.delegations.planning.row_names import read_names
from trilogue.domain.delegations.planning.row_places import read_places
from trilogue.domain.delegations.planning.row_rest import read_contact, read_levels, read_posting

AS_WRITTEN = ("ref", "department", "position", "diet")
NOT_KEPT = frozenset(("number", *LANGUAGES))
TAKE_PART, LEAVE_OUT = "take_part", "leave_out"


def read_person(row: Row) -> Person:
    """The person; whatever is to be said about the row is among its problems afterwards."""
    names = read_names(row)
    report_cells(row)
    _check_country(row)
    _check_present(row, names)
    fields = {
        **names,
        **read_places(row),
        **read_contact(row),
        **read_posting(row),
        "languages": read_levels(row),
        **{name: row.text(name) for name in AS_WRITTEN},
    }
    person = Person(
        label=row.label,
        file=row.file,
        sheet=row.sheet,
        row=row.number,
        cell=place(row.columns.of("native", "family") or 0, row.number),
        country=row.country,
        written=_written(row, fields),
        **fields,
    )
    _check_relation(row, person)
    return person


def _check_country(row: Row) -> None:
    text = row.text("country").upper()
    known = row.context.countries
    right = text in known if known else len(text) == 2 and text.isascii() and text.isalpha()
    if text and not right:
        row.refuse("UNKNOWN_COUNTRY", "country")


def _check_present(row: Row, names: Mapping[str, Any]) -> None:
    """A required cell that is empty is an error; a column the list lacks is none of its rows' faults."""
    for name in _absent(row, names):
        row.refuse("MISSING_REQUIRED", name)


def _absent(row: Row, names: Mapping[str, Any]) -> Iterator[str]:
    latin = names["roman_whole"] or (names["roman_family"] and names["roman_given"])
    present = {
        "country": row.text("country"),
        "native": names["native"],
        "roman": latin,
        "home": row.text("home") or row.text("home_code"),
        "email": row.text("email"),
    }
    for name in REQUIRED:
        lost = row.cell(name).lost
        if row.columns.has(name) and not present[name] and not lost:
            yield name
    for name, countries in NEEDED.items():
        wanted = name in row.cells and (not countries or row.country in countries)
        if wanted and not row.text(name) and not row.cell(name).lost:
            yield name


def _check_relation(row: Row, person: Person) -> None:
    links = row.context.relations
    if links is None or not (person.home_code and person.host_code and person.host_country):
        return
    home, host = (person.country, person.home_code), (person.host_country, person.host_code)
    if person.country != person.host_country and not {(home, host), (host, home)} & links:
        row.ask(
            "NO_RELATION",
            "home",
            (TAKE_PART, LEAVE_OUT),
            key=f"NO_RELATION:{row.label}",
            home=person.home,
            host=person.host,
        )


def _written(row: Row, fields: Mapping[str, Any]) -> dict[str, str]:
    """Cells that read otherwise now keep their characters, so that each can be shown as written."""
    now = {**fields, "country": row.country, "roman": roman(fields["roman_family"], fields["roman_given"])}
    return {
        name: cell.raw
        for name, cell in row.cells.items()
        if cell.raw and cell.raw != now.get(name) and name not in NOT_KEPT
    }
