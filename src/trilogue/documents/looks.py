"""The log of looks at personal data, in words: for the person whose data they are, and for the monthly review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition
from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import records_of
from trilogue.foundation.audit.models import Access

WHAT = {
    "people": pgettext_lazy("looked at", "People of the edition"),
    "tables": pgettext_lazy("looked at", "Tables"),
    "person": pgettext_lazy("looked at", "Page of a person"),
    "search": pgettext_lazy("looked at", "Search for people"),
    "duplicates": pgettext_lazy("looked at", "Likely duplicates"),
    "nominations": pgettext_lazy("looked at", "Nominations"),
    "details": pgettext_lazy("looked at", "Sensitive details"),
    "erasures": pgettext_lazy("looked at", "Requests for erasure"),
    "network": pgettext_lazy("looked at", "Network"),
    "network_pairs": pgettext_lazy("looked at", "Who met whom"),
    "my_network": pgettext_lazy("looked at", "Page of somebody whom you met"),
    "network_editions.csv": _("Network by edition (CSV)"),
    "network_governments.csv": _("Ties between governments (CSV)"),
    "network_governments.graphml": _("Ties between governments (GraphML)"),
    "network_people.graphml": _("Network without names (GraphML)"),
    "meetings": pgettext_lazy("looked at", "Meetings"),
    "colleagues": pgettext_lazy("looked at", "Colleagues to meet"),
    "follow_ups": pgettext_lazy("looked at", "Follow-ups"),
    "meetings.csv": _("Agreed meetings (CSV)"),
    "meetings.pdf": _("Agreed meetings (PDF)"),
    "meetings.ics": _("Agreed meetings in a calendar (ICS)"),
    "directory": pgettext_lazy("of participants", "Directory"),
    "card": pgettext_lazy("of a person", "Card"),
    "contacts": _("Contacts"),
    "cards.vcf": _("Cards of contacts (vCard)"),
    "name_list.xlsx": _("List of participants (XLSX)"),
    "badges.pdf": _("Name badges (PDF)"),
    "table_plan.xlsx": _("Table plan (XLSX)"),
    "table_plan.pdf": _("Table plan (PDF)"),
    "by_table.xlsx": _("List by table (XLSX)"),
    "by_table.pdf": _("List by table (PDF)"),
    "by_person.xlsx": _("List by person (XLSX)"),
    "by_person.pdf": _("List by person (PDF)"),
    "by_interpreter.xlsx": _("List by interpreter (XLSX)"),
    "by_interpreter.pdf": _("List by interpreter (PDF)"),
    "moderator_sheets.pdf": _("Moderator sheets (PDF)"),
    "list_version.xlsx": _("Frozen list (XLSX)"),
    "list_changes.xlsx": _("Changes of the list (XLSX)"),
}
"""By the code in the log; a code without words is shown as it is."""


@dataclass(frozen=True)
class Look:
    """One look. `roles` are those that the account holds there now; `count` is how many people were seen."""

    at: datetime
    who: str
    roles: tuple[str, ...]
    what: str
    edition: Edition | None
    reason: str
    origin: str
    count: int


def accesses_to(person: Person) -> QuerySet[Access]:
    """Every look at the person's data that is kept, newest first; not the person's own."""
    records = records_of(person)
    own = Account.objects.filter(person__in=records).values_list("pk", flat=True)
    seen = Access.objects.filter(subjects__person__in=[each.pk for each in records])
    return seen.exclude(account__in=list(own)).distinct().order_by("-at", "-pk")


def in_words(accesses: Iterable[Access]) -> list[Look]:
    """A few queries, whatever the number of looks."""
    read = list(accesses)
    accounts = Account.objects.in_bulk({each.account for each in read if each.account})
    editions = Edition.objects.select_related("series").in_bulk(
        {each.edition for each in read if each.edition}
    )
    held = _roles(accounts)
    counts = dict(
        Access.objects.filter(pk__in=[each.pk for each in read])
        .order_by()
        .values_list("pk")
        .annotate(Count("subjects"))
    )
    return [
        Look(
            each.at,
            _name(accounts.get(each.account)),
            _there(held.get(each.account, ()), editions.get(each.edition)),
            str(WHAT.get(each.what, each.what)),
            editions.get(each.edition),
            each.reason,
            each.origin,
            counts.get(each.pk, 0),
        )
        for each in read
    ]


def _name(account: Account | None) -> str:
    return (account.name or account.email) if account else ""


def _roles(accounts: Mapping[object, Account]) -> dict[int | None, list[Appointment]]:
    held: dict[int | None, list[Appointment]] = {}
    for each in Appointment.objects.filter(account__in=list(accounts)):
        held.setdefault(each.account_id, []).append(each)
    return held


def _there(held: Iterable[Appointment], edition: Edition | None) -> tuple[str, ...]:
    """Roles in the edition or its series; all of them where no edition is concerned."""
    found = {
        each.role
        for each in held
        if edition is None or (each.series_id == edition.series_id and each.edition_id in (None, edition.pk))
    }
    return tuple(str(role.label) for role in Role if role in found)
