"""The picture that stands beside a shared link: 1200 x 630."""

from typing import Any

from django.utils.translation import gettext, override

from trilogue.documents.document import Document
from trilogue.documents.record import EditionRecord, Record
from trilogue.documents.typeset import set_png
from trilogue.documents.wording import Run, nth_edition, plain, run
from trilogue.domain.editions.choices import Status
from trilogue.foundation.text import say
from trilogue.foundation.text.value import TAGS


def build(record: Record, number: int | None, language: str) -> Document:
    """Of one edition, or of the series. Raises LookupError for an unknown number."""
    with override(language):
        data: dict[str, Any] = {
            "title": plain(record.series.name, language),
            "series": run(record.series.name, language),
            "host": run(record.series.host, language),
            "demonstration": gettext("Demonstration") if record.series.demonstration else "",
        }
        if number is None:
            name, shown = f"{record.series.slug}.{language}.png", _series(record, language)
        else:
            edition = record.edition(number)
            if edition is None:
                raise LookupError(number)
            name, shown = f"{record.series.slug}-{number}.{language}.png", _edition(edition, language)
        return set_png(name, "preview.typ", language, data | shown)


def _series(record: Record, language: str) -> dict[str, Any]:
    return {"headline": "", "status": "", "lines": [run(record.series.tagline, language)]}


def _edition(edition: EditionRecord, language: str) -> dict[str, Any]:
    when = Run(say.when(edition.when, language), TAGS[language])
    return {
        "headline": nth_edition(edition.number, language),
        "status": "" if edition.is_held else str(Status(edition.status).label),
        "lines": [each for each in (run(edition.location, language), when) if each.text],
    }
