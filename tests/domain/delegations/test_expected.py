"""Every roster of the shared workshop gives what its expected.json says: people, problems, questions.

Own codes are those of expected.json's vocabulary. Where it names something that the file does not hold, or leaves
out what stands there, the difference is listed here with its reason.
"""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.domain.delegations.workshop import FILES, WORKBOOKS, Workshop, as_expected, row_of
from trilogue.documents.problems import PATTERNS
from trilogue.domain.delegations.planning import (
    Level,
    Person,
    Problem,
    Question,
    Roster,
    Unanswered,
    apply_answers,
)

KOREAN, JAPANESE, CHINESE = WORKBOOKS
LEVELS = {
    "error": {Level.ERROR},
    "ask": {Level.QUESTION},
    # What needs no cure and must only survive is a note.
    "warn": {Level.WARNING, Level.NOTE},
}
OF_OTHER_FILES = {"NO_CHOICE", "CHOICE_TWICE", "CHOICE_UNKNOWN"}
LANGUAGE_NOT_IN_THE_FILE = {
    JAPANESE: ("zh", {"JP01", "JP03", "JP05", "JP06", "JP09"}),
    CHINESE: ("ja", {"CN09", "CN10", "CN13", "CN19", "CN21", "CN22", "CN33", "CN34"}),
}
"""Their cells name Korean and English only; expected.json has a level 1 from elsewhere."""
NO_DIET_COLUMN = {"명단_시도제출_cp949.csv", "meibo_sjis.csv", "mingdan_gb18030.csv"}
"""expected.json repeats the diets of the workbooks for these files, which have no column for them."""
ALSO_FOUND = {
    # The same era stands in the last days as in the first ones, where alone it is listed.
    (JAPANESE, "DATE_WAREKI"): {f"I{row}" for row in (6, 8, 10, 12, 14, 16, 18)},
    # The vocabulary has the code, the list of this file does not.
    (CHINESE, "DATE_KANJI_NUMERALS"): {f"J{row}" for row in (7, 13, 19, 25, 31, 37)},
    # The text is listed for the Korean workbook, and those of column Y for the CSV with the same rows.
    ("participants.csv", "FORMULA_LIKE_TEXT"): {"X31"},
    ("participants.json", "FORMULA_LIKE_TEXT"): {"X31", "Y8", "Y46", "Y69"},
    ("participants.json", "BIDI_CONTROL"): {"Y12"},
}
ALL_ROWS = {"OVER_QUOTA", "NAMESAKE"}


@pytest.fixture(scope="module")
def workshop(shared: Path) -> Workshop:
    folder = shared / "data" / "workshop"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return Workshop(folder)


@pytest.fixture(scope="module")
def rosters(workshop: Workshop) -> dict[str, Roster]:
    return {name: workshop.read(name) for name in FILES}


@pytest.fixture(scope="module")
def together(workshop: Workshop) -> Roster:
    return workshop.read(*WORKBOOKS)


def adjusted(name: str, person: dict[str, Any]) -> dict[str, Any]:
    """An expected person without what the file does not hold."""
    language, people = LANGUAGE_NOT_IN_THE_FILE.get(name, ("", set()))
    if person["ref"] in people:
        person = {**person, "langs": {**person["langs"], language: 0}}
    return {**person, "diet_as_written": None} if name in NO_DIET_COLUMN else person


def places(people: tuple[Person, ...]) -> dict[tuple[str | None, int], Person]:
    return {(person.sheet, person.row): person for person in people}


def refs(workshop: Workshop, name: str) -> dict[tuple[str | None, int], str]:
    expected = workshop.of(name)
    everybody = (*expected["people"], *expected.get("held", ()), *expected.get("foreign_rows", ()))
    return {row_of(person, number): person["ref"] for number, person in enumerate(everybody)}


def row_in(problem: Problem) -> int:
    digits = "".join(sign for sign in problem.cell or "" if sign.isdigit())
    return int(digits or problem.values.get("row", 0))


def test_every_code_of_the_vocabulary_has_its_sentence(workshop: Workshop) -> None:
    vocabulary = set(workshop.expected["code_vocabulary"]) - OF_OTHER_FILES
    assert vocabulary <= set(PATTERNS)


