"""PDF and PNG from Typst templates: fonts from the font package alone, and the same data gives the same bytes.

A template finds its data in `sys.inputs.data` as JSON. It sets the document's title and language; every text in
another language is set with its own `lang` and `region`, upon which the forms of Han characters depend.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from trilogue.foundation.formats import font

__all__ = ["PdfFailed", "missing", "render", "render_png", "with_geta"]

STANDARD = "ua-1"
POINTS_PER_INCH = 72


class PdfFailed(Exception):
    """`code` is UNDRAWABLE (`detail` holds the characters), TEMPLATE or WARNING (`detail` says what)."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def render(template: Path, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """A tagged PDF (PDF/UA-1). `data` may hold dataclasses; `pictures` stand in `sys.inputs` as lists of bytes.

    Raises PdfFailed, also for a character that no font could draw: `with_geta` puts a mark in its place first.
    """
    return _compiled(template, data, pictures or {}, format="pdf", pdf_standards=STANDARD)


def render_png(template: Path, data: Mapping[str, Any], *, ppi: float = POINTS_PER_INCH) -> bytes:
    """The only page of a template as PNG; one point is one pixel unless said otherwise. Raises PdfFailed."""
    return _compiled(template, data, {}, format="png", ppi=ppi)


def missing(text: str) -> list[str]:
    """The characters of a text that cannot be drawn."""
    return font.missing(unicodedata.normalize("NFC", text))


def with_geta(value: Any) -> tuple[Any, list[str]]:
    """The data with 〓 for every character that cannot be drawn, and those characters."""
    plain = msgspec.to_builtins(value)
    lost = missing("".join(_texts(plain)))
    table = dict.fromkeys(map(ord, lost), font.GETA)
    return (_translated(plain, table) if lost else plain), lost


def _compiled(
    template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes], **options: Any
) -> bytes:
    # Imported late: the compiler is large, and most processes never make a document.
    import typst

    plain = msgspec.to_builtins(data)
    if lost := missing("".join(_texts(plain))):
        raise PdfFailed("UNDRAWABLE", "".join(lost))
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={
            "data": msgspec.json.encode(plain).decode(),
            **{name: msgspec.json.encode(list(content)).decode() for name, content in pictures.items()},
        },
    )
    try:
        result, warnings = compiler.compile_with_warnings(**options)
    except typst.TypstError as error:
        raise PdfFailed("TEMPLATE", error.diagnostic or error.message) from error
    if warnings:
        raise PdfFailed("WARNING", "; ".join(each.message for each in warnings))
    if not isinstance(result, bytes):
        raise PdfFailed("TEMPLATE", "more than one page")
    return result


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font.FOLDER)]
    )


def _texts(value: Any) -> list[str]:
    """Every string among plain data."""
    match value:
        case str():
            return [unicodedata.normalize("NFC", value)]
        case dict():
            return [text for each in value.values() for text in _texts(each)]
        case list() | tuple():
            return [text for each in value for text in _texts(each)]
    return []


def _translated(value: Any, table: Mapping[int, str]) -> Any:
    match value:
        case str():
            return unicodedata.normalize("NFC", value).translate(table)
        case dict():
            return {key: _translated(each, table) for key, each in value.items()}
        case list() | tuple():
            return [_translated(each, table) for each in value]
    return value
