"""The text of a letter with its placeholders: `{name}` of a list, and nothing else that a machine would follow.

A line is a paragraph, an empty line a space. What a line begins with says how it stands:

    two spaces      further in, once for every two          # , ##       heading of the sheet, of the matter
    (wide)       its first line further in               !            large, for who signs
    >               at the right                            ><           in the middle
    ---             a line across the page

A number ("1. ", "가. ", "（1）") or words before two spaces or a wide one hang to the left of what follows, unless
the first line stands further in.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from trilogue.foundation.formats.prose import UNWRITABLE

LONGEST = 20_000
BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")
RULE = "---"
MARKS = re.compile(r"(?:(?P<size>##?|!) )?(?:(?P<align>><|>) )?")
"""Finds itself at the beginning of any text, if only as nothing."""
NUMBER = (
    r"(?:\d{1,2}[.)]|[가-하][.)]|[(（][\d가-하一二三四五六七八九十]{1,2}[)）]|[①-⑳]|[-·・–*])[ \u3000]+"
    r"|[一二三四五六七八九十]{1,2}、 *"
)
WORDS = r"\S{1,12}(?: {2,}|\u3000+)|[0-9０-９]{1,2}\u3000"
LABEL = re.compile(rf"(?:{NUMBER})?(?:{WORDS})*")
SPACES_PER_STEP = 2

Align = Literal["left", "center", "right"]
ALIGN: dict[str | None, Align] = {None: "left", "><": "center", ">": "right"}


@dataclass(frozen=True)
class TemplateProblem:
    """`position` counts characters from 0. Codes: UNKNOWN_PLACEHOLDER, LONE_BRACE, CONTROL_CHARACTER, TOO_LONG,
    EMPTY_TEMPLATE.
    """

    code: str
    placeholder: str
    position: int


@dataclass(frozen=True)
class Slot:
    """Where a value goes."""

    name: str


@dataclass(frozen=True)
class Line:
    """One paragraph of a template; `above` counts the empty lines before it."""

    label: str
    pieces: tuple[str | Slot, ...]
    indent: float = 0
    first: float = 0
    align: Align = "left"
    heading: int = 0
    large: bool = False
    rule: bool = False
    above: int = 0


def problems(text: str, known: Collection[str]) -> list[TemplateProblem]:
    """What is wrong with a template, in the order of the text."""
    found = [*_braces(text, known), *_controls(text)]
    if len(text) > LONGEST:
        found.append(TemplateProblem("TOO_LONG", "", LONGEST))
    if not text.strip():
        found.append(TemplateProblem("EMPTY_TEMPLATE", "", 0))
    return sorted(found, key=lambda problem: problem.position)


def lines(text: str) -> Iterator[Line]:
    """The paragraphs of a template without problems."""
    above = 0
    for written in text.replace("\r\n", "\n").split("\n"):
        if not written.strip():
            above += 1
            continue
        yield _line(written.rstrip(), above)
        above = 0


def _braces(text: str, known: Collection[str]) -> Iterator[TemplateProblem]:
    for match in BRACES.finditer(text):
        if match[1] is None:
            yield TemplateProblem("LONE_BRACE", "", match.start())
        elif match[1] not in known:
            yield TemplateProblem("UNKNOWN_PLACEHOLDER", match[1], match.start())


def _controls(text: str) -> Iterator[TemplateProblem]:
    for match in UNWRITABLE.finditer(text):
        yield TemplateProblem("CONTROL_CHARACTER", f"U+{ord(match[0]):04X}", match.start())


def _line(written: str, above: int) -> Line:
    body = written.lstrip(" ")
    indent = (len(written) - len(body)) // SPACES_PER_STEP
    if body == RULE:
        return Line("", (), indent, rule=True, above=above)
    marks = MARKS.match(body)
    assert marks  # noqa: S101
    words = body[marks.end() :].lstrip("\u3000")
    first = len(body) - marks.end() - len(words)
    label = "" if first else _label(words)
    return Line(
        label=label,
        pieces=tuple(_pieces(words[len(label) :])),
        indent=indent,
        first=first,
        align=ALIGN[marks["align"]],
        heading={"#": 1, "##": 2}.get(marks["size"], 0),
        large=marks["size"] == "!",
        above=above,
    )


def _label(text: str) -> str:
    """Only the template's own words are looked at, never a value."""
    fixed = text[: text.index("{")] if "{" in text else text
    found = LABEL.match(fixed)
    return found[0] if found and len(found[0]) < len(text) else ""


def _pieces(text: str) -> Iterator[str | Slot]:
    end = 0
    for match in BRACES.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield Slot(match[1])
        end = match.end()
    if end < len(text):
        yield text[end:]
