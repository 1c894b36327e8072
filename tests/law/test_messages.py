"""The interface is complete in Korean, Japanese and Chinese, and says the field's words as officials do."""

import csv
import re
from pathlib import Path

import pytest

from tools import messages

WANTED = messages.collect()
TERMS = {
    "local government": "localgov",
    "delegation coordinator": "delegation",
    "quota": "quota",
    "interpreter": "interpreter",
    "name badges": "badge",
    "tentative": "tentative",
    "cancelled": "cancelled",
    "lecture": "lecture",
    "case presentation": "case",
    "group discussion": "discussion",
    "culture experience": "experience",
    "site visit": "visit",
    "congratulatory remarks": "congrat",
}
"""Interface words that stand for a term of the glossary."""


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_message_is_missing_doubtful_or_unused(language: str) -> None:
    assert list(messages.faults(language, WANTED)) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_language_repeats_the_english(language: str) -> None:
    """Latin letters alone are a translation only for names and forms."""
    said = {
        messages.key(each)[0]: text
        for each in messages.read(language)
        if each.id
        for text in ([each.string] if isinstance(each.string, str) else each.string or ())
    }
    copied = [text for text, words in said.items() if words == text and re.search(r"[a-z]{4}", text)]
    assert copied == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_words_of_the_field_are_the_glossary_s(language: str, shared: Path) -> None:
    with (shared / "glossary.tsv").open(encoding="utf-8") as file:
        glossary = {row["key"]: row[language.lower()] for row in csv.DictReader(file, delimiter="\t")}
    catalogue = {messages.key(each)[0]: each for each in messages.read(language) if each.id}
    for english, term in TERMS.items():
        if english not in catalogue:
            continue
        allowed = [part for part in re.split(r"\s*/\s*|[()（）]", glossary[term]) if part]
        said = catalogue[english].string
        words = said if isinstance(said, str) else (said or [""])[0]
        assert any(part in words for part in allowed), (english, words, allowed)
