"""Results to take away: the same figures in every form, in four languages, and nothing that is withheld."""

import io
import json

import pypdf
import pytest
from openpyxl import load_workbook

from tests import factories
from tests.domain.opinions import outcome
from tests.domain.opinions.electorate import go
from tests.domain.opinions.stories import discussed, exchange
from trilogue.documents.opinion_results import build
from trilogue.documents.opinion_words import LISTS
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

pytestmark = pytest.mark.django_db


def rows(conversation: Conversation, sheet: int, language: str = "en") -> list[list[str]]:
    book = load_workbook(io.BytesIO(build(conversation, "xlsx", language).data))
    return [[cell or "" for cell in row] for row in book.worksheets[sheet].iter_rows(values_only=True)]


def printed(conversation: Conversation, language: str = "en") -> str:
    document = pypdf.PdfReader(io.BytesIO(build(conversation, "pdf", language).data))
    return "\n".join(page.extract_text() for page in document.pages)


def told(conversation: Conversation) -> dict[str, object]:
    found: dict[str, object] = json.loads(build(conversation, "json", "en").data)["ballots"]["open"]
    return found


@pytest.fixture
def with_few() -> Conversation:
    """Of Japan nothing is told, of Korea a range."""
    conversation = factories.create_conversation(phase="discuss")
    go(conversation, Phase.DISCUSS)
    statement = factories.create_statement(conversation, words="=1+1 is not a formula")
    shares = [
        outcome.share("KR", 73, 100, votes=38, verdict="supports"),
        outcome.share("JP", 0, 100, votes=None, verdict="few"),
    ]
    factories.create_snapshot(conversation, content=outcome.content(outcome.measure(statement, *shares)))
    return conversation


def test_nothing_before_the_reveal() -> None:
    conversation = exchange(measures=2)
    for form in ("xlsx", "pdf", "json"):
        with pytest.raises(LookupError):
            build(conversation, form, "en")


def test_there_is_no_other_form() -> None:
    with pytest.raises(LookupError):
        build(discussed(measures=2), "exe", "en")


def test_every_form_has_the_same_lists() -> None:
    conversation = discussed()
    data, paper = told(conversation), printed(conversation)
    listed = {(row[0], row[2]) for row in rows(conversation, 0)[1:]}
    for name, words in LISTS.items():
        numbers = data[name]
        assert isinstance(numbers, list)
        assert {number for heading, number in listed if heading == str(words)} == set(map(str, numbers))
        assert str(words) in paper
    assert len(data["points"]) == 88  # type: ignore[arg-type]
    assert "Group A · " in paper


def test_what_is_withheld_is_in_no_file(with_few: Conversation) -> None:
    korea, japan = told(with_few)["measures"][0]["shares"]  # type: ignore[index]
    if korea["countries"] != ["KR"]:
        korea, japan = japan, korea
    assert japan == {"countries": ["JP"], "low": None, "high": None, "votes": None, "verdict": "few"}
    assert korea["low"] == 73
    row = [cell.replace("\xa0", " ") for cell in rows(with_few, 1)[1]]
    assert row[3:6] == ["–", "–", "not enough votes yet"]
    assert row[6:] == ["≥ 73 %", "38", "a majority supports it"]


def test_words_that_look_like_a_formula_stay_words(with_few: Conversation) -> None:
    book = load_workbook(io.BytesIO(build(with_few, "xlsx", "en").data))
    cell = next(
        cell for row in book.worksheets[1].iter_rows() for cell in row if str(cell.value).startswith("=")
    )
    assert (cell.value, cell.data_type) == ("=1+1 is not a formula", "s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_own_words(with_few: Conversation, language: str) -> None:
    statement = with_few.statements.get()
    texts = {"en": "Meet again", "ko": "다시 만나자", "ja": "また会おう", "zh-hans": "再次相聚"}
    statement.text = Text("en", {code: Entry(words, State.MACHINE) for code, words in texts.items()})
    statement.save()
    name = build(with_few, "pdf", language).name
    assert name.endswith(f".{language}.pdf")
    assert texts[language] in printed(with_few, language)
    original = rows(with_few, 1, language)[1][2]
    assert original == ("" if language == "en" else "Meet again")


def test_the_same_results_give_the_same_bytes() -> None:
    conversation = discussed(measures=6)
    for form in ("xlsx", "pdf", "json"):
        assert build(conversation, form, "ja").data == build(conversation, form, "ja").data
