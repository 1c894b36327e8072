"""The list of participants and the table plan say the same of everybody, in each language."""

import io

import pypdf
import pytest

from tests import factories
from trilogue.documents import name_list, table_plan
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.foundation.formats import spreadsheet
from trilogue.foundation.text.value import LANGUAGES

pytestmark = pytest.mark.django_db
PEOPLE = (
    ("CN", "刘直", "zh-Hans", "LIU Zhi"),
    ("KR", "김하늘", "ko", "KIM Haneul"),
    ("JP", "𠮷岡 直樹", "ja", "YOSHIOKA Naoki"),
)


@pytest.fixture
def edition() -> Edition:
    edition = factories.create_edition(number=9)
    edition.series.country_order = {"ko": ["KR", "JP", "CN"]}
    plan = factories.create_table_plan(edition, rounds=2, tables=2)
    for number, (country, name, tag, roman) in enumerate(PEOPLE):
        person = factories.create_person(factories.create_country(country), native=name, tag=tag, roman=roman)
        one = factories.create_participation(edition, person=person)
        factories.create_seat(plan, participation=one, round=1, table=number % 2 + 1)
        if number:
            factories.create_seat(plan, participation=one, round=2, table=1)
    japanese = Person.objects.get(country="JP")
    for language, level in (("ja", 4), ("ko", 2), ("zh", 0)):
        factories.create_language_skill(japanese, language=language, level=level)
    return edition


def _sheets(data: bytes) -> list[tuple[tuple[str, ...], ...]]:
    return [sheet.rows for sheet in spreadsheet.read("x.xlsx", data)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_names_everybody_once(edition: Edition, language: str) -> None:
    document = name_list.build(edition, language)
    (rows,) = _sheets(document.data)
    assert document.name.endswith(f"-9-names.{language}.xlsx")
    assert {(row[3], row[4]) for row in rows[1:]} == {(name, roman) for _, name, _, roman in PEOPLE}
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]


def test_delegations_stand_in_the_order_set_for_the_language(edition: Edition) -> None:
    (rows,) = _sheets(name_list.build(edition, "ko").data)
    assert [row[3] for row in rows[1:]] == ["김하늘", "𠮷岡 直樹", "刘直"]
    (rows,) = _sheets(name_list.build(edition, "en").data)
    assert [row[3] for row in rows[1:]] == ["刘直", "𠮷岡 直樹", "김하늘"]


def test_languages_spoken_stand_with_their_level_and_unknown_ones_do_not(edition: Edition) -> None:
    (rows,) = _sheets(name_list.build(edition, "en").data)
    assert rows[2][-1] == "Japanese (native), Korean (conversation)"


def test_a_home_nobody_knows_is_shown_as_it_was_written(edition: Edition) -> None:
    one = edition.participations.get(person__country="CN")
    one.home, one.home_written = None, "某某市"
    one.save()
    (rows,) = _sheets(name_list.build(edition, "ko").data)
    assert rows[3][5] == "某某市"


def test_the_plan_as_a_workbook_has_tables_people_and_numbers(edition: Edition) -> None:
    by_table, by_person, numbers = _sheets(table_plan.build(edition, "ko", "xlsx").data)
    assert {(row[0], row[1], row[4]) for row in by_table[1:]} == {
        ("1", "1", "刘直"),
        ("1", "1", "𠮷岡 直樹"),
        ("1", "2", "김하늘"),
        ("2", "1", "𠮷岡 直樹"),
        ("2", "1", "김하늘"),
    }
    assert {row[2]: row[4:] for row in by_person[1:]} == {
        "김하늘": ("2", "1"),
        "𠮷岡 直樹": ("1", "1"),
        "刘直": ("1", ""),
    }
    assert numbers[0][2:5] == ("KR", "JP", "CN")
    assert numbers[1][2:] == ("0", "1", "1", "2")


def test_the_plan_to_hang_up_has_a_page_a_round_with_everybody(edition: Edition) -> None:
    document = table_plan.build(edition, "en", "pdf")
    first, second = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.data)).pages)
    assert "Round 1" in first
    for _, name, _, roman in PEOPLE:
        assert "".join(name.split()) in "".join(first.split())
        assert roman in first
    assert "LIU Zhi" not in second


def test_there_is_no_plan_to_hand_out_before_one_is_made() -> None:
    with pytest.raises(LookupError):
        table_plan.build(factories.create_edition(), "en", "pdf")


def test_only_known_forms_are_built(edition: Edition) -> None:
    with pytest.raises(LookupError):
        table_plan.build(edition, "en", "docx")


@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_the_same_plan_gives_the_same_bytes(edition: Edition, form: str) -> None:
    assert table_plan.build(edition, "ja", form) == table_plan.build(edition, "ja", form)