@pytest.mark.parametrize("name", FILES)
def test_people_are_the_expected_ones_field_by_field(
    workshop: Workshop, rosters: dict[str, Roster], name: str
) -> None:
    found = places(rosters[name].people)
    expected = {
        row_of(person, number): adjusted(name, person)
        for number, person in enumerate(workshop.of(name)["people"])
    }
    assert found.keys() == expected.keys()
    for row, person in expected.items():
        read = as_expected(found[row])
        assert read == {field: person[field] for field in read}, person["ref"]


@pytest.mark.parametrize("name", FILES)
def test_people_of_hidden_rows_and_of_other_delegations_are_kept_apart(
    workshop: Workshop, rosters: dict[str, Roster], name: str
) -> None:
    expected = workshop.of(name)
    held = {row_of(person, 0): person for person in expected.get("held", ())}
    found = places(rosters[name].held)
    assert found.keys() == held.keys()
    for row, person in held.items():
        read = as_expected(found[row])
        assert read == {field: person[field] for field in read}
    foreign = [
        (
            {"sheet": each.sheet, "row": each.row},
            each.native_written,
            each.other_han,
            each.written.get("roman", each.roman),
            each.email,
            each.phone,
        )
        for each in rosters[name].foreign
    ]
    assert foreign == [
        (
            each["source"],
            *(each[f"{field}_as_written"] for field in ("native", "han", "roman")),
            each["email"],
            each["phone"],
        )
        for each in expected.get("foreign_rows", ())
    ]


@pytest.mark.parametrize("name", FILES)
def test_sheets_and_rows_that_are_nobody_are_ignored(
    workshop: Workshop, rosters: dict[str, Roster], name: str
) -> None:
    """A title above a group of rows is reported as well; expected.json does not list those."""
    found = {(each.sheet, each.row, each.why) for each in rosters[name].ignored if each.why != "section"}
    expected = {
        (each["sheet"], each.get("row"), each["why"].replace(" ", "_"))
        for each in workshop.of(name)["ignored"]
    }
    assert found == expected


@pytest.mark.parametrize("name", FILES)
def test_problems_stand_at_the_expected_cells(
    workshop: Workshop, rosters: dict[str, Roster], name: str
) -> None:
    """By code, level, sheet, cell or row, person and raw text; POSSIBLE_DUPLICATE needs the other files."""
    people = refs(workshop, name)
    roster = rosters[name]
    found = [
        (each.code, each.level, each.sheet, each.cell, people.get((each.sheet, row_in(each))), each.raw)
        for each in (*roster.problems, *roster.notes)
    ]
    for each in workshop.of(name)["problems"]:
        if each["code"] == "POSSIBLE_DUPLICATE" or each["code"] in ALL_ROWS:
            continue
        near = [
            one
            for one in found
            if one[0] == each["code"]
            and one[1] in LEVELS[each["severity"]]
            and one[2] == each["sheet"]
            and one[3] == (each["cell"] or one[3])
            and one[4] == each["person"]
        ]
        assert near, each
        raw = each.get("raw", near[0][5])
        assert near[0][5] == ("" if raw == "__MERGED__" else str(raw)), each


@pytest.mark.parametrize("name", FILES)
def test_no_other_problem_is_found(workshop: Workshop, rosters: dict[str, Roster], name: str) -> None:
    """Notes aside: they say of every name what must survive, expected.json of the first such name only."""
    expected = workshop.of(name)["problems"]
    cells = {(each["code"], each["sheet"], each["cell"]) for each in expected}
    rows = {
        (each["code"], each["sheet"], row)
        for each in expected
        for (sheet, row), ref in refs(workshop, name).items()
        if each["cell"] is None and ref == each["person"] and sheet == each["sheet"]
    }
    for each in rosters[name].problems:
        known = (each.code, each.sheet, each.cell) in cells or (each.code, each.sheet, row_in(each)) in rows
        assert known or each.cell in ALSO_FOUND.get((name, each.code), ()) or each.code in ALL_ROWS, each


