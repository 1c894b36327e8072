"""The papers of the tables: by table, by person, by interpreter, for moderators, and signs that name nobody."""

import io

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from trilogue.documents import by_interpreter, by_person, by_table, moderator_sheets, table_plan, table_signs
from trilogue.documents.attendees import Attendee, Post
from trilogue.documents.document import Document
from trilogue.documents.wording import Run
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.tables.models import InterpreterSeat, Round, TablePlan
from trilogue.foundation.formats import spreadsheet
from trilogue.foundation.text.value import LANGUAGES, Entry, Text

pytestmark = pytest.mark.django_db
NATIVE = {
    "CN": ("刘直", "zh-Hans", "LIU Zhi"),
    "KR": ("김하늘", "ko", "KIM Haneul"),
    "JP": ("佐藤 美咲", "ja", "SATO Misaki"),
}
TONGUES = {"CN": "zh", "KR": "ko", "JP": "ja"}
TITLE = Text("ko", {"ko": Entry("서로 알기"), "en": Entry("Getting to know")})


@pytest.fixture
def plan() -> TablePlan:
    """Two rounds at two tables: 刘直, 김하늘 and 佐藤 with an interpreter, then without one; 오세훈 alone."""
    edition = factories.create_edition(number=9)
    edition.series.country_order = {"ko": ["KR", "JP", "CN"]}
    edition.series.save()
    plan = factories.create_table_plan(edition, rounds=2, tables=2, published=True)
    for code in NATIVE:
        sit(plan, person(code), 1, 2)
    sit(plan, person("KR", native="오세훈", roman="OH Sehun"), 2, 1)
    Round.objects.create(edition=edition, number=2, title=TITLE)
    sent = factories.create_appointment(
        factories.create_account(name="박통역"), role="interpreter", edition=edition
    )
    InterpreterSeat.objects.create(plan=plan, round=1, table=1, interpreter=sent)
    factories.create_table_plan(edition, rounds=1, tables=1)
    return plan


@pytest.fixture
def edition(plan: TablePlan) -> Edition:
    return plan.edition


def person(code: str, *, native: str = "", roman: str = "") -> Person:
    name, tag, usual = NATIVE[code]
    made = factories.create_person(
        factories.create_country(code), native=native or name, tag=tag, roman=roman or usual
    )
    factories.create_language_skill(made, language=TONGUES[code], level=4)
    return made


def sit(plan: TablePlan, who: Person, *tables: int) -> None:
    one = factories.create_participation(plan.edition, person=who)
    for number, table in enumerate(tables, start=1):
        factories.create_seat(plan, participation=one, round=number, table=table)


def rows(document: Document, sheet: int = 0) -> list[tuple[str, ...]]:
    return list(spreadsheet.read("x.xlsx", document.data)[sheet].rows)


def pages(document: Document) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.data)).pages]


def count(document: Document) -> int:
    return len(pypdf.PdfReader(io.BytesIO(document.data)).pages)


def told(page: str) -> str:
    """What a page says, without the blanks that stand between letters for looks."""
    return "".join(page.split())


def test_the_list_by_table_has_a_page_a_table_with_all_rounds(edition: Edition) -> None:
    first, second = (told(page) for page in pages(by_table.build(edition, "ko", "pdf")))
    assert first.count("김하늘") == 1
    assert "박통역" in first
    assert first.count("오세훈") == 1
    assert "2회차서로알기" in second
    assert second.index("오세훈") < second.index("刘直")


def test_the_list_by_table_as_a_workbook_names_interpreters(edition: Edition) -> None:
    found = rows(by_table.build(edition, "en", "xlsx"))
    assert [row[:2] + row[4:5] + row[6:] for row in found[1:5]] == [
        ("1", "1", "刘直", "박통역"),
        ("1", "1", "佐藤 美咲", "박통역"),
        ("1", "1", "김하늘", "박통역"),
        ("2", "1", "오세훈", ""),
    ]


def test_the_list_by_person_is_ordered_by_delegation_and_name(edition: Edition) -> None:
    found = rows(by_person.build(edition, "ko", "xlsx"))
    assert found[0][4:] == ("1회차", "2회차: 서로 알기")
    assert [row[2] for row in found[1:]] == ["김하늘", "오세훈", "佐藤 美咲", "刘直"]
    assert {row[2]: row[4:] for row in found[1:]}["오세훈"] == ("2", "1")


