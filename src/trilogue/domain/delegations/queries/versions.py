"""What changed between two lists: who joined, who left, and what is shown differently."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from trilogue.domain.delegations.models import ListEntry, ListVersion
from trilogue.domain.editions.models import Edition

Shown = Mapping[str, Any]
"""One person of a list: what is shown, by field."""
Listed = Mapping[int, Shown]
"""A list: what is shown of each participation."""


@dataclass(frozen=True)
class Difference:
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Joined:
    """`instead_of` is what was shown of the person whose badge number this one has taken over."""

    shown: Shown
    instead_of: Shown | None = None


@dataclass(frozen=True)
class Changed:
    """Who stayed: as shown now, and what was shown otherwise."""

    shown: Shown
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    joined: tuple[Joined, ...]
    left: tuple[Shown, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.joined or self.left or self.changed)


def listed(version: ListVersion) -> dict[int, Shown]:
    return {each.participation_id: each.shown for each in version.entries.order_by("pk")}


def compare(older: Listed, newer: Listed, fields: Collection[str] = ()) -> Comparison:
    """From one list to the other, in the order of the lists; `fields` are those that count, all if none is named."""
    gone = {who: shown for who, shown in older.items() if who not in newer}
    numbers = {shown.get("reference"): shown for shown in gone.values() if shown.get("reference")}
    both = ((older[who], shown) for who, shown in newer.items() if who in older)
    changes = (Changed(after, _differences(before, after, fields)) for before, after in both)
    return Comparison(
        joined=tuple(
            Joined(shown, numbers.get(shown.get("reference")))
            for who, shown in newer.items()
            if who not in older
        ),
        left=tuple(gone.values()),
        changed=tuple(each for each in changes if each.differences),
    )


def _differences(before: Shown, after: Shown, fields: Collection[str]) -> tuple[Difference, ...]:
    names = dict.fromkeys((*after, *before))
    return tuple(
        Difference(name, before.get(name), after.get(name))
        for name in names
        if (not fields or name in fields) and before.get(name) != after.get(name)
    )


def people_of_versions(edition: Edition, numbers: Collection[int]) -> QuerySet[ListEntry, int]:
    """The persons (by id) on the frozen lists of these numbers."""
    entries = ListEntry.objects.filter(version__edition=edition, version__number__in=numbers)
    return entries.values_list("participation__person", flat=True)
