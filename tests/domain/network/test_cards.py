"""Who sees which field of whom: by being a contact, of the same edition, or an alumnus; and how it ends."""

import itertools

import pytest
from django.utils import timezone

from tests import factories
from tests.domain.network.gathering import agree, participant, show
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.actions import (
    ChannelFaulty,
    set_channels,
    set_releases,
)
from trilogue.domain.network.choices import Audience, CardField, ChannelKind
from trilogue.domain.network.models import Release
from trilogue.domain.network.queries import (
    name_for,
    names_of,
    own_channels,
    shown_at,
    shown_by,
    shown_in,
    shown_in_directory,
    shown_to,
)
from trilogue.domain.people.actions import ConsentNeeded
from trilogue.domain.people.models import Person
from trilogue.flows.erase import erase
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition()


def fields(reader: Person, owner: Person) -> set[str]:
    shown = shown_to(reader, [owner.pk]).get(owner.pk)
    return set(shown.fields) if shown else set()


def test_each_audience_sees_what_is_shown_to_it_and_nothing_else(edition: Edition) -> None:
    owner, same, elsewhere = (
        participant(edition),
        participant(edition),
        participant(factories.create_edition()),
    )
    agree(owner)
    show(owner, CardField.PHONE, to=Audience.CONTACTS)
    show(owner, CardField.POST, to=Audience.EDITION)
    show(owner, CardField.LANGUAGES, to=Audience.ALUMNI)
    assert fields(same, owner) == {"post", "languages"}
    assert fields(elsewhere, owner) == {"languages"}
    factories.create_contact(owner, elsewhere)
    assert fields(elsewhere, owner) == {"phone", "languages"}
    stranger = factories.create_person()
    assert fields(stranger, owner) == set()


def test_without_consent_only_contacts_see_anything(edition: Edition) -> None:
    owner, same, contact = participant(edition), participant(edition), participant(edition)
    for audience in Audience:
        show(owner, CardField.POST, to=audience)
    factories.create_contact(owner, contact)
    assert fields(same, owner) == set()
    assert fields(contact, owner) == {"post"}
    agree(owner)
    assert fields(same, owner) == {"post"}


def test_withdrawing_the_consent_takes_everything_back_and_a_later_release_counts_again(
    edition: Edition,
) -> None:
    owner, contact = participant(edition), participant(edition)
    agree(owner)
    show(owner, CardField.POST, to=Audience.CONTACTS)
    show(owner, CardField.POST, to=Audience.ALUMNI)
    factories.create_contact(owner, contact)
    agree(owner, granted=False)
    assert fields(contact, owner) == set()
    assert not Release.objects.exists()
    set_releases(owner, {(CardField.MAIL, Audience.CONTACTS)}, by=ANONYMOUS, now=NOW)
    assert fields(contact, owner) == {"mail"}


@pytest.mark.parametrize("audience", [Audience.EDITION, Audience.ALUMNI])
def test_more_than_contacts_needs_the_consent(edition: Edition, audience: Audience) -> None:
    owner = participant(edition)
    with pytest.raises(ConsentNeeded):
        set_releases(owner, {(CardField.MAIL, audience)}, by=ANONYMOUS, now=NOW)
    assert not Release.objects.exists()


def test_who_withdraws_from_the_workshop_neither_sees_nor_is_seen(edition: Edition) -> None:
    owner, reader, leaving = participant(edition), participant(edition), participant(edition)
    for each in (owner, leaving):
        agree(each)
        show(each, to=Audience.EDITION)
    assert fields(leaving, owner) == fields(reader, leaving) == {"post"}
    edition.participations.filter(person=leaving).update(state="withdrawn")
    assert fields(leaving, owner) == fields(reader, leaving) == set()