def test_readers_look_their_own_names_up_by_sound_and_others_by_roman_letters(plan: TablePlan) -> None:
    for native, kana, roman in (("青木", "あおき", "ZAOKI"), ("安藤", "あんどう", "ANDO")):
        made = person("JP", native=native, roman=roman)
        factories.create_person_name(made, script="kana", full=kana, tag="ja")
        sit(plan, made, 1)
    names = {
        language: [row[2] for row in rows(by_person.build(plan.edition, language, "xlsx")) if row[1] == japan]
        for language, japan in (("ja", "日本"), ("en", "Japan"))
    }
    assert names["ja"][:2] == ["青木", "安藤"]
    assert names["en"] == ["安藤", "佐藤 美咲", "青木"]


def test_who_is_at_no_table_in_a_round_has_a_dash(plan: TablePlan) -> None:
    late = factories.create_participation(
        plan.edition, person=person("KR", native="지각생", roman="JI Gaksaeng")
    )
    factories.create_seat(plan, participation=late, round=2, table=1)
    (page,) = pages(by_person.build(plan.edition, "ko", "pdf"))
    assert "지각생JIGaksaeng–1" in told(page)


def test_the_list_by_interpreter_names_no_participant(edition: Edition) -> None:
    own, lacking = pages(by_interpreter.build(edition, "en", "pdf"))
    assert "Table 1" in own
    assert "Japanese 1, Korean 1, Chinese 1" in own
    assert "free" in own
    assert "Table 2" in lacking
    assert not any(name in told(own + lacking) for name, *_ in NATIVE.values())


def test_tables_that_lack_an_interpreter_are_told(edition: Edition) -> None:
    document = by_interpreter.build(edition, "en", "xlsx")
    assert [row[:3] for row in rows(document)[1:]] == [("박통역", "Round 1", "1")]
    assert [row[:2] for row in rows(document, 1)[1:]] == [("Round 2: Getting to know", "2")]


def test_a_common_language_needs_no_interpreter(edition: Edition) -> None:
    for each in Person.objects.exclude(country=None):
        factories.create_language_skill(each, language="en", level=2)
    document = by_interpreter.build(edition, "ko", "xlsx")
    assert rows(document)[1][4] == "영어"
    assert rows(document, 1)[1:] == []
    assert "모든 조에 공통 언어가" in pages(by_interpreter.build(edition, "ko", "pdf"))[-1]


def test_somebody_whose_languages_nobody_stated_is_counted(plan: TablePlan) -> None:
    sit(plan, factories.create_person(native="한마디", roman="HAN Madi"), 1)
    assert rows(by_interpreter.build(plan.edition, "en", "xlsx"))[1][3].endswith("not stated 1")


def test_signs_say_table_and_round_in_all_languages_and_name_nobody(edition: Edition) -> None:
    found = pages(table_signs.build(edition, "ja"))
    assert len(found) == 4
    assert all(
        word in found[3] for word in ("Table 2", "2조", "2班", "第2组", "서로 알기", "Getting to know")
    )
    assert not any(name in told("".join(found)) for name, *_ in NATIVE.values())


def test_moderators_get_a_sheet_a_table_and_round_where_somebody_sits(edition: Edition) -> None:
    found = pages(moderator_sheets.build(edition, "ko"))
    assert [told(page)[:2] for page in found] == ["1조", "1조", "2조", "2조"]
    assert "박통역" in found[0]
    assert "통역사도 배치되지 않았습니다" in found[3]
    assert "통역사도 배치되지 않았습니다" not in found[1]


@pytest.mark.parametrize(
    ("language", "forms"),
    [("en", "HAMBELLA"), ("ko", "벨라"), ("ja", "ベラ"), ("zh-hans", "HAMBELLA")],
)
def test_moderators_read_names_in_a_script_of_their_own(plan: TablePlan, language: str, forms: str) -> None:
    bella = person("CN", native="贝拉", roman="HAM Bella")
    factories.create_person_name(bella, script="hangul", full="벨라", tag="ko")
    factories.create_person_name(bella, script="kana", full="ベラ", tag="ja")
    sit(plan, bella, 1)
    page = told(pages(moderator_sheets.build(plan.edition, language))[0])
    read = {form for form in ("HAMBELLA", "벨라", "ベラ") if form.casefold() in page.casefold()}
    assert "贝拉" in page
    assert read == (set() if language == "zh-hans" else {forms})


