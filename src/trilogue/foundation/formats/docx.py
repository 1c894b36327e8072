"""Prose as DOCX. Each run says its language, and which font gives Han characters that language's forms."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trilogue.foundation.formats.prose import Leaf, Paragraph, Prose, Run, language, repacked, width

if TYPE_CHECKING:
    from docx.document import Document

SAME_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001
LATIN = "Times New Roman"
FONTS = {
    "en": (LATIN, "Malgun Gothic", "ko-KR"),
    "ko": ("Malgun Gothic", "Malgun Gothic", "ko-KR"),
    "ja": (LATIN, "MS Mincho", "ja-JP"),
    "zh-Hans": (LATIN, "FangSong", "zh-CN"),
    "zh-Hant": (LATIN, "PMingLiU", "zh-TW"),
}
"""Latin font, East Asian font, East Asian language."""
SIZE = 11.0
LARGE = 16.0
HEADINGS = {1: 20.0, 2: 12.0}
A4_MM = 210, 297
MARGIN_MM = 25
LINE = 1.2
NUMBER_MM, ROW_MM = 10, 18
OWN_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def write(prose: Prose) -> bytes:
    # Imported late, with all that follows: most processes never write a letter.
    import docx

    document = docx.Document()
    _set_up(document, prose)
    for each in prose.paragraphs:
        _write(document, each, prose.tag)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def write_leaves(title: str, tag: str, leaves: Sequence[Leaf]) -> bytes:
    """Pages across, each with a table. `tag` is the language of the title."""
    import docx

    document = docx.Document()
    _set_up(document, Prose(title, tag, ()))
    _lay_across(document)
    for number, each in enumerate(leaves):
        written = [_write(document, paragraph, tag) for paragraph in each.top]
        written[0].paragraph_format.page_break_before = number > 0
        _tabulate(document, each.rows)
        for paragraph in each.bottom:
            _write(document, paragraph, tag)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _lay_across(document: "Document") -> None:
    from docx.enum.section import WD_ORIENT

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width


def _tabulate(document: "Document", rows: Sequence[Sequence[Sequence[Run]]]) -> None:
    """The first column holds numbers and is narrow; the others share the width. The header stands on every page."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    table = document.add_table(len(rows), len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    wide = Mm((A4_MM[1] - 2 * MARGIN_MM - NUMBER_MM) / (len(rows[0]) - 1))
    for place, column in enumerate(table.columns):
        column.width = wide if place else Mm(NUMBER_MM)
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        row.height = Mm(ROW_MM) if number else None
        for place, (cell, runs) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = wide if place else Mm(NUMBER_MM)
            for run in runs:
                _add(cell.paragraphs[0], run, large=False)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    header: Any = table.rows[0]._tr  # noqa: SLF001  the library has no other way
    header.get_or_add_trPr().append(repeated)


def _set_up(document: "Document", prose: Prose) -> None:
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = map(Mm, A4_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN_MM)
    for name, size in (("Normal", SIZE), *((f"Heading {level}", size) for level, size in HEADINGS.items())):
        _set_style(document.styles[name], size, prose.tag)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = prose.title, prose.tag, "", ""
    about.created = about.modified = SAME_MOMENT


def _set_style(style: Any, size: float, tag: str) -> None:
    from docx.shared import Pt, RGBColor

    _speak(style.element.get_or_add_rPr(), tag)
    style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = LINE


def _write(document: "Document", paragraph: Paragraph, tag: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    written = document.add_paragraph(style=f"Heading {paragraph.heading}" if paragraph.heading else None)
    form, em = written.paragraph_format, HEADINGS.get(paragraph.heading, SIZE)
    form.alignment = getattr(WD_ALIGN_PARAGRAPH, paragraph.align.upper())
    form.space_before, form.space_after = Pt(paragraph.above * SIZE * LINE), Pt(0.2 * SIZE)
    hanging = width(paragraph.label)
    form.left_indent = Pt(em * (paragraph.left + hanging))
    form.first_line_indent = Pt(em * (paragraph.first - hanging))
    if paragraph.rule:
        form.line_spacing = form.space_after = Pt(SIZE / 2)
        _underline(form.element)
    for run in (Run(paragraph.label, tag), *paragraph.runs):
        _add(written, run, large=paragraph.large)
    return written


def _add(written: Any, run: Run, *, large: bool) -> None:
    from docx.shared import Pt

    if not run.text:
        return
    added = written.add_run(run.text)
    _speak(added.font.element.get_or_add_rPr(), run.tag)
    if large:
        added.font.size, added.bold = Pt(LARGE), True
    if urlsplit(run.link).scheme in ("http", "https"):
        _lead(written, added, run.link)


def _speak(properties: Any, tag: str) -> None:
    """Fonts and language of a style or run; the template's own come from a theme and would win."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    latin, han, region = FONTS[language(tag)]
    fonts = properties.get_or_add_rFonts()
    for each in OWN_THEME:
        fonts.attrib.pop(qn(f"w:{each}"), None)
    for name, face in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", han)):
        fonts.set(qn(f"w:{name}"), face)
    if language(tag) != "en":
        fonts.set(qn("w:hint"), "eastAsia")
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US")
    spoken.set(qn("w:eastAsia"), region)
    properties.append(spoken)


def _lead(written: Any, added: Any, address: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), written.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    written.paragraph_format.element.append(link)
    link.append(added.font.element)


def _underline(paragraph: Any) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    border, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    properties = paragraph.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
