"""Who can be found by participants. Only who agrees to the directory is, and only by what they show the reader.

Rows count for the record that stands for their person. Everything is asked for as sets: asked person by person, three
thousand people took a minute.
"""

from typing import Any

from django.db.models import Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import Audience, CardField
from trilogue.domain.network.models import Release
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Consent, Person
from trilogue.domain.people.queries import records_of

END = Coalesce("person__merged_into", "person")


def editions_of(person: Person) -> set[int]:
    """The editions that a person takes part in."""
    entries = _entries().filter(person__in=records_of(person))
    return set(entries.values_list("edition", flat=True))


def in_directory() -> QuerySet[Person]:
    """Who takes part somewhere and agrees, by the latest answer, to be found."""
    people = Person.objects.filter(merged_into=None, erased_at=None)
    return people.filter(pk__in=_people(_entries())).filter(pk__in=_agreeing())


def shown_in_directory(reader: Person, *fields: CardField) -> QuerySet[Person]:
    """Those who show the reader at least one of the fields, by being in one edition or by taking part at all."""
    mine = editions_of(reader)
    if not mine:
        return Person.objects.none()
    released = Release.objects.filter(field__in=fields or CardField.values)
    to_everybody = Q(pk__in=_people(released.filter(audience=Audience.ALUMNI)))
    to_edition = Q(pk__in=_people(released.filter(audience=Audience.EDITION)))
    there_too = Q(pk__in=_people(_entries().filter(edition__in=mine)))
    return in_directory().filter(to_everybody | (to_edition & there_too))


def shown_at(reader: Person, governments: list[int]) -> QuerySet[Person]:
    """Who shows the reader a post, held or holding it at one of these."""
    there = _entries().filter(Q(home__in=governments) | Q(host__in=governments))
    return shown_in_directory(reader, CardField.POST).filter(pk__in=_people(there))


def shown_in(reader: Person, edition: Edition) -> QuerySet[Person]:
    """Who shows the reader anything and took part there: known to those who did too, else only as they show it."""
    shared = edition.pk in editions_of(reader)
    people = shown_in_directory(reader, *(() if shared else (CardField.EDITIONS,)))
    return people.filter(pk__in=_people(_entries().filter(edition=edition)))


def _entries() -> QuerySet[Participation]:
    return Participation.objects.filter(state__in=LISTED)


def _agreeing() -> QuerySet[Any, Any]:
    answers = Consent.objects.filter(text__purpose=Purpose.DIRECTORY)
    newest_first = Window(RowNumber(), partition_by=END, order_by=("-answered_at", "-pk"))
    return _people(answers.annotate(age=newest_first).filter(age=1, granted=True))


def _people(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    ends: QuerySet[Any, Any] = rows.order_by().annotate(end=END).values("end")
    return ends
