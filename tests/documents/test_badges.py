"""Badges show every name as its bearer writes it, and codes that say nothing about the bearer."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest
import zxingcpp
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from tests import factories
from trilogue.documents import badges
from trilogue.documents.attendees import attendees
from trilogue.documents.badges import Badge
from trilogue.documents.document import Document
from trilogue.documents.wording import Run
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import TablePlan

LONG = "阿卜杜热西提·买买提明·阿不都热合曼·努尔买买提"
PEOPLE = (
    ("KR", "김하늘", "ko", "KIM Haneul"),
    ("KR", "金䶮直", "ko-Hani", "KIM Eomjik"),
    ("JP", "𠮷岡 直樹", "ja", "YOSHIOKA Naoki"),
    ("JP", "髙橋 美咲", "ja", "TAKAHASHI Misaki"),
    ("CN", "刘直", "zh-Hans", "LIU Zhi"),
    ("CN", LONG, "zh-Hans", "Abdurashit Muhammatimin Abdurahman Nurmuhammat"),
)


def _badge(number: int = 0, **changes: object) -> Badge:
    country, name, tag, roman = PEOPLE[number % len(PEOPLE)]
    values: dict[str, object] = {
        "delegation": country,
        "language": {"KR": "ko", "JP": "ja", "CN": "zh-hans"}[country],
        "country": Run(country, tag),
        "name": Run(name, tag),
        "roman": Run(roman, "en"),
        "home": Run("慶州市", tag),
        "home_en": Run("Gyeongju City", "en"),
        "tables": (8, 3, 6),
        "reference": f"{country}{number:02}",
        "code": f"TRILOGUE:{number:032}",
    }
    return Badge(**{**values, **changes})  # type: ignore[arg-type]


def _set(*wanted: Badge) -> Document:
    return badges.render(wanted, name="badges.pdf", title="Badges", language="en")


def _pages(document: Document) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.data)).pages]


def _tight(text: str) -> str:
    """Without white space, which a line break may have become."""
    return "".join(text.split())


@pytest.fixture
def edition(db: None) -> Edition:
    edition = factories.create_edition(number=9)
    edition.series.country_order = {"ko": ["KR", "JP", "CN"], "ja": ["JP", "CN", "KR"]}
    for country, name, tag, roman in PEOPLE:
        owner = factories.create_country(country)
        person = factories.create_person(owner, native=name, tag=tag, roman=roman)
        home = factories.create_government(
            country=owner, name=factories.text("Nara City", ja="奈良市", ko="나라시")
        )
        factories.create_participation(edition, person=person, home=home)
    return edition


def _plan(edition: Edition) -> TablePlan:
    plan = factories.create_table_plan(edition, rounds=3)
    for number, each in enumerate(edition.participations.order_by("pk"), start=1):
        for turn in (1, 3) if number == 1 else (1, 2, 3):
            factories.create_seat(plan, participation=each, round=turn, table=number + turn)
    return plan


def test_every_confirmed_person_has_one_page_in_the_order_of_the_language(edition: Edition) -> None:
    pages = _pages(badges.build(edition, "ja"))
    names = [name for order in ("JP", "CN", "KR") for country, name, *_ in PEOPLE if country == order]
    assert len(pages) == len(PEOPLE)
    for page, name in zip(pages, names, strict=True):
        assert _tight(name) in _tight(page)


def test_roman_names_home_governments_and_references_stand_on_the_badge(edition: Edition) -> None:
    first = _pages(badges.build(edition, "ko"))[0]
    for words in ("KIM Haneul", "나라시", "Nara City", "한국"):
        assert words in first
    assert edition.participations.order_by("pk")[0].reference in first


def test_tables_of_every_round_stand_on_the_badge_with_a_dash_where_there_is_none(edition: Edition) -> None:
    assert "→" not in _pages(badges.build(edition, "ko"))[0]
    _plan(edition)
    first, second = _pages(badges.build(edition, "ko"))[:2]
    assert "2→–→4" in _tight(first)
    assert "3→4→5" in _tight(second)


def test_queries_do_not_grow_with_the_number_of_people(
    edition: Edition, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _plan(edition)
    with django_assert_max_num_queries(9):
        badges.build(edition, "en")


def test_long_names_are_wrapped_and_whole() -> None:
    unbroken = "Batbayaryn" * 12
    pages = _pages(_set(_badge(5), _badge(0, name=Run(unbroken, "en"), roman=Run(unbroken, "en"))))
    assert len(pages) == 2
    assert _tight(LONG) in _tight(pages[0])
    assert unbroken in _tight(pages[1])
    for page in pypdf.PdfReader(io.BytesIO(_set(_badge(5)).data)).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (298, 420)


def test_nothing_of_a_long_name_leaves_the_page() -> None:
    places: list[float] = []

    def visit(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            places.append(matrix[4])

    wide = _badge(0, name=Run("W" * 120, "en"), home=Run("서귀포시" * 20, "ko"))
    pypdf.PdfReader(io.BytesIO(_set(wide).data)).pages[0].extract_text(visitor_text=visit)
    assert places
    assert all(0 <= place <= 298 for place in places)


def test_characters_that_cannot_be_drawn_are_marked_and_reported_on_a_sheet_in_front() -> None:
    report, first, second = _pages(_set(_badge(0), _badge(4, name=Run("王𠀀", "zh-Hans"))))
    assert "CN04" in report
    assert "KR00" not in report
    assert "U+20000" in report
    assert "김하늘" in first
    assert "王〓" in _tight(second)


def test_each_person_has_a_heading_for_the_outline_of_the_file() -> None:
    outline = pypdf.PdfReader(io.BytesIO(_set(_badge(0), _badge(2)).data)).outline
    assert [each.title for each in outline] == ["김하늘", "𠮷岡 直樹"]  # type: ignore[union-attr]


def test_the_file_is_tagged_and_its_bytes_are_the_same_each_time() -> None:
    document = pikepdf.open(io.BytesIO(_set(_badge(2)).data))
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "en"
    assert _set(_badge(2)) == _set(_badge(2))


def test_codes_read_back_from_the_printed_page(tmp_path: Path) -> None:
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("pdftoppm is not there (apt install poppler-utils); test_qr reads the codes themselves")
    wanted = [_badge(number) for number in range(3)]
    (tmp_path / "badges.pdf").write_bytes(_set(*wanted).data)
    subprocess.run([program, "-r", "120", "-png", "badges.pdf", "page"], cwd=tmp_path, check=True)
    read = [zxingcpp.read_barcode(Image.open(page)) for page in sorted(tmp_path.glob("page*.png"))]
    assert [each.text for each in read if each] == [each.code for each in wanted]


def test_codes_hold_nothing_personal(edition: Edition) -> None:
    people = edition.participations.select_related("person")
    known = {f"TRILOGUE:{each.person.public_id}" for each in people}
    assert {each.code for each in attendees(edition, "en")} == known
