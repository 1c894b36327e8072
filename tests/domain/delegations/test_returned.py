"""What returned files do to names, dates, numbers and rows, one thing at a time."""

import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from trilogue.domain.delegations.planning import (
    Context,
    Level,
    Person,
    Roster,
    RosterFaulty,
    apply_answers,
    is_allowed,
    read_roster,
)
from trilogue.foundation.formats import csv
from trilogue.foundation.formats.table import Table

GOVERNMENTS = {
    ("KR", "KR-41"): ("경기도", "京畿道"),
    ("KR", "KR-41110"): ("수원시", "水原市"),
    ("KR", "KR-41610"): ("광주시",),
    ("KR", "KR-29"): ("광주광역시", "光州広域市"),
    ("KR", "KR-51"): ("강원특별자치도", "강원도"),
    ("KR", "KR-48820"): ("고성군",),
    ("KR", "KR-51820"): ("고성군", "固城郡"),
    ("JP", "010006"): ("北海道",),
    ("JP", "131016"): ("千代田区",),
    ("CN", "370000"): ("山东省",),
}
CONTEXT = Context(
    governments=GOVERNMENTS,
    former={("KR", "KR-51"): ("강원도",)},
    countries=frozenset(("KR", "JP", "CN")),
    starts_on=date(2024, 10, 24),
    ends_on=date(2024, 10, 25),
)
KOREAN = {"성명": "김서율", "영문성명": "KIM Seoyul", "소속": "경기도", "이메일": "kim@example.kr"}
JAPANESE = {
    "氏名": "髙橋　美空",
    "ふりがな": "たかはし　みそら",
    "ローマ字": "TAKAHASHI Misora",
    "派遣元": "北海道",
    "メール": "misora@example.jp",
}
CHINESE = {"姓名": "王静", "拼音": "WANG Jing", "派出单位": "山东省", "邮箱": "jing@example.cn"}


def flat(*rows: Mapping[str, str], context: Context = CONTEXT) -> Roster:
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    cells = [tuple(row.get(name, "") for name in header) for row in rows]
    return read_roster(
        [("list.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in (header, *cells)).encode())],
        context,
    )


def book(fill: Callable[[Any, Any], None], *, context: Context = CONTEXT, name: str = "명단") -> Roster:
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"in_memory": True})
    fill(made, made.add_worksheet(name))
    made.close()
    return read_roster([("list.xlsx", target.getvalue())], context)


def write(page: Any, *rows: Any) -> None:
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)


def only(found: Roster) -> Person:
    assert len(found.people) == 1, found.people
    return found.people[0]


def codes(found: Roster) -> list[str]:
    return [each.code for each in (*found.problems, *found.notes)]


