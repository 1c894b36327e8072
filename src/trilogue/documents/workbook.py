"""The workbook in which a government nominates: sent out by the desk, returned, and read by `read_roster`.

It asks what a government may say of its officials. What is sensitive, or needs consent, each person is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trilogue.documents.document import XLSX, Document
from trilogue.documents.letter_words import moment
from trilogue.documents.wording import plain
from trilogue.documents.workbook_words import COLUMNS, WORDS
from trilogue.foundation.formats import form, spreadsheet
from trilogue.foundation.formats.form import Column, Form, Source
from trilogue.foundation.formats.table import Table
from trilogue.foundation.text import say
from trilogue.foundation.text.value import Text

MACHINES = "_trilogue"
"""The hidden sheet: name and value in each row."""
REFERENCE = "invitation"
VERSION = "1"
LEVELS = ("0", "1", "2", "3", "4")
REQUIRED = ("country", "native", "roman_family", "roman_given", "email", "home")
WIDE = ("email", "home", "host", "department", "position")
LANGUAGES_ASKED = ("ko", "ja", "zh", "en")
GOVERNMENT_LIST = 0
OWN_SHEETS = frozenset({MACHINES, *WORDS["guide"].values(), *WORDS["list"].values()})
"""Sheets that hold no people, in any language."""


@dataclass(frozen=True)
class Listed:
    """A government to choose from, by its official code."""

    country: str
    code: str
    name: Text
    parent: Text = Text()


@dataclass(frozen=True, kw_only=True)
class WorkbookFacts:
    """`reference` names the invitation and opens nothing. `countries` are code and name in their order."""

    stem: str
    reference: str
    ordinal: int
    series: Text
    government: Text
    deadline: datetime
    countries: Sequence[tuple[str, Text]]
    governments: Sequence[Listed]


def build(facts: WorkbookFacts, language: str) -> Document:
    sheets = Form(
        name=_word("form", language),
        titles=_titles(facts, language),
        columns=[_column(field, facts, language) for field in asked(language)],
        guide=_guide(facts, language),
        lists=[_governments(facts, language)],
        hidden=_machines(facts, language),
    )
    name = f"{facts.stem}-nominations.{language}.xlsx"
    return Document(name, XLSX, form.write(sheets, title=sheets.titles[0], language=language))


def invitation(name: str, data: bytes) -> str | None:
    """The reference in a returned workbook; None in any other. Raises FileRefused."""
    for sheet in spreadsheet.read(name, data):
        if sheet.name == MACHINES:
            found = {row[0]: row[1] for row in sheet.rows if len(row) > 1}
            return found.get(REFERENCE)
    return None


def asked(language: str) -> list[str]:
    """The fields of the form, in the order of its columns."""
    return [field for field, said in COLUMNS.items() if language in said]


def _word(key: str, language: str, **values: str) -> str:
    return WORDS[key][language].format(**values)


def _titles(facts: WorkbookFacts, language: str) -> list[str]:
    nth, series = say.ordinal(facts.ordinal, language), plain(facts.series, language)
    government, deadline = plain(facts.government, language), moment(facts.deadline, language)
    return [
        _word("title", language, nth=nth, series=series),
        _word("about", language, government=government, deadline=deadline),
        _word("rule", language),
    ]


def _column(field: str, facts: WorkbookFacts, language: str) -> Column:
    header, note = COLUMNS[field][language]
    return Column(
        header=f"{header} *" if field in REQUIRED else header,
        note=note,
        width=26 if field in WIDE else 14,
        choices=_choices(field, facts),
        strict=field == "country" or field in LANGUAGES_ASKED,
        required=field in REQUIRED,
    )


def _choices(field: str, facts: WorkbookFacts) -> Sequence[str] | Source:
    """Governments are chosen by name or code, and others may be typed: the register never has all."""
    if field == "country":
        return [code for code, _ in facts.countries]
    if field in LANGUAGES_ASKED:
        return LEVELS
    return {
        "home": Source(GOVERNMENT_LIST, 1),
        "host": Source(GOVERNMENT_LIST, 1),
        "home_code": Source(GOVERNMENT_LIST, 0),
        "host_code": Source(GOVERNMENT_LIST, 0),
    }.get(field, ())


def _guide(facts: WorkbookFacts, language: str) -> Table:
    countries = say.LIST_GLUE[language].join(
        f"{code} = {plain(name, language)}" for code, name in facts.countries
    )
    rows = [
        *(
            (each.header, each.note)
            for each in (_column(field, facts, language) for field in asked(language))
        ),
        (_word("countries", language), countries),
        (_word("privacy", language), _word("person", language)),
    ]
    return Table(_word("guide", language), (_word("what", language), _word("how", language)), rows)


def _governments(facts: WorkbookFacts, language: str) -> Table:
    """Names exactly as the register has them; what tells two of one name apart stands in columns of its own."""
    countries = dict(facts.countries)
    rows = [
        (each.code, plain(each.name, language), _within(each, countries.get(each.country, Text()), language))
        for each in facts.governments
    ]
    header = tuple(_word(key, language) for key in ("code", "government", "within"))
    return Table(_word("list", language), header, rows)


def _within(government: Listed, country: Text, language: str) -> str:
    parts = (plain(country, language), plain(government.parent, language))
    return say.LIST_GLUE[language].join(part for part in parts if part)


def _machines(facts: WorkbookFacts, language: str) -> Table:
    """One column a row, so that no reader takes the list of them for a header."""
    rows = [(REFERENCE, facts.reference), ("language", language)]
    rows += [(f"column {number}", field) for number, field in enumerate(asked(language), start=1)]
    return Table(MACHINES, ("trilogue-nominations", VERSION), rows)
