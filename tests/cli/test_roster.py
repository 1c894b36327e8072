"""`trilogue roster read` prints what files say, names file, place and cause, and writes nothing."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from trilogue.cli import roster
from trilogue.flows.sample import COLUMNS, sample_people, sample_table
from trilogue.foundation.formats import csv, xlsx
from trilogue.foundation.formats.table import Table

OLE_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def trilogue(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="trilogue")
    roster.add(parser.add_subparsers())
    args = parser.parse_args(words)
    code: int = args.run(args)
    return code


def changed(**cells: str) -> Table:
    """The sample with its first person changed."""
    people = sample_people()
    people[0] |= cells
    return Table("participants", COLUMNS, [[person[column] for column in COLUMNS] for person in people])


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.xlsx"
    path.write_bytes(xlsx.write([sample_table()]))
    return path


def test_people_and_problems_are_printed_as_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv.write(changed(department=" 국제  협력과")))
    assert trilogue("roster", "read", str(path)) == 0
    printed = capsys.readouterr()
    assert "88 people" in printed.out
    assert "松本 直樹" in printed.out
    assert "WHITESPACE  list.csv, cell N2: needless spaces" in printed.out
    assert printed.err == ""


def test_json_holds_people_problems_and_questions(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trilogue("roster", "read", str(sample), "--json") == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert set(printed) == {
        *("people", "held", "foreign", "problems", "questions", "notes"),
        *("ignored", "ignored_columns", "sha256"),
    }
    assert len(printed["people"]) == 88
    assert printed["people"][0]["roman"] == "KIM Jikho"
    assert printed["people"][0]["languages"] == {"ko": 4, "ja": 0, "zh": 0, "en": 3}
    assert printed["problems"] == printed["questions"] == []


def test_questions_name_their_key_and_their_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv.write(changed(native_name="이해림")))
    assert trilogue("roster", "read", str(path), "--json") == 0
    question = json.loads(capsys.readouterr().out)["questions"][0]
    assert question["key"] == "NAMESAKE:KR:2:3"
    assert question["answers"] == ["different_people", "leave_out_second"]
    assert question["sentence"].startswith("list.csv, row 2: KR01 in row 2 and KR02 in row 3")


def test_errors_in_rows_are_printed_and_end_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv.write(changed(email="nobody", country="XX")))
    assert trilogue("roster", "read", str(path)) == 2
    printed = capsys.readouterr()
    assert "Errors (2)" in printed.out
    assert printed.err == (
        "list.csv, cell B2: “XX” is no country of this edition; write its code of two letters. (and 1 more)\n"
    )


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "the file is empty"),
        (OLE_LOCKED, "locked with a password"),
        (b"%PDF-1.7", "neither an .xlsx workbook"),
        (b"PK\x03\x04", "damaged"),
        (b'a,b\n"c\n', "from line 2 on the cells cannot be told apart"),
        (b"a,b,c\n1,2,3\n", "no column holds the country"),
    ],
)
def test_file_that_cannot_be_read_is_one_line_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, cause: str
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    assert trilogue("roster", "read", str(path)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("list.xlsx: ")
    assert cause in printed.err
    assert printed.err.count("\n") == 1


def test_one_unreadable_file_among_others_is_enough(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = sample.with_name("bad.csv")
    bad.write_bytes(b"%PDF")
    assert trilogue("roster", "read", str(sample), str(bad)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("bad.csv: ")


def test_absent_file_is_one_line_and_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trilogue("roster", "read", str(tmp_path / "nothing.csv")) == 2
    assert capsys.readouterr().err == f"{tmp_path}/nothing.csv: No such file or directory\n"


def test_marks_that_steer_a_terminal_are_shown_as_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv.write(changed(department="과\u202e\x9b31m")))
    trilogue("roster", "read", str(path))
    printed = capsys.readouterr().out
    assert "<U+202E>" in printed
    assert not {"\u202e", "\x9b"} & set(printed)


def test_nothing_is_written(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample.read_bytes()
    trilogue("roster", "read", str(sample))
    assert list(sample.parent.iterdir()) == [sample]
    assert sample.read_bytes() == before


def test_people_of_a_roster_fit_the_tables_problem(sample: Path) -> None:
    people = roster.people_from_roster(str(sample))
    assert len(people) == 88
    assert people[0] == {
        "id": "KR01",
        "country": "KR",
        "home": "KR-26",
        "host": None,
        "languages": ["ko", "en"],
    }
    assert people[-1]["id"] == "JP15"
    assert people[-1]["host"].startswith("KR-")


def test_roster_with_errors_gives_no_people_but_one_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv.write(changed(ko="9")))
    with pytest.raises(ValueError, match=r"^list\.csv, cell P2: “9” is no language level.*$"):
        roster.people_from_roster(str(path))
    with pytest.raises(ValueError, match="No such file"):
        roster.people_from_roster(str(tmp_path / "nothing"))


def test_shipped_register_knows_governments_by_country_code_and_every_name() -> None:
    context = roster.register()
    assert context.governments["KR", "KR-47130"][0] == "경주시"
    assert context.governments["JP", "310000"][0] == "鳥取県"
    assert context.governments["CN", "310000"][0] == "上海市"
    assert {"KR", "JP", "CN"} <= context.countries
    assert "강원도" in context.governments["KR", "KR-51"]


def test_workshops_own_files_are_read_together_against_their_edition(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "data" / "workshop"
    files = sorted(str(path) for path in folder.glob("*.xlsx") if path.name[0] in "2韓中")
    context = ("--edition", str(folder / "edition.json"), "--relations", str(folder / "relations.csv"))
    assert trilogue("roster", "read", *files, *context, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert [len(printed[name]) for name in ("people", "held", "foreign")] == [88, 1, 2]
    asked = {each["code"] for each in printed["questions"]}
    assert {"OVER_QUOTA", "NO_RELATION", "POSTING_NOT_COVERING", "POSSIBLE_DUPLICATE", "NAME_SPLIT"} <= asked
    assert trilogue("roster", "read", *files) == 0
    said = capsys.readouterr().out
    assert "In hidden rows (1)" in said
    assert "Of other delegations (2)" in said
    assert "총괄 (summary sheet)" in said
    assert "[add_later | leave_out | <date>]" in said


@pytest.mark.parametrize(
    ("option", "text", "cause"),
    [
        ("--edition", "{}", "no edition with start, end and quota"),
        ("--edition", "x", "no edition with start, end and quota"),
        ("--relations", "a,b\n1,2\n", "no table with home_code and host_code in UTF-8"),
    ],
)
def test_edition_or_relations_that_are_none_are_one_line_and_2(
    sample: Path, capsys: pytest.CaptureFixture[str], option: str, text: str, cause: str
) -> None:
    path = sample.with_name("context")
    path.write_text(text)
    assert trilogue("roster", "read", str(sample), option, str(path)) == 2
    assert capsys.readouterr().err == f"{path}: {cause}\n"
