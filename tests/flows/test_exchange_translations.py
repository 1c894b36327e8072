"""Files of translations: an export brought back changes nothing, and nothing is overwritten unseen."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories
from tests.flows.test_translate import entry, rewrite, said, unit_of
from tests.foundation.formats.test_translations import WORDS as LETTERS
from trilogue.documents import translatable
from trilogue.documents.translatable import Unit
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Fact
from trilogue.flows.exchange_translations import Case, Finding, compare, export, store
from trilogue.flows.translate import Stale, translate
from trilogue.foundation.access import Actor
from trilogue.foundation.formats import translation_sheet, xliff
from trilogue.foundation.formats.translation import Translations
from trilogue.foundation.text.value import Entry, State, Text

ENTRIES = st.builds(
    Entry,
    text=LETTERS,
    state=st.sampled_from([State.OFFICIAL, State.HUMAN, State.MACHINE]),
    outdated=st.booleans(),
    of=st.one_of(st.just(""), LETTERS),
)
TEXTS = st.builds(
    lambda source, original, others: Text(source, {**others, source: Entry(original)}),
    st.sampled_from(["en", "ko", "ja", "zh-hans"]),
    LETTERS,
    st.dictionaries(st.sampled_from(["en", "ko", "ja", "zh-hans"]), ENTRIES),
)


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.permutations(["en", "ko", "ja", "zh-hans"]), st.booleans())
def test_an_export_brought_back_changes_nothing(
    texts: list[Text], languages: list[str], workbook: bool
) -> None:
    units = [
        Unit(Edition(pk=1), "", "", Fact(pk=number), "text", text)
        for number, text in enumerate(texts, start=1)
    ]
    sent = export(units, "workshop/7", languages[0], languages[1], {})
    data = translation_sheet.write(sent, {}) if workbook else xliff.write(sent)
    found = compare(translation_sheet.read("a.xlsx", data) if workbook else xliff.read(data), units, set())
    assert len(found) == sum(text.source == languages[0] for text in texts)
    assert {each.case for each in found} <= {Case.SAME}


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition()


@pytest.fixture
def fact(edition: Edition) -> Fact:
    made = factories.create_fact(edition)
    made.text = Text(
        "en",
        {
            "en": Entry("Eighty officials met.", State.OFFICIAL),
            "ja": Entry("公務員80名が集まった。", State.HUMAN),
        },
    )
    made.save()
    return made


@pytest.fixture
def translator(edition: Edition) -> Actor:
    return factories.actor(Role.TRANSLATOR, edition=edition)


@pytest.fixture
def desk(edition: Edition) -> Actor:
    return factories.actor(Role.DESK, edition=edition)


def sent(fact: Fact, language: str = "ja") -> Translations:
    """The file with the one text, as it goes out now."""
    return export([unit_of(fact)], "workshop/7", "en", language, {})


def filled(file: Translations, words: str, **more: str) -> Translations:
    return replace(file, units=tuple(replace(each, target=words, **more) for each in file.units))


def found(file: Translations, fact: Fact) -> Finding:
    return compare(file, [unit_of(fact)], set())[0]


@pytest.mark.django_db
def test_new_words_are_stored_as_a_persons_whatever_the_file_calls_them(fact: Fact, desk: Actor) -> None:
    finding = found(filled(sent(fact), "公務員八十名が会した。", state="official"), fact)
    assert finding.case == Case.NEW
    assert store([finding], [], by=desk) == 1
    assert entry(fact, "ja") == Entry("公務員八十名が会した。", State.HUMAN)


@pytest.mark.django_db
def test_words_of_a_machine_stay_labelled(fact: Fact, translator: Actor) -> None:
    store([found(filled(sent(fact, "ko"), "팔십 명", state="machine"), fact)], [], by=translator)
    assert entry(fact, "ko").state == State.MACHINE
    store([found(filled(sent(fact, "ko"), "공무원 80명이 모였다."), fact)], [], by=translator)
    assert entry(fact, "ko").state == State.HUMAN


@pytest.mark.django_db
def test_an_empty_translation_takes_none_away(fact: Fact) -> None:
    assert found(filled(sent(fact), "  "), fact).case == Case.SAME


@pytest.mark.django_db
def test_a_translation_changed_since_is_a_conflict_and_stays_unless_it_was_chosen(
    fact: Fact, translator: Actor, desk: Actor
) -> None:
    file = filled(sent(fact), "ファイルの訳")
    translate(said(fact, "ja", "机上の訳"), by=desk)
    finding = found(file, fact)
    assert (finding.case, finding.standing_words) == (Case.TARGET_CHANGED, "机上の訳")
    assert store([finding], [], by=translator) == 0
    assert entry(fact, "ja").text == "机上の訳"
    assert store([finding], [finding.choice], by=translator) == 1
    assert entry(fact, "ja").text == "ファイルの訳"


@pytest.mark.django_db
def test_what_the_file_left_as_it_was_overwrites_nothing(fact: Fact, desk: Actor) -> None:
    file = sent(fact)
    translate(said(fact, "ja", "机上の訳"), by=desk)
    assert found(file, fact).case == Case.SAME


@pytest.mark.django_db
def test_a_translation_of_an_older_original_says_so(fact: Fact, translator: Actor, desk: Actor) -> None:
    file = filled(sent(fact), "公務員八十名が会した。")
    rewrite(fact, desk)
    finding = found(file, fact)
    assert finding.case == Case.SOURCE_CHANGED
    store([finding], [finding.choice], by=translator)
    assert entry(fact, "ja") == Entry(
        "公務員八十名が会した。", State.HUMAN, outdated=True, of="Eighty officials met."
    )


@pytest.mark.django_db
def test_an_outdated_translation_is_confirmed_by_its_state_alone(
    fact: Fact, translator: Actor, desk: Actor
) -> None:
    rewrite(fact, desk)
    file = sent(fact)
    assert found(file, fact).case == Case.SAME
    finding = found(filled(file, "公務員80名が集まった。", state="human"), fact)
    assert finding.case == Case.CONFIRMED
    store([finding], [], by=translator)
    assert entry(fact, "ja") == Entry("公務員80名が集まった。", State.HUMAN)


@pytest.mark.django_db
def test_what_changed_between_the_preview_and_the_storing_stops_all_of_it(
    fact: Fact, translator: Actor, desk: Actor
) -> None:
    other = factories.create_fact(fact.edition)
    findings = [found(filled(sent(each, "ko"), "새 번역"), each) for each in (other, fact)]
    translate(said(fact, "ko", "먼저 저장된 번역"), by=desk)
    with pytest.raises(Stale):
        store(findings, [], by=translator)
    assert entry(other, "ko").text == "A fact"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "case"),
    [
        ({"key": "editions.fact.0.text"}, Case.UNKNOWN),
        ({"source": "Altered words"}, Case.SOURCE_ALTERED),
        ({"target": "訳\x02"}, Case.UNFIT),
        ({"target": "訳" * 20_001}, Case.TOO_LONG),
    ],
)
def test_what_cannot_be_taken_is_left_out_and_says_why(
    fact: Fact, translator: Actor, change: dict[str, str], case: Case
) -> None:
    file = filled(sent(fact), "訳")
    finding = found(replace(file, units=(replace(file.units[0], **change),)), fact)
    assert finding.case == case
    assert store([finding], [finding.choice], by=translator) == 0


@pytest.mark.django_db
def test_texts_of_other_places_and_originals_in_other_languages_are_left_out(fact: Fact) -> None:
    file = filled(sent(fact), "訳")
    assert compare(file, [], {unit_of(fact).key})[0].case == Case.ELSEWHERE
    assert found(replace(file, source="ko"), fact).case == Case.OTHER_ORIGINAL
    assert found(replace(file, target="en"), fact).case == Case.OTHER_ORIGINAL


@pytest.mark.django_db
def test_texts_first_written_elsewhere_do_not_go_out(fact: Fact) -> None:
    assert export([unit_of(fact)], "workshop/7", "ko", "ja", {}).units == ()
    assert export(translatable.units(fact.edition), "workshop/7", "en", "en", {}).units == ()