def test_a_merged_record_s_card_and_contacts_are_the_person_s(edition: Edition) -> None:
    old, new, reader = participant(edition), participant(factories.create_edition()), participant(edition)
    factories.create_contact(old, reader)
    factories.create_channel(old, ChannelKind.LINE, "haneul")
    show(old, CardField.LINE)
    factories.create_merge(new, old)
    shown = shown_to(reader, [new.pk])[new.pk]
    assert [each.value for each in shown.channels] == ["haneul"]
    assert old.pk not in shown_to(reader, [old.pk])
    assert shown_by(Person.objects.get(pk=old.pk), Audience.CONTACTS) == {"line"}
    set_releases(new, {(CardField.LINE, Audience.CONTACTS)}, by=ANONYMOUS, now=NOW)
    set_channels(new, [(ChannelKind.LINE, "sky")], by=ANONYMOUS)
    assert [each.value for each in own_channels(new)] == ["sky"]
    assert Release.objects.get().person == new


def test_an_erased_person_shows_nothing(edition: Edition, settings: object, tmp_path: object) -> None:
    settings.KEYS = tmp_path  # type: ignore[attr-defined]
    owner, reader = participant(edition), participant(edition)
    show(owner)
    factories.create_contact(owner, reader)
    erase(owner, by=ANONYMOUS, now=NOW)
    assert fields(reader, owner) == set()


def test_the_directory_has_exactly_those_who_show_themselves() -> None:
    """Every mix of consent, edition and audience, against what the card itself would show."""
    here, there = factories.create_edition(), factories.create_edition()
    readers = [participant(here), participant(there)]
    owners = []
    for edition, consent, audience in itertools.product((here, there), (True, False), Audience):
        owner = participant(edition)
        if consent:
            agree(owner)
        show(owner, to=audience)
        owners.append(owner)
    for reader in readers:
        listed = set(shown_in_directory(reader).values_list("pk", flat=True))
        assert listed == set(shown_to(reader, [each.pk for each in owners]))
        assert len(listed) == 3


def test_filters_tell_no_more_than_the_cards(edition: Edition) -> None:
    """Somebody of another edition who shows neither post nor editions is not found by them."""
    other = factories.create_edition()
    reader, owner = participant(edition), participant(other)
    agree(owner)
    show(owner, CardField.MAIL, to=Audience.ALUMNI)
    home = other.participations.get().home
    assert home
    assert shown_in_directory(reader).get() == owner
    assert not shown_in(reader, other).exists()
    assert not shown_at(reader, [home.pk]).exists()
    show(owner, CardField.POST, CardField.EDITIONS, to=Audience.ALUMNI)
    assert shown_in(reader, other).get() == owner
    assert shown_at(reader, [home.pk]).get() == owner


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        (ChannelKind.MAIL, "nobody", "no_address"),
        (ChannelKind.PHONE, "call me", "no_number"),
        (ChannelKind.LINE, "one\r\ntwo", "not_one_line"),
        (ChannelKind.WECHAT, "\u202eevil", "not_one_line"),
        (ChannelKind.KAKAOTALK, "k" * 201, "too_long"),
    ],
)
def test_a_faulty_channel_is_refused_and_nothing_changes(kind: ChannelKind, value: str, why: str) -> None:
    person = factories.create_channel().person
    with pytest.raises(ChannelFaulty) as refused:
        set_channels(person, [(ChannelKind.LINE, "new"), (kind, value)], by=ANONYMOUS)
    assert refused.value.code == why
    assert [each.value for each in own_channels(person)] == ["haneul.line"]


def test_a_name_is_read_in_the_reader_s_script_unless_it_is_only_suggested(edition: Edition) -> None:
    person = participant(edition, "JP", roman="MATSUMOTO Naoki")
    hangul = factories.create_person_name(person, full="마쓰모토 나오키")
    names = names_of(person)
    assert name_for(names, "ja").full == "松本 直樹"
    assert name_for(names, "ko") == hangul
    assert name_for(names, "en").full == "MATSUMOTO Naoki"
    assert name_for(names, "zh-hans").full == "松本 直樹"
    type(hangul)._default_manager.filter(pk=hangul.pk).update(origin="suggested")
    fresh = Person.objects.get(pk=person.pk)
    assert name_for(names_of(fresh), "ko").full == "松本 直樹"
