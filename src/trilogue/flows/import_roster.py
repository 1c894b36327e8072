"""Rosters from upload to the edition: read together, asked about, stored as a whole or not at all.

What a desk gets back is entered as nominations, which are judged like any other, or as a list that is confirmed
already. Whoever is in the edition stays as they are, so that reading the same files again changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from trilogue.algorithms.names import key
from trilogue.domain.delegations import actions, planning, queries
from trilogue.domain.delegations.choices import HOLDING
from trilogue.domain.delegations.models import ColumnMapping, Delegation, RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.actions import keep_detail, post, register
from trilogue.domain.people.choices import Detail
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import own_name, standing_for
from trilogue.domain.places.models import Country
from trilogue.domain.places.queries import governments_by_code
from trilogue.flows.roster_rows import LONGEST, Governments, context, names_of, post_of
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

RAISE_QUOTA = "raise_quota"


@dataclass(frozen=True)
class QuotaChange:
    """The dated decision that answers "more people than places"."""

    decided_on: date
    reason: str


@dataclass(frozen=True)
class Preview:
    """What would be stored. `present` are people of the roster who are in the edition already and stay as they are."""

    roster: planning.Roster
    present: tuple[planning.Person, ...]

    @property
    def newcomers(self) -> tuple[planning.Person, ...]:
        return tuple(person for person in self.roster.people if person not in self.present)

    def by_country(self) -> dict[str, int]:
        return dict(Counter(person.country for person in self.newcomers))


def files_of(upload: RosterUpload) -> list[tuple[str, bytes]]:
    """Every file that was sent together with this one."""
    batch = RosterUpload.objects.filter(edition=upload.edition_id, batch=upload.batch).order_by("name", "pk")
    return [(name, bytes(data)) for name, data in batch.values_list("name", "data")]


def preview(upload: RosterUpload) -> Preview:
    """Read the files against their edition. Writes nothing; an unreadable file is an error among the problems.

    Nominations take no place, so quotas are asked about only where the people are confirmed at once.
    """
    edition, files = upload.edition, files_of(upload)
    known = _Present.in_edition(edition)
    read_against = context(edition, mapping=mapping_of(upload))
    if upload.nominations:
        roster = planning.read_roster(files, read_against)
    else:
        roster = planning.read_roster(files, replace(read_against, quotas=queries.quotas(edition) or None))
        left = _places_left(edition, roster, known)
        if left != roster.quotas:
            roster = planning.read_roster(files, replace(read_against, quotas=left))
    return Preview(roster, tuple(person for person in roster.people if known.has(person)))


def mapping_of(upload: RosterUpload) -> dict[str, str]:
    """What the desk once said that this sender's headings mean."""
    known = ColumnMapping.objects.filter(series=upload.edition.series_id, sender=upload.sender)
    return dict(known.values_list("header", "field")) if upload.sender else {}


@dataclass(frozen=True)
class _Present:
    """Who is in the edition: by address, or by name and home where there is none."""

    emails: frozenset[str]
    posts: frozenset[tuple[str, str]]

    @classmethod
    def in_edition(cls, edition: Edition) -> "_Present":
        everybody = list(queries.everybody(edition))
        return cls(
            frozenset(each.person.email for each in everybody if each.person.email),
            frozenset((own_name(each.person).key, key(each.home_written)) for each in everybody),
        )

    def has(self, row: planning.Person) -> bool:
        return row.email in self.emails if row.email else (row.native_key, key(row.home)) in self.posts


def _places_left(edition: Edition, roster: planning.Roster, known: _Present) -> dict[str, int]:
    """Quotas without the places held by people who are not on the roster."""
    listed = {person.email for person in roster.people if known.has(person)}
    held = edition.participations.filter(state__in=HOLDING).exclude(person__email__in=listed - {""})
    others = Counter(held.values_list("delegation__country", flat=True))
    return {country: places - others[country] for country, places in roster.quotas.items()}


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
    edition = log.hold(Edition.objects.all()).get(pk=upload.edition_id)
    seen = preview(upload)
    missing = [
        question.key
        for question in seen.roster.asked
        if answers.get(question.key) == RAISE_QUOTA and str(question.values["country"]) not in quota_changes
    ]
    if missing:
        raise planning.Unanswered(tuple(missing))
    known = _Present.in_edition(edition)
    people = planning.apply_answers(seen.roster, answers)
    newcomers = [person for person in people if not known.has(person)]
    delegations = _delegations(edition, {person.country for person in newcomers}, by=by)
    _raise_quotas(seen, newcomers, delegations, quota_changes, by=by)
    entering = _Entering(upload, delegations, governments_by_code(), Counter(_numbers(edition)), by, now)
    for person in newcomers:
        entering.enter(person)
    actions.discard_batch(upload, by=by)
    return len(newcomers)


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
            places=delegation.participations.filter(state__in=HOLDING).count() + coming[country],
            decided_on=changes[country].decided_on,
            reason=changes[country].reason,
        )


def _numbers(edition: Edition) -> dict[str, int]:
    """The highest badge number of each country so far."""
    highest: Counter[str] = Counter()
    for reference in edition.participations.values_list("reference", flat=True):
        if reference[2:].isdigit():
            highest[reference[:2]] = max(highest[reference[:2]], int(reference[2:]))
    return highest


@dataclass
class _Entering:
    """Rows become people and their nominations, or participants with a badge number."""

    upload: RosterUpload
    delegations: Mapping[str, Delegation]
    governments: Governments
    numbers: Counter[str]
    by: Actor
    now: datetime

    def enter(self, row: planning.Person) -> None:
        delegation = self.delegations[row.country]
        person = self._person(row, delegation.country)
        there = post_of(row, self.governments)
        if there.home and there.host:
            starts, ends = row.posting_from[: LONGEST["date"]], row.posting_to[: LONGEST["date"]]
            post(person, by=self.by, home=there.home, host=there.host, starts=starts, ends=ends)
        if self.upload.nominations:
            self._nominate(delegation, person, there, row.email[: LONGEST["email"]])
        else:
            self.numbers[row.country] += 1
            reference = f"{row.country}{self.numbers[row.country]:02}"
            actions.take_part(delegation, person, by=self.by, now=self.now, reference=reference, post=there)

    def _person(self, row: planning.Person, country: Country) -> Person:
        known = Person.objects.filter(email=row.email).first() if row.email else None
        if known:
            return standing_for(known)
        person = register(
            by=self.by,
            country=country,
            email=row.email[: LONGEST["email"]],
            names=names_of(row),
            skills=row.languages,
        )
        if row.phone:
            keep_detail(person, Detail.PHONE, row.phone, by=self.by, now=self.now)
        return person

    def _nominate(self, delegation: Delegation, person: Person, there: actions.Post, email: str) -> None:
        """By the home government, as the list that it returned says; at the end of its own order."""
        nominated = actions.Nominated(nominator=there.home, priority=self._next_priority(there), email=email)
        made = actions.nominate(delegation, person, by=self.by, now=self.now, post=there, nominated=nominated)
        actions.submit(made, by=self.by, now=self.now)

    def _next_priority(self, there: actions.Post) -> int:
        if there.home is None:
            return 1
        return queries.nominated_by(self.upload.edition, there.home).count() + 1
