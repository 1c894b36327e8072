"""Everything that is stored about one person, for that person: a ZIP of JSON, texts and mails."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from trilogue.documents.document import Document
from trilogue.documents.looks import accesses_to, in_words
from trilogue.domain.delegations.models import Answer
from trilogue.domain.network.models import FollowUpParty
from trilogue.domain.network.queries import contacts_of, shown_to
from trilogue.domain.people.choices import Detail
from trilogue.domain.people.models import Account, Consent, Person
from trilogue.domain.people.queries import details, records_of, standing_for
from trilogue.foundation import keys
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.retention.policy import policy
from trilogue.foundation.text.value import Text

ZIP = "application/zip"
ANSWER_SEAL = "delegations_answer:sealed"


@dataclass(frozen=True)
class Whose:
    """The records, accounts and addresses of one person, as row ids and lower-case texts."""

    people: tuple[int, ...]
    accounts: tuple[int, ...]
    addresses: tuple[str, ...]

    def addressed(self, field: str) -> Q:
        wanted = Q(pk__in=[])
        for each in self.addresses:
            wanted |= Q(**{f"{field}__iexact": each})
        return wanted


OWN: dict[str, Callable[[Whose], Q]] = {
    "people.Person": lambda who: Q(pk__in=who.people),
    "people.PersonName": lambda who: Q(person__in=who.people),
    "people.LanguageSkill": lambda who: Q(person__in=who.people),
    "people.Posting": lambda who: Q(person__in=who.people),
    "people.SealedDetail": lambda who: Q(person__in=who.people),
    "people.Merge": lambda who: Q(kept__in=who.people) | Q(absorbed__in=who.people),
    "people.Consent": lambda who: Q(person__in=who.people),
    "people.SearchKey": lambda who: Q(person__in=who.people),
    "people.Account": lambda who: Q(pk__in=who.accounts),
    "editions.Appointment": lambda who: Q(account__in=who.accounts) | Q(person__in=who.people),
    "people.SignIn": lambda who: Q(account__in=who.accounts),
    "editions.AppointmentLink": lambda who: who.addressed("email"),
    "delegations.Invitation": lambda who: who.addressed("email"),
    "delegations.Participation": lambda who: Q(person__in=who.people),
    "delegations.Answer": lambda who: Q(participation__person__in=who.people),
    "delegations.StateChange": lambda who: Q(participation__person__in=who.people),
    "delegations.ListEntry": lambda who: Q(participation__person__in=who.people),
    "tables.Absence": lambda who: Q(participation__person__in=who.people),
    "tables.InterpreterSeat": lambda who: (
        Q(interpreter__account__in=who.accounts) | Q(interpreter__person__in=who.people)
    ),
    "tables.Seat": lambda who: Q(participation__person__in=who.people),
    "network.Encounter": lambda who: Q(first__person__in=who.people) | Q(second__person__in=who.people),
    "network.Card": lambda who: Q(person__in=who.people),
    "network.Channel": lambda who: Q(person__in=who.people),
    "network.Release": lambda who: Q(person__in=who.people),
    "network.Meeting": lambda who: Q(asking__person__in=who.people) | Q(asked__person__in=who.people),
    "network.MeetingSeat": lambda who: Q(participation__person__in=who.people),
    "network.FollowUp": lambda who: Q(
        pk__in=FollowUpParty.objects.filter(person__in=who.people).values("follow_up")
    ),
    "network.FollowUpParty": lambda who: Q(person__in=who.people),
    "opinions.Statement": lambda who: Q(author__person__in=who.people),
    "opinions.Question": lambda who: Q(author__person__in=who.people),
    "mail.Mail": lambda who: who.addressed("to"),
}
"""By model, which rows are a person's own."""
NOT_OWN = {
    "people.Distinction": "says something about a second person as well",
    "people.SearchWord": "a word of a name, nobody's in particular; it is in names",
    "editions.Publication": "who published is in the public record's history",
    "editions.Revision": "an act of office: how the public record stood",
    "editions.Erratum": "an act of office, without data of the person",
    "editions.ScheduledPublication": "an act of office, without data of the person",
    "editions.AccessReview": "an act of office, without data of the person",
    "delegations.QuotaDecision": "an act of office, without data of the person",
    "delegations.ListVersion": "an act of office, without data of the person",
    "delegations.RosterUpload": "other people's data; gone within a day",
    "tables.TablePlan": "an act of office, without data of the person",
    "tables.Search": "an act of office, without data of the person",
    "tables.Rule": "says something about a second person as well",
    "network.Contact": "given by name, in contacts",
    "network.Reminder": "when all parties were asked; what about is in network.FollowUp",
    "audit.Access": "given in words, in access.json",
    "audit.AccessSubject": "given in words, in access.json",
}
"""Models with personal columns that an export has no section for, and why."""
HIDDEN = frozenset({"password", "token_hash", "sealed", "data", "session"})
"""Columns that say nothing to anybody; what is sealed is given opened."""


