"""Two records become one and two again; pairs are proposed with reasons; namesakes stay apart."""

from itertools import count

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.domain.people.conftest import Enter, enter_person
from trilogue.algorithms.names.likeness import Described
from trilogue.algorithms.names.search import Form
from trilogue.domain.people import actions
from trilogue.domain.people.actions import AlreadyOne, KeptApart, NotMerged
from trilogue.domain.people.models import Merge, Person, SearchKey
from trilogue.domain.people.queries import alike, find, proposals, records_of, resembling
from trilogue.foundation.access import ANONYMOUS as NOBODY
from trilogue.foundation.access import Actor

pytestmark = pytest.mark.django_db
NOW = timezone.now()
RECORDS = 5


def merge(kept: Person, absorbed: Person) -> Merge:
    return actions.merge(kept, absorbed, by=NOBODY, reasons=["same_name"], now=NOW)


def keys_of(person: Person) -> set[tuple[int, str, str]]:
    return set(SearchKey.objects.filter(person=person).values_list("tier", "text", "why"))


@pytest.fixture
def kim(enter: Enter) -> Person:
    return enter("KR", ("김", "하늘"), ("KIM", "Haneul"))


@pytest.fixture
def gim(enter: Enter) -> Person:
    return enter("KR", ("김", "하늘"), ("GIM", "Ha-neul"), other="金夏律")


def test_a_merged_record_answers_as_the_one_it_was_merged_into_once(kim: Person, gim: Person) -> None:
    merge(kim, gim)
    for text in ("gim haneul", "夏律", "kim haneul", "김하늘"):
        assert [hit.person for hit in find(text).hits] == [kim.pk]
    assert [hit.person for hit in find("夏律", within=Person.objects.filter(pk=gim.pk)).hits] == [kim.pk]


def test_undoing_gives_back_both(kim: Person, gim: Person) -> None:
    before = keys_of(kim), keys_of(gim)
    decision = merge(kim, gim)
    actions.unmerge(decision, by=NOBODY, now=NOW)
    assert (keys_of(kim), keys_of(gim)) == before
    gim.refresh_from_db()
    assert gim.merged_into is None
    with pytest.raises(NotMerged):
        actions.unmerge(decision, by=NOBODY, now=NOW)


def test_one_is_not_merged_into_itself(kim: Person, gim: Person) -> None:
    merge(kim, gim)
    for pair in ((kim, gim), (gim, kim), (kim, kim)):
        with pytest.raises(AlreadyOne):
            merge(*pair)


def test_a_later_name_of_an_absorbed_record_finds_the_kept_one(kim: Person, gim: Person) -> None:
    merge(kim, gim)
    actions.drop_name(gim, by=NOBODY, script="hanja")
    assert find("夏律").hits == ()
    assert [hit.person for hit in find("gim").hits] == [kim.pk]


