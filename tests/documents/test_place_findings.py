"""Every finding in the registry has a sentence that says where it is and what to do."""

import ast
import re
from pathlib import Path

import pytest

import trilogue
from trilogue.algorithms.places import Finding
from trilogue.documents.place_findings import PATTERNS, sentence

SOURCE = Path(trilogue.__file__).parent
CODE = re.compile(r"[A-Z]+(_[A-Z]+)*")


def codes_found() -> set[str]:
    """Every code written where findings are made."""
    files = [*(SOURCE / "algorithms/places").glob("*.py"), SOURCE / "flows/import_places.py"]
    constants = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    words = {
        node.value for node in constants if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {word for word in words if len(word) > 2 and CODE.fullmatch(word)}


def test_every_finding_has_a_sentence_and_every_sentence_a_finding() -> None:
    assert set(PATTERNS) == codes_found() - {"NFC", "NFKD", "COLUMNS"}


@pytest.mark.parametrize("code", PATTERNS)
def test_a_sentence_names_row_government_and_column(code: str) -> None:
    finding = Finding(code, "KR", "KR-41110", "until", 5, {"value": "31\u202e June", "others": "KR-41130"})
    said = sentence(finding)
    assert said.startswith("row 5, KR KR-41110, until: ")
    assert "%(" not in said
    assert "\u202e" not in said


def test_a_finding_about_the_whole_file_has_no_place() -> None:
    assert sentence(Finding("NO_HEADER")).startswith("no row names the columns")
