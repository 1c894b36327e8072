"""How many announced and took part, as documents write it."""

from django.utils.translation import gettext

from trilogue.documents.record import EditionRecord, FigureRecord


def number(figure: FigureRecord | None) -> str:
    """Empty where nothing is known."""
    if figure is None:
        return ""
    count = f"{figure.count:,}"
    return gettext("about %(count)s") % {"count": count} if figure.approximate else count


def by_country(edition: EditionRecord, codes: list[str]) -> list[str]:
    """Who took part, one cell a country."""
    counts = edition.counts()
    return [f"{counts[code]:,}" if code in counts else "" for code in codes]
