"""Every problem a roster can have says where it is, what it is and what to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import trilogue
from trilogue.documents.problems import (
    ANSWERS,
    FIELDS,
    PATTERNS,
    TYPED,
    answer,
    place,
    sentence,
    shorten,
    typed,
    visible,
)
from trilogue.domain.delegations.planning import Level, Problem
from trilogue.domain.delegations.planning.headers import HEADERS
from trilogue.domain.delegations.planning.typed import KINDS

SOURCE = Path(trilogue.__file__).parent
CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
FORMATS = ("archive", "encoding", "objects", "parts", "spreadsheet")
NOT_PROBLEMS = {"TRUE", "FALSE", "NFC", "NFD", "NFKC", "NFKD", "ROMAN"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def codes_raised() -> set[str]:
    """Every code written in the sources that find problems."""
    files = [SOURCE / f"foundation/formats/{name}.py" for name in FORMATS]
    files += sorted((SOURCE / "domain/delegations/planning").glob("*.py"))
    files.append(SOURCE / "algorithms/names/clean.py")
    texts = (
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if CODE.fullmatch(text) and len(text) > 2} - NOT_PROBLEMS


def test_each_code_has_its_sentence_and_each_sentence_its_code() -> None:
    assert codes_raised() == set(PATTERNS)


def test_each_field_has_its_words() -> None:
    assert set(FIELDS) == set(HEADERS)


def test_sentence_names_file_sheet_cell_and_cure() -> None:
    problem = Problem(
        "CODE_LOST_ZERO",
        Level.WARNING,
        "a.xlsx",
        "名簿",
        "K40",
        raw="10006",
        values={"expect": "010006"},
    )
    assert sentence(problem) == (
        "a.xlsx, sheet 名簿, cell K40: the code 10006 had lost its leading zero; 010006 is used."
    )


def test_place_is_as_narrow_as_it_is_known() -> None:
    assert place(Problem("EMPTY", Level.ERROR, "a.csv")) == "a.csv"
    assert place(Problem("NAMESAKE", Level.QUESTION, "a.csv", values={"row": 8})) == "a.csv, row 8"


def test_percent_signs_and_steering_marks_of_a_cell_do_no_harm() -> None:
    shown = sentence(Problem("EMAIL_INVALID", Level.ERROR, "%s\u202e.csv", cell="A1", raw="%(x)s\x1b[2J"))
    assert shown == ("%s<U+202E>.csv, cell A1: “%(x)s<U+001B>[2J” is no usable e-mail address; correct it.")


def test_long_cells_are_quoted_in_part() -> None:
    assert shorten("x" * 121) == "x" * 120 + "…"
    assert shorten("x" * 120) == "x" * 120


def test_letters_of_four_scripts_are_shown_as_they_are() -> None:
    assert visible("김 髙橋　𠮷 刘 Zi'ang 葛\U000e0100") == "김 髙橋　𠮷 刘 Zi'ang 葛\U000e0100"


def test_each_kind_of_typed_value_has_words() -> None:
    assert set(TYPED) == set(KINDS)
    assert typed("email") == "An e-mail address"


def test_codes_of_governments_speak_for_themselves() -> None:
    assert answer("KR-41610") == "KR-41610"


@pytest.mark.parametrize("code", ANSWERS)
def test_each_answer_has_words(code: str) -> None:
    assert answer(code)[0].isupper()