@pytest.mark.parametrize(
    ("base", "changed", "code", "expected"),
    [
        (KOREAN, {"성명": "김서율 주무관"}, "NAME_WITH_TITLE", {"native": "김서율", "family": "김"}),
        (KOREAN, {"성명": "김서율팀장"}, "NAME_WITH_TITLE", {"native": "김서율"}),
        (JAPANESE, {"氏名": "髙橋　美空 様"}, "NAME_WITH_TITLE", {"native": "髙橋 美空", "given": "美空"}),
        (CHINESE, {"姓名": "王静女士"}, "NAME_WITH_TITLE", {"native": "王静"}),
        (KOREAN, {"성명": "김서율*"}, "NAME_MARK", {"native": "김서율"}),
        (KOREAN, {"성명": "김서율(1)"}, "NAME_MARK", {"native": "김서율"}),
        (JAPANESE, {"氏名": "※髙橋　美空"}, "NAME_MARK", {"native": "髙橋 美空"}),
        (CHINESE, {"姓名": "万一"}, "NUMERAL_NAME", {"native": "万一", "family": "万"}),
        (JAPANESE, {"ローマ字": "ŌNO Yūki"}, "ROMAN_MACRON", {"roman": "ONO Yuki"}),
        (CHINESE, {"拼音": "WÁNG Jìng"}, "PINYIN_TONES", {"roman": "WANG Jing"}),
        (CHINESE, {"拼音": "Jing Wang"}, "ROMAN_ORDER", {"roman": "WANG Jing"}),
        (JAPANESE, {"ローマ字": "Misora Takahashi"}, "ROMAN_ORDER", {"roman": "TAKAHASHI Misora"}),
        (
            KOREAN,
            {"이메일": "kim@example.kr / kim2@example.kr"},
            "EMAIL_SEVERAL",
            {"email": "kim@example.kr"},
        ),
        (KOREAN, {"휴대전화": "1000001001"}, "PHONE_LOST_ZERO", {"phone": "010-0000-1001"}),
        (KOREAN, {"휴대전화": "10-0000-1001"}, "PHONE_LOST_ZERO", {"phone": "010-0000-1001"}),
        (KOREAN, {"휴대전화": "01000001001"}, "PHONE_NUMERIC", {"phone": "010-0000-1001"}),
        (KOREAN, {"휴대전화": "1.0E+09"}, "PHONE_UNREADABLE", {"phone": ""}),
        (KOREAN, {"소속": "경기"}, "GOV_ALIAS", {"home": "경기도", "home_code": "KR-41"}),
        (KOREAN, {"소속": "수원시청"}, "GOV_ALIAS", {"home": "수원시", "home_code": "KR-41110"}),
        (KOREAN, {"소속": "강원도"}, "GOV_OLD_NAME", {"home": "강원특별자치도", "home_code": "KR-51"}),
        (JAPANESE, {"団体コード": "13101"}, "CODE_NO_CHECK_DIGIT", {"home_code": "131016"}),
        (JAPANESE, {"団体コード": "1000"}, "CODE_NO_CHECK_DIGIT", {"home_code": "010006"}),
        (KOREAN, {"일본어": "중(JLPT N2)"}, "LANGUAGE_TEXT", {"languages": {"ja": 2, "ko": 4}}),
        (CHINESE, {"语种及水平": "韩语2，日语流利"}, "LANGUAGE_TEXT", {"languages": {"ko": 2, "zh": 4}}),
    ],
)
def test_cell_is_mended_and_the_cure_is_told(
    base: dict[str, str], changed: dict[str, str], code: str, expected: dict[str, Any]
) -> None:
    found = flat({**base, **changed})
    assert code in codes(found)
    person = only(found)
    assert {name: getattr(person, name) for name in expected} == expected
    assert found.blocking == ()


@pytest.mark.parametrize(
    ("roman", "shown"),
    [
        ("KIM Seoyul", "KIM Seoyul"),
        ("Kim Seoyul", "KIM Seoyul"),
        ("Kim, Seoyul", "KIM Seoyul"),
        ("KIM SEOYUL", "KIM Seoyul"),
        ("KIM Seo-yul", "KIM Seo-yul"),
    ],
)
def test_family_name_first_is_nothing_to_report(roman: str, shown: str) -> None:
    found = flat({**KOREAN, "영문성명": roman.replace(",", ",")})
    assert only(found).roman == shown
    assert found.problems == ()


def test_roman_name_nobody_can_divide_is_asked_about() -> None:
    found = flat({**JAPANESE, "ふりがな": "", "ローマ字": "MISORA TAKAHASHI"})
    error = next(each for each in found.asked if each.code == "ROMAN_ORDER")
    assert (error.level, error.accepts, only(found).roman) == (Level.ERROR, "roman", "MISORA TAKAHASHI")
    assert not is_allowed(error, "Misora Takahashi")
    assert is_allowed(error, "TAKAHASHI Misora")


@pytest.mark.parametrize(
    ("native", "roman", "family"),
    [
        ("남궁현", "NAMGUNG Hyeon", "남궁"),
        ("남궁현", "NAM Gunghyeon", "남"),
        ("황보 민", "HWANGBO Min", "황보"),
        ("선우진", "SUNWOO Jin", "선우"),
        ("김하늘별", "KIM Haneulbyeol", "김"),
    ],
)
def test_family_name_of_two_syllables_is_told_by_the_roman_one(native: str, roman: str, family: str) -> None:
    found = flat({**KOREAN, "성명": native, "영문성명": roman})
    assert only(found).family == family
    assert found.questions == ()


@pytest.mark.parametrize(
    ("written", "iso", "code"),
    [
        ("24.4.1", "2024-04-01", "DATE_SHORT_YEAR"),
        ("令和六年四月一日", "2024-04-01", "DATE_KANJI_NUMERALS"),
        ("H31.4.30", "2019-04-30", "DATE_WAREKI"),
        ("平成31年5月1日", "2019-05-01", "DATE_ERA_OVERRUN"),
        ("45383", "2024-04-01", "DATE_SERIAL"),
        ("31/12/2023", "2023-12-31", None),
        ("1 Apr 2024", "2024-04-01", None),
        ("20240401", "2024-04-01", None),
    ],
)
def test_first_day_in_many_forms(written: str, iso: str, code: str | None) -> None:
    found = flat({**JAPANESE, "派遣開始": written, "派遣終了": "2025-03"})
    assert only(found).posting_from == iso
    assert [each.code for each in found.warnings] == [
        each for each in ("DATE_WAREKI",) if "令和" in written
    ] + [code] * bool(code)


