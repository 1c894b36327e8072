"""A government returns the workbook that the desk sent: read, shown, and made into drafts once it says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations import actions, planning
from trilogue.domain.delegations.models import Participation, RosterUpload
from trilogue.domain.people.queries import own_name
from trilogue.domain.places.models import Country
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
from trilogue.flows.roster_rows import LONGEST, Governments, context, names_of, post_of

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
    return replace(context(office.call.edition), country=office.government.country_id)


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
    governments: Governments,
) -> Entry:
    return Entry(
        country=countries[row.country],
        names=names_of(row),
        email=row.email,
        skills=row.languages,
        post=post_of(row, governments),
        starts=row.posting_from[: LONGEST["date"]],
        ends=row.posting_to[: LONGEST["date"]],
    )


REFUSED = (
    TooManyNominated,
    NominatedElsewhere,
    AddressOfAnother,
    actions.CallNotOpen,
    actions.AlreadyNominated,
)
"""Why storing may fail although the preview was well."""
