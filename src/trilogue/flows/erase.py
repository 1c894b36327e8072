"""Erasing a person: everything in the database, in files and caches, and the key to what older backups hold.

What stays: that somebody of a delegation took part in an edition, in which state and at which table; consents
given without who gave them; ids in the logs. The public record of speakers is not touched.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from trilogue.domain.delegations import actions as delegations
from trilogue.domain.delegations.choices import MOVES, State
from trilogue.domain.delegations.queries import still_to_come
from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.actions import LastAdministrator
from trilogue.domain.editions.queries import nobody_else_administers
from trilogue.domain.network import actions as network
from trilogue.domain.opinions import actions as opinions
from trilogue.domain.people import actions as people
from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import accounts_of, key_owner, records_of
from trilogue.domain.tables import actions as tables
from trilogue.flows import offer
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import access, log
from trilogue.foundation.mail.forget import forget as forget_mails
from trilogue.foundation.retention import ledger, traces
from trilogue.foundation.retention.policy import personal_tables
from trilogue.foundation.retention.scrub import scrub

SHORTEST = 2
"""Characters of a name that is looked for in texts; a shorter one is in too many."""


@transaction.atomic
def erase(person: Person, *, by: Actor, now: datetime) -> None:
    """Erase the person with all merged records, at once. Places held in editions to come go to whoever is next.

    Raises LastAdministrator.
    """
    records = records_of(log.hold(Person.objects.all()).get(pk=person.pk))
    accounts = accounts_of(records)
    _keep_an_administrator(accounts)
    _erase(records, by=by, now=now)
    ledger.note([*(each.public_id for each in records), *map(key_owner, accounts)], now=now)


@transaction.atomic
def erase_account(account: Account, *, by: Actor, now: datetime) -> None:
    """Erase an account that belongs to no person. Raises LastAdministrator."""
    _keep_an_administrator([account])
    number, owner = account.pk, key_owner(account)
    _erase_account(account, by=by, now=now)
    ledger.note_account(number, now=now)
    ledger.note([owner], now=now)


@transaction.atomic
def replay(*, by: Actor, now: datetime) -> int:
    """Carry out every erasure of the ledger anew, as after restoring a backup. Returns how many were needed."""
    erased = ledger.erased()
    found = list(Person.objects.filter(public_id__in=erased.people, erased_at=None))
    for person in found:
        _erase([person], by=by, now=now)
    accounts = [
        each
        for each in Account.objects.filter(pk__in=erased.accounts)
        if each.joined_at <= erased.accounts[each.pk]
    ]
    for account in accounts:
        _erase_account(account, by=by, now=now)
    transaction.on_commit(partial(_finish, list(erased.people)))
    return len(found) + len(accounts)


def _erase(records: Collection[Person], *, by: Actor, now: datetime) -> None:
    accounts = accounts_of(records)
    addresses = _addresses(records, accounts)
    words = {*addresses, *_names(records)}
    for entry in still_to_come(records):
        if State.WITHDRAWN in MOVES[State(entry.state)]:
            offer.withdraw(entry, by=by, now=now, reason="erased")
    delegations.forget(records, addresses, by=by, now=now)
    network.forget(records, by=by)
    opinions.forget(records, by=by)
    tables.forget(records, by=by)
    editions.forget_links(addresses, by=by)
    _forget_elsewhere(accounts, words)
    people.forget(records, by=by, now=now)
    owners = [*(each.public_id for each in records), *map(key_owner, accounts)]
    transaction.on_commit(partial(_finish, owners))


def _erase_account(account: Account, *, by: Actor, now: datetime) -> None:
    addresses = _addresses([], [account])
    delegations.forget([], addresses, by=by, now=now)
    editions.forget_links(addresses, by=by)
    _forget_elsewhere([account], addresses)
    log.write("close_account", account, by=by)
    Account.objects.filter(pk=account.pk).delete()
    transaction.on_commit(partial(_finish, [key_owner(account)]))


def _forget_elsewhere(accounts: Collection[Account], words: Collection[str]) -> None:
    forget_mails(words)
    access.forget(words)
    traces.forget([each.pk for each in accounts], words)


def _finish(owners: Iterable[UUID]) -> None:
    """What no transaction can take back comes after it."""
    for each in owners:
        keys.destroy(each)
    scrub(personal_tables())


def _addresses(records: Iterable[Person], accounts: Iterable[Account]) -> set[str]:
    given = [*(each.email for each in records), *(each.email for each in accounts)]
    return {address.casefold() for address in given if address}


def _names(records: Iterable[Person]) -> set[str]:
    names = {text for each in records for name in each.names.all() for text in (name.full, name.key)}
    return {name for name in names if len(name) >= SHORTEST}


def _keep_an_administrator(accounts: Collection[Account]) -> None:
    """Two who leave at once are one after the other: the second sees that the first is gone."""
    log.stand_in_line()
    if nobody_else_administers([each.pk for each in accounts]):
        raise LastAdministrator