@pytest.mark.parametrize("name", FILES)
def test_quotas_and_namesakes_are_asked_about(
    workshop: Workshop, rosters: dict[str, Roster], name: str
) -> None:
    labels = {person.label: (person.sheet, person.row) for person in rosters[name].people}
    people = refs(workshop, name)
    expected = workshop.of(name)["problems"]
    found = [each for each in rosters[name].questions if each.code == "NAMESAKE"]
    assert {people[labels[label]] for each in found for label in each.labels} == {
        each["person"] for each in expected if each["code"] == "NAMESAKE"
    }
    assert [dict(each.values) for each in rosters[name].questions if each.code == "OVER_QUOTA"] == [
        {name: each[name] for name in ("country", "quota", "counted")}
        for each in expected
        if each["code"] == "OVER_QUOTA"
    ]


def question_for(roster: Roster, decision: dict[str, Any]) -> Question:
    code = decision["kind"].upper()
    found = [
        each
        for each in roster.questions
        if each.code == code
        and (code in ALL_ROWS or (each.sheet, each.cell) == (decision["sheet"], decision["cell"]))
    ]
    assert found, decision
    return found[0]


def test_nothing_that_is_to_be_decided_is_decided_without_asking(
    workshop: Workshop, together: Roster
) -> None:
    """Each decision is a question of its own, and without its answer nobody is stored."""
    answers = {each.key: each.answers[0] for each in together.asked if each.answers}
    assert apply_answers(together, answers)
    for decision in workshop.expected["decisions"]:
        question = question_for(together, decision)
        with pytest.raises(Unanswered) as refused:
            apply_answers(together, {key: text for key, text in answers.items() if key != question.key})
        assert refused.value.keys == (question.key,)


def test_people_two_files_list_are_offered_for_merging(workshop: Workshop, together: Roster) -> None:
    expected = [each for each in workshop.expected["decisions"] if each["kind"] == "possible_duplicate"]
    by_label = {person.label: person for person in (*together.people, *together.foreign)}
    found = [each for each in together.questions if each.code == "POSSIBLE_DUPLICATE"]
    assert sorted((each.sheet, each.cell) for each in found) == sorted(
        (each["sheet"], each["cell"]) for each in expected
    )
    for each, decision in zip(
        sorted(found, key=lambda each: each.cell or ""),
        sorted(expected, key=lambda each: each["cell"]),
        strict=True,
    ):
        first = by_label[each.labels[0]]
        assert {"sheet": first.sheet, "row": first.row} == decision["with"]


def test_all_workbooks_together_have_the_88_people(together: Roster) -> None:
    assert len(together.people) == 88
    assert (len(together.held), len(together.foreign)) == (1, 2)
    assert together.blocking == ()


def test_files_in_any_order_and_twice_give_the_same(workshop: Workshop, together: Roster) -> None:
    for order in permutations(WORKBOOKS):
        assert workshop.read(*order, order[0]) == together


def test_answers_put_the_true_values_into_the_people(workshop: Workshop, together: Roster) -> None:
    answers = {each.key: each.answers[0] for each in together.asked}
    typed = {
        ("NAME_SPLIT", "황보민"): "황보 민",
        ("NAME_SPLIT", "東海林亮"): "東海林 / 亮",
        ("DATE_AMBIGUOUS", "五十嵐 楓"): "2024-04-05",
        ("PINYIN_POLYPHONE", "单晓峰"): "SHAN Xiaofeng",
        ("PINYIN_UMLAUT", "吕晓彤"): "LYU Xiaotong",
        ("MISSING_REQUIRED", "郭铭轩"): "mingxuan.guo@example.cn",
    }
    for each in together.asked:
        if value := typed.get((each.code, each.person or "")):
            answers[each.key] = value
        elif each.code == "OVER_QUOTA":
            answers[each.key] = "raise_quota"
        elif "add_later" in each.answers:
            answers[each.key] = "add_later"
        elif each.accepts == "email":
            answers[each.key] = "somebody@example.org"
    people = {person.native: person for person in apply_answers(together, answers)}
    assert len(apply_answers(together, answers)) == 88
    hwangbo, shoji = people["황보민"], people["東海林 亮"]
    assert (hwangbo.family, hwangbo.given, hwangbo.roman) == ("황보", "민", "HWANGBO Min")
    assert (shoji.family, shoji.given) == ("東海林", "亮")
    assert people["五十嵐 楓"].posting_from == "2024-04-05"
    assert (people["单晓峰"].roman, people["吕晓彤"].roman) == ("SHAN Xiaofeng", "LYU Xiaotong")
    assert people["郭铭轩"].email == "mingxuan.guo@example.cn"
