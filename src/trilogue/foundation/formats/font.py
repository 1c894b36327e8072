"""The font of every document: where its package keeps it, and which characters it can draw."""

import struct
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files("manimgx_fonts_cjk")))
FILE = "NotoSansCJK-VF.otf.ttc"
GETA = "〓"
"""The mark compositors set where a sort is missing: seen at once, and mistaken for no character."""

INVISIBLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xE0000, 0xE0FFF),
)
"""What Unicode has drawn as nothing: joiners, directions, variation selectors."""
WHITE = "\t\n\r"
SEGMENTED_COVERAGE = 12


def missing(text: str) -> list[str]:
    """The characters of a text that the font cannot draw, each once, in order of code point."""
    return sorted(letter for letter in set(text) if ord(letter) not in drawable())


@cache
def drawable() -> frozenset[int]:
    """Code points that come out right: with a glyph, or rightly as nothing."""
    invisible = {code for first, last in INVISIBLE for code in range(first, last + 1)}
    return frozenset(faces()[0] | invisible | set(map(ord, WHITE)))


def faces() -> list[set[int]]:
    """The code points of each face of the collection, in its order: JP, KR, SC, TC, HK."""
    data = memoryview((FOLDER / FILE).read_bytes())
    (number,) = struct.unpack_from(">I", data, 8)
    return [_covered(data, start) for start in struct.unpack_from(f">{number}I", data, 12)]


def _covered(data: memoryview, face: int) -> set[int]:
    table = _character_map(data, face)
    (subtables,) = struct.unpack_from(">H", data, table + 2)
    starts = {table + struct.unpack_from(">HHI", data, table + 4 + 8 * each)[2] for each in range(subtables)}
    covered: set[int] = set()
    for start in starts:
        if struct.unpack_from(">H", data, start)[0] == SEGMENTED_COVERAGE:
            covered |= _segments(data, start)
    return covered


def _character_map(data: memoryview, face: int) -> int:
    """Where the face's `cmap` table begins."""
    (tables,) = struct.unpack_from(">H", data, face + 4)
    directory = struct.iter_unpack(">4sIII", data[face + 12 : face + 12 + 16 * tables])
    return int(next(start for name, _, start, _ in directory if name == b"cmap"))


def _segments(data: memoryview, start: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", data, start + 12)
    triples = struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * groups])
    return {code for first, last, _ in triples for code in range(first, last + 1)}
