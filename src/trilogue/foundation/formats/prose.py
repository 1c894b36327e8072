"""What word processors and Typst are given: paragraphs of runs, each run in a language of its own."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Controls, lone surrogates and signs that turn the direction of others: XML forbids most, letters all."""
BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")
SLIGHT = frozenset(" .,:;'()-")


@dataclass(frozen=True)
class Run:
    """`tag` is BCP 47; `link` an address where the run leads to one."""

    text: str
    tag: str
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`label` ("1. ") stands before the runs and hangs: further lines begin under the first run. The paragraph begins
    `indent` em from the margin, or under what follows the words `under`; its first line `first` em further.
    `heading` is the level, 0 for text; `above` counts empty lines before it; a `rule` is a line across the page.
    """

    runs: tuple[Run, ...] = ()
    label: str = ""
    under: str = ""
    indent: float = 0
    first: float = 0
    align: Literal["left", "center", "right"] = "left"
    heading: int = 0
    large: bool = False
    rule: bool = False
    above: int = 0

    @property
    def text(self) -> str:
        return self.label + "".join(run.text for run in self.runs)

    @property
    def left(self) -> float:
        """Where the first line begins, in em, as far as widths are known without the font."""
        return self.indent + width(self.under)


@dataclass(frozen=True)
class Prose:
    """`tag` is the language of titles and labels."""

    title: str
    tag: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class Leaf:
    """A page: paragraphs, a table whose first row is its header and whose cells are runs, and paragraphs after it.
    An empty cell below the header is room to write.
    """

    top: Sequence[Paragraph]
    rows: Sequence[Sequence[Sequence[Run]]]
    bottom: Sequence[Paragraph] = ()


def one_line(text: str) -> str:
    """The text as a run can hold it."""
    return UNWRITABLE.sub("", BREAKS.sub(" ", text))


def width(text: str) -> float:
    """About how many em a text takes in the fonts of letters."""
    return sum(_width(letter) for letter in text)


def language(tag: str) -> str:
    """ko, ja, zh-Hans, zh-Hant or en: those whose fonts differ. "ko-Hani" is Korean, "ja-Latn" is as English."""
    parts = tag.split("-")
    if "Latn" in parts or parts[0] not in ("ko", "ja", "zh"):
        return "en"
    return {"zh": "zh-Hant" if {"Hant", "TW", "HK", "MO"} & set(parts) else "zh-Hans"}.get(parts[0], parts[0])


def repacked(archive: bytes, **parts: bytes) -> bytes:
    """The archive without the moment of its making, so that the same text gives the same bytes; `parts` replace
    those of the same name.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(target, "w") as copy:
        for part in source.infolist():
            content = parts.get(part.filename, source.read(part))
            copy.writestr(zipfile.ZipInfo(part.filename), content, part.compress_type)
    return target.getvalue()


def _width(letter: str) -> float:
    if letter in SLIGHT:
        return 0.28
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.52
