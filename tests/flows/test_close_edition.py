"""Closing counts who took part from the roster and publishes the figures."""

import pytest
from django.utils import timezone

from tests import factories
from trilogue.documents.record import published
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Status
from trilogue.domain.editions.models import Edition
from trilogue.flows.close_edition import AlreadyClosed, NothingToClose, close
from trilogue.flows.publish import publish_series
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = factories.create_edition(number=9)
    publish_series(edition.series, by=ANONYMOUS, now=timezone.now())
    return edition


def test_the_published_figures_are_the_confirmed_people_by_country(edition: Edition) -> None:
    for code, people in (("KR", 3), ("JP", 2)):
        for _ in range(people):
            factories.create_participation(edition, country=factories.create_country(code))
    gone = factories.create_participation(edition, country=factories.create_country("CN"))
    Participation.objects.filter(pk=gone.pk).update(state=Participation.State.WITHDRAWN)
    assert close(edition, by=ANONYMOUS, now=timezone.now()) == {"KR": 3, "JP": 2}
    shown = published()[edition.series.slug].edition(9)
    assert shown is not None
    assert shown.counts() == {"KR": 3, "JP": 2}
    assert shown.is_held


def test_an_edition_without_people_cannot_be_closed(edition: Edition) -> None:
    with pytest.raises(NothingToClose):
        close(edition, by=ANONYMOUS, now=timezone.now())
    edition.refresh_from_db()
    assert edition.status == Status.OPEN


def test_an_edition_is_closed_once(edition: Edition) -> None:
    factories.create_participation(edition)
    close(edition, by=ANONYMOUS, now=timezone.now())
    with pytest.raises(AlreadyClosed):
        close(edition, by=ANONYMOUS, now=timezone.now())
