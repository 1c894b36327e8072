"""Text is made fit for every format, and nothing of it is lost on the way."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.oxml.ns import qn
from hwpx import HwpxDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.foundation.formats import docx as as_docx
from trilogue.foundation.formats import hwpx as as_hwpx
from trilogue.foundation.formats.prose import Paragraph, Prose, Run, language, one_line, width

LETTER = Prose(
    "제목",
    "ko",
    [
        Paragraph((Run("외교부", "ko"),), heading=1, align="center"),
        Paragraph(rule=True),
        Paragraph(
            (Run("담당: ", "ko"), Run("髙橋 美咲", "ja"), Run(" / 刘直", "zh-Hans")), label="1. ", above=1
        ),
        Paragraph(
            (Run("https://a.example/?x=1&y=<2>", "en", link="https://a.example/?x=1&y=<2>"),), indent=1
        ),
        Paragraph((Run("{name} =1+1 # 𠮷 <b>굵게</b>", "ko"),), first=2, align="right", large=True),
    ],
)
Write = Callable[[Prose], bytes]
written = pytest.mark.parametrize("write", [as_docx.write, as_hwpx.write])


def _docx(data: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def _hwpx(data: bytes) -> list[str]:
    return [each.text for each in HwpxDocument.open(io.BytesIO(data)).paragraphs]


def _read(write: Write, prose: Prose) -> list[str]:
    return (_docx if write is as_docx.write else _hwpx)(write(prose))


@written
def test_every_paragraph_comes_back_as_it_went(write: Write) -> None:
    assert _read(write, LETTER) == [each.text for each in LETTER.paragraphs]


@written
@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(max_size=30).map(one_line), min_size=1, max_size=4))
def test_any_text_comes_back(write: Write, texts: list[str]) -> None:
    prose = Prose("t", "ja", [Paragraph((Run(text, "ja"),)) for text in texts])
    assert _read(write, prose) == texts


@written
def test_same_prose_gives_the_same_bytes(write: Write) -> None:
    assert write(LETTER) == write(LETTER)


def test_each_run_of_a_docx_has_the_font_and_language_of_its_forms() -> None:
    runs = docx.Document(io.BytesIO(as_docx.write(LETTER))).paragraphs[2].runs
    fonts = [each.font.element.rPr.rFonts.get(qn("w:eastAsia")) for each in runs]
    spoken = [each.font.element.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) for each in runs]
    assert fonts == ["Malgun Gothic", "Malgun Gothic", "MS Mincho", "FangSong"]
    assert spoken == ["ko-KR", "ko-KR", "ja-JP", "zh-CN"]


def test_a_docx_leads_to_addresses_of_the_web_only() -> None:
    evil = Run("x", "en", link="file:///etc/passwd")
    document = docx.Document(
        io.BytesIO(as_docx.write(Prose("t", "en", [*LETTER.paragraphs, Paragraph((evil,))])))
    )
    assert [link.address for each in document.paragraphs for link in each.hyperlinks] == [
        "https://a.example/?x=1&y=<2>"
    ]


def test_a_docx_says_what_it_is_and_nothing_of_its_maker() -> None:
    about = docx.Document(io.BytesIO(as_docx.write(LETTER))).core_properties
    assert (about.title, about.language, about.author, about.comments) == ("제목", "ko", "", "")
    assert about.created
    assert about.created.year == 2000


def test_an_hwpx_is_valid_and_says_nothing_of_its_maker() -> None:
    data = as_hwpx.write(LETTER)
    document = HwpxDocument.open(io.BytesIO(data))
    assert document.validate().issues == ()
    about = document.package.get_text("Contents/content.hpf")
    assert "<opf:title>제목</opf:title>" in about
    assert "fixture" not in about
    assert "2025" not in about


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        ("ko", "ko"),
        ("ko-Hani", "ko"),
        ("ja", "ja"),
        ("ja-Latn", "en"),
        ("zh-Hans", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("fr", "en"),
    ],
)
def test_tags_have_the_fonts_of_their_language(tag: str, spoken: str) -> None:
    assert language(tag) == spoken


def test_a_line_holds_no_break_no_control_and_no_turn_of_direction() -> None:
    assert one_line("a\r\nb\tc\u202ed\x00e\ud800f\u2028g") == "a b cdef g"
    kept = "葛\U000e0100 〱 \u200d \u200f"
    assert one_line(kept) == kept


def test_wide_letters_are_twice_as_wide() -> None:
    assert width("가나") == 2
    assert 1 < width("1. ") + width("ab") < 3
