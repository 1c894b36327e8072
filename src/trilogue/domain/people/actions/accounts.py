from allauth.account.models import EmailAddress
from django.db import transaction

from trilogue.domain.people.actions.sign_ins import end_sessions
from trilogue.domain.people.models import Account, Person
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class AddressTaken(Exception):
    """Somebody else has the address."""

    code = "address_taken"


@transaction.atomic
def change_address(account: Account, email: str, *, by: Actor, keep: str = "") -> None:
    """A new address of the account and its person, to which a code was sent before.

    Every session ends but the one with the key `keep`. Raises AddressTaken.
    """
    email = email.lower()
    others = Account.objects.filter(email__iexact=email).exclude(pk=account.pk)
    people = Person.objects.filter(email__iexact=email)
    if account.person:
        people = people.exclude(pk=account.person.pk)
    if others.exists() or people.exists():
        raise AddressTaken
    account.email = email
    account.save(update_fields=["email"])
    EmailAddress.objects.filter(user=account).delete()  # the library's own copy
    log.write("change_address", account, by=by, fields=["email"])
    end_sessions(account, by=by, keep=keep)
    if account.person:
        Person.objects.filter(pk=account.person.pk).update(email=email)
        log.write("change_address", account.person, by=by, fields=["email"])
