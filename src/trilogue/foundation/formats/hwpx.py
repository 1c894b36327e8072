"""Prose as HWPX, the format of Korean offices. It knows no language of a run: the font alone chooses Han forms."""

import io
import zipfile
from typing import TYPE_CHECKING, Any

from trilogue.foundation.formats.prose import Paragraph, Prose, Run, language, repacked, width

if TYPE_CHECKING:
    from hwpx import HwpxDocument

FONTS = {
    "en": "함초롬바탕",
    "ko": "함초롬바탕",
    "ja": "MS Mincho",
    "zh-Hans": "FangSong",
    "zh-Hant": "PMingLiU",
}
SIZE = 11.0
LARGE = 16.0
HEADINGS = {1: 20.0, 2: 12.0}
MM_PER_POINT = 25.4 / 72
LINE_PERCENT = 160
UNITS_PER_MM = 7200 / 25.4
MARGIN = round(25 * UNITS_PER_MM)
ABOUT = "Contents/content.hpf"


def write(prose: Prose) -> bytes:
    # Imported late, like every maker of documents: most processes never write a letter.
    from hwpx import HwpxDocument

    document = HwpxDocument.new()
    document.page.set_margins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN, header=0, footer=0)
    document.parts.clear_document_metadata(keep=("language",))
    document.parts.clear_preview()
    document.parts.set_document_metadata(title=prose.title)
    for number, each in enumerate(prose.paragraphs):
        _write(document, number, each, prose.tag)
    return _as_of_no_moment(document.to_bytes(), prose.tag)


def _write(document: "HwpxDocument", number: int, paragraph: Paragraph, tag: str) -> None:
    """A new document has its first paragraph already: it carries the page."""
    if number:
        document.add_paragraph("", inherit_style=False, include_run=False, id=str(number))
    written = document.paragraphs[-1]
    size = HEADINGS.get(paragraph.heading, LARGE if paragraph.large else SIZE)
    for run in (Run(paragraph.label, tag), *paragraph.runs):
        if run.text:
            written.add_run(run.text, char_pr_id_ref=_style(document, run, size))
    document.styles.apply_paragraph_format(paragraph_index=number, **_form(paragraph, size))


def _style(document: "HwpxDocument", run: Run, size: float) -> str:
    return document.styles.ensure_run(font=FONTS[language(run.tag)], size=size, bold=size != SIZE)


def _form(paragraph: Paragraph, size: float) -> dict[str, Any]:
    """A first line that is drawn out stays at the margin here, and the lines after it begin further in."""
    em = size * MM_PER_POINT
    return {
        "alignment": paragraph.align,
        "line_spacing_percent": LINE_PERCENT,
        "indent_left_mm": em * paragraph.left,
        "first_line_indent_mm": em * (paragraph.first - width(paragraph.label)),
        "spacing_before_pt": paragraph.above * SIZE * LINE_PERCENT / 100,
        "bottom_border": paragraph.rule,
        "border_color": "#000000",
    }


def _as_of_no_moment(data: bytes, tag: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        about = archive.read(ABOUT)
    spoken = about.replace(b"<opf:language>ko<", f"<opf:language>{tag}<".encode())
    return repacked(data, **{ABOUT: spoken})
