"""Emptying the records of a person. What stays is a shell: an id, and that consent was given or not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from trilogue.domain.people.actions.merges import point
from trilogue.domain.people.choices import NameOrder
from trilogue.domain.people.models import (
    Distinction,
    LanguageSkill,
    Merge,
    Person,
    PersonName,
    Posting,
    SealedDetail,
)
from trilogue.domain.people.queries.records import accounts_of
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def forget(people: Collection[Person], *, by: Actor, now: datetime) -> None:
    """Delete everything about these records and the accounts joined to them, and empty the records themselves.

    Answers to consent texts stay with the empty record: proof of what was agreed, without who agreed.
    """
    ids = [each.pk for each in people]
    others = Person.objects.filter(merged_into__in=ids).values_list("pk", flat=True)
    concerned = {*ids, *others}
    PersonName.objects.filter(person__in=ids).delete()
    LanguageSkill.objects.filter(person__in=ids).delete()
    Posting.objects.filter(person__in=ids).delete()
    SealedDetail.objects.filter(person__in=ids).delete()
    Merge.objects.filter(Q(kept__in=ids) | Q(absorbed__in=ids)).delete()
    Distinction.objects.filter(Q(first__in=ids) | Q(second__in=ids)).delete()
    for account in accounts_of(people):
        log.write("close_account", account, by=by)
        account.delete()
    point(concerned)
    for each in people:
        _empty(each, now)
        log.write("erase", each, by=by, fields=["account", "country", "details", "email", "names"])


def _empty(person: Person, now: datetime) -> None:
    person.country = person.merged_into = None
    person.email, person.honorifics = "", {}
    person.order = NameOrder.FAMILY_FIRST
    person.erased_at = person.erased_at or now
    person.save()
