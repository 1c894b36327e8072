"""A workbook that was sent out, filled in and sent back gives the people that were written into it."""

import io
from datetime import datetime

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from tests import factories
from trilogue.documents import workbook
from trilogue.documents.workbook import MACHINES, Listed, WorkbookFacts, asked
from trilogue.domain.delegations.planning import Context, Roster, read_roster
from trilogue.foundation.text.value import LANGUAGES

HEADER_ROW = 5
FACTS = WorkbookFacts(
    stem="cjk-workshop-8-37",
    reference="NARA-2026",
    ordinal=8,
    series=factories.text("Workshop", ko="워크숍", ja="ワークショップ", zh_hans="研讨会"),
    government=factories.text("Nara Prefecture", ko="나라현", ja="奈良県", zh_hans="奈良县"),
    deadline=datetime.fromisoformat("2026-04-10T18:00+09:00"),
    countries=[
        (code, factories.text(name)) for code, name in (("KR", "Korea"), ("JP", "Japan"), ("CN", "China"))
    ],
    governments=[
        Listed("JP", "010006", factories.text("Hokkaido", ja="北海道")),
        Listed("JP", "290009", factories.text("Nara Prefecture", ja="奈良県")),
        Listed("KR", "47", factories.text("North Gyeongsang", ko="경상북도")),
        Listed(
            "KR",
            "41610",
            factories.text("Gwangju City", ko="광주시"),
            factories.text("Gyeonggi", ko="경기도"),
        ),
    ],
)
PEOPLE = (
    {
        "country": "JP",
        "native": "髙橋 美咲",
        "kana": "たかはし みさき",
        "roman_family": "TAKAHASHI",
        "roman_given": "Misaki",
        "email": "misaki@nara.example",
        "home": "奈良県",
        "home_code": "290009",
        "host": "경상북도",
        "host_code": "47",
        "posting_from": "2025-04-01",
        "posting_to": "2027-03-31",
        "department": "国際課",
        "position": "主査",
        "ko": "3",
        "ja": "4",
        "zh": "0",
        "en": "2",
    },
    {
        "country": "JP",
        "native": "𠮷田 直樹",
        "kana": "よしだ なおき",
        "roman_family": "YOSHIDA",
        "roman_given": "Naoki",
        "email": "naoki@hokkaido.example",
        "home": "北海道",
        "home_code": "010006",
        "host": "광주시",
        "host_code": "41610",
        "posting_from": "2026-04",
        "posting_to": "2028-03",
        "department": "国際課",
        "position": "主事",
    },
)


def _opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def _filled(language: str, *, cells_are_numbers: bool = False) -> bytes:
    book = _opened(workbook.build(FACTS, language).data)
    sheet = book.worksheets[0]
    for row, person in enumerate(PEOPLE, start=HEADER_ROW + 1):
        for column, field in enumerate(asked(language), start=1):
            value = person.get(field)
            as_number = cells_are_numbers and value and value.isdigit()
            sheet.cell(row, column).value = int(value) if as_number and value else value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _read(data: bytes) -> Roster:
    return read_roster([("returned.xlsx", data)], Context(countries=frozenset({"KR", "JP", "CN"})))


def _people(roster: Roster) -> list[dict[str, str]]:
    """What of the people was written into the form."""
    found = []
    for each, written in zip(roster.people, PEOPLE, strict=True):
        levels = {language: str(level) for language, level in each.languages.items()}
        found.append({field: levels.get(field) or str(getattr(each, field)) for field in written})
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_people_written_into_it_are_the_people_read(language: str) -> None:
    roster = _read(_filled(language))
    assert _people(roster) == list(PEOPLE)
    assert roster.errors == ()
    assert roster.questions == ()
    assert roster.ignored_columns == ()


def test_codes_that_became_numbers_on_the_way_are_read_too() -> None:
    assert _people(_read(_filled("ja", cells_are_numbers=True))) == list(PEOPLE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unfilled_workbook_has_nobody_in_it(language: str) -> None:
    roster = _read(workbook.build(FACTS, language).data)
    assert roster.people == ()
    assert roster.errors == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invitation_is_read_back_from_a_sheet_nobody_sees(language: str) -> None:
    data = _filled(language)
    assert workbook.invitation("returned.xlsx", data) == "NARA-2026"
    sheet = _opened(data)[MACHINES]
    assert sheet.sheet_state == "veryHidden"
    ids = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert [ids[f"column {number}"] for number in range(1, len(asked(language)) + 1)] == asked(language)


def test_any_other_workbook_has_no_invitation() -> None:
    book, target = openpyxl.Workbook(), io.BytesIO()
    assert book.active
    book.active["A1"] = "이름"
    book.save(target)
    assert workbook.invitation("other.xlsx", target.getvalue()) is None


def _rules(language: str) -> dict[str, DataValidation]:
    sheet = _opened(workbook.build(FACTS, language).data).worksheets[0]
    by_column = {
        next(iter(each.sqref.ranges)).min_col: each for each in sheet.data_validations.dataValidation
    }
    return {field: by_column[number] for number, field in enumerate(asked(language), start=1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_levels_and_governments_are_chosen(language: str) -> None:
    rules = _rules(language)
    assert rules["country"].formula1 == '"KR,JP,CN"'
    assert rules["en"].formula1 == '"0,1,2,3,4"'
    assert {rules[field].errorStyle or "stop" for field in ("country", "ko")} == {"stop"}
    assert {rules[field].errorStyle for field in ("home", "host_code")} == {"warning"}
    book = _opened(workbook.build(FACTS, language).data)
    for field, column in (("home", 1), ("home_code", 0)):
        name, area = str(rules[field].formula1).rsplit("!", 1)
        cells = book[name.strip("'")][area.replace("$", "")]
        wanted = [each.code if column == 0 else each.name.shown(language).text for each in FACTS.governments]
        assert [cell.value for (cell,) in cells] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_explained_and_keeps_what_is_typed(language: str) -> None:
    book = _opened(workbook.build(FACTS, language).data)
    form, guide = book.worksheets[:2]
    headers = [cell.value for cell in form[HEADER_ROW]]
    assert headers == [guide.cell(row, 1).value for row in range(2, len(headers) + 2)]
    assert all(guide.cell(row, 2).value for row in range(2, len(headers) + 2))
    formats = {each.number_format for each in form.column_dimensions.values()}
    assert formats == {"@"}
    assert form.freeze_panes == f"A{HEADER_ROW + 1}"


def test_governments_of_one_name_are_told_apart_in_the_list() -> None:
    listed = _opened(workbook.build(FACTS, "ko").data).worksheets[2]
    assert ("41610", "광주시", "Korea, 경기도") in list(listed.iter_rows(values_only=True))


def test_what_only_the_person_may_say_is_not_asked() -> None:
    words = " ".join(
        str(cell.value) for cell in _opened(workbook.build(FACTS, "en").data).worksheets[0][HEADER_ROW]
    ).casefold()
    for asked_never in ("passport", "resident", "religion", "birth", "diet", "health", "phone", "emergency"):
        assert asked_never not in words


def test_same_facts_give_the_same_bytes() -> None:
    assert workbook.build(FACTS, "ja") == workbook.build(FACTS, "ja")
    assert workbook.build(FACTS, "ja").name == "cjk-workshop-8-37-nominations.ja.xlsx"
