"""An XLSX file made harmless: every part inflated under a count, proved to be plain XML, and packed anew.

The reader behind this one trusts sizes, positions and references it finds in the file. Whatever it is given
has therefore been measured here first, in the very bytes it gets.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from trilogue.foundation.formats.table import FileRefused

MAX_INFLATED = 30 * 1024 * 1024
MAX_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
MAX_PARTS = 1_000
MAX_DEPTH = 100
MAX_ROWS = 5_000
MAX_COLUMNS = 256
MAX_CELLS = 1_500_000
MAX_SHARED_TEXT = 30_000_000
"""Characters of all cells together, each shared string counted as often as cells show it."""

CHUNK = 64 * 1024
ENCRYPTED_FLAG = 0x1
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\b[^<>]*\st=)(["'])e\2""")
UNCALCULATED = re.compile(rb"(<c\b[^<>]*)><f[^<>]*>([^<]+)</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>")
TYPE = re.compile(rb"\st=([\"'])\w*\1")
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def harmless(data: bytes) -> io.BytesIO:
    """The workbook with nothing in it but checked XML, uncompressed.

    Raises FileRefused: ENCRYPTED, BOMB, NOT_A_SPREADSHEET, DAMAGED, XML_ENTITY, TOO_MANY_ROWS,
    TOO_MANY_COLUMNS, TOO_MANY_CELLS.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, len(data))
            return _repacked(archive)
    except BROKEN as error:
        raise FileRefused("DAMAGED") from error


def _check_directory(archive: zipfile.ZipFile, packed: int) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise FileRefused("ENCRYPTED")
    declared = sum(part.file_size for part in parts)
    inflated_far = declared > RATIO_MATTERS_FROM and declared > MAX_RATIO * packed
    if len(parts) > MAX_PARTS or declared > MAX_INFLATED or inflated_far:
        raise FileRefused("BOMB")
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise FileRefused("NOT_A_SPREADSHEET")
    if len(set(names)) < len(names) or any(part.compress_type not in PACKINGS for part in parts):
        raise FileRefused("DAMAGED")


def _repacked(archive: zipfile.ZipFile) -> io.BytesIO:
    measure, left, target = Measure(), MAX_INFLATED, io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for part in archive.infolist():
            content = _inflated(archive, part, left)
            left -= len(content)
            if part.filename.endswith((".xml", ".rels")):
                content = _nothing_lost(content)
                measure.part(content)
                copy.writestr(zipfile.ZipInfo(part.filename), content)
    measure.check_shared_text()
    target.seek(0)
    return target


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
    """The part's real bytes. The declared size is raised first, or zipfile would stop there unheard."""
    declared, part.file_size = part.file_size, left + 1
    pieces, size = [], 0
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > min(declared, left):
                raise FileRefused("BOMB")
            pieces.append(piece)
    return b"".join(pieces)


def _nothing_lost(content: bytes) -> bytes:
    """The part with cells as text that the reader would drop: errors, and formulas nobody has calculated."""
    return UNCALCULATED.sub(_formula_as_text, ERROR_CELL.sub(rb"\1\2str\2", content))


def _formula_as_text(cell: re.Match[bytes]) -> bytes:
    return TYPE.sub(b"", cell[1]) + b' t="inlineStr"><is><t>=' + cell[2] + b"</t></is></c>"


@dataclass
class Measure:
    """Counts rows, columns, cells and shown characters of a workbook's parts."""

    cells: int = 0
    lengths: list[int] = field(default_factory=list)
    shown: Counter[str] = field(default_factory=Counter)

    def part(self, content: bytes) -> None:
        reader = PartReader()
        reader.read(content)
        self.cells += reader.last_row * reader.last_column
        if self.cells > MAX_CELLS:
            raise FileRefused("TOO_MANY_CELLS", most=MAX_CELLS)
        self.lengths += reader.lengths
        self.shown.update(reader.shown)

    def check_shared_text(self) -> None:
        total = sum(
            self.lengths[int(index)] * times
            for index, times in self.shown.items()
            if index.isdecimal() and int(index) < len(self.lengths)
        )
        if total > MAX_SHARED_TEXT:
            raise FileRefused("BOMB")


class PartReader:
    """One pass over one XML part: where its last cell with a value stands, and what it shares."""

    def __init__(self) -> None:
        self.last_row = self.last_column = 0
        self.lengths: list[int] = []
        self.shown: Counter[str] = Counter()
        self._depth = self._row = self._cell_row = self._column = 0
        self._shared = self._in_value = False
        self._value = ""

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
        match tag.rpartition(":")[2]:
            case "row":
                self._enter_row(attributes.get("r"))
            case "c":
                self._enter_cell(attributes.get("r"))
                self._shared = attributes.get("t") == "s"
            case "v" | "is" | "f":
                self._count_cell()
                self._in_value, self._value = True, ""
            case "si":
                self.lengths.append(0)

    def _enter_row(self, written: str | None) -> None:
        if written and not (written.isascii() and written.isdigit()):
            raise FileRefused("DAMAGED")
        self._row = int(written) if written else self._row + 1
        self._cell_row = self._column = 0

    def _enter_cell(self, written: str | None) -> None:
        """A cell without its place follows the one before; of two readings of that the farther is taken."""
        found = REFERENCE.fullmatch(written.upper()) if written else None
        if written and not found:
            raise FileRefused("DAMAGED")
        self._column = _column_number(found[1]) if found else self._column + 1
        self._cell_row = int(found[2]) if found else max(self._row, self._cell_row)

    def _count_cell(self) -> None:
        self.last_row = max(self.last_row, self._cell_row)
        self.last_column = max(self.last_column, self._column)
        if self.last_row > MAX_ROWS:
            raise FileRefused("TOO_MANY_ROWS", most=MAX_ROWS)
        if self.last_column > MAX_COLUMNS:
            raise FileRefused("TOO_MANY_COLUMNS", most=MAX_COLUMNS)

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value += text if self._shared else ""
        elif self.lengths:
            self.lengths[-1] += len(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag.rpartition(":")[2] in ("v", "is", "f"):
            self._in_value = False
            if self._shared and self._value:
                self.shown[self._value.strip()] += 1


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
