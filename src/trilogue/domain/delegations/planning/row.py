"""One row of a sheet: the person in it, and what had to be cured, asked or refused on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from trilogue.algorithms.names import Cleaned, clean, hiragana, key, split_roman
from trilogue.domain.delegations.planning.cells import (
    is_email,
    iso_date,
    level,
    looks_like_formula,
    with_lost_zero,
)
from trilogue.domain.delegations.planning.columns import LANGUAGES, REQUIRED, Columns
from trilogue.domain.delegations.planning.governments import home_names, host_names
from trilogue.domain.delegations.planning.model import Context, Level, Person, Problem

REPORTED = ("BIDI_CONTROL", "ZERO_WIDTH", "CONTROL", "COMPAT_HANJA", "NFD_HANGUL", "FULLWIDTH", "WHITESPACE")
CODE_OF_JAPAN = "JP"


@dataclass
class RowReader:
    """Reads one row; `person()` first, then `problems` is complete."""

    file: str
    sheet: str | None
    number: int
    label: str
    cells: tuple[str, ...]
    columns: Columns
    context: Context
    known_as: str = ""
    problems: list[Problem] = field(default_factory=list)

    def person(self) -> Person:
        cleaned = {name: clean(self.cell(column)) for column, name in self.columns.fields.items()}
        texts = {name: value.text for name, value in cleaned.items()}
        person = self._person(cleaned, texts)
        self.known_as = person.known_as
        self._report_marks(cleaned)
        self._check_required(person)
        self._check_values(texts)
        self._check_governments(person, texts)
        return person

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""

    def _person(self, cleaned: Mapping[str, Cleaned], texts: Mapping[str, str]) -> Person:
        country = texts.get("country", "").upper()
        same = ("ref", "family", "given", "other_han", "home", "host", "department", "position")
        return Person(
            label=self.label,
            file=self.file,
            sheet=self.sheet,
            row=self.number,
            country=country,
            email=texts.get("email", "").lower(),
            kana=hiragana(texts.get("kana", "")),
            home_code=self._code(country, texts.get("home_code", "")),
            host_code=texts.get("host_code", ""),
            languages={
                name: found for name in LANGUAGES if (found := level(texts.get(name, ""))) is not None
            },
            posting_from=iso_date(texts.get("posting_from", "")) or "",
            posting_to=iso_date(texts.get("posting_to", "")) or "",
            **{name: texts.get(name, "") for name in same},
            **_native(cleaned),
            **_roman(texts),
        )

    def _code(self, country: str, written: str) -> str:
        return (with_lost_zero(written) if country == CODE_OF_JAPAN else None) or written

    def _report_marks(self, cleaned: Mapping[str, Cleaned]) -> None:
        for column, name in self.columns.fields.items():
            for code in cleaned[name].codes:
                # Full-width signs are the usual way to fill in language levels.
                if code in REPORTED and not (code == "FULLWIDTH" and name in LANGUAGES):
                    self._warn(code, column, name)
            if looks_like_formula(cleaned[name].text):
                self._warn("FORMULA_LIKE_TEXT", column, name)
        for column, header in self.columns.ignored.items():
            for code in _ignored_codes(self.cell(column)):
                self._warn(code, column, header)
        if any(cell.strip() for cell in self.cells[self.columns.width :]):
            self._add("ROW_TOO_LONG", Level.ERROR, self.columns.width, None)

    def _check_required(self, person: Person) -> None:
        present = {
            "country": person.country,
            "native": person.native,
            "roman": person.roman_family and person.roman_given,
            "home": person.home or person.home_code,
            "email": person.email,
        }
        for name, columns in REQUIRED.items():
            if self.columns.has(name) and not present[name]:
                column = self._column_of(*(one for way in columns for one in way))
                code = "ROMAN_ORDER" if name == "roman" and self._roman_unclear() else "MISSING_REQUIRED"
                self._add(code, Level.ERROR, column, name)

    def _roman_unclear(self) -> bool:
        column = self._column_of("roman")
        return self.columns.fields.get(column) == "roman" and bool(self.cell(column).strip())

    def _check_values(self, texts: Mapping[str, str]) -> None:
        checks = (
            ("country", self._country_known, "UNKNOWN_COUNTRY"),
            ("email", is_email, "EMAIL_INVALID"),
            ("posting_from", iso_date, "DATE_INVALID"),
            ("posting_to", iso_date, "DATE_INVALID"),
            *((name, lambda text: level(text) is not None, "LANGUAGE_LEVEL") for name in LANGUAGES),
        )
        for name, holds, code in checks:
            text = texts.get(name, "")
            if text and not holds(text):
                self._add(code, Level.ERROR, self._column_of(name), name)

    def _country_known(self, text: str) -> bool:
        code = text.upper()
        if self.context.countries:
            return code in self.context.countries
        return len(code) == 2 and code.isascii() and code.isalpha()

    def _check_governments(self, person: Person, texts: Mapping[str, str]) -> None:
        if person.home_code != texts.get("home_code", ""):
            column = self._column_of("home_code")
            self._add("CODE_LOST_ZERO", Level.WARNING, column, "home_code", expect=person.home_code)
        for name, names in (
            ("home", home_names(self.context, person)),
            ("host", host_names(self.context, person)),
        ):
            written = texts.get(name, "")
            if written and names and key(written) not in map(key, names):
                self._add("GOV_NAME_DIFFERS", Level.WARNING, self._column_of(name), name, expect=names[0])

    def _column_of(self, *names: str) -> int:
        """The first column that holds one of the fields; the first column of the row when none does."""
        return min((column for column, name in self.columns.fields.items() if name in names), default=0)

    def _warn(self, code: str, column: int, name: str) -> None:
        self._add(code, Level.WARNING, column, name)

    def _add(self, code: str, severity: Level, column: int, name: str | None, **values: Any) -> None:
        self.problems.append(
            Problem(
                code,
                severity,
                self.file,
                self.sheet,
                place(column, self.number),
                self.known_as,
                name,
                self.cell(column),
                values,
            )
        )


def _native(cleaned: Mapping[str, Cleaned]) -> dict[str, str]:
    whole = cleaned.get("native", clean(""))
    if not whole.text and "family" in cleaned and "given" in cleaned:
        whole = clean(f"{cleaned['family'].written} {cleaned['given'].written}")
    return {"native": whole.text, "native_written": whole.written, "native_key": key(whole.text)}


def _roman(texts: Mapping[str, str]) -> dict[str, str]:
    parts = texts.get("roman_family", ""), texts.get("roman_given", "")
    family, given = parts if any(parts) else split_roman(texts.get("roman", "")) or ("", "")
    return {"roman_family": family, "roman_given": given}


def _ignored_codes(text: str) -> Iterator[str]:
    cleaned = clean(text)
    if "BIDI_CONTROL" in cleaned.codes:
        yield "BIDI_CONTROL"
    if looks_like_formula(cleaned.text):
        yield "FORMULA_LIKE_TEXT"


def place(column: int, row: int) -> str:
    """A cell's name: column 10 of row 40 is K40."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
