"""Which column holds what: headers of one or two rows, in any order, below title rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from trilogue.algorithms.names import clean
from trilogue.domain.delegations.planning.headers import (
    DIET_WORDS,
    LONGEST,
    PART_OF,
    REQUIRED,
    country_in,
    field_of,
    plain,
)

HEADER_WITHIN = 15
FEWEST_HEADERS = 3
EITHER_NAME = frozenset(("이름", "名前", "name"))

Row = tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """Where a sheet's header ends (0 is the first row) and which field each column holds (0 is A).

    `host_country` is the one the host's header names: "派遣先(韓国)".
    """

    header: int
    fields: Mapping[int, str]
    ignored: Mapping[int, str]
    host_country: str = ""

    def missing(self) -> list[str]:
        """What every person must have and no column gives."""
        return [name for name in REQUIRED if not self.has(name)]

    def has(self, required: str) -> bool:
        return any(columns <= self._present for columns in REQUIRED[required])

    @cached_property
    def _present(self) -> frozenset[str]:
        return frozenset(self.fields.values())

    def of(self, *names: str) -> int | None:
        """The first column that holds one of the fields."""
        return min((column for column, name in self.fields.items() if name in names), default=None)

    @property
    def width(self) -> int:
        return max((*self.fields, *self.ignored), default=-1) + 1


def find_columns(rows: Sequence[Row], mapping: Mapping[str, str]) -> Columns | None:
    """The header, if the likeliest row names at least three fields."""
    best = likeliest_header(rows, mapping)
    return best if len(best.fields) >= FEWEST_HEADERS else None


def likeliest_header(rows: Sequence[Row], mapping: Mapping[str, str]) -> Columns:
    """Of the first rows the one, or the pair of them, that names most fields; of equals the first and single."""
    plainly = {plain(header): field for header, field in mapping.items()}
    found = list(_candidates(rows[: HEADER_WITHIN + 1], plainly))
    return max(found, key=lambda columns: len(columns.fields), default=Columns(0, {}, {}))


def _candidates(rows: Sequence[Row], mapping: Mapping[str, str]) -> Iterator[Columns]:
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        yield _columns(number, [_single(header, mapping) for header in row])
    for number in range(len(rows) - 1):
        yield _columns(number + 1, list(_pairs(rows[number], rows[number + 1], mapping)))


def _single(header: str, mapping: Mapping[str, str]) -> tuple[str, str | None]:
    return header, field_of(header, mapping)


def _pairs(upper: Row, lower: Row, mapping: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Headers of two rows. An upper one stretches over the columns to its right that have a lower one."""
    above = ""
    for column in range(max(len(upper), len(lower))):
        top = upper[column] if column < len(upper) else ""
        bottom = lower[column] if column < len(lower) else ""
        above = top if top.strip() or not bottom.strip() else above
        yield (bottom if bottom.strip() else top), _field_of_pair(above, bottom, mapping)


def _field_of_pair(above: str, bottom: str, mapping: Mapping[str, str]) -> str | None:
    if not bottom.strip():
        return field_of(above, mapping)
    together = field_of(above + bottom, mapping)
    if together is not None:
        return together
    part = PART_OF.get((field_of(above, mapping) or "", plain(bottom)))
    return part or field_of(bottom, mapping)


def _columns(number: int, headers: Sequence[tuple[str, str | None]]) -> Columns:
    """Of two columns for one field the first counts; the other is listed as ignored."""
    fields: dict[int, str] = {}
    ignored: dict[int, str] = {}
    for column, (header, field) in enumerate(headers):
        if field and field not in fields.values():
            fields[column] = field
        elif header.strip() and field != "":
            ignored[column] = clean(header[:LONGEST]).text
    _diet_among_remarks(fields, ignored)
    _name_beside_family(fields, headers)
    host = next((country_in(headers[column][0]) for column, name in fields.items() if name == "host"), "")
    return Columns(number, fields, ignored, host)


def _name_beside_family(fields: dict[int, str], headers: Sequence[tuple[str, str | None]]) -> None:
    """ "이름" is the whole name, but the given one beside a column for the family name."""
    if "family" not in fields.values() or "given" in fields.values():
        return
    for column, name in fields.items():
        if name == "native" and plain(headers[column][0]) in EITHER_NAME:
            fields[column] = "given"


def _diet_among_remarks(fields: dict[int, str], ignored: dict[int, str]) -> None:
    if "diet" in fields.values() or not fields:
        return
    for column, header in ignored.items():
        if plain(header) in DIET_WORDS:
            fields[column] = "diet"
            del ignored[column]
            return
