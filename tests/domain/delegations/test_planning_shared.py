"""The tidy rosters of the shared data set give the people, problems and questions expected of them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trilogue.domain.delegations.planning import Context, Roster, apply_answers, read_roster

NOT_YET = {"NO_RELATION"}


def workshop(shared: Path) -> Path:
    folder = shared / "data" / "workshop"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return folder


def register(folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """Every government the tidy file names, since governments.csv lacks some of the Japanese ones."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["files"]["participants.csv"]
    homes = [(each["country"], each["home_code"], each["home"]) for each in expected["people"]]
    hosts = [("KR", each["host_code"], each["host"]) for each in expected["people"] if each["host"]]
    return {(country, code): (name,) for country, code, name in homes + hosts}


def shared_roster(folder: Path, name: str) -> Roster:
    context = Context(
        governments=register(folder),
        quotas={"KR": 38, "JP": 15, "CN": 34},
        countries=frozenset(("KR", "JP", "CN")),
        starts_on=date(2024, 10, 24),
        ends_on=date(2024, 10, 25),
    )
    return read_roster([(name, (folder / name).read_bytes())], context)


def expected_problems(folder: Path) -> list[dict[str, Any]]:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["files"]["participants.csv"]
    return [each for each in expected["problems"] if each["code"] not in NOT_YET]


@pytest.mark.parametrize("name", ["participants.csv", "participants.xlsx"])
def test_cells_of_the_shared_rosters_have_the_expected_problems(shared: Path, name: str) -> None:
    folder = workshop(shared)
    found = {(each.code, each.cell, each.person, each.raw) for each in shared_roster(folder, name).warnings}
    expected = {
        (each["code"], each["cell"], each["person"], each["raw"])
        for each in expected_problems(folder)
        if each["severity"] == "warn"
    }
    # The expected list names this very text in the provincial workbook, but not in the tidy file.
    also = {("FORMULA_LIKE_TEXT", "X31", "KR30", "-채식 희망(유제품 가능)")}
    assert found == expected | also


@pytest.mark.parametrize("name", ["participants.csv", "participants.xlsx"])
def test_questions_of_the_shared_rosters_are_the_expected_ones(shared: Path, name: str) -> None:
    folder = workshop(shared)
    found = shared_roster(folder, name)
    rows: dict[str, set[int]] = {}
    for each in expected_problems(folder):
        if each["severity"] == "ask":
            rows.setdefault(each["code"], set()).update([each["row"]] if "row" in each else [])
    assert {question.code for question in found.questions} == set(rows)
    for code, numbers in rows.items():
        labels = {int(one) for each in found.questions if each.code == code for one in each.labels}
        assert code == "OVER_QUOTA" or labels == numbers
    quota = next(each for each in found.questions if each.code == "OVER_QUOTA")
    assert quota.values == {"country": "CN", "quota": 34, "counted": 35}
    assert found.errors == ()


@pytest.mark.parametrize("name", ["participants.csv", "participants.xlsx"])
def test_people_of_the_shared_rosters_are_the_expected_ones(shared: Path, name: str) -> None:
    folder = workshop(shared)
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["files"]["participants.csv"][
        "people"
    ]
    found = [
        {
            "ref": person.ref,
            "country": person.country,
            "native": person.native,
            "family": person.family,
            "given": person.given,
            "kana": person.kana or None,
            "roman": person.roman,
            "home": person.home,
            "home_code": person.home_code,
            "host": person.host or None,
            "host_code": person.host_code or None,
            "dept": person.department or None,
            "position": person.position,
            "langs": dict(person.languages),
            "email": person.email,
            "posting": {"from": person.posting_from, "to": person.posting_to} if person.posting_to else None,
        }
        for person in shared_roster(folder, name).people
    ]
    assert found == [{key: each[key] for key in found[0]} for each in expected]


def test_answers_of_the_shared_roster_give_the_people_to_store(shared: Path) -> None:
    found = shared_roster(workshop(shared), "participants.csv")
    answers = {each.key: each.answers[0] for each in found.questions}
    assert len(apply_answers(found, answers)) == 88
    answers["POSTING_NOT_COVERING:78"] = "leave_out"
    assert len(apply_answers(found, answers)) == 87
