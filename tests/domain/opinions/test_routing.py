"""The order in which a voter meets the statements: the voter's own, by weight, and little about the process."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.domain.opinions.exchange import casting, official, vote
from trilogue.domain.opinions.models import Snapshot
from trilogue.domain.opinions.queries import deck, ends_at
from trilogue.domain.opinions.queries.routing import Candidate, ordered
from trilogue.foundation import keys
from trilogue.foundation.keys import KeyRefused

WEIGHTS = st.floats(min_value=-5, max_value=1e6, allow_nan=False)
CANDIDATES = st.lists(
    st.builds(Candidate, st.text("abcdef", min_size=1, max_size=6), WEIGHTS, st.booleans()),
    unique_by=lambda each: each.key,
    max_size=40,
)


@given(CANDIDATES, st.text(max_size=8), st.integers(0, 60))
def test_everything_comes_once_and_little_of_it_is_about_the_process(
    candidates: list[Candidate], seed: str, answered: int
) -> None:
    result = ordered(candidates, seed=seed, answered=answered)
    assert sorted(result) == sorted(each.key for each in candidates)
    about = {each.key: each.about_process for each in candidates}
    of_process = [about[key] for key in result]
    while of_process and of_process[-1]:
        of_process.pop()  # alone at the end: nothing else was left
    places = [answered + place for place, is_it in enumerate(of_process) if is_it]
    assert all(place >= 7 for place in places)
    assert all(later - earlier >= 3 for earlier, later in pairwise(places))


@given(CANDIDATES, st.text(max_size=8), st.randoms())
def test_the_order_depends_on_the_seed_and_not_on_how_they_come(
    candidates: list[Candidate], seed: str, random: Random
) -> None:
    mixed = list(candidates)
    random.shuffle(mixed)
    assert ordered(mixed, seed=seed) == ordered(candidates, seed=seed)


@given(CANDIDATES, st.text(max_size=8), st.data())
def test_what_is_taken_away_leaves_the_order_of_the_others(
    candidates: list[Candidate], seed: str, data: st.DataObject
) -> None:
    plain = [each for each in candidates if not each.about_process]
    kept = data.draw(st.lists(st.sampled_from(plain), unique=True)) if plain else []
    names = {each.key for each in kept}
    assert ordered(kept, seed=seed) == [key for key in ordered(plain, seed=seed) if key in names]


def test_a_heavier_statement_comes_first_as_often_as_its_weight_says() -> None:
    candidates = [Candidate("heavy", 3.0), Candidate("light", 1.0)]
    firsts = Counter(ordered(candidates, seed=f"voter {number}")[0] for number in range(4000))
    assert 0.72 < firsts["heavy"] / 4000 < 0.78


def test_voters_do_not_all_begin_with_the_same() -> None:
    candidates = [Candidate(str(number)) for number in range(10)]
    firsts = Counter(ordered(candidates, seed=f"voter {number}")[0] for number in range(1000))
    assert all(60 < firsts[str(number)] < 140 for number in range(10))


@pytest.mark.django_db
def test_a_deck_stays_as_it_is_until_something_is_voted_on() -> None:
    conversation = factories.create_conversation()
    who = official(conversation.edition)
    statements = [factories.create_statement(conversation) for _ in range(12)]
    factories.create_statement(conversation, state="waiting")
    first = deck(conversation, who.person, ballot="open")
    assert {each.pk for each in first.left} == {each.pk for each in statements}
    assert deck(conversation, who.person, ballot="open").left == first.left
    vote(conversation, who, casting(first.left[0]), casting(first.left[5], 0))
    later = deck(conversation, who.person, ballot="open")
    assert (later.answered, later.total) == (2, 12)
    assert later.left == (*first.left[1:5], *first.left[6:])
    vote(conversation, who, casting(first.left[0], None, number=2))
    assert first.left[0] in deck(conversation, who.person, ballot="open").left


@pytest.mark.django_db
def test_priorities_last_computed_weigh_and_a_new_statement_weighs_as_the_heaviest() -> None:
    conversation = factories.create_conversation()
    heavy, light = factories.create_statement(conversation), factories.create_statement(conversation)
    factories.create_snapshot(conversation)
    Snapshot.objects.update(priorities={str(heavy.pk): 1e9, str(light.pk): 1e-9})
    fresh = factories.create_statement(conversation)
    for _ in range(5):
        left = deck(conversation, official(conversation.edition).person, ballot="open").left
        assert left[2] == light
        assert set(left[:2]) == {heavy, fresh}


@pytest.mark.django_db
def test_the_final_ballot_follows_the_agenda() -> None:
    conversation = factories.create_conversation(phase="final")
    statements = [factories.create_statement(conversation) for _ in range(4)]
    for position, each in enumerate(reversed(statements[1:]), start=1):
        factories.create_agenda_item(statement=each, position=position)
    left = deck(conversation, official(conversation.edition).person, ballot="final").left
    assert left == tuple(reversed(statements[1:]))


@pytest.mark.django_db
def test_without_the_secret_there_is_no_deck() -> None:
    conversation = factories.create_conversation()
    factories.create_statement(conversation)
    keys.destroy(conversation.public_id)
    with pytest.raises(KeyRefused):
        deck(conversation, official(conversation.edition).person, ballot="open")


@pytest.mark.django_db
def test_a_phase_ends_at_the_next_time_that_is_set() -> None:
    conversation = factories.create_conversation()
    assert ends_at(conversation) is None
    conversation.votes_at = timezone.now()
    conversation.closes_at = timezone.now() + timedelta(hours=2)
    assert ends_at(conversation) == conversation.closes_at
