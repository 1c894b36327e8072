"""A host place whose position nobody knows is published without one, never at 0° N 0° E."""

import pytest

from tests import factories
from trilogue.documents.record import live_edition
from trilogue.web.public.structured import _place

pytestmark = pytest.mark.django_db


def test_an_unknown_position_stays_unknown() -> None:
    government = factories.create_government()
    government.latitude = government.longitude = None
    government.save()
    edition = factories.create_edition()
    factories.create_edition_place(edition, government)
    (place,) = live_edition(edition).places
    assert (place.latitude, place.longitude) == (None, None)
    assert "geo" not in _place(place, "en")
