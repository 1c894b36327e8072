"""Every night: what has outlived the time that the retention policy gives it is erased, and erasures are finished."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from trilogue.algorithms.dates import DateError, ImpreciseDate
from trilogue.domain.delegations.models import Answer, Invitation, Participation, RosterUpload
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink, Edition, Installation
from trilogue.domain.opinions.actions import destroy_left_secrets
from trilogue.domain.people.models import Account, Person, SealedDetail, SignIn
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit import log
from trilogue.foundation.audit.models import Access, Entry
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.retention import ledger
from trilogue.foundation.retention.blank import clear
from trilogue.foundation.retention.policy import personal_tables, policy
from trilogue.foundation.retention.scrub import scrub

HOUR = 3
"""Of the night, in the installation's own time."""
Due = Callable[[int, datetime], QuerySet[Any]]


def is_due(*, now: datetime) -> bool:
    """Once a night; at once where it never ran, or the machine slept through the night."""
    last = last_run()
    return last is None or last < _last_night(now)


def last_run() -> datetime | None:
    return Entry.objects.filter(action="retain").order_by("-number").values_list("at", flat=True).first()


def retain(*, by: Actor, now: datetime) -> dict[str, int]:
    """Returns the rows concerned by class. Of several processes that come at once, one does it."""
    with transaction.atomic():
        installation = log.hold(Installation.objects.filter(pk=1)).first()
        if installation is None or not is_due(now=now):
            return {}
        counts = {name: count for name in timed() if (count := _enforce(name, now))}
        counts["answers"] = _forget_answers(now)
        log.write(
            "retain", installation, by=by, fields=sorted(name for name, count in counts.items() if count)
        )
        transaction.on_commit(_finish)
    return counts


def _finish() -> None:
    finish_erasures()
    destroy_left_secrets(by=ANONYMOUS)
    scrub(personal_tables(), however_large=True)


def finish_erasures() -> None:
    """Destroy keys that an interrupted erasure left; nothing else of it can be missing."""
    for public_id in ledger.erased().people:
        if keys.exists(public_id):
            keys.destroy(public_id)


def timed() -> dict[str, int]:
    """Days by class, for the classes of the policy that have them."""
    return {name: kept["days"] for name, kept in policy()["classes"].items() if "days" in kept}


def _enforce(name: str, now: datetime) -> int:
    days = timed()[name]
    return sum(clear(due(days, now), name) for due in DUE[name])


def _contacts(days: int, now: datetime) -> QuerySet[Any]:
    """Addresses of people without an account, whose editions are all over."""
    return _over_for_people(Person.objects.filter(account=None).exclude(email=""), days, now)


def _invitations(days: int, now: datetime) -> QuerySet[Any]:
    return Invitation.objects.filter(call__edition__in=_over(days, now)).exclude(email="")


def _rooms_and_given_addresses(days: int, now: datetime) -> QuerySet[Any]:
    return Participation.objects.filter(edition__in=_over(days, now)).exclude(room="", email="")


def _details(days: int, now: datetime) -> QuerySet[Any]:
    people = _over_for_people(Person.objects.all(), days, now)
    return SealedDetail.objects.filter(person__in=people.values("pk"))


def _sealed_answers(days: int, now: datetime) -> QuerySet[Any]:
    return Answer.objects.filter(participation__edition__in=_over(days, now)).exclude(sealed=b"")


def _mails(days: int, now: datetime) -> QuerySet[Any]:
    return Mail.objects.filter(queued_at__lt=now - timedelta(days=days))


def _accesses(days: int, now: datetime) -> QuerySet[Any]:
    return Access.objects.filter(at__lt=now - timedelta(days=days))


def _uploads(days: int, now: datetime) -> QuerySet[Any]:
    return RosterUpload.objects.filter(uploaded_at__lt=now - timedelta(days=days))


def _sign_ins(days: int, now: datetime) -> QuerySet[Any]:
    return SignIn.objects.filter(at__lt=now - timedelta(days=days))


def _offers(days: int, now: datetime) -> QuerySet[Any]:
    return AppointmentLink.objects.filter(sent_at__lt=now - timedelta(days=days))


def _accounts(days: int, now: datetime) -> QuerySet[Any]:
    """Without an appointment but to take part in an edition that is over, and without an edition to come."""
    before = now - timedelta(days=days)
    silent = Q(last_login__lt=before) | Q(last_login=None, joined_at__lt=before)
    took_part = Q(role=Role.PARTICIPANT, edition__in=_over(0, now))
    appointed = Appointment.objects.filter(~took_part, account=OuterRef("pk"))
    to_come = Participation.objects.filter(person=OuterRef("person")).exclude(edition__in=_over(0, now))
    return Account.objects.filter(silent, ~Exists(appointed), ~Exists(to_come))


DUE: dict[str, tuple[Due, ...]] = {
    "contact": (_contacts, _invitations, _rooms_and_given_addresses),
    "sealed": (_details, _sealed_answers),
    "mail": (_mails,),
    "access": (_accesses,),
    "upload": (_uploads,),
    "sign_in": (_sign_ins,),
    "offer": (_offers,),
    "account": (_accounts,),
}
"""For each class of the policy that has days: which rows have had them."""
FOLLOWS = {
    "audit.AccessSubject": "goes with its access",
    "editions.Appointment": "an account that has one is kept",
    "editions.Publication": "loses its account by itself",
    "editions.Revision": "loses its account by itself",
    "editions.Erratum": "loses its account by itself",
    "editions.ScheduledPublication": "loses its account by itself",
    "editions.AccessReview": "loses its account by itself",
    "people.Merge": "loses its account by itself",
    "people.Distinction": "loses its account by itself",
    "delegations.StateChange": "has the number of an account, which says nothing once it is gone",
    "delegations.QuotaDecision": "loses its account by itself",
    "delegations.ListVersion": "loses its account by itself",
    "tables.TablePlan": "loses its account by itself",
    "tables.InterpreterSeat": "goes with the appointment",
    "tables.Search": "loses its account by itself",
    "network.FollowUp": "loses its account by itself",
    "opinions.Statement": "loses its account by itself",
}
"""Models with columns of such a class that need no rule of their own."""


def _forget_answers(now: datetime) -> int:
    """Each question says itself how long its answers are kept."""
    today = localtime(now).date()
    due = [
        answer.pk
        for answer in Answer.objects.select_related("field", "participation__edition").iterator()
        if _is_over(answer.participation.edition, answer.field.retention_days, today)
    ]
    return Answer.objects.filter(pk__in=due).delete()[0]


def _over_for_people(people: QuerySet[Person], days: int, now: datetime) -> QuerySet[Person]:
    """Those who took part in something, and in nothing that is not over for so long."""
    entries = Participation.objects.filter(person=OuterRef("pk"))
    running = entries.exclude(edition__in=_over(days, now))
    return people.filter(Exists(entries), ~Exists(running))


def _over(days: int, now: datetime) -> list[int]:
    today = localtime(now).date()
    return [each.pk for each in Edition.objects.all() if _is_over(each, days, today)]


def _is_over(edition: Edition, days: int, today: date) -> bool:
    """By the last day that the edition's date can mean."""
    try:
        return ImpreciseDate.parse(edition.date).latest + timedelta(days=days) < today
    except DateError:
        return False


def _last_night(now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    night = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return night if night <= local else night - timedelta(days=1)
