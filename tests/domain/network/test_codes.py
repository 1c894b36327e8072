"""Codes of cards: as they are typed, mistyped and invented."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from trilogue.domain.network.actions import renew_code
from trilogue.domain.network.models import Card
from trilogue.domain.network.queries import card_of, code_of
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("serial", [uuid.UUID(int=0), uuid.UUID(int=(1 << 128) - 1), uuid.uuid4()])
def test_a_code_opens_its_card_however_it_is_typed(serial: uuid.UUID) -> None:
    card = factories.create_card()
    Card.objects.filter(pk=card.pk).update(serial=serial)
    card.refresh_from_db()
    factories.create_card()
    code = code_of(card)
    assert len(code) == 14
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n"):
        assert card_of(typed) == card
    assert card_of(code.replace("0", "O").replace("1", "l")) == card


def test_a_mistyped_code_opens_nothing() -> None:
    code = code_of(factories.create_card()).replace("-", "")
    for at, letter in enumerate(code):
        assert card_of(code[:at] + ("A" if letter != "A" else "B") + code[at + 1 :]) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert card_of(text) is None


def test_a_new_code_makes_the_old_one_void_also_that_of_a_merged_record() -> None:
    card, merged = factories.create_card(), factories.create_card()
    factories.create_merge(card.person, merged.person)
    before = code_of(card), code_of(merged)
    renewed = renew_code(card.person, by=ANONYMOUS)
    assert [card_of(each) for each in before] == [None, None]
    assert card_of(code_of(renewed)) == renewed