@pytest.mark.parametrize("written", ["04/05/2024", "6.4.1", "24/4/25", "99.4.1"])
def test_date_that_may_be_another_is_never_decided(written: str) -> None:
    found = flat({**JAPANESE, "派遣開始": written, "派遣終了": "2025-03"})
    assert only(found).posting_from == ""
    question = next(each for each in found.asked if each.field == "posting_from")
    assert question.accepts == "date"
    answered = apply_answers(found, {question.key: "2024-04-05"})
    assert answered[0].posting_from == "2024-04-05"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024년 4월부터 1년", "2024-04", "2025-03"),
        ("2024.4.1.~2025.3.31.", "2024-04-01", "2025-03-31"),
        ("2024年4月1日起半年", "2024-04-01", "2024-09-30"),
        ("2024.4.1-12.31", "2024-04-01", "2024-12-31"),
        ("R6.4.1～R7.3.31", "2024-04-01", "2025-03-31"),
        ("2024-04-01-2025-03-31", "2024-04-01", "2025-03-31"),
    ],
)
def test_period_in_one_cell_has_two_ends(written: str, first: str, last: str) -> None:
    person = only(flat({**CHINESE, "研修期间": written}, context=Context()))
    assert (person.posting_from, person.posting_to) == (first, last)


@given(start=st.dates(date(2015, 1, 1), date(2034, 12, 31)), form=st.sampled_from(range(8)))
def test_every_day_survives_every_way_of_writing_it(start: date, form: int) -> None:
    year, month, day = start.year, start.month, start.day
    forms = (
        start.isoformat(),
        f"{year}.{month}.{day}.",
        f"{year}年{month}月{day}日",
        f"{year}년 {month}월 {day}일",
        f"{year}/{month}/{day}",
        f"{year}{month:02}{day:02}",
        f"{day} {start:%B} {year}",
        str((start - date(1899, 12, 30)).days),
    )
    found = flat({**JAPANESE, "派遣開始": forms[form], "派遣終了": ""}, context=Context())
    assert only(found).posting_from == start.isoformat()


@given(first=st.dates(date(2020, 1, 1), date(2030, 12, 31)), months=st.integers(1, 36))
def test_duration_ends_the_day_before_it_would_begin_anew(first: date, months: int) -> None:
    found = flat({**JAPANESE, "派遣期間": f"{first.isoformat()}から{months}か月"}, context=Context())
    last = date.fromisoformat(only(found).posting_to)
    total = first.year * 12 + first.month - 1 + months
    assert first <= last
    assert last.year * 12 + last.month - 1 in (total, total - 1)
    assert (last - first).days <= 31 * months


def test_name_of_two_governments_is_asked_about_and_its_code_answers() -> None:
    found = flat({**KOREAN, "소속": "고성군"})
    question = found.questions[0]
    assert (question.code, question.answers) == ("GOV_AMBIGUOUS", ("KR-48820", "KR-51820", "leave_out"))
    assert only(found).home_code == ""
    assert apply_answers(found, {question.key: "KR-51820"})[0].home_code == "KR-51820"


def test_city_with_the_short_name_of_another_is_confirmed_even_with_its_code() -> None:
    found = flat({**KOREAN, "소속": "광주시", "지자체코드": "41610"})
    assert [each.code for each in found.questions] == ["GOV_AMBIGUOUS"]
    assert only(found).home_code == "KR-41610"


def test_parent_beside_the_name_decides_between_two() -> None:
    assert only(flat({**KOREAN, "소속": "강원특별자치도 고성군"})).home_code == "KR-51820"


def test_headers_of_two_rows_below_titles_with_merged_cells() -> None:
    def fill(_: Any, page: Any) -> None:
        page.merge_range("A1:F1", "2024년 추천 명단")
        page.merge_range("A2:C2", "성  명")
        write_at(page, 1, 3, "소속(지자체)")
        page.merge_range("E2:F2", "연락처")
        page.write_row(2, 0, ["한글", "한자", "영문", "", "이메일", "휴대전화"])
        page.write_row(3, 0, ["김서율", "金瑞律", "KIM Seoyul", "경기도", "kim@example.kr", "010-0000-1001"])

    person = only(book(fill))
    assert (person.native, person.other_han, person.roman) == ("김서율", "金瑞律", "KIM Seoyul")
    assert (person.home_code, person.phone, person.row) == ("KR-41", "010-0000-1001", 4)


