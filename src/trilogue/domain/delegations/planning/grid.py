"""What a cell means: ditto marks, merged cells and formulas undone, and said so."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from trilogue.domain.delegations.planning.columns import Columns
from trilogue.foundation.formats.table import Fact, Sheet

DITTO = frozenset(
    "〃 〻 ″ ′′ '' \" ” 〃〃 々 同上 同前 同 상동 위와같음 위와동일 위동일 동일 ditto do. do same sameasabove".split()
)
DITTO_BEGINS = frozenset(each for mark in DITTO for each in (mark[0], mark[0].upper())) | {"″"}
SPECIAL_BEGINS = DITTO_BEGINS | frozenset("# \t\u3000\u00a0\r\n")
"""What a cell that means something else than its text may begin with."""
OWN = frozenset(
    ("ref", "native", "family", "given", "other_han", "kana", "roman", "roman_family", "roman_given")
)
"""What nobody shares with the row above."""
CALCULATION_ERRORS = frozenset(
    "#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA".split()
)
LONGEST = 2_000
"""Characters of a cell; nothing that a list tells of a person is longer."""
MOST_FILLED = 200_000
PLAIN = Fact()


class Cell(NamedTuple):
    """`raw` stands in the file, `text` is what it means; `code` names what was undone on the way.

    `lost`: a value there was, and the file does not hold it.
    """

    raw: str
    text: str
    code: str = ""
    number: bool = False
    phonetic: bool = False
    lost: bool = False


class Grid:
    """The cells of a sheet below its header. Rows must be asked for from top to bottom, each of them."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.sheet = sheet
        self.columns = columns
        self._above: dict[int, str] = {}
        self._merged = dict(self._filled())

    def row(self, number: int) -> dict[str, Cell]:
        """The cells of row `number` (0 is the first) by field."""
        cells = {name: self._cell(number, column, name) for column, name in self.columns.fields.items()}
        for column, name in self.columns.fields.items():
            self._above[column] = cells[name].text
        return cells

    def text(self, number: int, column: int) -> str:
        row = self.sheet.rows[number]
        return row[column] if column < len(row) else ""

    def _cell(self, number: int, column: int, name: str) -> Cell:
        row = self.sheet.rows[number]
        text = row[column] if column < len(row) else ""
        if len(text) > LONGEST:
            return Cell(text[:LONGEST], "", "CELL_TOO_LONG", lost=True)
        fact = self.sheet.facts.get((number, column))
        if fact is None and text and text[0] not in SPECIAL_BEGINS:
            return Cell(text, text)
        return self._special(number, column, name, text, fact or PLAIN)

    def _special(self, number: int, column: int, name: str, text: str, fact: Fact) -> Cell:
        if not fact.stored:
            return Cell(text, "", "FORMULA_NOT_CALCULATED", lost=True)
        if text.strip() in CALCULATION_ERRORS:
            return Cell(fact.formula or text, "", "FORMULA_ERROR", lost=True)
        if fact.formula:
            return Cell(fact.formula, text, "FORMULA_CELL", fact.number)
        if not text.strip() and (source := self._merged.get((number, column))) is not None:
            return Cell(text, self.text(source, column), "MERGED_CELL")
        if name not in OWN and _is_ditto(text):
            return Cell(text, self._above.get(column, ""), "DITTO")
        return Cell(text, text, number=fact.number, phonetic=fact.phonetic)

    def _filled(self) -> Iterator[tuple[tuple[int, int], int]]:
        """Cells below the first of an area one column wide, with the row that holds the value."""
        left = MOST_FILLED
        for first, column, last, last_column in self.sheet.merged:
            if column == last_column in self.columns.fields and first > self.columns.header:
                rows = range(first + 1, min(last + 1, len(self.sheet.rows)))
                left -= len(rows)
                if left < 0:
                    return
                yield from (((number, column), first) for number in rows)


def _is_ditto(text: str) -> bool:
    if len(text) > 20 or text.lstrip()[:1] not in DITTO_BEGINS:
        return False
    shown = "".join(text.split())
    return bool(shown) and bool({shown, unicodedata.normalize("NFKC", shown).casefold()} & DITTO)