class Histories(TestCase):
    """Against a plain model: which decisions hold decides who stands for whom, whatever was undone in between."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, RECORDS - 1), st.integers(0, RECORDS - 1)), max_size=12))
    def test_merging_and_undoing_in_any_order(self, steps: list[tuple[int, int]]) -> None:
        numbers = count()
        people = [
            enter_person("KR", ("김", f"하{chr(0xB098 + next(numbers))}"), ("KIM", "Ha"))
            for _ in range(RECORDS)
        ]
        alone = [keys_of(each) for each in people]
        holding: dict[int, int] = {}
        decisions: dict[int, Merge] = {}

        def end(record: int) -> int:
            return end(holding[record]) if record in holding else record

        for one, other in steps:
            kept, absorbed = end(one), end(other)
            if kept != absorbed:
                decisions[absorbed] = merge(people[one], people[other])
                holding[absorbed] = kept
            elif one in holding:
                del holding[one]
                actions.unmerge(decisions[one], by=NOBODY, now=NOW)
            for record, person in enumerate(people):
                person.refresh_from_db()
                assert (person.merged_into_id or person.pk) == people[end(record)].pk
            for record, person in enumerate(people):
                members = [each for each in range(RECORDS) if end(each) == record]
                assert {each.pk for each in records_of(person)} >= {people[each].pk for each in members}
                assert bool(keys_of(person)) == bool(members)
        for record in list(holding):
            actions.unmerge(decisions[record], by=NOBODY, now=NOW)
        assert [keys_of(each) for each in people] == alone


def test_likely_pairs_are_proposed_with_reasons(kim: Person, gim: Person, enter: Enter) -> None:
    enter("JP", ("佐藤", "美咲"), ("SATO", "Misaki"))
    enter("CN", ("欧阳", "直"), ("OUYANG", "Zhi"))
    (pair,) = proposals()
    assert (pair.first, pair.second) == (kim, gim)
    assert pair.reasons[0] == "same_name"
    assert not pair.namesakes
    assert alike(gim) == [pair]


def test_pairs_are_found_across_scripts(enter: Enter) -> None:
    hangul = enter("KR", ("김", "하늘"), ("KIM", "Haneul"))
    actions.drop_name(hangul, by=NOBODY, script="latin")
    roman = factories.create_person(native="KIM Haneul", roman="KIM Haneul")
    roman.names.exclude(script="latin").delete()
    actions.write_name(roman, by=NOBODY, spelling=actions.Spelling("latin", "KIM", "Haneul"))
    (pair,) = proposals()
    assert {pair.first, pair.second} == {hangul, roman}
    assert "other_script" in pair.reasons


def test_who_was_kept_apart_is_neither_proposed_nor_merged(kim: Person, gim: Person) -> None:
    actions.keep_apart(gim, kim, by=NOBODY, now=NOW)
    actions.keep_apart(kim, gim, by=NOBODY, now=NOW)
    assert proposals() == []
    assert alike(kim) == []
    with pytest.raises(KeptApart):
        merge(kim, gim)
    actions.reconsider(kim, gim, by=NOBODY)
    assert len(proposals()) == 1


def test_a_distinction_holds_for_the_record_that_stands_for_the_person(
    kim: Person, gim: Person, enter: Enter
) -> None:
    third = enter("KR", ("김", "하늘"), ("KIM", "Haneul"))
    actions.keep_apart(gim, third, by=NOBODY, now=NOW)
    merge(kim, gim)
    assert proposals() == []
    with pytest.raises(KeptApart):
        merge(third, kim)


def test_namesakes_with_other_characters_are_asked_about_as_such(enter: Enter) -> None:
    enter("KR", ("김", "하늘"), ("KIM", "Haneul"), other="金夏律")
    enter("KR", ("김", "하늘"), ("KIM", "Haneul"), other="金河潾")
    assert [pair.namesakes for pair in proposals()] == [True]


def test_a_list_may_describe_somebody_who_is_here(kim: Person) -> None:
    written = Described("KR", (Form("latin", "KIM", "Haneul", "KIM Haneul"),))
    ((person, reasons),) = resembling(written)
    assert person == kim
    assert "same_romanisation" in reasons
    assert resembling(Described("KR", (Form("latin", "PARK", "Sora", "PARK Sora"),))) == []


@pytest.mark.parametrize("more", [0, 6])
def test_proposing_takes_as_many_queries_for_many(
    kim: Person, gim: Person, enter: Enter, more: int, django_assert_num_queries: object
) -> None:
    for _ in range(more):
        enter("JP", ("佐藤", "美咲"), ("SATO", "Misaki"))
    with django_assert_num_queries(6):  # type: ignore[operator]
        proposals()


def test_a_decision_says_who_made_it(kim: Person, gim: Person) -> None:
    account = factories.create_account()
    decision = actions.merge(kim, gim, by=Actor(account.pk), reasons=["same_name"], now=NOW)
    actions.unmerge(decision, by=Actor(account.pk), now=NOW)
    decision.refresh_from_db()
    assert (decision.decided_by, decision.undone_by, decision.reasons) == (account, account, ["same_name"])
