"""Storing a translation: against what was seen of it, never official by a translator, never lost."""

import pytest

from tests import factories
from trilogue.documents import translatable
from trilogue.documents.translatable import Standing, Unit
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Fact, Revision
from trilogue.domain.editions.queries import official_before
from trilogue.flows.translate import Refused, Stale, Translation, make_official, translate, translate_all
from trilogue.foundation.access import Actor
from trilogue.foundation.audit.models import Entry as Logged
from trilogue.foundation.text.value import Entry, State, Text

pytestmark = pytest.mark.django_db
WORDS = Text(
    "en",
    {
        "en": Entry("Eighty officials met.", State.OFFICIAL),
        "ko": Entry("공무원 80명이 모였다.", State.OFFICIAL),
        "ja": Entry("公務員80名が集まった。", State.HUMAN),
    },
)


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition()


@pytest.fixture
def fact(edition: Edition) -> Fact:
    made = factories.create_fact(edition)
    made.text = WORDS
    made.save()
    return made


@pytest.fixture
def translator(edition: Edition) -> Actor:
    return factories.actor(Role.TRANSLATOR, edition=edition)


@pytest.fixture
def desk(edition: Edition) -> Actor:
    return factories.actor(Role.DESK, edition=edition)


def unit_of(fact: Fact) -> Unit:
    found = translatable.by_key(f"editions.fact.{fact.pk}.text")
    assert found
    return found


def said(fact: Fact, language: str, words: str, **more: object) -> Translation:
    unit = unit_of(fact)
    return Translation(unit, language, words, translatable.seen(unit.text, language), **more)  # type: ignore[arg-type]


def entry(fact: Fact, language: str) -> Entry:
    text: Text = Fact.objects.get(pk=fact.pk).text
    return text.entries[language]


def rewrite(fact: Fact, desk: Actor, words: str = "Ninety officials met.") -> None:
    text = Fact.objects.get(pk=fact.pk).text
    fact.refresh_from_db()
    actions.change(fact, by=desk, text=text.edited({"en": Entry(words, State.OFFICIAL)}))


def test_a_translation_is_a_persons_kept_in_the_history_and_logged(fact: Fact, translator: Actor) -> None:
    assert translate(said(fact, "zh-hans", " 80名公务员\r\n会面。 "), by=translator)
    assert entry(fact, "zh-hans") == Entry("80名公务员\n会面。", State.HUMAN)
    assert entry(fact, "ko") == WORDS.entries["ko"]
    assert Revision.objects.filter(object_id=fact.pk).count() == 2
    assert Logged.objects.latest("number").action == "change"


def test_a_translator_makes_nothing_official(fact: Fact, translator: Actor) -> None:
    translate(said(fact, "ja", "公務員80名が会した。", state=State.OFFICIAL), by=translator)
    assert entry(fact, "ja").state == State.HUMAN
    translate(said(fact, "ko", "공무원 80명이 만났다.", state=State.OFFICIAL), by=translator)
    assert entry(fact, "ko").state == State.HUMAN
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        make_official([(unit_of(fact), "ja", translatable.seen(unit_of(fact).text, "ja"))], by=translator)


def test_the_desk_may_and_what_was_official_stays_so_under_a_translator(
    fact: Fact, desk: Actor, translator: Actor
) -> None:
    translate(said(fact, "ja", "公務員80名が会した。", state=State.OFFICIAL), by=desk)
    assert entry(fact, "ja").state == State.OFFICIAL
    rewrite(fact, desk)
    translate(said(fact, "ko", "공무원 80명이 모였다.", state=State.OFFICIAL, confirmed=True), by=translator)
    assert entry(fact, "ko") == WORDS.entries["ko"]


def test_two_at_once_the_second_sees_the_firsts_and_nothing_is_lost(
    fact: Fact, translator: Actor, desk: Actor
) -> None:
    mine = said(fact, "ja", "わたしの訳")
    translate(said(fact, "ja", "先の訳"), by=desk)
    with pytest.raises(Stale) as stale:
        translate(mine, by=translator)
    assert stale.value.text.entries["ja"].text == "先の訳"
    assert entry(fact, "ja").text == "先の訳"


def test_other_languages_do_not_stand_in_the_way_but_a_changed_original_does(
    fact: Fact, translator: Actor, desk: Actor
) -> None:
    mine, other = said(fact, "ja", "わたしの訳"), said(fact, "zh-hans", "译文")
    translate(other, by=desk)
    translate(mine, by=translator)
    late = said(fact, "ja", "遅い訳")
    rewrite(fact, desk)
    with pytest.raises(Stale):
        translate(late, by=translator)


