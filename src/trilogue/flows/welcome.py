"""Whoever registers or is offered a place can sign in: an account for the address, appointed to the edition."""

from django.db import transaction

from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name
from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.choices import Role
from trilogue.domain.people.actions import open_account
from trilogue.domain.people.models import Account
from trilogue.domain.people.queries import accounts_of, records_of
from trilogue.foundation.access import Actor


@transaction.atomic
def welcome(participation: Participation, *, by: Actor) -> Account | None:
    """Done again it changes nothing. None for a person without an address; a later withdrawal takes nothing away."""
    account = _account(participation, by)
    if account is not None:
        edition = participation.edition
        editions.appoint(
            by=by, account=account, role=Role.PARTICIPANT, series=edition.series, edition=edition
        )
    return account


def _account(participation: Participation, by: Actor) -> Account | None:
    """The one that any record of the person has, also under another address; else one for the person's address."""
    people = records_of(participation.person)
    own = {each.pk for each in people}
    joined = [each for each in accounts_of(people) if each.person_id in own]
    if joined:
        return joined[0]
    email = next((each.email for each in people if each.email), "")
    return open_account(by=by, email=email, name=native_name(participation).full) if email else None
