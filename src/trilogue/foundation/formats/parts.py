"""One pass over one XML part of a workbook: how much it holds, and what it says of its cells beyond their text."""

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from trilogue.foundation.formats.table import Area, Fact, FileRefused, Place

MAX_DEPTH = 100
MAX_ROWS = 20_000
MAX_COLUMNS = 256
MAX_MERGED = 20_000
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
NUMBER = Fact(number=True)
PHONETIC = Fact(phonetic=True)
UNSTORED = Fact(stored=False)
UNSTORED_MARK = "unstored"
"""The attribute by which the packing anew marks a formula without a result, before it becomes text."""
TRUE = ("1", "true")


@dataclass
class PartFacts:
    """Of a sheet: its cells, areas and hidden lines. Of the other parts: names of sheets and where they lie."""

    cells: dict[Place, Fact] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)


class PartReader:
    """Where the part's last cell with a value stands, what it shares, and its facts.

    `phonetic` are the numbers of the shared texts that hold a reading. Raises FileRefused.
    """

    def __init__(self, phonetic: frozenset[str] = frozenset()) -> None:
        self.last_row = self.last_column = 0
        self.lengths: list[int] = []
        self.shown: Counter[str] = Counter()
        self.readings: set[str] = set()
        self.facts = PartFacts()
        self._phonetic = phonetic
        self._depth = self._row = self._cell_row = self._column = 0
        self._type = self._value = self._formula = ""
        self._collected: list[str] | None = None
        self._unstored = self._valued = False
        self._starts = {
            "row": self._enter_row,
            "c": self._enter_cell,
            "v": self._enter_content,
            "is": self._enter_content,
            "f": self._enter_content,
            "si": self._enter_shared,
            "rPh": self._enter_reading,
            "mergeCell": self._enter_merged,
            "col": self._enter_columns,
            "sheet": self._enter_sheet,
            "Relationship": self._enter_relationship,
        }

    def read(self, content: bytes) -> None:
        # The reader behind this one takes every part for UTF-8; in another encoding it would see other cells.
        content.decode("utf-8")
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise FileRefused("DAMAGED") from error

    def _refuse_doctype(self, *_: object) -> None:
        raise FileRefused("XML_ENTITY")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FileRefused("DAMAGED")
        if enter := self._starts.get(_local(tag)):
            enter(attributes)

    def _enter_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r")
        if written and not (written.isascii() and written.isdigit()):
            raise FileRefused("DAMAGED")
        self._row = int(written) if written else self._row + 1
        self._cell_row = self._column = 0
        if attributes.get("hidden") in TRUE and self._row <= MAX_ROWS:
            self.facts.hidden_rows.add(self._row - 1)

    def _enter_cell(self, attributes: dict[str, str]) -> None:
        """A cell without its place follows the one before; of two readings of that the farther is taken."""
        written = attributes.get("r")
        found = REFERENCE.fullmatch(written.upper()) if written else None
        if written and not found:
            raise FileRefused("DAMAGED")
        self._column = _column_number(found[1]) if found else self._column + 1
        self._cell_row = int(found[2]) if found else max(self._row, self._cell_row)
        self._type = attributes.get("t", "n")
        self._unstored = UNSTORED_MARK in attributes
        self._formula, self._valued = "", False

    def _enter_content(self, _: dict[str, str]) -> None:
        self.last_row = max(self.last_row, self._cell_row)
        self.last_column = max(self.last_column, self._column)
        if self.last_row > MAX_ROWS:
            raise FileRefused("TOO_MANY_ROWS", most=MAX_ROWS)
        if self.last_column > MAX_COLUMNS:
            raise FileRefused("TOO_MANY_COLUMNS", most=MAX_COLUMNS)
        self._collected = []

    def _enter_shared(self, _: dict[str, str]) -> None:
        self.lengths.append(0)

    def _enter_reading(self, _: dict[str, str]) -> None:
        if self.lengths:
            self.readings.add(str(len(self.lengths) - 1))

    def _enter_merged(self, attributes: dict[str, str]) -> None:
        ends = [REFERENCE.fullmatch(each) for each in attributes.get("ref", "").upper().split(":")]
        first, last = ends[0], ends[-1]
        if not first or not last or len(self.facts.merged) >= MAX_MERGED:
            return
        self.facts.merged.append(
            (int(first[2]) - 1, _column_number(first[1]) - 1, int(last[2]) - 1, _column_number(last[1]) - 1)
        )

    def _enter_columns(self, attributes: dict[str, str]) -> None:
        ends = [attributes.get(name, "") for name in ("min", "max")]
        if attributes.get("hidden") in TRUE and all(end.isdecimal() for end in ends):
            first, last = (min(int(end[:9]), MAX_COLUMNS) for end in ends)
            self.facts.hidden_columns.update(range(first - 1, last))

    def _enter_sheet(self, attributes: dict[str, str]) -> None:
        reference = next((value for name, value in attributes.items() if _local(name) == "id"), "")
        hidden = attributes.get("state", "visible") != "visible"
        self.facts.sheets.append((attributes.get("name", ""), reference, hidden))

    def _enter_relationship(self, attributes: dict[str, str]) -> None:
        self.facts.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _text(self, text: str) -> None:
        if self._collected is not None:
            self._collected.append(text)
        elif self.lengths:
            self.lengths[-1] += len(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        local = _local(tag)
        if local in ("v", "is", "f"):
            self._leave_content(local)
        elif local == "c":
            self._leave_cell()

    def _leave_content(self, local: str) -> None:
        text = "".join(self._collected or ())
        self._collected = None
        if local == "f":
            self._formula = text
            return
        self._value, self._valued = text.strip(), bool(text)
        if self._type == "s" and self._value:
            self.shown[self._value] += 1

    def _leave_cell(self) -> None:
        if fact := self._fact():
            self.facts.cells[self._cell_row - 1, self._column - 1] = fact

    def _fact(self) -> Fact | None:
        if self._unstored:
            return UNSTORED
        number = self._type == "n" and self._valued
        if self._formula:
            return Fact(formula=f"={self._formula}", number=number)
        if self._type == "s" and self._valued and self._value in self._phonetic:
            return PHONETIC
        return NUMBER if number else None


def _local(tag: str) -> str:
    return tag.rpartition(":")[2] if ":" in tag else tag


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
