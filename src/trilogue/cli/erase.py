"""`trilogue erase`: everything that is held of one person, at once and for good."""

import argparse
from typing import TYPE_CHECKING, Any
from uuid import UUID

from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands
    from trilogue.domain.people.models import Account, Person


def add(commands: "Commands") -> None:
    erase = commands.add_parser("erase", help="erase everything that is held of a person")
    erase.add_argument("person", metavar="PERSON", help="an e-mail address, or the id that an export names")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    erase.set_defaults(run=_erase)


def _erase(chosen: argparse.Namespace) -> int:
    from trilogue.cli.database import is_up_to_date, open_database

    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    person, account = _found(chosen.person)
    _describe(person)
    if not chosen.yes and not _agreed():
        raise Refused("nothing was erased")
    _do(person, account)
    from trilogue.foundation.retention.policy import personal_tables
    from trilogue.foundation.retention.scrub import scrub

    print(
        "Erased. Older backups still hold names until their lifetime ends; what was sealed in them is lost."
    )
    if not scrub(personal_tables(), however_large=True):
        print("The database was busy: its file is written anew in the coming night.")
    return 0


def _do(person: "Person | None", account: "Account | None") -> None:
    from django.utils import timezone

    from trilogue.domain.editions.actions import LastAdministrator
    from trilogue.flows.erase import erase, erase_account
    from trilogue.foundation.access import ANONYMOUS

    now = timezone.now()
    try:
        if person:
            erase(person, by=ANONYMOUS, now=now)
        elif account:
            erase_account(account, by=ANONYMOUS, now=now)
    except LastAdministrator as error:
        raise Refused(
            "nobody else is host administrator of a series: appoint somebody first (trilogue appoint)"
        ) from error


def _found(given: str) -> "tuple[Person | None, Account | None]":
    from trilogue.domain.people.models import Account, Person

    living = Person.objects.filter(erased_at=None)
    person = living.filter(**_asked(given)).first()
    account = None if person else Account.objects.filter(email__iexact=given).first()
    if account and account.person:
        person = account.person
    if not person and not account:
        raise Refused("PERSON: nobody here has that e-mail address or id")
    return person, account


def _asked(given: str) -> dict[str, Any]:
    try:
        return {"public_id": UUID(given)}
    except ValueError:
        return {"email__iexact": given}


def _describe(person: "Person | None") -> None:
    """Without names: this may be read by whoever looks at the terminal's log."""
    from trilogue.domain.delegations.models import Participation
    from trilogue.domain.people.queries import records_of

    if person is None:
        print("An account that belongs to no person.")
        return
    records = records_of(person)
    editions = Participation.objects.filter(person__in=[each.pk for each in records]).count()
    print(f"Person {person.public_id}: {len(records)} record(s), in {editions} edition(s).")


def _agreed() -> bool:
    try:
        return input("This cannot be undone. Type yes to erase: ").strip() == "yes"
    except EOFError:
        return False
