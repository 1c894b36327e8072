"""The record's English is the workshop page's own, character by character."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = dict(
    line.split("\t")
    for line in (Path(__file__).parent / "workshop_page.tsv").read_text(encoding="utf-8").splitlines()
)
"""The wording of the workshop page by the id of the line; markup and bullets left out."""


def quoted(record: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text of the record that quotes the page, with its id."""
    series = record["series"]
    yield "S.name", series["name"]
    yield "S.tagline", series["tagline"]
    for line in (*series["story"], *series["objectives"]):
        yield line["id"], line["text"]
    for edition in record["editions"]:
        article = edition["article"]["lines"] if edition["article"] else []
        location = [edition["location"]] if edition["location"] else []
        for line in (*location, *edition["details"], *article):
            yield line["id"], line["text"]
        for name, text in (edition["photograph"] or {}).items():
            yield f"E{edition['number']}.{name}", text


def test_every_line_of_the_page_is_kept_as_it_stands(record: Any) -> None:
    assert {key: text["en"]["text"] for key, text in quoted(record)} == PAGE


def test_the_page_is_quoted_in_english_as_official(record: Any) -> None:
    assert {(text["source"], text["en"]["state"]) for _, text in quoted(record)} == {("en", "official")}


def test_the_sentences_of_the_story_and_the_article_make_up_the_pages_paragraphs(shared: Path) -> None:
    page = (shared / "seed/workshop.txt").read_text(encoding="utf-8")
    for letter in ("S.P", "E7.A"):
        assert " ".join(text for key, text in PAGE.items() if key.startswith(letter)) in page


def test_every_line_held_here_stands_on_the_page(shared: Path) -> None:
    page = re.sub(r"\s+", " ", (shared / "seed/workshop.txt").read_text(encoding="utf-8"))
    assert [key for key, text in PAGE.items() if text not in page] == []
