"""What is not the official wording is marked, and originals are never called translations."""

import pytest

from trilogue.documents.wording import Run, legend, marks, place, run
from trilogue.foundation.text.value import Entry, State, Text

ENGLISH = {"en": Entry("Words", State.HUMAN)}


@pytest.mark.parametrize(
    ("entry", "mark"),
    [
        (Entry("말", State.OFFICIAL), ""),
        (Entry("말", State.HUMAN), "°"),
        (Entry("말", State.MACHINE), "*"),
        (Entry("말", State.HUMAN, outdated=True), "°‡"),
    ],
)
def test_each_state_has_its_mark(entry: Entry, mark: str) -> None:
    assert marks(Text("en", ENGLISH | {"ko": entry}), "ko") == mark


def test_originals_have_no_mark_and_fallbacks_their_own_language() -> None:
    assert run(Text("en", ENGLISH), "en") == Run("Words", "en")
    assert run(Text("en", ENGLISH), "ja") == Run("Words", "en", "†")


def test_the_legend_explains_the_marks_used_and_no_others() -> None:
    texts = [Text("en", ENGLISH), Text("en", ENGLISH | {"ko": Entry("말", State.MACHINE)})]
    assert [each["mark"] for each in legend(texts, "ko")] == ["*", "†"]
    assert legend(texts[:1], "en") == []


def test_places_are_written_in_the_order_of_the_language() -> None:
    said = {"en": "Gwangju City", "ko": "광주시", "ja": "広州市"}
    above = {"en": "Gyeonggi Province", "ko": "경기도", "ja": "京畿道"}
    name, parent = (Text("ko", {k: Entry(v) for k, v in each.items()}) for each in (said, above))
    assert place(name, parent, "en").text == "Gwangju City, Gyeonggi Province"
    assert place(name, parent, "ko").text == "경기도 광주시"
    assert place(name, parent, "ja").text == "京畿道広州市"
    assert place(name, Text(), "ko") == Run("광주시", "ko")
