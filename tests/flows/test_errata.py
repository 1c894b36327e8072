"""Errata: drafts until the next publication, then numbered for ever, on the page, in data, documents and the feed."""

import json

import msgspec
import pytest
from django.utils import timezone

from tests import factories
from trilogue.documents import edition as document
from trilogue.documents import open_data
from trilogue.documents.record import (
    EditionRecord,
    SeriesRecord,
    freeze,
    live,
    live_edition,
    live_series,
    published,
)
from trilogue.domain.editions import actions
from trilogue.domain.editions.models import Edition, Erratum
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    series = factories.create_series("workshop")
    publish_series(series, by=ANONYMOUS, now=timezone.now())
    return factories.create_edition(series, number=7, date="2019-05")


def draft(edition: Edition, words: str = "It was 88, not 90.") -> Erratum:
    return actions.add_erratum(by=ANONYMOUS, place=edition, text=factories.text(words), mark="E7.D1")


def publish(edition: Edition) -> None:
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())


def test_a_draft_is_issued_by_the_next_publication(edition: Edition) -> None:
    publish(edition)
    erratum = draft(edition)
    assert published()["workshop"].edition(7).errata == ()  # type: ignore[union-attr]
    publish(edition)
    erratum.refresh_from_db()
    shown = published()["workshop"].edition(7).errata  # type: ignore[union-attr]
    assert [(each.id, each.mark, each.issued) for each in shown] == [
        ("E7.R1", "E7.D1", timezone.localdate().isoformat())
    ]
    assert Entry.objects.filter(action="issue").count() == 1
    issued_at = erratum.issued_at
    publish(edition)
    erratum.refresh_from_db()
    assert erratum.issued_at == issued_at


def test_what_was_issued_is_not_removed(edition: Edition) -> None:
    erratum = draft(edition)
    publish(edition)
    erratum.refresh_from_db()
    with pytest.raises(actions.NotRemovable):
        actions.remove(erratum, by=ANONYMOUS)


def test_a_number_is_never_given_again(edition: Edition) -> None:
    draft(edition)
    actions.remove(draft(edition), by=ANONYMOUS)
    assert draft(edition).number == 3
    publish(edition)
    Erratum.objects.all().delete()
    assert draft(edition).number == 4


def test_it_stands_in_open_data_and_in_documents(edition: Edition) -> None:
    draft(edition)
    publish(edition)
    record = published()["workshop"]
    said = open_data.one_edition(record, 7)["editions"][0]["errata"][0]
    assert (said["id"], said["number"], said["concerns"]) == ("E7.R1", 1, "E7.D1")
    assert said["text"]["en"]["text"] == "It was 88, not 90."
    rows = document.build(record, 7, "en", "csv").data.decode("utf-8-sig")
    assert "E7.R1" in rows
    assert record.facts()["E7.R1"]
    assert document.build(record, 7, "ko", "pdf").data.startswith(b"%PDF")


def test_publications_from_before_there_were_errata_are_read(edition: Edition) -> None:
    for part, kind in ((live_edition(edition), EditionRecord), (live_series(edition.series), SeriesRecord)):
        old = json.loads(freeze(part))
        del old["errata"]
        assert msgspec.json.decode(json.dumps(old), type=kind).errata == ()  # type: ignore[attr-defined]


def test_a_series_has_errata_of_its_own(edition: Edition) -> None:
    actions.add_erratum(by=ANONYMOUS, place=edition.series, text=factories.text("The host was another."))
    publish_series(edition.series, by=ANONYMOUS, now=timezone.now())
    assert [each.id for each in published()["workshop"].series.errata] == ["S.R1"]
    assert live(edition.series).editions[0].errata == ()
