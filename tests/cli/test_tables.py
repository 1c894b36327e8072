import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from trilogue.cli import tables

PEOPLE: list[dict[str, Any]] = [
    {"id": f"{country}{number}", "country": country} for country in "KCJ" for number in range(4)
]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    tables.add(parser.add_subparsers(required=True))
    args = parser.parse_args(["tables", "plan", *words])
    return int(args.run(args))


def written(folder: Path, data: object) -> str:
    path = folder / "problem.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return str(path)


def planned(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(*words) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_plan_is_printed_in_the_documented_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, {"people": PEOPLE})
    answer = planned(capsys, file, "--rounds", "2", "--tables", "4")
    assert list(answer) == [
        "rounds",
        "cross",
        "new",
        "violations",
        "interpreter_tables",
        "without_country",
        "moved",
        "steps",
        "seconds",
    ]
    assert answer["cross"] == {"value": 24, "bound": 24}
    assert answer["new"] == {"value": 24, "bound": 24}
    assert answer["violations"] == []
    assert answer["interpreter_tables"] == [4, 4]
    assert answer["without_country"] == []
    assert (answer["moved"], answer["steps"]) == (0, 0)
    for seats in answer["rounds"]:
        assert [len(table) for table in seats] == [3] * 4


def test_every_part_of_a_problem_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [*PEOPLE[:-1], {**PEOPLE[-1], "home": "x", "host": None, "languages": ["ja"], "absent": [2]}]
    played = [[each["id"] for each in people[row::4]] for row in range(4)]
    problem = {
        "people": people,
        "known": [["K0", "C1"]],
        "apart": [["K1", "C2"]],
        "together": [["K2", "J0"]],
        "leaders": ["K0", "K1", "K2", "K3"],
        "presence": "hard",
        "language": "soft",
        "frozen": [played],
    }
    answer = planned(capsys, written(tmp_path, problem), "--rounds", "3", "--tables", "4", "--steps", "4000")
    assert answer["rounds"][0] == played
    assert "J3" not in [who for table in answer["rounds"][1] for who in table]
    assert answer["without_country"] == [{"country": "J", "round": 2, "tables": 1}]
    assert answer["steps"] == 4000
    assert [broken for broken in answer["violations"] if broken["round"] > 1] == []
    assert {"code": "together", "round": 1, "who": ["J0", "K2"]} in answer["violations"]


def test_the_steps_printed_after_a_time_limit_repeat_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, {"people": PEOPLE})
    words = (file, "--rounds", "6", "--tables", "3", "--seed", "5")
    cut = planned(capsys, *words, "--seconds", "0.05")
    again = planned(capsys, *words, "--steps", str(cut["steps"]))
    assert again["rounds"] == cut["rounds"]
    assert again["steps"] == cut["steps"]


def test_ids_in_any_script_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [{"id": "金直鎬", "country": "대한민국"}, {"id": "山田", "country": "日本"}]
    file = written(tmp_path, {"people": people})
    assert planned(capsys, file, "--rounds", "1", "--tables", "1")["rounds"] == [[["山田", "金直鎬"]]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "line 1 column 2: not JSON"),
        ("[]", "an object with people is expected"),
        ("[" * 100_000, "nested too deeply"),
        ({}, "people: is missing"),
        ({"people": {}}, "people: a list is expected"),
        ({"people": ["K0"]}, "people[0]: an object is expected"),
        ({"people": [{"country": "K"}]}, "people[0].id: is missing"),
        ({"people": [{"id": "a"}]}, "people[0].country: is missing"),
        ({"people": [{"id": 7, "country": "K"}]}, "people[0].id: text is expected"),
        ({"people": [{"id": "a", "country": "K", "home": 1}]}, "people[0].home: text is expected"),
        (
            {"people": [{"id": "a", "country": "K", "languages": "ko"}]},
            "people[0].languages: a list is expected",
        ),
        ({"people": [{"id": "a", "country": "K", "absent": [True]}]}, "people[0].absent: a whole number"),
        ({"people": [{"id": "a", "country": "K", "absent": [0]}]}, 'people[0].absent: "0" is too small'),
        ({"people": [PEOPLE[0], PEOPLE[0]]}, 'people[1].id: "K0" is the id of two people'),
        ({"people": PEOPLE, "known": [["K0"]]}, "known[0]: a pair of two ids is expected"),
        (
            {"people": PEOPLE, "known": [["K0", "X\n9"]]},
            'known[0]: nobody among the people has the id "X\\n9"',
        ),
        ({"people": PEOPLE, "apart": [["K0", "K0"]]}, 'apart[0]: "K0" stands on both sides'),
        ({"people": PEOPLE, "leaders": ["K0", "K0"]}, 'leaders: "K0" is named twice'),
        ({"people": PEOPLE, "presence": "loud"}, 'presence: "loud" is none of'),
        ({"people": PEOPLE, "language": None}, "language: text is expected"),
        ({"people": PEOPLE, "frozen": [[["Q"]]]}, 'frozen[0]: nobody among the people has the id "Q"'),
        ({"people": PEOPLE, "frozen": [[], [], []]}, "frozen: "),
        ({"people": PEOPLE, "fixed": [["K0", 1, 1]]}, "fixed[0]: an object with person, round and table"),
        (
            {"people": PEOPLE, "fixed": [{"person": "K0", "round": 3, "table": 1}]},
            'fixed[0].round: "3" is more',
        ),
        ({"people": PEOPLE, "sizes": [[6, 6], [6, "6"]]}, "sizes[1]: a whole number"),
        ({"people": PEOPLE, "sizes": [[6, 6], [6, 7]]}, 'sizes[1]: "13" seats'),
        ({"people": PEOPLE, "interpreters": -1}, 'interpreters: "-1" is too small'),
        ({"people": PEOPLE, "earlier": [["K0", "Q"]]}, "earlier[0]: nobody"),
        ({"people": PEOPLE, "weights": [["K0", "K1"]]}, "weights[0]: two ids and a whole number"),
        ({"people": []}, "people: nobody is there"),
        ({"people": PEOPLE[:1]}, 'people: "K0" is alone'),
        (
            {"people": PEOPLE, "apart": [["K0", "C1"]], "together": [["K0", "J2"], ["J2", "C1"]]},
            'apart: "C1", "J2", "K0" must sit together and may not (apart + together)',
        ),
        ({"people": PEOPLE, "leaders": ["K0", "C0", "J0"]}, '"C0", "J0", "K0" are more leaders'),
    ],
)
def test_an_unusable_problem_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: object, said: str
) -> None:
    file = written(tmp_path, data)
    assert_refused(capsys, file, said, file, "--rounds", "2", "--tables", "2")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rounds", "0", "--tables", "2"), "--rounds: must be from 1"),
        (("--rounds", "2", "--tables", "0"), "--tables: must be from 1"),
        (("--rounds", "2", "--tables", "10001"), "--tables: must be from 1 to 10000"),
        (("--rounds", "2", "--tables", "2", "--steps", "-1"), "--steps: must not be below 0"),
        (("--rounds", "2", "--tables", "2", "--seconds", "nan"), "--seconds: must be above 0"),
    ],
)
def test_impossible_numbers_are_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    file = written(tmp_path, {"people": PEOPLE})
    assert_refused(capsys, file, said, file, *words)


