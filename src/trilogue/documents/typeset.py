"""Documents set by Typst: templates of this package, every sheet with the same marks and notes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from trilogue.documents.document import PDF, PNG, Document
from trilogue.foundation.formats import pdf
from trilogue.foundation.text.value import TAGS

TEMPLATES = Path(__file__).parent / "typst"


def set_pdf(
    name: str,
    template: str,
    language: str,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
) -> Document:
    """`data` holds at least `title`. Characters that the font lacks appear as 〓 and are listed in a note.

    The template finds each of the `pictures`, JPEG, by its name.
    """
    made = pdf.render(TEMPLATES / template, _complete(data, language), pictures=pictures)
    return Document(name, PDF, made)


def set_png(name: str, template: str, language: str, data: Mapping[str, Any]) -> Document:
    return Document(name, PNG, pdf.render_png(TEMPLATES / template, _complete(data, language)))


def _complete(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    complete, lost = pdf.with_geta(data)
    words = {
        "undrawable": gettext("Characters that could not be drawn are shown as 〓:"),
        **complete.get("words", {}),
    }
    codes = [f"U+{ord(letter):04X}" for letter in lost]
    return {"language": TAGS[language], **complete, "words": words, "undrawable": codes}
