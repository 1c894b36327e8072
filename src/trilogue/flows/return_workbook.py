"""A government returns the workbook that the desk sent: read, shown, and made into drafts once it says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.algorithms.names import key
from trilogue.domain.delegations import actions, planning
from trilogue.domain.delegations.models import Participation, RosterUpload
from trilogue.domain.people.actions.persons import NameForm
from trilogue.domain.people.choices import OWN_SCRIPTS, SECOND_SCRIPTS, Script
from trilogue.domain.people.queries import own_name
from trilogue.domain.places.models import Country, Government
from trilogue.domain.places.queries import governments_by_code
from trilogue.flows.invite import TooManyNominated
from trilogue.flows.nominate import (
    AddressOfAnother,
    Entry,
    NominatedElsewhere,
    Office,
    draft,
    person_of,
)

TAGS = {"KR": "ko", "JP": "ja", "CN": "zh-Hans"}
OWN_LANGUAGES = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
SECOND_TAGS = {"KR": "ko-Hani", "CN": "zh-Hant"}
LONGEST = {"part": 100, "full": 200, "words": 200, "email": 254, "date": 10}
PRESENT, ELSEWHERE, OTHER_NAME = "present", "elsewhere", "other_name"


@dataclass(frozen=True)
class Returned:
    """`standing` says by label why somebody of the workbook makes no new draft: PRESENT, ELSEWHERE, OTHER_NAME."""

    roster: planning.Roster
    standing: Mapping[str, str]

    @property
    def newcomers(self) -> int:
        return len(self.roster.people) - len(self.standing)


def read(upload: RosterUpload, office: Office) -> Returned:
    """Writes nothing; whatever is wrong with the file is among the roster's problems."""
    roster = planning.read_roster([(upload.name, bytes(upload.data))], _context(office))
    standing = {person.label: _standing(office, person) for person in roster.people}
    return Returned(roster, {label: code for label, code in standing.items() if code})


@transaction.atomic
def store(upload: RosterUpload, office: Office, *, answers: Mapping[str, str], now: datetime) -> int:
    """Make drafts of everybody whom the answers leave in, and return how many are new; all of them or none.

    Raises planning.RosterFaulty and Unanswered, TooManyNominated, delegations.actions.CallNotOpen.
    """
    seen = read(upload, office)
    people = planning.apply_answers(seen.roster, answers)
    governments, countries = governments_by_code(), Country.objects.in_bulk()
    count = 0
    for person in people:
        if person.label in seen.standing:
            continue
        draft(office, _entry(person, countries, governments), now=now)
        count += 1
    actions.discard_upload(upload, by=office.by)
    return count


def _context(office: Office) -> planning.Context:
    """Quotas and links are the desk's questions, not the sender's."""
    when = ImpreciseDate.parse(office.call.edition.date)
    exact = when.precision == "day"
    # A name must lead to the present code, which therefore comes before those of the past.
    known = sorted(governments_by_code().items(), key=lambda item: item[0][1] != item[1].code)
    return planning.Context(
        governments={place: _known_names(each) for place, each in known},
        country=office.government.country_id,
        email_later=True,
        countries=frozenset(Country.objects.values_list("code", flat=True)),
        starts_on=when.earliest if exact else None,
        ends_on=when.latest if exact else None,
    )


def _known_names(government: Government) -> tuple[str, ...]:
    """Every name in every language, the present one in its own language first."""
    newest_first = list(government.names.all())[::-1]
    present = newest_first[0].name.shown(OWN_LANGUAGES.get(government.country_id, "en")).text
    return (present, *(entry.text for each in newest_first for entry in each.name.entries.values()))


def _standing(office: Office, row: planning.Person) -> str:
    person = person_of(row.email[: LONGEST["email"]])
    if person is None:
        return ""
    there = Participation.objects.filter(edition=office.call.edition_id, person=person).first()
    if there:
        return PRESENT if office.owns(there) else ELSEWHERE
    return "" if own_name(person).key in ("", row.native_key) else OTHER_NAME


def _entry(
    row: planning.Person,
    countries: Mapping[str, Country],
    governments: Mapping[tuple[str, str], Government],
) -> Entry:
    home = governments.get((row.country, row.home_code))
    host = next((found for (_, code), found in governments.items() if code and code == row.host_code), None)
    words = LONGEST["words"]
    return Entry(
        country=countries[row.country],
        names=tuple(_names(row)),
        email=row.email,
        skills=row.languages,
        post=actions.Post(
            home, host, row.home[:words], row.host[:words], row.department[:words], row.position[:words]
        ),
        starts=row.posting_from[: LONGEST["date"]],
        ends=row.posting_to[: LONGEST["date"]],
    )


def _names(row: planning.Person) -> list[NameForm]:
    """Forms as written; a part that the workbook does not give apart stays unsplit."""
    tag = TAGS.get(row.country, "und")
    own = row.native_written or row.native
    found = [_form(OWN_SCRIPTS.get(row.country, Script.LATIN), tag, own, row.family, row.given, own=True)]
    if row.roman and row.country in OWN_SCRIPTS:
        latin = f"{tag.split('-')[0]}-Latn"
        found.append(_form(Script.LATIN, latin, row.roman, row.roman_family, row.roman_given))
    if row.other_han:
        second = SECOND_SCRIPTS.get(row.country, Script.TRADITIONAL)
        found.append(_form(second, SECOND_TAGS.get(row.country, tag), row.other_han))
    if row.kana:
        found.append(_form(Script.KANA, "ja", row.kana))
    return found


def _form(
    script: str, tag: str, full: str, family: str = "", given: str = "", *, own: bool = False
) -> NameForm:
    part, whole = LONGEST["part"], LONGEST["full"]
    return NameForm(script, tag, full[:whole], key(full)[:whole], family[:part], given[:part], own=own)


REFUSED = (
    TooManyNominated,
    NominatedElsewhere,
    AddressOfAnother,
    actions.CallNotOpen,
    actions.AlreadyNominated,
)
"""Why storing may fail although the preview was well."""
