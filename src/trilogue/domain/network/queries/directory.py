"""Who can be found by participants. Only who agrees to the directory is, and only by what they show the reader."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import Audience, CardField
from trilogue.domain.network.models import Release
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Consent, Person
from trilogue.domain.people.queries import records_of

OF_PERSON = Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk"))
"""Rows of a standing record and of those merged into it."""


def editions_of(person: Person) -> set[int]:
    """The editions that a person takes part in."""
    entries = Participation.objects.filter(person__in=records_of(person), state__in=LISTED)
    return set(entries.values_list("edition", flat=True))


def in_directory() -> QuerySet[Person]:
    """Who takes part somewhere and agrees, by the latest answer, to be found."""
    answers = Consent.objects.filter(OF_PERSON, text__purpose=Purpose.DIRECTORY)
    latest = answers.order_by("-answered_at", "-pk").values("granted")[:1]
    people = Person.objects.filter(Exists(_entries()), merged_into=None, erased_at=None)
    return people.alias(agrees=Subquery(latest)).filter(agrees=True)


def shown_in_directory(reader: Person, *fields: CardField) -> QuerySet[Person]:
    """Those who show the reader at least one of the fields, by being in one edition or by taking part at all."""
    mine = editions_of(reader)
    if not mine:
        return Person.objects.none()
    released = Release.objects.filter(OF_PERSON, field__in=fields or CardField.values)
    to_everybody = Exists(released.filter(audience=Audience.ALUMNI))
    to_edition = Exists(released.filter(audience=Audience.EDITION)) & Exists(
        _entries().filter(edition__in=mine)
    )
    return in_directory().filter(to_everybody | to_edition)


def shown_at(reader: Person, governments: list[int]) -> QuerySet[Person]:
    """Who shows the reader a post, held or holding it at one of these."""
    there = _entries().filter(Q(home__in=governments) | Q(host__in=governments))
    return shown_in_directory(reader, CardField.POST).filter(Exists(there))


def shown_in(reader: Person, edition: Edition) -> QuerySet[Person]:
    """Who shows the reader anything and took part there: known to those who did too, else only as they show it."""
    shared = edition.pk in editions_of(reader)
    people = shown_in_directory(reader, *(() if shared else (CardField.EDITIONS,)))
    return people.filter(Exists(_entries().filter(edition=edition)))


def _entries() -> QuerySet[Participation]:
    return Participation.objects.filter(OF_PERSON, state__in=LISTED)