def write_at(page: Any, row: int, column: int, text: str) -> None:
    page.write_string(row, column, text)


def test_ditto_and_merged_cells_take_the_value_above() -> None:
    def fill(_: Any, page: Any) -> None:
        write(
            page,
            tuple(KOREAN),
            KOREAN.values(),
            ["이도현", "LEE Dohyeon", "〃", "lee@example.kr"],
            ["박하윤", "PARK Hayun", "수원시", "park@example.kr"],
            ["최은채", "CHOI Eunchae", "", "choi@example.kr"],
        )
        page.merge_range("C4:C5", "수원시")

    found = book(fill)
    assert [person.home for person in found.people] == ["경기도", "경기도", "수원시", "수원시"]
    assert [(each.code, each.cell) for each in found.problems] == [("DITTO", "C3"), ("MERGED_CELL", "C5")]
    assert found.people[1].written["home"] == "〃"


def test_hidden_rows_columns_and_sheets_are_told() -> None:
    def fill(made: Any, page: Any) -> None:
        write(page, tuple(KOREAN), KOREAN.values(), ["이도현", "LEE Dohyeon", "경기도", "lee@example.kr"])
        page.set_row(2, None, None, {"hidden": True})
        page.set_column(3, 3, None, None, {"hidden": True})
        other = made.add_worksheet("옛 명단")
        write(other, tuple(KOREAN), ["박하윤", "PARK Hayun", "경기도", "park@example.kr"])
        other.hide()

    found = book(fill)
    assert [person.native for person in found.held] == ["이도현", "박하윤"]
    assert only(found).native == "김서율"
    assert [(each.code, each.cell) for each in found.problems] == [
        ("HIDDEN_COLUMN", "D1"),
        ("HIDDEN_ROW", "A3"),
        ("HIDDEN_ROW", "A2"),
    ]
    keys = [each.key for each in found.questions]
    answers = dict(zip(keys, ("take_part", "leave_out"), strict=True))
    assert [person.native for person in apply_answers(found, answers)] == ["김서율", "이도현"]


def test_formulas_give_their_stored_result_or_are_asked_about() -> None:
    def fill(_: Any, page: Any) -> None:
        write(page, (*KOREAN, "직급", "부서"), KOREAN.values())
        page.write_formula("D2", '="kim"&"@example.kr"', None, "kim@example.kr")
        page.write_formula("E2", "=A1&B1", None, "")
        page.write_formula("F2", "=VLOOKUP(1,A1:B2,2)", None, "#N/A")

    found = book(fill)
    assert [(each.code, each.level, each.cell) for each in found.problems] == [
        ("FORMULA_CELL", Level.WARNING, "D2"),
        ("FORMULA_NOT_CALCULATED", Level.ERROR, "E2"),
        ("FORMULA_ERROR", Level.ERROR, "F2"),
    ]
    person = only(found)
    assert (person.email, person.position, person.department) == ("kim@example.kr", "", "")
    answers = {each.key: "국제협력과" for each in found.asked}
    assert apply_answers(found, answers)[0].department == "국제협력과"


def test_totals_examples_and_notes_are_nobody() -> None:
    rows = [
        {"연번": "예시", "성명": "홍길동"},
        {"연번": "1", **KOREAN},
        {"연번": "※ 아래는 예비 추천자"},
        {"연번": "2", **KOREAN, "성명": "이도현", "영문성명": "LEE Dohyeon", "이메일": "lee@example.kr"},
        {"연번": "3"},
        {"연번": "합  계", "성명": "2명"},
        {"연번": "문의: 국제협력과"},
    ]
    found = flat(*rows)
    assert [person.row for person in found.people] == [3, 5]
    assert [(each.row, each.why) for each in found.ignored] == [
        (2, "example"),
        (4, "section"),
        (7, "total_row"),
        (8, "footer"),
    ]
    assert found.problems == ()


