import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.foundation.text.value import LANGUAGES, Entry, Shown, State, Text

TEXTS = st.builds(
    Text,
    st.sampled_from(LANGUAGES),
    st.dictionaries(
        st.sampled_from(LANGUAGES),
        st.builds(Entry, st.text(max_size=5), st.sampled_from([State.OFFICIAL, State.HUMAN, State.MACHINE])),
    ),
)


def test_the_requested_language_is_shown_when_it_is_there() -> None:
    text = Text("en", {"en": Entry("May", State.OFFICIAL), "ko": Entry("5월")})
    assert text.shown("ko") == Shown("5월", "ko", State.HUMAN)


@pytest.mark.parametrize(
    ("source", "there", "shown"),
    [
        ("ko", ["ko", "en"], "ko"),
        ("ja", ["en", "ko"], "en"),
        ("ja", ["ko"], "ko"),
        ("en", ["zh-hans"], "zh-hans"),
    ],
)
def test_a_missing_language_falls_back_to_source_then_english_then_the_rest(
    source: str, there: list[str], shown: str
) -> None:
    text = Text(source, {language: Entry(language) for language in there})
    missing = next(language for language in LANGUAGES if language not in there)
    assert text.shown(missing).language == shown


def test_changing_the_source_makes_untouched_translations_outdated() -> None:
    text = Text("en", {"en": Entry("one"), "ko": Entry("하나"), "ja": Entry("一")})
    edited = text.edited({"en": Entry("two"), "ja": Entry("二")})
    assert [edited.shown(language).outdated for language in ("en", "ko", "ja")] == [False, True, False]


def test_a_translation_stays_outdated_until_it_is_written_again() -> None:
    text = Text("en", {"en": Entry("two"), "ko": Entry("하나", outdated=True)})
    assert text.edited({"en": Entry("two")}).shown("ko").outdated
    assert not text.edited({"ko": Entry("둘")}).shown("ko").outdated


@given(TEXTS)
def test_a_text_survives_being_stored(text: Text) -> None:
    assert Text.from_json(text.to_json()) == text


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_something_is_shown_whenever_there_is_anything(text: Text, language: str) -> None:
    assert bool(text.shown(language).text) == bool(text)
