"""Clearing what the policy gives a time: whole rows where all of a row is of the class, else its columns."""

from typing import Any

from django.db import models
from django.db.models import QuerySet, Value
from django.db.models.functions import Cast, Concat

from trilogue.foundation.retention.policy import columns_of, policy


def clear(rows: QuerySet[Any], name: str) -> int:
    """Delete, or empty the columns of the class `name`. Returns how many rows it concerned."""
    label = rows.model._meta.label
    columns = columns_of(name)[label]
    if _is_whole(label, columns):
        count = rows.count()
        rows.delete()
        return count
    return rows.update(**{column: _nothing(rows.model, column) for column in columns})


def _is_whole(label: str, columns: list[str]) -> bool:
    kept = policy()["columns"][label]
    return {column for column, name in kept.items() if name != "technical"} == set(columns)


def _nothing(model: type[models.Model], column: str) -> Any:
    """What an empty column of this kind holds; a unique text says its row's number instead."""
    field = model._meta.get_field(column)
    if not isinstance(field, models.Field):
        raise TypeError(column)
    if field.null:
        return None
    if field.unique:
        return Concat(Value("-"), Cast("pk", models.CharField()))
    if isinstance(field, models.BinaryField):
        return b""
    return "" if isinstance(field, models.CharField | models.TextField) else field.get_default()
