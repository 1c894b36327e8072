"""Rosters as plain values: what is read, what is wrong, what is asked, and who is stored in the end."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.domain.delegations.planning import (
    Context,
    Level,
    Roster,
    RosterFaulty,
    Unanswered,
    apply_answers,
    read_roster,
)
from trilogue.foundation.formats import csv, xlsx
from trilogue.foundation.formats.table import Table

GOVERNMENTS = {
    ("KR", "KR-41"): ("경기도", "京畿道"),
    ("KR", "KR-47130"): ("경주시", "Gyeongju City"),
    ("JP", "010006"): ("北海道",),
    ("JP", "310000"): ("鳥取県",),
    ("CN", "310000"): ("上海市",),
}
CONTEXT = Context(
    governments=GOVERNMENTS,
    quotas={"KR": 3, "JP": 2, "CN": 2},
    countries=frozenset(("KR", "JP", "CN")),
    starts_on=date(2027, 5, 20),
    ends_on=date(2027, 5, 21),
)
KIM = {
    "ref": "KR01",
    "country": "KR",
    "native_name": "김서율",
    "roman_family": "KIM",
    "roman_given": "Seoyul",
    "home_government": "경기도",
    "home_code": "KR-41",
    "position": "주무관",
    "ko": "4",
    "email": "kim@example.kr",
}
OKA = {
    "ref": "JP01",
    "country": "JP",
    "native_name": "岡 直樹",
    "kana": "オカ ナオキ",
    "roman_family": "OKA",
    "roman_given": "Naoki",
    "home_government": "北海道",
    "home_code": "010006",
    "host_government": "경주시",
    "host_code": "KR-47130",
    "position": "主事",
    "ja": "4",
    "email": "oka@example.jp",
    "posting_from": "2026-04",
    "posting_to": "2028-03-31",
}


def table(*people: Mapping[str, str], title: str = "list") -> Table:
    header = tuple(dict.fromkeys(name for person in people for name in person))
    return Table(title, header, [tuple(person.get(name, "") for name in header) for person in people])


def roster(*people: Mapping[str, str], context: Context = CONTEXT) -> Roster:
    return read_roster([("list.xlsx", xlsx.write([table(*people)]))], context)


def codes(found: Roster, level: Level | None = None) -> list[str]:
    return [problem.code for problem in found.problems if level in (None, problem.level)]


def other(**changed: str) -> dict[str, str]:
    """A second Korean who shares nothing with the first but what is given."""
    mine = {"ref": "KR02", "native_name": "이도현", "email": "lee@example.kr", "home_code": "KR-47130"}
    return {**KIM, **mine, "home_government": "경주시", **changed}


def test_tidy_rows_become_people_without_a_problem() -> None:
    found = roster(KIM, OKA)
    assert found.problems == ()
    kim, oka = found.people
    assert (kim.label, kim.row, kim.ref, kim.country, kim.native) == ("2", 2, "KR01", "KR", "김서율")
    assert (kim.roman, kim.home, kim.home_code, kim.languages) == ("KIM Seoyul", "경기도", "KR-41", {"ko": 4})
    assert (oka.native, oka.native_key, oka.kana) == ("岡 直樹", "岡直樹", "おか なおき")
    assert (oka.host_code, oka.posting_from, oka.posting_to) == ("KR-47130", "2026-04", "2028-03-31")


def test_same_rows_read_alike_from_a_workbook_and_a_flat_file() -> None:
    flat = read_roster([("list.csv", csv.write(table(KIM, OKA)))], CONTEXT)
    assert [person.native for person in flat.people] == [person.native for person in roster(KIM, OKA).people]
    assert flat.problems == ()


def test_columns_come_in_any_order_in_four_languages_below_titles() -> None:
    rows = [
        ("2027 명단", "", "", "", "", ""),
        ("", "", "", "", "", ""),
        ("メール", "성명(한글)", "国家", "비고", "Roman name", "소속 코드"),
        ("kim@example.kr", "김서율", "kr", "x", "KIM Seoyul", "KR-41"),
    ]
    found = read_roster([("a.xlsx", xlsx.write([Table("명단", rows[0], rows[1:])]))], CONTEXT)
    assert found.problems == ()
    assert found.ignored_columns == ("비고",)
    person = found.people[0]
    assert (person.row, person.country, person.roman, person.home_code) == (4, "KR", "KIM Seoyul", "KR-41")


def test_columns_that_are_not_needed_are_named_and_their_content_is_not_kept() -> None:
    found = roster({**KIM, "phone": "010-0000-0000", "diet": "채식", "종교": "불교"})
    assert found.ignored_columns == ("종교",)
    assert "불교" not in str(found)
    person = found.people[0]
    assert (person.phone, person.diet) == ("010-0000-0000", "채식")


def test_dangers_in_columns_that_are_not_kept_are_reported_all_the_same() -> None:
    found = roster({**KIM, "remarks": '=HYPERLINK("x")', "note": "a\u202eb", "dash": "-"})
    problems = [(each.code, each.level, each.cell, each.field, each.raw) for each in found.problems]
    assert problems == [
        ("FORMULA_LIKE_TEXT", Level.WARNING, "K2", "remarks", '=HYPERLINK("x")'),
        ("BIDI_CONTROL", Level.WARNING, "L2", "note", "a\u202eb"),
    ]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"native_name": ""}, "MISSING_REQUIRED", "native"),
        ({"country": ""}, "MISSING_REQUIRED", "country"),
        ({"roman_given": ""}, "MISSING_REQUIRED", "roman"),
        ({"email": " "}, "MISSING_REQUIRED", "email"),
        ({"home_code": "", "home_government": ""}, "MISSING_REQUIRED", "home"),
        ({"country": "VN"}, "UNKNOWN_COUNTRY", "country"),
        ({"email": "kim@example..kr"}, "EMAIL_INVALID", "email"),
        ({"email": "a@example.kr, nobody"}, "EMAIL_INVALID", "email"),
        ({"ko": "5"}, "LANGUAGE_LEVEL", "ko"),
        ({"en": "fluent"}, "LANGUAGE_LEVEL", "en"),
        ({"posting_to": "soon"}, "DATE_INVALID", "posting_to"),
        ({"posting_to": "2027-02-30"}, "DATE_INVALID", "posting_to"),
    ],
)
def test_row_that_cannot_be_stored_is_an_error_at_its_cell(
    changed: dict[str, str], code: str, field: str
) -> None:
    found = roster({**KIM, **changed}, context=Context(countries=CONTEXT.countries))
    error = found.errors[0]
    assert (error.code, error.field, error.sheet, error.person) == (code, field, "list", "KR01")
    assert error.cell is not None
    assert error.cell.endswith("2")
    assert len(found.people) == len(found.errors) == 1


@pytest.mark.parametrize(
    ("column", "names"),
    [
        ("native_name", ["native"]),
        ("roman_given", ["roman"]),
        ("email", ["email"]),
    ],
)
def test_missing_column_is_one_error_and_not_one_a_row(column: str, names: list[str]) -> None:
    first = {name: text for name, text in KIM.items() if name != column}
    second = {name: text for name, text in other().items() if name != column}
    found = roster(first, second)
    assert [(error.code, error.field) for error in found.errors] == [
        ("MISSING_COLUMN", name) for name in names
    ]


def test_list_without_a_country_belongs_to_that_of_its_governments() -> None:
    found = roster(
        *({name: text for name, text in person.items() if name != "country"} for person in (KIM, other()))
    )
    assert [person.country for person in found.people] == ["KR", "KR"]
    assert found.problems == ()
    nowhere = roster({name: text for name, text in KIM.items() if name != "country"}, context=Context())
    assert [(error.code, error.field) for error in nowhere.errors] == [("MISSING_COLUMN", "country")]


def test_file_without_a_header_misses_every_column_that_is_needed() -> None:
    found = read_roster([("x.csv", b"just\nsome\nlines\n")], CONTEXT)
    assert {error.field for error in found.errors} == {"country", "native", "roman", "home", "email"}
    assert found.people == ()
    found = read_roster([("x.csv", b"country,notes\nKR,x\n")], CONTEXT)
    assert {error.field for error in found.errors} == {"native", "roman", "home", "email"}


def test_header_without_anybody_below_it_is_an_error() -> None:
    found = read_roster([("x.xlsx", xlsx.write([Table("a", tuple(KIM), [])]))], CONTEXT)
    assert codes(found) == ["NO_PEOPLE"]


def test_file_that_is_refused_is_an_error_with_its_reason() -> None:
    found = read_roster([("x.csv", b"%PDF-1.7")], CONTEXT)
    assert [(error.code, error.file) for error in found.errors] == [("NOT_A_SPREADSHEET", "x.csv")]


def test_sheet_without_a_header_is_named_and_the_others_are_read() -> None:
    data = xlsx.write([Table("총괄", ("합계",), [("1",)]), table(KIM, title="명단")])
    found = read_roster([("x.xlsx", data)], CONTEXT)
    assert [(each.code, each.sheet) for each in found.warnings] == [("SHEET_IGNORED", "총괄")]
    assert len(found.people) == 1


def test_cells_beyond_the_header_are_an_error_because_a_comma_may_have_moved_them() -> None:
    data = csv.write(table(KIM)) + b",".join([b"x"] * (len(KIM) + 1))
    found = read_roster([("x.csv", data)], CONTEXT)
    assert "ROW_TOO_LONG" in codes(found, Level.ERROR)


@pytest.mark.parametrize(
    ("second", "twice"),
    [
        ({**other(), "email": "KIM@example.kr"}, True),
        (other(native_name="김 서율", home_code="KR-41", home_government="경기도"), True),
        (other(native_name="김서율", position="팀장"), False),
    ],
)
def test_same_address_or_same_name_and_post_is_the_same_person_twice(
    second: dict[str, str], twice: bool
) -> None:
    found = roster(KIM, second)
    assert ("DUPLICATE_PERSON" in codes(found, Level.ERROR)) is twice
    assert ("NAMESAKE" in codes(found)) is not twice


def test_addresses_are_kept_in_small_letters_so_that_one_person_has_one() -> None:
    assert roster({**KIM, "email": "Kim@Example.KR"}).people[0].email == "kim@example.kr"


def test_one_number_for_two_people_is_an_error() -> None:
    assert codes(roster(KIM, other(ref="KR01"))) == ["DUPLICATE_REF"]


def test_lost_zero_is_restored_when_the_check_digit_agrees() -> None:
    found = roster({**OKA, "home_code": "10006"})
    assert found.people[0].home_code == "010006"
    warning = found.warnings[0]
    assert (warning.code, warning.cell, warning.raw) == ("CODE_LOST_ZERO", "H2", "10006")
    assert warning.values == {"expect": "010006"}
    wrong = roster({**OKA, "home_code": "10007"})
    assert wrong.people[0].home_code == "10007"
    assert codes(wrong) == ["GOV_UNKNOWN"]


def test_code_that_two_countries_share_is_looked_up_in_the_persons_own() -> None:
    tottori = {**OKA, "home_code": "310000", "home_government": "鳥取県"}
    shanghai = {**tottori, "ref": "CN01", "country": "CN", "native_name": "刘直", "email": "l@example.cn"}
    assert codes(roster(tottori, {**shanghai, "home_government": "上海市"})) == []
    assert codes(roster(tottori, shanghai)) == ["GOV_NAME_DIFFERS"]


@pytest.mark.parametrize(
    ("raw", "native", "code"),
    [
        ("김\u200b서율", "김서율", "ZERO_WIDTH"),
        ("김  서율 ", "김서율", "WHITESPACE"),
        ("\u1100\u1175\u11b7서율", "김서율", "NFD_HANGUL"),
        ("김Ａ", "김A", "FULLWIDTH"),
        ("김\u202e서율", "김서율", "BIDI_CONTROL"),
        ("\uf90a서율", "金서율", "COMPAT_HANJA"),
    ],
)
def test_hidden_things_in_a_name_are_cured_and_reported(raw: str, native: str, code: str) -> None:
    found = roster({**KIM, "native_name": raw})
    assert found.people[0].native == native
    assert [(each.code, each.level, each.raw) for each in found.problems] == [(code, Level.WARNING, raw)]


def test_rare_letters_and_glyph_choices_survive_without_a_word() -> None:
    found = roster({**OKA, "native_name": "葛\U000e0100西 \U00020bb7"})
    assert found.problems == ()
    assert found.people[0].native == "葛\U000e0100西 \U00020bb7"


@pytest.mark.parametrize(
    ("written", "level"), [("상", 3), ("원어민", 4), ("◎", 3), ("－", 0), ("３", 3), ("-", 0)]
)
def test_levels_are_read_as_officials_write_them(written: str, level: int) -> None:
    found = roster({**KIM, "ja": written})
    assert found.people[0].languages["ja"] == level
    assert found.problems == ()


def test_quota_is_one_question_a_country() -> None:
    people = [{**OKA, "ref": f"JP{n}", "native_name": f"岡{n}", "email": f"{n}@example.jp"} for n in range(3)]
    found = roster(*people)
    question = found.questions[0]
    assert question.key == "OVER_QUOTA:JP"
    assert question.values == {"country": "JP", "quota": 2, "counted": 3}
    assert len(found.problems) == 1
    assert len(apply_answers(found, {question.key: "raise_quota"})) == 3
    assert [each.ref for each in apply_answers(found, {question.key: "leave_out_last"})] == ["JP0", "JP1"]


def test_people_left_out_for_another_reason_do_not_count_against_the_quota() -> None:
    people = [{**OKA, "ref": f"JP{n}", "native_name": f"岡{n}", "email": f"{n}@example.jp"} for n in range(3)]
    people[0]["posting_to"] = "2027-04"
    found = roster(*people)
    answers = {"OVER_QUOTA:JP": "leave_out_last", "POSTING_NOT_COVERING:2": "leave_out"}
    assert [each.ref for each in apply_answers(found, answers)] == ["JP1", "JP2"]


def test_each_pair_of_namesakes_is_asked_about() -> None:
    people = [
        {**KIM, "ref": f"KR{n}", "email": f"{n}@example.kr", "position": f"{n}", "native_name": "김 서율"}
        for n in range(3)
    ]
    found = roster(*people)
    keys = ["NAMESAKE:KR:2:3", "NAMESAKE:KR:2:4", "NAMESAKE:KR:3:4"]
    assert [question.key for question in found.questions] == keys
    answers = dict.fromkeys(keys, "different_people")
    assert len(apply_answers(found, answers)) == 3
    assert len(apply_answers(found, {**answers, keys[2]: "leave_out_second"})) == 2


def test_crowd_of_namesakes_is_an_error_instead_of_a_hundred_questions() -> None:
    crowd = [{**KIM, "ref": f"KR{n}", "email": f"{n}@example.kr", "position": f"{n}"} for n in range(16)]
    assert codes(roster(*crowd, context=Context())) == ["NAMESAKES_TOO_MANY"]


@pytest.mark.parametrize(
    ("first", "last", "covers"),
    [
        ("2026-04-01", "2027-05-20", False),
        ("2026-04-01", "2027-05-21", True),
        ("2027-05-21", "2028", False),
        ("2027-05", "2027-05", True),
        ("2026", "2027-04", False),
        ("", "", True),
    ],
)
def test_posting_that_cannot_cover_the_event_is_asked_about(first: str, last: str, covers: bool) -> None:
    found = roster({**OKA, "posting_from": first, "posting_to": last})
    assert [question.key for question in found.questions] == ([] if covers else ["POSTING_NOT_COVERING:2"])


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024.4.1.", "2024-04-01"),
        ("2024年4月", "2024-04"),
        ("2024년 4월 1일", "2024-04-01"),
        ("２０２４", "2024"),
    ],
)
def test_dates_keep_the_precision_they_are_written_with(written: str, iso: str) -> None:
    assert roster({**OKA, "posting_from": written}).people[0].posting_from == iso


def test_government_the_register_lacks_is_asked_about_once() -> None:
    found = roster({**KIM, "home_code": "KR-99"}, other(home_code="KR-99"))
    question = found.questions[0]
    assert (question.key, question.values["counted"]) == ("GOV_UNKNOWN:KR:KR-99", 2)
    assert len(found.questions) == 1
    assert len(apply_answers(found, {question.key: "keep_as_written"})) == 2
    assert apply_answers(found, {question.key: "leave_out"}) == ()


def test_nobody_is_stored_before_each_question_has_an_allowed_answer() -> None:
    found = roster({**OKA, "posting_to": "2027-01"})
    for answers in ({}, {"POSTING_NOT_COVERING:2": "raise_quota"}):
        with pytest.raises(Unanswered) as refused:
            apply_answers(found, answers)
        assert refused.value.keys == ("POSTING_NOT_COVERING:2",)


def test_nobody_is_stored_while_there_is_an_error() -> None:
    with pytest.raises(RosterFaulty):
        apply_answers(roster({**KIM, "email": ""}), {})


def test_rows_of_several_sheets_keep_different_labels() -> None:
    data = xlsx.write([table(KIM, title="a"), table(other(), title="b")])
    assert [person.label for person in read_roster([("x", data)], CONTEXT).people] == ["2", "2.2"]


def test_same_person_in_two_files_is_found() -> None:
    first, second = (csv.write(table({**KIM, "ref": "", "position": name})) for name in ("팀장", "과장"))
    found = read_roster([("b.csv", second), ("a.csv", first)], CONTEXT)
    assert [(each.code, each.file, each.values["other"]) for each in found.problems] == [
        ("POSSIBLE_DUPLICATE", "b.csv", "a.csv, 2")
    ]
    key = found.questions[0].key
    assert [each.position for each in apply_answers(found, {key: "same_person"})] == ["팀장"]
    assert len(apply_answers(found, {key: "different_people"})) == 2


def test_second_entry_of_a_person_fills_what_the_first_lacks() -> None:
    first = csv.write(table({**KIM, "ref": "", "phone": ""}))
    second = csv.write(table({**KIM, "ref": "", "phone": "010-0000-1001"}))
    found = read_roster([("a.csv", first), ("b.csv", second)], CONTEXT)
    assert [each.phone for each in apply_answers(found, {found.questions[0].key: "same_person"})] == [
        "010-0000-1001"
    ]


def test_file_that_is_there_twice_and_the_order_of_files_change_nothing() -> None:
    data = csv.write(table({**KIM, "ref": ""}))
    more = csv.write(table({**OKA, "ref": ""}))
    once = read_roster([("a.csv", data), ("b.csv", more)], CONTEXT)
    assert read_roster([("c.csv", data), ("b.csv", more), ("a.csv", data)], CONTEXT) == once
    assert len(once.people) == 2


def test_digest_is_that_of_the_files_content() -> None:
    assert read_roster([("a", b"x,y")], CONTEXT).sha256 == read_roster([("b", b"x,y")], CONTEXT).sha256
    assert read_roster([("a", b"x,y")], CONTEXT).sha256 != read_roster([("a", b"x,z")], CONTEXT).sha256


@given(cells=st.lists(st.text(max_size=12), min_size=len(OKA), max_size=len(OKA)))
def test_any_cells_make_a_roster_and_never_an_exception(cells: list[str]) -> None:
    data = csv.write(Table("a", tuple(OKA), [cells, tuple(OKA.values())]))
    assert isinstance(read_roster([("x.csv", data)], CONTEXT), Roster)


@given(data=st.binary(max_size=200))
def test_any_bytes_make_a_roster_and_never_an_exception(data: bytes) -> None:
    found = read_roster([("x", data)], CONTEXT)
    assert found.errors or found.people
