"""Participants with cards, as tests of the network need them."""

from django.test import Client
from django.utils import timezone

from tests import factories
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import Audience, CardField
from trilogue.domain.network.queries import code_of
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import ConsentText, Person, PersonName
from trilogue.flows.answer_consent import answer_consent
from trilogue.foundation.access import ANONYMOUS

NAMES = {"KR": ("김하늘", "ko"), "JP": ("松本 直樹", "ja"), "CN": ("刘子涵", "zh-Hans")}


def participant(
    edition: Edition, country: str = "KR", native: str = "", *, roman: str = "KIM Haneul"
) -> Person:
    name, tag = NAMES[country]
    person = factories.create_person(
        factories.create_country(country), native=native or name, tag=tag, roman=roman
    )
    factories.create_participation(edition, person=person)
    return person


def agree(person: Person, *, granted: bool = True) -> None:
    if not ConsentText.objects.filter(purpose=Purpose.DIRECTORY).exists():
        factories.create_consent_text(Purpose.DIRECTORY)
    answer_consent(
        person,
        Purpose.DIRECTORY,
        granted=granted,
        language="ko",
        channel="own page",
        now=timezone.now(),
        by=ANONYMOUS,
    )


def show(person: Person, *fields: CardField, to: Audience = Audience.CONTACTS) -> None:
    for field in fields or (CardField.POST,):
        factories.create_release(person, field, to)


def code(person: Person) -> str:
    """Of somebody who shows contacts something."""
    show(person)
    return code_of(factories.create_card(person))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(factories.create_account(person=person))
    return client


def searchable(person: Person) -> Person:
    from trilogue.domain.people.actions import index

    index.refresh([person.pk])
    return person


def own(person: Person) -> str:
    return PersonName.objects.get(person=person, own=True).full
