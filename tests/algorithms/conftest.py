"""Algorithms know no database: they are proved once."""

from pathlib import Path

import pytest

from tests.marks import once

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(once)
