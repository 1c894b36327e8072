"""A government returns the workbook that the desk sent: read, shown, and made into drafts once it says so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations import actions, planning
from trilogue.domain.delegations.models import RosterUpload
from trilogue.domain.places.models import Country
from trilogue.domain.places.queries import governments_by_code
from trilogue.flows.invite import TooManyNominated
from trilogue.flows.nominate import Entry, Office, draft, nominated_with
from trilogue.flows.roster_rows import LONGEST, Governments, context, names_of, post_of


@dataclass(frozen=True)
class Returned:
    """`present` has the labels of those whom the government nominated already, who make no new draft."""

    roster: planning.Roster
    present: frozenset[str]

    @property
    def newcomers(self) -> int:
        return len(self.roster.people) - len(self.present)


def read(upload: RosterUpload, office: Office) -> Returned:
    """Writes nothing; whatever is wrong with the file is among the roster's problems."""
    roster = planning.read_roster([(upload.name, bytes(upload.data))], _context(office))
    return Returned(
        roster, frozenset(person.label for person in roster.people if _is_present(office, person))
    )


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
        if person.label in seen.present:
            continue
        draft(office, _entry(person, countries, governments), now=now)
        count += 1
    actions.discard_upload(upload, by=office.by)
    return count


def _context(office: Office) -> planning.Context:
    """Quotas and links are the desk's questions, not the sender's."""
    return replace(context(office.call.edition), country=office.government.country_id)


def _is_present(office: Office, row: planning.Person) -> bool:
    return nominated_with(office, _email(row)).exists()


def _email(row: planning.Person) -> str:
    return row.email[: LONGEST["email"]]


def _entry(
    row: planning.Person,
    countries: Mapping[str, Country],
    governments: Governments,
) -> Entry:
    return Entry(
        country=countries[row.country],
        names=names_of(row),
        email=_email(row),
        skills=row.languages,
        post=post_of(row, governments),
        starts=row.posting_from[: LONGEST["date"]],
        ends=row.posting_to[: LONGEST["date"]],
    )


REFUSED = (TooManyNominated, actions.CallNotOpen, actions.AlreadyNominated)
"""Why storing may fail although the preview was well."""