def test_an_outdated_translation_stays_so_until_it_is_written_anew_or_confirmed(
    fact: Fact, translator: Actor, desk: Actor
) -> None:
    rewrite(fact, desk)
    assert unit_of(fact).standing("ko") == Standing.OUTDATED
    translate(said(fact, "ko", "공무원 80명이 모였다.", state=State.HUMAN), by=translator)
    assert entry(fact, "ko").of == "Eighty officials met."
    assert unit_of(fact).standing("ko") == Standing.OUTDATED
    translate(said(fact, "ko", "공무원 90명이 모였다."), by=translator)
    assert unit_of(fact).standing("ko") == Standing.HUMAN
    translate(said(fact, "ja", "公務員80名が集まった。", confirmed=True), by=translator)
    assert unit_of(fact).standing("ja") == Standing.HUMAN


@pytest.mark.parametrize(("words", "code"), [("a\x07b", "UNFIT"), ("가" * 20_001, "TOO_LONG")])
def test_what_cannot_be_stored_is_refused_with_all_that_came_with_it(
    fact: Fact, translator: Actor, words: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        translate_all([said(fact, "ja", "よい訳"), said(fact, "zh-hans", words)], by=translator)
    assert Fact.objects.get(pk=fact.pk).text == WORDS


def test_an_original_is_no_translation_and_a_foreign_place_is_closed(fact: Fact, translator: Actor) -> None:
    with pytest.raises(Refused, match="ORIGINAL"):
        translate(said(fact, "en", "Other words"), by=translator)
    foreign = factories.actor(Role.TRANSLATOR, edition=factories.create_edition())
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        translate(said(fact, "ja", "よその訳"), by=foreign)


def test_a_row_removed_meanwhile_is_told(edition: Edition, translator: Actor) -> None:
    line = factories.create_line(edition)
    unit = translatable.by_key(f"editions.line.{line.pk}.text")
    assert unit
    late = Translation(unit, "ja", "訳", translatable.seen(unit.text, "ja"))
    line.delete()
    with pytest.raises(Stale):
        translate(late, by=translator)


def test_many_become_official_at_once_but_not_what_changed_since(
    fact: Fact, desk: Actor, translator: Actor
) -> None:
    other = factories.create_fact(fact.edition)
    other.text = WORDS
    other.save()
    chosen = [(unit, "ja", translatable.seen(unit.text, "ja")) for unit in (unit_of(fact), unit_of(other))]
    translate(said(other, "ja", "別の訳"), by=translator)
    done, left = make_official(chosen, by=desk)
    assert (done, [each.row for each in left]) == (1, [other])
    assert (entry(fact, "ja").state, entry(other, "ja").state) == (State.OFFICIAL, State.HUMAN)


def test_what_was_official_before_is_found_in_the_history(fact: Fact, translator: Actor) -> None:
    translate(said(fact, "ko", "공무원 여든 명이 모였다."), by=translator)
    key = f"editions.fact.{fact.pk}.text"
    assert official_before({(fact, "text")}, "ko") == {key: "공무원 80명이 모였다."}
    assert official_before({(fact, "text")}, "ja") == {}


def test_every_text_of_a_place_is_there_once_by_its_key(edition: Edition) -> None:
    factories.create_fact(edition)
    factories.create_line(edition)
    factories.create_photograph(edition)
    factories.create_edition_file(edition)
    factories.create_speaker(factories.create_session(edition))
    found = translatable.units(edition)
    assert {each.key.rpartition(".")[2] for each in found} >= {"text", "caption", "credit", "title", "name"}
    assert [translatable.by_key(each.key) for each in found] == found
    assert all(each.place == edition for each in found)
    assert translatable.units_of_editions(edition.series) == found
    assert {each.field for each in translatable.units(edition.series)} >= {
        "name",
        "tagline",
        "host",
        "lead",
        "publisher",
    }


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a",
        "editions.fact.x.text",
        "editions.fact.0.text",
        f"editions.fact.{10**30}.text",
        "editions.fact.².text",
        "people.person.1.name",
    ],
)
def test_a_key_that_names_nothing_finds_nothing(key: str) -> None:
    assert translatable.by_key(key) is None
