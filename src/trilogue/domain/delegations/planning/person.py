"""A person from a row: every field read, what is missing reported, what stands otherwise kept as written."""

from collections.abc import Iterator, Mapping
from typing import Any

from trilogue.domain.delegations.planning.headers import LANGUAGES, NEEDED, REQUIRED
from trilogue.domain.delegations.planning.model import Person
from trilogue.domain.delegations.planning.row import Row, place, report_cells
from trilogue.domain.delegations.planning.row_names import read_names
from trilogue.domain.delegations.planning.row_places import read_places
from trilogue.domain.delegations.planning.row_rest import read_contact, read_levels, read_posting

TAKE_PART, LEAVE_OUT = "take_part", "leave_out"


def read_person(row: Row) -> Person:
    """The person; whatever is to be said about the row is among its problems afterwards."""
    names = read_names(row)
    report_cells(row)
    _check_country(row)
    _check_present(row, names)
    person = Person(
        label=row.label,
        file=row.file,
        sheet=row.sheet,
        row=row.number,
        cell=place(row.columns.of("native", "family") or 0, row.number),
        ref=row.text("ref"),
        country=row.country,
        department=row.text("department"),
        position=row.text("position"),
        diet=row.text("diet"),
        languages=read_levels(row),
        **names,
        **read_places(row),
        **read_contact(row),
        **read_posting(row),
    )
    _check_relation(row, person)
    return _with_written(row, person)


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
    roman = names["roman_whole"] or (names["roman_family"] and names["roman_given"])
    present = {
        "country": row.text("country"),
        "native": names["native"],
        "roman": roman,
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


def _with_written(row: Row, person: Person) -> Person:
    """Cells that read otherwise now keep their characters, so that each can be shown as written."""
    now = {**vars(person), "roman": person.roman}
    written = {
        name: cell.raw
        for name, cell in row.cells.items()
        if name not in ("number", *LANGUAGES) and cell.raw and cell.raw != now.get(name)
    }
    return Person(**{**vars(person), "written": written})