def build(person: Person | None, account: Account | None, *, now: datetime) -> Document:
    """Sealed texts opened; what cannot be opened is said to be so."""
    who = whose(person, account)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in _files(person, who, now):
            bundle.writestr(name, content)
    return Document(f"trilogue-{now:%Y-%m-%d}.zip", ZIP, file.getvalue())


def whose(person: Person | None, account: Account | None) -> Whose:
    records = records_of(person) if person else []
    accounts = list(Account.objects.filter(person__in=records))
    if account and account not in accounts:
        accounts.append(account)
    given = [*(each.email for each in records), *(each.email for each in accounts)]
    addresses = tuple(sorted({address.casefold() for address in given if address}))
    return Whose(tuple(each.pk for each in records), tuple(each.pk for each in accounts), addresses)


def _files(person: Person | None, who: Whose, now: datetime) -> Iterator[tuple[str, str]]:
    said: dict[str, Any] = {"made_at": now.isoformat(timespec="seconds"), **_sections(who)}
    if person:
        said["details"] = _opened_details(person)
        said["sealed_answers"] = _opened_answers(who)
        said["contacts"] = _contacts(person)
    yield "data.json", _json(said)
    if person:
        yield "access.json", _json([_look(each) for each in in_words(accesses_to(person))])
    yield from _consents(who)
    for mail in Mail.objects.filter(OWN["mail.Mail"](who)):
        yield f"mails/{mail.pk}.txt", f"{mail.subject}\n\n{mail.body}"


def _sections(who: Whose) -> dict[str, list[dict[str, Any]]]:
    return {label: _rows(label, rule(who)) for label, rule in OWN.items()}


def _rows(label: str, wanted: Q) -> list[dict[str, Any]]:
    model = apps.get_model(label)
    columns = [each for each in policy()["columns"][label] if each not in HIDDEN and each != "id"]
    fields = [model._meta.get_field(each) for each in columns]
    found: models.QuerySet[Any] = models.QuerySet(model).filter(wanted).order_by("pk")
    links = [each.name for each in fields if isinstance(each, models.ForeignKey)]
    return [
        {each.name: _value(getattr(row, each.name)) for each in fields}
        for row in (found.select_related(*links) if links else found)
    ]


def _value(value: Any) -> Any:
    """Something of the database in words: a government by its code, an edition by series and number."""
    if isinstance(value, models.Model):
        for name in ("public_id", "code", "slug", "number", "reference"):
            if getattr(value, name, ""):
                return str(getattr(value, name))
        return f"{value._meta.label} {value.pk}"
    if isinstance(value, Text):
        return value.to_json()
    return value if isinstance(value, str | int | bool | dict | list | None) else str(value)


def _opened_details(person: Person) -> dict[str, str]:
    try:
        return {str(Detail(kind)): text for kind, text in details(person).items()}
    except keys.KeyRefused as refused:
        return {"unreadable": refused.code}


def _contacts(person: Person) -> list[dict[str, Any]]:
    """When, and with whom: the name alone, and no name of who shows nothing any more."""
    exchanged = contacts_of(standing_for(person))
    shown = shown_to(standing_for(person), exchanged.keys())
    return [
        {
            "with": shown[other].names[0].full if other in shown and shown[other].names else "",
            "at": contact.exchanged_at.isoformat(timespec="seconds"),
        }
        for other, contact in exchanged.items()
    ]


def _opened_answers(who: Whose) -> list[dict[str, Any]]:
    sealed = Answer.objects.filter(OWN["delegations.Answer"](who)).exclude(sealed=b"")
    return [
        {"field": each.field.label.to_json(), "value": _unsealed(each)}
        for each in sealed.select_related("participation__person", "field")
    ]


def _unsealed(answer: Answer) -> str | None:
    try:
        return keys.unseal(answer.participation.person.public_id, answer.sealed, place=ANSWER_SEAL)
    except keys.KeyRefused as refused:
        return f"unreadable: {refused.code}"


def _look(look: Any) -> dict[str, Any]:
    return {
        "at": look.at.isoformat(timespec="seconds"),
        "by": look.who,
        "roles": list(look.roles),
        "what": look.what,
        "reason": look.reason,
    }


def _consents(who: Whose) -> Iterator[tuple[str, str]]:
    """Each text that was answered, in the language in which it was read."""
    answered = Consent.objects.filter(person__in=who.people).select_related("text").order_by("pk")
    for each in answered:
        said = "granted" if each.granted else "refused"
        head = f"{each.text.purpose} {each.text.version}: {said}, {each.answered_at:%Y-%m-%d %H:%M} UTC"
        yield (
            f"consents/{each.pk}-{each.text.purpose}.txt",
            f"{head}\n\n{each.text.text.shown(each.language).text}",
        )


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)
