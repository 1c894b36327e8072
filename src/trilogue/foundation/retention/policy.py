from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

SHIPPED = Path(__file__).parent / "retention.yaml"
WRITTEN = Path(__file__).parents[4] / "docs" / "policy" / "retention.yaml"


@cache
def policy() -> dict[str, Any]:
    """`classes` by name and `columns` by model label."""
    source = SHIPPED if SHIPPED.exists() else WRITTEN
    loaded: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded


def columns_of(name: str) -> dict[str, list[str]]:
    """The columns of a class, by model label."""
    found = {
        label: [column for column, kept in columns.items() if kept == name]
        for label, columns in policy()["columns"].items()
    }
    return {label: columns for label, columns in found.items() if columns}


def personal_columns() -> dict[str, list[str]]:
    """By model label, the columns that can be erased."""
    found: dict[str, list[str]] = {}
    for name, kept in policy()["classes"].items():
        if kept["personal"]:
            for label, columns in columns_of(name).items():
                found.setdefault(label, []).extend(columns)
    return found


def personal_tables() -> list[str]:
    """Tables of the database that hold anything of a person."""
    return [apps.get_model(label)._meta.db_table for label in personal_columns()]
