"""An XLSX file made harmless: every part inflated under a count, proved to be plain XML, and packed anew.

The reader behind this one trusts sizes, positions and references it finds in the file. Whatever it is given
has therefore been measured here first, in the very bytes it gets.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from trilogue.foundation.formats.parts import UNSTORED_MARK, PartFacts, PartReader
from trilogue.foundation.formats.table import FileRefused

MAX_INFLATED = 30 * 1024 * 1024
MAX_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
MAX_PARTS = 1_000
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
BOOK, RELATIONS, SHARED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"


@dataclass(frozen=True)
class SheetFacts:
    """The facts of a sheet, and whether the whole of it is hidden."""

    part: PartFacts
    hidden: bool


@dataclass(frozen=True)
class Harmless:
    """`content` is the workbook with nothing in it but checked XML, uncompressed; `sheets` go by name."""

    content: io.BytesIO
    sheets: Mapping[str, SheetFacts]


def harmless(data: bytes) -> Harmless:
    """The workbook made harmless, with what its parts say beyond the text of cells.

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


def _repacked(archive: zipfile.ZipFile) -> Harmless:
    measure, left, target = Measure(), MAX_INFLATED, io.BytesIO()
    # Shared texts come first: the cells that show them can then be told what those hold.
    parts = sorted(archive.infolist(), key=lambda part: part.filename != SHARED)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for part in parts:
            content = inflated(archive, part, left)
            left -= len(content)
            if part.filename.endswith((".xml", ".rels")):
                content = _nothing_lost(content)
                measure.part(part.filename, content)
                copy.writestr(zipfile.ZipInfo(part.filename), content)
    measure.check_shared_text()
    target.seek(0)
    return Harmless(target, measure.sheets())


def inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes:
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
    mark = UNSTORED_MARK.encode()
    return TYPE.sub(b"", cell[1]) + b' t="inlineStr" ' + mark + b'="1"><is><t>=' + cell[2] + b"</t></is></c>"


@dataclass
class Measure:
    """Counts rows, columns, cells and shown characters of a workbook's parts, and keeps their facts."""

    cells: int = 0
    lengths: list[int] = field(default_factory=list)
    shown: Counter[str] = field(default_factory=Counter)
    readings: frozenset[str] = frozenset()
    facts: dict[str, PartFacts] = field(default_factory=dict)

    def part(self, name: str, content: bytes) -> None:
        reader = PartReader(self.readings)
        reader.read(content)
        self.cells += reader.last_row * reader.last_column
        if self.cells > MAX_CELLS:
            raise FileRefused("TOO_MANY_CELLS", most=MAX_CELLS)
        self.lengths += reader.lengths
        self.shown.update(reader.shown)
        self.readings |= reader.readings
        self.facts[name] = reader.facts

    def check_shared_text(self) -> None:
        total = sum(
            self.lengths[int(index)] * times
            for index, times in self.shown.items()
            if index.isdecimal() and int(index) < len(self.lengths)
        )
        if total > MAX_SHARED_TEXT:
            raise FileRefused("BOMB")

    def sheets(self) -> dict[str, SheetFacts]:
        """Of two sheets of one name the first counts."""
        nothing = PartFacts()
        targets = self.facts.get(RELATIONS, nothing).targets
        found: dict[str, SheetFacts] = {}
        for name, reference, hidden in self.facts.get(BOOK, nothing).sheets:
            part = posixpath.normpath(posixpath.join("/xl", targets.get(reference, "")))[1:]
            found.setdefault(name, SheetFacts(self.facts.get(part, nothing), hidden))
        return found
