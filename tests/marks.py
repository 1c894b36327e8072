"""Marks that several files give their tests."""

import pytest
from django.conf import settings

once = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    reason="the answer does not depend on the database: it is looked for on SQLite",
)
