"""Many measures of the desk's own at once, from lines or from a spreadsheet: all of them or none."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.actions.wording import LONGEST, LONGEST_TRANSLATION, tidy
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.access import Actor
from trilogue.foundation.formats import spreadsheet
from trilogue.foundation.formats.table import Sheet
from trilogue.foundation.text.value import Entry, State, Text

MOST = 500
LOOKED_AT = 20
"""Rows at the top of a sheet among which the header is looked for."""
HEADERS: Mapping[str, tuple[str, ...]] = {
    "en": ("en", "english", "영어", "영문", "英語", "英语", "英文"),
    "ko": ("ko", "korean", "한국어", "한글", "국문", "韓国語", "韩语", "韩文"),
    "ja": ("ja", "japanese", "일본어", "일문", "日本語", "日语", "日文"),
    "zh-hans": ("zh-hans", "zh", "chinese", "중국어", "중문", "中国語", "中文", "汉语", "简体中文"),
}
"""What the column of each language may be called."""


@dataclass(frozen=True)
class Line:
    """A measure as it came: where it stood, and its words by language, the original first. `columns` are the headers
    of these languages as the file has them.
    """

    row: int
    words: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """`row` counts from 1, 0 for the whole; `column` is empty where there is none. Codes are those of actions.Refused
    for texts, and no_header, nothing, too_many.
    """

    row: int
    column: str
    code: str
    limit: int = 0


class MeasuresRefused(Exception):
    """Nothing was added; `faults` are all that were found."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


def of_lines(text: str, language: str) -> list[Line]:
    """One measure a line, all in one language."""
    lines = enumerate(text.splitlines(), start=1)
    return [Line(number, {language: words}) for number, words in lines if words.strip()]


def of_file(name: str, data: bytes) -> list[Line]:
    """One measure a row, a column a language; the first filled one is the original.

    Raises FileRefused, MeasuresRefused (no_header).
    """
    known = [word for words in HEADERS.values() for word in words]
    sheets = spreadsheet.read(name, data, known)
    found = [(sheet, header) for sheet in sheets if (header := _header(sheet)) is not None]
    if not found:
        raise MeasuresRefused(Fault(0, "", "no_header"))
    return [line for sheet, header in found for line in _rows(sheet, header)]


@transaction.atomic
def add_all(
    conversation: Conversation, lines: Sequence[Line], *, by: Actor, now: datetime
) -> list[Statement]:
    """Raises MeasuresRefused with every fault there is, and Refused (closed)."""
    if not lines:
        raise MeasuresRefused(Fault(0, "", "nothing"))
    if len(lines) > MOST:
        raise MeasuresRefused(Fault(0, "", "too_many", MOST))
    faults: list[Fault] = []
    made = []
    for line in lines:
        wrong = list(_wrong(line))
        faults += wrong
        if wrong:
            continue
        try:
            made.append(actions.add_seed(conversation, by=by, text=_text(line), now=now))
        except Refused as refused:
            if refused.code == "closed":
                raise
            source = next(iter(line.words))
            faults.append(Fault(line.row, line.columns.get(source, ""), refused.code, refused.limit))
    if faults:
        raise MeasuresRefused(*faults)
    return made


def _wrong(line: Line) -> Iterator[Fault]:
    for number, (language, words) in enumerate(line.words.items()):
        try:
            tidy(words, most=LONGEST_TRANSLATION if number else LONGEST)
        except Refused as refused:
            yield Fault(line.row, line.columns.get(language, ""), refused.code, refused.limit)


def _text(line: Line) -> Text:
    entries = {language: Entry(words, State.HUMAN) for language, words in line.words.items()}
    return Text(next(iter(entries)), entries)


def _header(sheet: Sheet) -> tuple[int, dict[int, str]] | None:
    """The row that names languages, counted from 0, and the language of each of its columns."""
    for number, row in enumerate(sheet.rows[:LOOKED_AT]):
        columns: dict[int, str] = {}
        for column, cell in enumerate(row):
            language = _language(cell)
            if language and language not in columns.values():
                columns[column] = language
        if columns:
            return number, columns
    return None


def _language(cell: str) -> str | None:
    said = unicodedata.normalize("NFKC", cell).strip().casefold()
    return next((language for language, words in HEADERS.items() if said in words), None)


def _rows(sheet: Sheet, header: tuple[int, dict[int, str]]) -> Iterator[Line]:
    first, columns = header
    called = {language: sheet.rows[first][column].strip() for column, language in columns.items()}
    for number, row in enumerate(sheet.rows[first + 1 :], start=first + 2):
        words = {
            language: row[column]
            for column, language in columns.items()
            if column < len(row) and row[column].strip()
        }
        if words:
            yield Line(number, words, called)
