from functools import cache
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).parent / "retention.yaml"
WRITTEN = Path(__file__).parents[4] / "docs" / "policy" / "retention.yaml"


@cache
def policy() -> dict[str, Any]:
    """`classes` by name and `columns` by model label."""
    source = SHIPPED if SHIPPED.exists() else WRITTEN
    loaded: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded
