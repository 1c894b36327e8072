"""Templates become tagged PDF with the right glyph forms, or a failure that says why."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from PIL import Image, ImageChops

from trilogue.foundation.formats import pdf

VOICES = {
    "ja": '(font: "Noto Sans CJK JP", lang: "ja", region: "JP")',
    "zh": '(font: "Noto Sans CJK SC", lang: "zh", region: "CN")',
    "ko": '(font: "Noto Sans CJK KR", lang: "ko", region: "KR")',
}
HEAD = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Test", date: none)
#set page(width: 200pt, height: 100pt)
"""
Template = Callable[[str], Path]


@pytest.fixture
def template(tmp_path: Path) -> Template:
    def write(body: str) -> Path:
        path = tmp_path / "test.typ"
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return write


def _in_voice(language: str) -> str:
    return f"#set text(..{VOICES[language]})\n= #data.word"


def _picture(template: Template, language: str, word: str) -> Image.Image:
    body = _in_voice(language)
    return Image.open(io.BytesIO(pdf.render_png(template(body), {"word": word}, ppi=144))).convert("L")


def _font_and_glyph(template: Template, language: str, word: str) -> tuple[str, str]:
    """The face's name and the glyph the only run of text shows."""
    document = pikepdf.open(io.BytesIO(pdf.render(template(_in_voice(language)), {"word": word})))
    page = document.pages[0]
    (face,) = page.Resources.Font.values()
    shown = [each for each in pikepdf.parse_content_stream(page) if str(each.operator) in ("Tj", "TJ")]
    return str(face.BaseFont).split("+")[1], repr(shown[0].operands)


def test_a_document_is_tagged_titled_and_says_its_language(template: Template) -> None:
    document = pikepdf.open(io.BytesIO(pdf.render(template(_in_voice("ko")), {"word": "김하늘"})))
    assert document.Root.Lang == "ko-KR"
    assert document.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in document.Root
    assert document.docinfo.Title == "Test"
    assert b"pdfuaid:part>1<" in document.Root.Metadata.read_bytes()


def test_the_same_data_gives_the_same_bytes(template: Template) -> None:
    path = template(_in_voice("ja"))
    assert pdf.render(path, {"word": "髙橋"}) == pdf.render(path, {"word": "髙橋"})
    assert b"CreationDate" not in pdf.render(path, {"word": "髙橋"})


def test_a_run_in_another_language_carries_it(template: Template) -> None:
    body = f"{_in_voice('ko')}\n#text(..{VOICES['ja']}, data.word)\n#text(..{VOICES['zh']}, data.word)"
    document = pikepdf.open(io.BytesIO(pdf.render(template(body), {"word": "直"})))
    marked = re.findall(rb"Lang\(([\w-]+)\)", document.pages[0].Contents.read_bytes())
    structure = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
    said = {str(each.Lang) for each in structure if "/Lang" in each} | {each.decode() for each in marked}
    assert said == {"ko-KR", "ja-JP", "zh-CN"}


def test_the_same_character_is_another_glyph_in_each_language(template: Template) -> None:
    assert len({_font_and_glyph(template, language, "直") for language in VOICES}) == 3


@pytest.mark.parametrize("word", ["海", "直骨海"])
def test_the_same_character_looks_different_in_each_language(template: Template, word: str) -> None:
    pictures = {language: _picture(template, language, word) for language in VOICES}
    for one, other in (("ja", "zh"), ("zh", "ko"), ("ko", "ja")):
        assert ImageChops.difference(pictures[one], pictures[other]).getbbox()


@pytest.mark.parametrize("word", ["䶮", "𠮷", "髙", "\uf914"])
def test_rare_characters_are_drawn_and_can_be_copied(template: Template, word: str) -> None:
    data = pdf.render(template(_in_voice("ja")), {"word": word})
    assert word in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_a_character_no_font_draws_is_refused_and_never_a_hollow_box(template: Template) -> None:
    with pytest.raises(pdf.PdfFailed) as failure:
        pdf.render(template(_in_voice("zh")), {"word": "王𠀀", "more": [{"deep": "𪚥"}]})
    assert (failure.value.code, failure.value.detail) == ("UNDRAWABLE", "𠀀𪚥")


def test_a_mark_can_take_the_place_of_what_cannot_be_drawn(template: Template) -> None:
    data, lost = pdf.with_geta({"word": "王𠀀", "number": 3, "more": [{"deep": "a"}]})
    assert (data, lost) == ({"word": "王〓", "number": 3, "more": [{"deep": "a"}]}, ["𠀀"])
    assert pdf.render(template(_in_voice("zh")), data)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('#set text(font: "No Such Family")\n= a', "WARNING"),
        ('= a\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"), format: "svg")', "TEMPLATE"),
        ("= #unknown", "TEMPLATE"),
        ('= a\n#read("/etc/passwd")', "TEMPLATE"),
        ('= a\n#image("../../etc/passwd")', "TEMPLATE"),
    ],
)
def test_a_faulty_template_is_refused(template: Template, body: str, code: str) -> None:
    with pytest.raises(pdf.PdfFailed) as failure:
        pdf.render(template(body), {})
    assert failure.value.code == code


def test_a_picture_is_one_page(template: Template) -> None:
    pages: dict[str, Any] = {"word": "a"}
    size = Image.open(io.BytesIO(pdf.render_png(template(_in_voice("ko")), pages))).size
    assert size == (200, 100)
    with pytest.raises(pdf.PdfFailed):
        pdf.render_png(template(_in_voice("ko") + "\n#pagebreak()\n b"), pages)


def test_what_a_word_says_is_never_followed(template: Template) -> None:
    word = '#read("/etc/passwd") #image("file:///etc/passwd") *a* <script>'
    made = pypdf.PdfReader(io.BytesIO(pdf.render(template(_in_voice("ko")), {"word": word})))
    assert "".join(made.pages[0].extract_text().split()) == "".join(word.split())
    assert "/Annots" not in made.pages[0]
