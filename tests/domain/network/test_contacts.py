"""Exchanging cards: once, by whoever asks, under whichever receipt, also when two do it at one time."""

import uuid

import pytest
from django.utils import timezone

from tests import factories
from tests.domain.network.gathering import code, participant, show
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.actions import (
    CodeUnknown,
    NothingToShow,
    OwnCode,
    ReceiptTaken,
    exchange,
    remove_contact,
)
from trilogue.domain.network.models import Contact, Release
from trilogue.domain.network.queries import contacts_of
from trilogue.domain.people.models import Person
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition()


def ask(typed: str, person: Person, receipt: uuid.UUID | None = None) -> Contact:
    return exchange(typed, person, receipt=receipt or uuid.uuid4(), by=ANONYMOUS, now=NOW)


def test_two_exchange_once_however_often_and_by_whom_it_is_asked(edition: Edition) -> None:
    one, other = participant(edition), participant(edition)
    first, second = code(one), code(other)
    receipt = uuid.uuid4()
    made = ask(first, other, receipt)
    assert made.edition == edition
    assert {ask(first, other, receipt), ask(first, other), ask(second, one)} == {made}
    assert list(contacts_of(one)) == [other.pk]
    assert list(contacts_of(other)) == [one.pk]
    assert Entry.objects.filter(action="exchange_cards").count() == 1


def test_a_receipt_of_others_gives_nobody_their_contact(edition: Edition) -> None:
    one, other, third = participant(edition), participant(edition), participant(edition)
    first, receipt = code(one), uuid.uuid4()
    show(other)
    ask(first, other, receipt)
    show(third)
    with pytest.raises(ReceiptTaken):
        ask(first, third, receipt)
    assert not contacts_of(third)
    ask(first, third)
    assert set(contacts_of(one)) == {other.pk, third.pk}


def test_a_code_opens_only_while_its_owner_shows_something(edition: Edition) -> None:
    one, other = participant(edition), participant(edition)
    typed = code(one)
    show(other)
    Release.objects.filter(person=one).delete()
    with pytest.raises(CodeUnknown):
        ask(typed, other)
    show(one)
    edition.participations.filter(person=one).update(state="withdrawn")
    with pytest.raises(CodeUnknown):
        ask(typed, other)


def test_nobody_exchanges_with_oneself_or_without_a_card_to_give(edition: Edition) -> None:
    one, other = participant(edition), participant(edition)
    typed = code(one)
    with pytest.raises(OwnCode):
        ask(typed, one)
    with pytest.raises(NothingToShow):
        ask(typed, other)
    assert not Contact.objects.exists()


def test_a_contact_of_a_merged_record_is_not_made_twice(edition: Edition) -> None:
    old, new, other = participant(edition), participant(factories.create_edition()), participant(edition)
    typed = code(old)
    show(other)
    made = ask(typed, other)
    factories.create_merge(new, old)
    assert ask(typed, other) == made
    assert list(contacts_of(other)) == [new.pk]
    assert contacts_of(Person.objects.get(pk=new.pk)) == contacts_of(Person.objects.get(pk=old.pk))


def test_two_records_that_met_and_became_one_are_no_contact_of_themselves(edition: Edition) -> None:
    old, new = participant(edition), participant(edition)
    factories.create_contact(old, new)
    factories.create_merge(new, old)
    assert contacts_of(new) == {}


def test_removed_it_is_gone_for_both(edition: Edition) -> None:
    one, other = participant(edition), participant(edition)
    factories.create_contact(one, other)
    kept = factories.create_contact(one, participant(edition))
    remove_contact(other, one, by=ANONYMOUS)
    assert Contact.objects.get() == kept