def test_row_of_another_delegation_is_kept_apart_until_an_answer() -> None:
    found = flat(
        KOREAN,
        {**KOREAN, "성명": "왕징", "영문성명": "WANG JING", "소속": "산둥성(중국)", "이메일": "w@example.cn"},
    )
    assert [(person.native, person.country) for person in found.foreign] == [("왕징", "CN")]
    question = found.questions[0]
    assert (question.code, len(found.people)) == ("FOREIGN_ROW", 1)
    assert len(apply_answers(found, {question.key: "leave_out"})) == 1
    assert len(apply_answers(found, {question.key: "take_part"})) == 2


def test_what_the_sender_calls_a_column_is_remembered() -> None:
    row = {
        "참석자": "김서율",
        "영문성명": "KIM Seoyul",
        "소속": "경기도",
        "이메일": "kim@example.kr",
        "비고": "x",
    }
    before = flat(row)
    assert before.ignored_columns == ("참석자", "비고")
    assert [(each.code, each.field) for each in before.blocking] == [
        ("MISSING_COLUMN", "native"),
    ]
    mapping = {"참석자": "native", "비고": ""}
    after = flat(row, context=Context(governments=GOVERNMENTS, mapping=mapping))
    assert only(after).native == "김서율"
    assert after.ignored_columns == ()


def test_mapping_wins_over_the_built_in_words() -> None:
    found = flat(
        {**KOREAN, "부서": "x"}, context=Context(governments=GOVERNMENTS, mapping={"부서": "position"})
    )
    assert (only(found).position, only(found).department) == ("x", "")


def test_country_of_the_sender_is_that_of_the_list() -> None:
    context = Context(country="JP")
    assert only(flat(CHINESE, context=context)).country == "JP"


def test_family_and_given_name_in_columns_of_their_own() -> None:
    found = flat(
        {"성": "황보", "이름": "민", **{name: text for name, text in KOREAN.items() if name != "성명"}}
    )
    person = only(found)
    assert (person.native, person.family, person.given) == ("황보민", "황보", "민")


def test_cell_longer_than_any_list_needs_is_an_error_and_costs_nothing() -> None:
    found = flat({**KOREAN, "부서": "(1)" * 10_000, "비고": "~" * 30_000})
    assert [(each.code, each.field) for each in found.errors] == [("CELL_TOO_LONG", "department")]


def test_list_of_objects_is_a_roster() -> None:
    people = [
        {
            "country": "KR",
            "name": "김서율",
            "roman": "KIM Seoyul",
            "home": "경기도",
            "email": "k@example.kr",
            "ko": 4,
        }
    ]
    data = json.dumps({"edition": "A", "participants": people}).encode()
    found = read_roster([("people.json", data)], CONTEXT)
    assert (only(found).languages, only(found).row, found.problems) == ({"ko": 4}, 2, ())


def test_address_may_come_later_only_where_people_register_themselves() -> None:
    found = flat({**KOREAN, "이메일": ""})
    error = found.asked[0]
    assert (error.code, error.level, error.answers) == ("MISSING_REQUIRED", Level.ERROR, ("leave_out",))
    with pytest.raises(RosterFaulty):
        apply_answers(found, {error.key: "add_later"})
    later = flat({**KOREAN, "이메일": ""}, context=Context(governments=GOVERNMENTS, email_later=True))
    assert apply_answers(later, {later.asked[0].key: "add_later"})[0].email == ""


def test_each_character_can_be_shown_as_written() -> None:
    found = flat({**KOREAN, "성명": "김 서 율", "이메일": "KIM@Example.kr", "휴대전화": "1000001001"})
    person = only(found)
    assert (person.native, person.native_written) == ("김서율", "김 서 율")
    assert person.written == {"native": "김 서 율", "email": "KIM@Example.kr", "phone": "1000001001"}


WRITTEN = st.one_of(
    st.text(max_size=14),
    st.text(alphabet="令和平成元年月日〇一二十0123456789./-~至から年 ", max_size=14),
    st.sampled_from(
        ["〃", "同上", "#N/A", "합계", "KIM Seoyul", "〃〃", "=1+1", "1.0E+10", "半年", "9" * 60]
    ),
)


@given(cells=st.lists(WRITTEN, min_size=12, max_size=12))
def test_no_cells_make_an_exception(cells: list[str]) -> None:
    header = (*JAPANESE, "団体コード", "派遣先", "派遣期間", "役職", "言語", "電話番号", "備考")
    data = csv.write(Table("a", header, [cells, cells]))
    found = read_roster([("x.csv", data)], CONTEXT)
    answers = {each.key: cells[0] for each in found.asked}
    for each in found.asked:
        is_allowed(each, answers[each.key])
    assert len(found.people) + len(found.foreign) <= 2
