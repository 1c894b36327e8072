"""A person asks to be erased. Where an edition to come is concerned the desk does it, else it is done at once."""

from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext, override

from trilogue.domain.delegations.queries import still_to_come
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment
from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import records_of
from trilogue.flows.erase import erase, erase_account
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.audit.models import Entry

ASKED = "ask_erasure"


@transaction.atomic
def ask_erasure(account: Account, *, by: Actor, now: datetime, language: str) -> bool:
    """True when everything is erased; False when the hosts were asked to, in this language: they have none of
    their own. Raises LastAdministrator.
    """
    person = account.person
    if person is None:
        erase_account(account, by=by, now=now)
        return True
    coming = still_to_come(records_of(person))
    if not coming:
        erase(person, by=by, now=now)
        return True
    if not is_asked(person):
        log.write(ASKED, person, by=by)
        _tell_hosts({each.edition.series_id for each in coming}, language)
    return False


def is_asked(person: Person) -> bool:
    return person.pk in asked([person.pk])


def asked(people: list[int] | None = None) -> list[int]:
    """Persons who asked and are not erased, the longest waiting first."""
    entries = Entry.objects.filter(action=ASKED, object_type="people.person").order_by("number")
    if people is not None:
        entries = entries.filter(object_id__in=[str(each) for each in people])
    wanted = list(dict.fromkeys(int(each) for each in entries.values_list("object_id", flat=True)))
    living = set(Person.objects.filter(pk__in=wanted, erased_at=None).values_list("pk", flat=True))
    return [each for each in wanted if each in living]


def _tell_hosts(series: set[int], language: str) -> None:
    """Without saying who it is: that stands at the desk."""
    hosts = Appointment.objects.filter(role=Role.HOST_ADMIN, series__in=series, edition=None)
    for address in sorted(set(hosts.values_list("account__email", flat=True))):
        with override(language):
            send_mail(
                gettext("Somebody asks to be erased"),
                gettext("A participant asks for erasure. Open the access log of the series at the desk."),
                None,
                [address],
            )
