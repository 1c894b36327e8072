"""A roster from upload to participants: read against the edition, asked about, stored as a whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.algorithms.names import key
from trilogue.domain.delegations import actions, planning, queries
from trilogue.domain.delegations.models import Delegation, RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.actions import NameForm, post, register
from trilogue.domain.people.choices import OWN_SCRIPTS, SECOND_SCRIPTS, Script
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Country, Government
from trilogue.domain.places.queries import governments_by_code
from trilogue.foundation.access import Actor

TAGS = {"KR": "ko", "JP": "ja", "CN": "zh-Hans"}
OWN_LANGUAGES = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
HAN_TAGS = {"KR": "ko-Hani"}
RAISE_QUOTA = "raise_quota"
Governments = Mapping[tuple[str, str], Government]


@dataclass(frozen=True)
class QuotaChange:
    """The dated decision that answers "more people than places"."""

    decided_on: date
    reason: str


@dataclass(frozen=True)
class Preview:
    """What would be stored. `present` are people of the roster who take part already and stay as they are."""

    roster: planning.Roster
    present: tuple[planning.Person, ...]

    @property
    def newcomers(self) -> tuple[planning.Person, ...]:
        return tuple(person for person in self.roster.people if person not in self.present)

    def by_country(self) -> dict[str, int]:
        return dict(Counter(person.country for person in self.newcomers))


def preview(upload: RosterUpload) -> Preview:
    """Read the upload against its edition. Writes nothing; an unreadable file is an error among the problems."""
    edition = upload.edition
    files = [(upload.name, bytes(upload.data))]
    context = _context(edition)
    roster = planning.read_roster(files, context)
    known = queries.known_emails(edition)
    listed = {person.email for person in roster.people}
    others = Counter(
        each.delegation.country_id for each in queries.confirmed(edition) if each.person.email not in listed
    )
    if others and context.quotas:
        left = {country: places - others[country] for country, places in context.quotas.items()}
        roster = planning.read_roster(files, replace(context, quotas=left))
    return Preview(roster, tuple(person for person in roster.people if person.email in known))


@transaction.atomic
def store(
    upload: RosterUpload,
    *,
    answers: Mapping[str, str],
    quota_changes: Mapping[str, QuotaChange],
    by: Actor,
    now: datetime,
) -> int:
    """Store everybody the answers leave in, and return how many are new.

    `answers` by question key, `quota_changes` by country. Raises planning.RosterFaulty or planning.Unanswered;
    then nothing was stored and the upload is kept.
    """
    edition = Edition.objects.select_for_update().get(pk=upload.edition_id)
    seen = preview(upload)
    missing = [
        question.key
        for question in seen.roster.asked
        if answers.get(question.key) == RAISE_QUOTA and str(question.values["country"]) not in quota_changes
    ]
    if missing:
        raise planning.Unanswered(tuple(missing))
    people = planning.apply_answers(seen.roster, answers)
    newcomers = [person for person in people if person not in seen.present]
    delegations = _delegations(edition, {person.country for person in newcomers}, by=by)
    _raise_quotas(seen, newcomers, delegations, quota_changes, by=by)
    governments = governments_by_code()
    taken = Counter(edition.participations.values_list("delegation__country", flat=True))
    for person in newcomers:
        taken[person.country] += 1
        reference = f"{person.country}{taken[person.country]:02}"
        _take_part(person, delegations[person.country], reference, governments, by=by, now=now)
    actions.discard_upload(upload, by=by)
    return len(newcomers)


def _context(edition: Edition) -> planning.Context:
    when = ImpreciseDate.parse(edition.date)
    exact = when.precision == "day"
    # A name must lead to the present code, which therefore comes before those of the past.
    known = sorted(governments_by_code().items(), key=lambda item: item[0][1] != item[1].code)
    return planning.Context(
        governments={place: _known_names(each) for place, each in known},
        former={place: _former_names(each) for place, each in known},
        quotas=queries.quotas(edition) or None,
        countries=frozenset(Country.objects.values_list("code", flat=True)),
        starts_on=when.earliest if exact else None,
        ends_on=when.latest if exact else None,
    )


def _known_names(government: Government) -> tuple[str, ...]:
    """Every name in every language, the present one in its own language first."""
    own = OWN_LANGUAGES.get(government.country_id, "en")
    newest_first = list(government.names.all())[::-1]
    present = newest_first[0].name.shown(own).text
    return (present, *(entry.text for each in newest_first for entry in each.name.entries.values()))


def _former_names(government: Government) -> tuple[str, ...]:
    """The names it bears no more in any language."""
    periods = [
        {entry.text for entry in each.name.entries.values()} for each in list(government.names.all())[::-1]
    ]
    return tuple(sorted(set().union(*periods[1:]) - periods[0]))


def _delegations(edition: Edition, codes: Iterable[str], *, by: Actor) -> dict[str, Delegation]:
    countries = Country.objects.in_bulk(list(codes))
    return {
        code: actions.form_delegation(by=by, edition=edition, country=countries[code])
        for code in sorted(codes)
    }


def _raise_quotas(
    seen: Preview,
    newcomers: list[planning.Person],
    delegations: Mapping[str, Delegation],
    changes: Mapping[str, QuotaChange],
    *,
    by: Actor,
) -> None:
    """A quota is raised to the people there will be, and only where the roster asked for it."""
    asked = {str(each.values["country"]) for each in seen.roster.asked if RAISE_QUOTA in each.answers}
    coming = Counter(person.country for person in newcomers)
    for country in sorted(asked & changes.keys() & delegations.keys()):
        delegation = delegations[country]
        actions.decide_quota(
            delegation,
            by=by,
            places=delegation.participations.count() + coming[country],
            decided_on=changes[country].decided_on,
            reason=changes[country].reason,
        )


def _take_part(
    row: planning.Person,
    delegation: Delegation,
    reference: str,
    governments: Governments,
    *,
    by: Actor,
    now: datetime,
) -> None:
    home = governments.get((row.country, row.home_code))
    host = governments.get((row.host_country, row.host_code)) or next(
        (found for (_, code), found in governments.items() if code == row.host_code), None
    )
    person = Person.objects.filter(email=row.email).first() or register(
        by=by,
        country=delegation.country,
        email=row.email,
        names=_names(row),
        skills=row.languages,
    )
    if home and host:
        post(person, by=by, home=home, host=host, starts=row.posting_from, ends=row.posting_to)
    actions.take_part(
        delegation,
        person,
        by=by,
        now=now,
        reference=reference,
        post=actions.Post(home, host, row.home, row.host, row.department, row.position),
    )


def _names(row: planning.Person) -> tuple[NameForm, ...]:
    language = TAGS.get(row.country, "und")
    native = NameForm(
        OWN_SCRIPTS.get(row.country, Script.LATIN),
        language,
        row.native_written or row.native,
        row.native_key,
        row.family,
        row.given,
        own=True,
    )
    latin = NameForm(
        Script.LATIN,
        f"{language.split('-')[0]}-Latn",
        row.roman,
        key(row.roman),
        row.roman_family,
        row.roman_given,
    )
    forms = [native, latin] if row.roman else [native]
    if row.other_han:
        forms.append(
            NameForm(
                SECOND_SCRIPTS.get(row.country, Script.TRADITIONAL),
                HAN_TAGS.get(row.country, language),
                row.other_han,
                key(row.other_han),
            )
        )
    if row.kana:
        forms.append(NameForm(Script.KANA, "ja", row.kana, key(row.kana)))
    return tuple(forms)
