"""The record after some editing: histories, an erratum, something removed, a publication that waits."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from trilogue.domain.editions import actions
from trilogue.domain.editions.models import (
    Edition,
    EditionFile,
    Erratum,
    Fact,
    Figure,
    Line,
    Photograph,
    Series,
    Source,
)
from trilogue.domain.programme import actions as programme
from trilogue.domain.programme.models import Session, Speaker
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

RECORD = "cjk-workshop"
RECORDED: list[tuple[str, Any, dict[str, Any]]] = [
    ("story", Line, {"kind": "P", "series__slug": RECORD}),
    ("objective", Line, {"kind": "O", "series__slug": RECORD}),
    ("detail", Line, {"kind": "D", "edition__number": 7}),
    ("article", Line, {"kind": "A", "edition__number": 7}),
    ("fact", Fact, {"edition__number": 7}),
    ("figure", Figure, {"edition__number": 7}),
    ("source", Source, {}),
    ("session", Session, {"edition__number": 7}),
    ("speaker", Speaker, {"session__edition__number": 7}),
    ("photograph", Photograph, {}),
    ("file", EditionFile, {}),
    ("series", Series, {"slug": RECORD}),
    ("edition", Edition, {"number": 7}),
    ("erratum", Erratum, {"edition__number": 7}),
]
"""Kinds of the record with a row of each."""

CHANGED = {
    "figure": "count",
    "edition": "article_title",
    "series": "tagline",
    "photograph": "credit",
    "file": "title",
    "source": "title",
    "session": "title",
    "speaker": "title",
}
"""What is changed of each kind; of the others it is their text."""


def edit_record() -> None:
    """Everything changed stands again as before, so that only its history is longer."""
    edition = Edition.objects.get(series__slug=RECORD, number=7)
    actions.add_erratum(by=ANONYMOUS, place=edition, text=four("90"), mark="E7.D1")
    for kind, model, where in RECORDED:
        row = model.objects.filter(**where).earliest("pk")
        name = CHANGED.get(kind, "text")
        before = getattr(row, name)
        change: Any = programme.change if kind in ("session", "speaker") else actions.change
        change(row, by=ANONYMOUS, **{name: before + 1 if kind == "figure" else four(f"{kind} 88")})
        change(row, by=ANONYMOUS, **{name: before})
    gone = actions.add_line(
        by=ANONYMOUS, series=edition.series, edition=edition, kind="D", text=four("Removed")
    )
    actions.remove(gone, by=ANONYMOUS)
    now = timezone.now()
    actions.schedule_publication(
        by=ANONYMOUS, series=edition.series, edition=edition, due_at=now + timedelta(days=1), now=now
    )


def four(words: str) -> Text:
    return Text("en", {language: Entry(words, State.HUMAN) for language in LANGUAGES})
