"""Readers see what was published, not what the desk is writing."""

import pytest
from django.utils import timezone

from tests import factories
from trilogue.documents.record import live, published
from trilogue.domain.editions import actions
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.editions.queries import published_version
from trilogue.flows.publish import publish_edition, publish_series, withdraw_edition
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> Series:
    series = factories.create_series("workshop")
    publish_series(series, by=ANONYMOUS, now=timezone.now())
    return series


@pytest.fixture
def edition(series: Series) -> Edition:
    edition = factories.create_edition(series, number=7, date="2019-05")
    factories.create_line(edition, number=1)
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())
    return edition


def test_what_was_published_equals_what_the_desk_saw(edition: Edition) -> None:
    seen = live(edition.series)
    shown = published()["workshop"]
    assert (shown.series, shown.editions) == (seen.series, seen.editions)


def test_an_unpublished_change_is_not_shown(edition: Edition) -> None:
    line = edition.lines.get()
    actions.change(line, by=ANONYMOUS, text=factories.text("Changed"))
    assert "Changed" not in {str(text) for text in published()["workshop"].facts().values()}
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert "Changed" in {str(text) for text in published()["workshop"].facts().values()}


def test_each_publication_raises_the_version(edition: Edition) -> None:
    before = published_version()
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert published_version() == before + 1


def test_a_withdrawn_edition_is_gone_until_published_again(edition: Edition) -> None:
    withdraw_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert published()["workshop"].edition(7) is None
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert published()["workshop"].edition(7) is not None


def test_an_edition_of_an_unpublished_series_is_not_shown() -> None:
    edition = factories.create_edition()
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert published() == {}