def test_colleagues_and_acquaintances_are_named_by_their_seats(plan: TablePlan) -> None:
    home = factories.create_government(country=factories.create_country("KR"))
    friends = [
        factories.create_participation(plan.edition, person=person("KR", native=name, roman=name), home=home)
        for name in ("가가가", "나나나")
    ]
    for each in friends:
        factories.create_seat(plan, participation=each, round=2, table=1)
    stranger = plan.seats.get(round=2, table=1, participation__person__names__full="오세훈").participation
    factories.create_rule(plan.edition, kind="known", first=stranger, second=friends[0])
    factories.create_rule(plan.edition, kind="leader", first=friends[1])
    page = told(pages(moderator_sheets.build(plan.edition, "ko"))[1])
    leader, friend, stranger_told = (part.partition("KR")[0] for part in page.split("한국어(모국어)")[1:])
    assert "1KR조장나나나" in page
    assert "2KR가가가" in page
    assert "3KR오세훈" in page
    assert (leader, friend, stranger_told[:1]) == ("22", "1,33", "2")


def attendee(number: int, country: str) -> Attendee:
    name, post = Run(str(number), "en"), Post(Text(), Text())
    return Attendee(
        number, "", "", "en", country, Text(), name, name, {}, post, post, frozenset(), "", "", "", (), ()
    )


@given(st.lists(st.sampled_from(["KR", "JP", "CN"]), max_size=14), st.integers(0, 20))
def test_neighbours_are_of_different_delegations_where_numbers_allow(codes: list[str], leader: int) -> None:
    people = [attendee(number, code) for number, code in enumerate(codes)]
    circle = moderator_sheets.around(people, {leader})
    assert sorted(each.participation for each in circle) == list(range(len(codes)))
    most = max((codes.count(code) for code in codes), default=0)
    alike = sum(
        one.country == other.country for one, other in zip(circle, circle[1:] + circle[:1], strict=True)
    )
    assert alike == max(0, 2 * most - len(codes))
    if leader < len(codes):
        assert circle[0].participation == leader


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_withdrew_or_was_erased_is_on_no_paper(edition: Edition, language: str) -> None:
    edition.participations.filter(person__country="CN").update(state="withdrawn")
    Person.objects.filter(country="JP").update(erased_at=edition.table_plans.earliest("pk").made_at)
    papers = [
        *(module.build(edition, language, "pdf") for module in (table_plan, by_table, by_person)),
        moderator_sheets.build(edition, language),
    ]
    for paper in papers:
        said = told("".join(pages(paper)))
        assert "김하늘" in said
        assert "刘直" not in said
        assert "佐藤" not in said


@pytest.mark.parametrize(
    ("language", "rounds", "tables"), [("en", 1, 2), ("ja", 12, 2), ("ko", 1, 40), ("zh-hans", 5, 11)]
)
def test_any_number_of_rounds_and_tables_and_names_without_some_script(
    language: str, rounds: int, tables: int
) -> None:
    plan = factories.create_table_plan(rounds=rounds, tables=tables)
    bare = Person.objects.create(email="bare@example.org")
    factories.create_person_name(bare, script="latin", full="Bare", tag="en", own=True)
    nameless = Person.objects.create(email="nameless@example.org")
    for each in (bare, nameless):
        sit(plan, each, *([tables] * rounds))
    assert count(table_signs.build(plan.edition, language)) == rounds * tables
    assert count(moderator_sheets.build(plan.edition, language)) == rounds
    assert count(by_table.build(plan.edition, language, "pdf")) == tables
    assert "Bare" in pages(by_person.build(plan.edition, language, "pdf"))[0]
    assert by_interpreter.build(plan.edition, language, "pdf").data


def test_more_people_take_no_more_queries(plan: TablePlan) -> None:
    def taken() -> int:
        with CaptureQueriesContext(connection) as queries:
            moderator_sheets.build(plan.edition, "ko")
        return len(queries)

    few = taken()
    for name in ("갑", "을", "병"):
        sit(plan, person("KR", native=name, roman=name), 1, 1)
    assert taken() == few


@pytest.mark.parametrize("module", [by_table, by_person, by_interpreter])
def test_only_known_forms_are_built(edition: Edition, module: object) -> None:
    with pytest.raises(LookupError):
        module.build(edition, "en", "docx")  # type: ignore[attr-defined]


def test_without_a_plan_there_are_no_papers() -> None:
    edition = factories.create_edition()
    for build in (moderator_sheets.build, table_signs.build):
        with pytest.raises(LookupError):
            build(edition, "en")
