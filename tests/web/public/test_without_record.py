"""What readers see of an installation that does not hold the workshop's record."""

import pytest
from django.test import Client

from tests import factories
from tests.web.public.reading import page, publish
from trilogue.domain.editions.choices import FigureKind, Status

pytestmark = pytest.mark.django_db


def test_an_empty_installation_says_that_nothing_is_published(client: Client) -> None:
    assert "Nothing has been published yet." in page(client, "/en/")


def test_a_series_of_other_countries_is_drawn_without_their_patterns(client: Client) -> None:
    series = factories.create_series("others")
    edition = factories.create_edition(series, number=1, status=Status.COMPLETED)
    country = factories.create_country("KR")
    other = type(country).objects.create(
        code="MN", name=factories.text("Mongolia"), short=factories.text("Mongolia")
    )
    for each, count in ((country, 2), (other, 3)):
        edition.figures.create(kind=FigureKind.ACTUAL, country=each, count=count)
    publish(series, edition)
    markup = page(client, "/en/others/editions/1/")
    assert markup.count('<use href="#g-other"') == 3
    assert "url(#p-mn)" not in markup
    assert 'aria-label="Participants in 2027: Republic of Korea 2, Mongolia 3"' in markup