def test_unreadable_files_are_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    numbers = ("--rounds", "1", "--tables", "1")
    gone, latin = tmp_path / "gone.json", tmp_path / "latin.json"
    latin.write_bytes(b'{"people": "\xff"}')
    assert_refused(capsys, str(gone), "No such file", str(gone), *numbers)
    assert_refused(capsys, str(tmp_path), "directory", str(tmp_path), *numbers)
    assert_refused(capsys, str(latin), "byte 12: not UTF-8 text", str(latin), *numbers)


def assert_refused(capsys: pytest.CaptureFixture[str], file: str, said: str, *words: str) -> None:
    assert run(*words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith(f"{file}: ")
    assert said in captured.err


def test_a_roster_gives_the_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def people(path: str) -> list[dict[str, object]]:
        asked.append(path)
        return [{"id": who, "country": who, "home": who, "host": None, "languages": ["ko"]} for who in "ab"]

    monkeypatch.setattr("trilogue.cli.roster.people_from_roster", people)
    file = str(tmp_path / "ROSTER.XLSX")
    assert planned(capsys, file, "--rounds", "1", "--tables", "1")["rounds"] == [[["a", "b"]]]
    assert asked == [file]


def test_a_faulty_roster_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def people(_path: str) -> list[dict[str, object]]:
        raise ValueError("Sheet1 B3: no country")

    monkeypatch.setattr("trilogue.cli.roster.people_from_roster", people)
    file = str(tmp_path / "roster.csv")
    assert_refused(capsys, file, "Sheet1 B3: no country", file, "--rounds", "1", "--tables", "1")


def test_a_plan_is_written_as_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, book = written(tmp_path, {"people": PEOPLE}), tmp_path / "plan.xlsx"
    answer = planned(capsys, file, "--rounds", "2", "--tables", "4", "--xlsx", str(book))
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.read_bytes()))
    assert sheets.sheet_names == ["Round 1", "Round 2", "People", "Figures"]
    first = sheets.get_sheet_by_name("Round 1").to_python()
    assert first[0] == ["Table", "Seat 1", "Seat 2", "Seat 3"]
    assert [row[1:] for row in first[1:]] == answer["rounds"][0]
    people = sheets.get_sheet_by_name("People").to_python()
    assert people[0] == ["Person", "Country", "Round 1", "Round 2", "Meets", "At most"]
    assert len(people) == 1 + len(PEOPLE)
    assert sum(int(str(row[4])) for row in people[1:]) == 2 * answer["cross"]["value"]


def test_a_workbook_that_cannot_be_written_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, book = written(tmp_path, {"people": PEOPLE}), str(tmp_path / "nowhere" / "plan.xlsx")
    assert_refused(capsys, book, "No such file", file, "--rounds", "1", "--tables", "4", "--xlsx", book)


def test_a_plan_printed_before_is_taken_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--rounds", "3", "--tables", "4")
    before = planned(capsys, written(tmp_path, {"people": PEOPLE}), *words)
    printed = tmp_path / "before.json"
    printed.write_text(json.dumps(before), "utf-8")
    people = [{**each, "absent": [2, 3]} if each["id"] == "K0" else each for each in PEOPLE]
    file = written(tmp_path, {"people": people, "frozen": before["rounds"][:1]})
    after = planned(capsys, file, *words, "--start", str(printed))
    assert after["rounds"][0] == before["rounds"][0]
    assert (after["moved"], after["violations"]) == (0, [])
    printed.write_text("[]", "utf-8")
    assert_refused(capsys, str(printed), "an object with rounds", file, *words, "--start", str(printed))


def test_what_is_odd_is_planned_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [{"id": who, "country": "K", "absent": [1] if who == "a" else []} for who in "abcd"]
    file = written(tmp_path, {"people": people, "leaders": ["a"]})
    assert run(file, "--rounds", "1", "--tables", "4") == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == ["note"] * 3
    assert 'from "K"' in said[0]
    assert "as many tables as people" in said[1]
    assert 'leader "a" is absent in round 1' in said[2]
