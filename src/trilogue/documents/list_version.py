"""Lists as they are handed out: what one shows, a frozen version, and the changes between two, as workbooks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from trilogue.documents.attendees import Attendee, attendees
from trilogue.documents.document import XLSX, Document
from trilogue.documents.wording import listed as joined_words
from trilogue.documents.wording import plain
from trilogue.domain.delegations.queries import versions
from trilogue.domain.delegations.queries.versions import Comparison, Shown
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.text.value import LANGUAGES, Text

FIELDS: dict[str, Promise] = {
    "reference": _("Reference"),
    "delegation": _("Delegation"),
    "own": _("Name"),
    "roman": _("Roman name"),
    "home": _("Home government"),
    "host": _("Host government"),
    "department": _("Department"),
    "position": _("Position"),
    "room": _("Room"),
    "tables": _("Tables"),
}
AUDIENCES: dict[str, tuple[str, ...]] = {
    "printer": tuple(name for name in FIELDS if name != "room"),
    "hotel": ("delegation", "own", "roman", "room"),
    "bus": ("delegation", "own", "roman"),
}
"""Who gets lists, and what concerns them."""


def live(edition: Edition) -> dict[int, Shown]:
    """The roster as it stands, in the order of the edition's lists."""
    return {each.participation: shown(each) for each in attendees(edition, "en")}


def shown(attendee: Attendee) -> Shown:
    """Plain values only. Governments in each language, for a list is read in any of them."""
    return {
        "reference": attendee.reference,
        "delegation": attendee.country,
        "own": attendee.name.text,
        "tag": attendee.name.tag,
        "roman": attendee.roman.text,
        "home": {language: attendee.home.run(language).text for language in LANGUAGES},
        "host": {language: attendee.host.run(language).text for language in LANGUAGES},
        "department": attendee.department,
        "position": attendee.position,
        "room": attendee.room,
        "tables": list(attendee.tables),
    }


def said(value: Any, language: str, countries: Mapping[str, Text] | None = None) -> str:
    """One value of a list in words."""
    match value:
        case Mapping():
            return str(value.get(language) or "")
        case list():
            return joined_words([str(each or "–") for each in value], language)
        case str() if countries and value in countries:
            return plain(countries[value], language)
    return str(value or "")


def read(edition: Edition, number: int) -> dict[int, Shown]:
    """The version of that number; 0 is the live roster. Raises ListVersion.DoesNotExist."""
    return versions.listed(edition.list_versions.get(number=number)) if number else live(edition)


def build_version(edition: Edition, language: str, number: int) -> Document:
    with override(language):
        rows = [_row(each, language, _countries()) for each in read(edition, number).values()]
        table = Table(_title(number), [str(words) for words in FIELDS.values()], rows)
        return _book(edition, f"list-{number}", [table], language)


def build_changes(edition: Edition, language: str, older: int, newer: int, audience: str = "") -> Document:
    """`audience` is one of AUDIENCES, or empty for every field."""
    fields = AUDIENCES.get(audience, tuple(FIELDS))
    found = versions.compare(read(edition, older), read(edition, newer), fields)
    with override(language):
        sheets = list(_sheets(found, fields, language))
        name = "-".join(part for part in ("changes", str(older), str(newer or "now"), audience) if part)
        return _book(edition, name, sheets, language)


def _sheets(found: Comparison, fields: tuple[str, ...], language: str) -> Iterable[Table]:
    countries = _countries()
    words = [str(FIELDS[name]) for name in fields]
    instead = gettext("In the place of")
    yield Table(
        gettext("Joined"),
        [*words, instead],
        [
            [
                *_row(each.shown, language, countries, fields),
                said((each.instead_of or {}).get("own"), language),
            ]
            for each in found.joined
        ],
    )
    yield Table(gettext("Left"), words, [_row(each, language, countries, fields) for each in found.left])
    yield Table(
        gettext("Changed"),
        [str(FIELDS["reference"]), str(FIELDS["own"]), gettext("What"), gettext("Before"), gettext("After")],
        [
            [
                said(each.shown.get("reference"), language),
                said(each.shown.get("own"), language),
                str(FIELDS.get(one.field, one.field)),
                *both(one.before, one.after, language, countries),
            ]
            for each in found.changed
            for one in each.differences
        ],
    )


def both(
    before: Any, after: Any, language: str, countries: Mapping[str, Text] | None = None
) -> tuple[str, str]:
    """Two values in words; where they say the same in this language, in the first language that tells them apart."""
    for each in (language, *LANGUAGES):
        pair = said(before, each, countries), said(after, each, countries)
        if pair[0] != pair[1]:
            return pair
    return said(before, language, countries), said(after, language, countries)


def _row(
    each: Shown, language: str, countries: Mapping[str, Text], fields: Iterable[str] = FIELDS
) -> list[str]:
    return [said(each.get(name), language, countries if name == "delegation" else None) for name in fields]


def _countries() -> dict[str, Text]:
    return {country.code: country.short for country in Country.objects.all()}


def _title(number: int) -> str:
    return gettext("Version %(number)s") % {"number": number} if number else gettext("List of participants")


def _book(edition: Edition, name: str, sheets: list[Table], language: str) -> Document:
    title = plain(edition.series.name, language)
    data = xlsx.write(sheets, title=title, language=language)
    return Document(f"{edition.series.slug}-{edition.number}-{name}.{language}.xlsx", XLSX, data)
