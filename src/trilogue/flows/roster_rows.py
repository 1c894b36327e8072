"""What rosters are read against, and what their rows mean in the registers of people and governments."""

from collections.abc import Iterable, Mapping

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.algorithms.names import key
from trilogue.documents.workbook import OWN_SHEETS
from trilogue.domain.delegations import planning
from trilogue.domain.delegations.actions import Post
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.actions import NameForm
from trilogue.domain.people.choices import OWN_SCRIPTS, SECOND_SCRIPTS, Script
from trilogue.domain.places.models import Country, Government
from trilogue.domain.places.queries import governments_by_code

TAGS = {"KR": "ko", "JP": "ja", "CN": "zh-Hans"}
OWN_LANGUAGES = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
SECOND_TAGS = {"KR": "ko-Hani", "CN": "zh-Hant"}
LONGEST = {"part": 100, "full": 200, "words": 200, "email": 254, "date": 10}
"""Characters that the registers keep of a cell."""
Governments = Mapping[tuple[str, str], Government]


def context(
    edition: Edition, *, quotas: Mapping[str, int] | None = None, mapping: Mapping[str, str] | None = None
) -> planning.Context:
    """Governments with their names of all times, countries, and the edition's days if they are known.

    Whoever has no address yet gives it on registering, so it may be missing.
    """
    when = ImpreciseDate.parse(edition.date)
    exact = when.precision == "day"
    known = governments_by_code()
    return planning.Context(
        governments={place: _known_names(each) for place, each in known.items()},
        former={place: _former_names(each) for place, each in known.items()},
        quotas=quotas or None,
        countries=frozenset(Country.objects.values_list("code", flat=True)),
        starts_on=when.earliest if exact else None,
        ends_on=when.latest if exact else None,
        mapping=mapping or {},
        email_later=True,
        own_sheets=OWN_SHEETS,
    )


def _known_names(government: Government) -> tuple[str, ...]:
    """Every name in every language, the present one in its own language first."""
    newest_first = list(government.names.all())[::-1]
    present = newest_first[0].name.shown(OWN_LANGUAGES.get(government.country_id, "en")).text
    return (present, *(entry.text for each in newest_first for entry in each.name.entries.values()))


def _former_names(government: Government) -> tuple[str, ...]:
    """The names it bears no more in any language."""
    periods = [
        {entry.text for entry in each.name.entries.values()} for each in list(government.names.all())[::-1]
    ]
    return tuple(sorted(set().union(*periods[1:]) - periods[0]))


def post_of(row: planning.Person, governments: Governments) -> Post:
    home = governments.get((row.country, row.home_code))
    host = governments.get((row.host_country, row.host_code)) or next(
        (found for (_, code), found in governments.items() if code and code == row.host_code), None
    )
    words = LONGEST["words"]
    return Post(home, host, row.home[:words], row.host[:words], row.department[:words], row.position[:words])


def names_of(row: planning.Person) -> tuple[NameForm, ...]:
    """Forms as written; a part that the roster does not give apart stays unsplit."""
    return tuple(_names(row))


def _names(row: planning.Person) -> Iterable[NameForm]:
    tag = TAGS.get(row.country, "und")
    own = row.native_written or row.native
    yield _form(OWN_SCRIPTS.get(row.country, Script.LATIN), tag, own, row.family, row.given, own=True)
    if row.roman and row.country in OWN_SCRIPTS:
        yield _form(Script.LATIN, f"{tag.split('-')[0]}-Latn", row.roman, row.roman_family, row.roman_given)
    if row.other_han:
        second = SECOND_SCRIPTS.get(row.country, Script.TRADITIONAL)
        yield _form(second, SECOND_TAGS.get(row.country, tag), row.other_han)
    if row.kana:
        yield _form(Script.KANA, "ja", row.kana)


def _form(
    script: str, tag: str, full: str, family: str = "", given: str = "", *, own: bool = False
) -> NameForm:
    part, whole = LONGEST["part"], LONGEST["full"]
    return NameForm(script, tag, full[:whole], key(full)[:whole], family[:part], given[:part], own=own)
