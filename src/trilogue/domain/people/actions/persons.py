from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from trilogue.domain.people.actions import index
from trilogue.domain.people.choices import Origin
from trilogue.domain.people.models import Account, LanguageSkill, Person, PersonName, Posting
from trilogue.domain.places.models import Country, Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@dataclass(frozen=True)
class NameForm:
    """One form of a name as written, with its comparing key."""

    script: str
    tag: str
    full: str
    key: str
    family: str = ""
    given: str = ""
    own: bool = False
    suggested: bool = False


@transaction.atomic
def register(
    *,
    by: Actor,
    country: Country,
    email: str,
    names: tuple[NameForm, ...],
    skills: Mapping[str, int],
    joins: bool = True,
) -> Person:
    """A new person with names and languages; `joins` it to the account of the same address if there is one.

    An address may be missing until the person registers: "".

    Names are unconfirmed until the person confirms them.
    """
    person = Person.objects.create(country=country, email=email)
    if email and joins:
        Account.objects.filter(email__iexact=email, person=None).update(person=person)
    PersonName.objects.bulk_create(
        PersonName(
            person=person,
            script=name.script,
            tag=name.tag,
            family=name.family,
            given=name.given,
            full=name.full,
            key=name.key,
            own=name.own,
            origin=Origin.SUGGESTED if name.suggested else Origin.WRITTEN,
        )
        for name in names
    )
    LanguageSkill.objects.bulk_create(
        LanguageSkill(person=person, language=language, level=level) for language, level in skills.items()
    )
    index.refresh([person.pk])
    log.write("register", person, by=by, fields=["country", "email", "names", "skills"])
    return person


@transaction.atomic
def post(person: Person, *, by: Actor, home: Government, host: Government, starts: str, ends: str) -> Posting:
    posting = Posting.objects.create(person=person, home=home, host=host, starts=starts, ends=ends)
    log.write("post", posting, by=by, fields=["home", "host", "starts", "ends"])
    return posting


@transaction.atomic
def open_account(*, by: Actor, email: str, name: str) -> Account:
    """The account for an address, joined to the person of the same address unless it has one; nothing else of it
    changes when it exists.
    """
    known = Person.objects.filter(email__iexact=email, account=None).first()
    account, added = Account.objects.get_or_create(
        email=email.lower(), defaults={"name": name, "person": known}
    )
    if added:
        log.write("open_account", account, by=by, fields=["email", "name"])
    elif known and account.person_id is None:
        account.person = known
        account.save(update_fields=["person"])
    return account
