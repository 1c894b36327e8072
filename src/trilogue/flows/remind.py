"""The clock's part: three, six and twelve months after a follow-up was recorded its parties are asked how it stands."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from trilogue.documents.follow_up_mail import language_of, letter
from trilogue.domain.network import actions
from trilogue.domain.network.models import FollowUp
from trilogue.domain.network.queries import reminder_due, waiting_follow_ups
from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import accounts_of, records_of
from trilogue.foundation.access import ANONYMOUS


def remind_all(*, now: datetime) -> int:
    """Each follow-up in a transaction of its own; returns how many mails were queued. Twice is once."""
    waiting = waiting_follow_ups(now).prefetch_related("reminders")
    due = [(each, months) for each in waiting if (months := reminder_due(each, now))]
    return sum(remind(each, months, now=now) for each, months in due)


@transaction.atomic
def remind(follow_up: FollowUp, months: int, *, now: datetime) -> int:
    from django.core.mail import send_mail

    if actions.remind(follow_up, months, by=ANONYMOUS, now=now) is None:
        return 0
    asked = list(_accounts(follow_up))
    for account, person in asked:
        mail = letter(follow_up, months, account, language_of(person))
        send_mail(mail.subject, mail.body, None, [mail.to])
    return len(asked)


def _accounts(follow_up: FollowUp) -> Iterator[tuple[Account, Person]]:
    """Its parties who can sign in, each once."""
    asked: set[int] = set()
    for party in follow_up.parties.exclude(person=None).select_related("person"):
        for account in accounts_of(records_of(party.person)) if party.person else []:
            if account.is_active and account.pk not in asked and party.person:
                asked.add(account.pk)
                yield account, party.person
                break
