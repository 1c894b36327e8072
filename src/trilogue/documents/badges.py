"""A6 name badges, one a page: own script first, and a code that says nothing about the person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, override

from trilogue.documents.attendees import Attendee, attendees
from trilogue.documents.document import Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import Run, nth_edition, plain, run
from trilogue.domain.editions.models import Edition
from trilogue.foundation.formats import pdf, qr
from trilogue.foundation.text.value import LANGUAGES, TAGS


@dataclass(frozen=True)
class Badge:
    """`language` is the person's own; `tables` has one number a round; `code` is what the QR code says."""

    delegation: str
    language: str
    country: Run
    name: Run
    roman: Run
    home: Run
    home_en: Run
    tables: Sequence[int]
    reference: str
    code: str


def build(edition: Edition, language: str) -> Document:
    """Everybody's badge, delegation by delegation. `language` is that of the file's title."""
    name = f"{edition.series.slug}-{edition.number}-badges.{language}.pdf"
    with override(language):
        title = gettext("Name badges: %(edition)s, %(series)s") % {
            "edition": nth_edition(edition.number, language),
            "series": plain(edition.series.name, language),
        }
        return render(
            [_badge(each) for each in attendees(edition, language)], name=name, title=title, language=language
        )


def render(badges: Sequence[Badge], *, name: str, title: str, language: str) -> Document:
    """One page a badge; before them one that names the badges with characters that cannot be drawn, if any."""
    labels = {each: _labels(each) for each in LANGUAGES}
    data = {
        "title": title,
        "words": {"check": gettext("Please check these badges")},
        "to_check": [each.reference for each in badges if _is_lacking(each)],
        "badges": [
            {
                "delegation": each.delegation,
                "country": each.country,
                "name": each.name,
                "roman": each.roman,
                "home": each.home,
                "home_en": each.home_en,
                "tables": list(each.tables),
                "reference": each.reference,
                "qr": qr.svg(each.code),
                **labels[each.language],
            }
            for each in badges
        ],
    }
    return set_pdf(name, "badges.typ", language, data)


def _badge(attendee: Attendee) -> Badge:
    return Badge(
        delegation=attendee.country,
        language=attendee.language,
        country=replace(run(attendee.country_name, attendee.language), marks=""),
        name=attendee.name,
        roman=attendee.roman,
        home=attendee.home.run(attendee.language),
        home_en=attendee.home.run("en"),
        tables=attendee.tables,
        reference=attendee.reference,
        code=attendee.code,
    )


def _labels(language: str) -> dict[str, object]:
    with override(language):
        return {
            "tables_label": Run(gettext("Table"), TAGS[language]),
            "qr_label": gettext("Code of this badge"),
        }


def _is_lacking(badge: Badge) -> bool:
    shown = (badge.name, badge.roman, badge.home, badge.home_en)
    return bool(pdf.missing("".join(each.text for each in shown)))
