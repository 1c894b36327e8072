"""The list of participants as a workbook, and the columns that lists of people share."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from trilogue.documents.attendees import Attendee, attendees
from trilogue.documents.document import XLSX, Document
from trilogue.documents.wording import listed, plain
from trilogue.domain.editions.models import Edition
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table

LANGUAGE_NAMES: dict[str, Promise] = {
    "en": _("English"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "zh": _("Chinese"),
}
LEVELS: dict[int, Promise] = {1: _("a little"), 2: _("conversation"), 3: _("good"), 4: _("native")}


def build(edition: Edition, language: str) -> Document:
    with override(language):
        people = attendees(edition, language)
        table = Table(
            gettext("List of participants"),
            [
                gettext("No."),
                gettext("Reference"),
                gettext("Delegation"),
                gettext("Name"),
                gettext("Roman name"),
                gettext("Home government"),
                gettext("Host government"),
                gettext("Department"),
                gettext("Position"),
                gettext("Languages"),
            ],
            [_row(number, each, language) for number, each in enumerate(people, start=1)],
        )
        data = xlsx.write([table], title=title(edition, language), language=language)
    return Document(f"{edition.series.slug}-{edition.number}-names.{language}.xlsx", XLSX, data)


def title(edition: Edition, language: str) -> str:
    return plain(edition.series.name, language)


def _row(number: int, attendee: Attendee, language: str) -> list[str]:
    return [
        str(number),
        attendee.reference,
        plain(attendee.country_name, language),
        attendee.name.text,
        attendee.roman.text,
        attendee.home.run(language).text,
        attendee.host.run(language).text,
        attendee.department,
        attendee.position,
        listed(spoken(attendee.skills), language),
    ]


def spoken(skills: Sequence[tuple[str, int]]) -> list[str]:
    """The languages somebody speaks at all, the best first."""
    spoken = sorted((skill for skill in skills if skill[1]), key=lambda skill: (-skill[1], skill[0]))
    return [f"{LANGUAGE_NAMES.get(language, language)} ({LEVELS[level]})" for language, level in spoken]
