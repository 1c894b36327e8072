"""Contents of a snapshot, as the computation writes them."""

from collections.abc import Iterable, Sequence
from typing import Any

from trilogue.domain.opinions.models import Statement


def share(country: str, low: int, high: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "country": country,
        "low": low,
        "high": low if high is None else high,
        "votes": more.get("votes", 15),
        "verdict": more.get("verdict", "open"),
        "others": more.get("others", []),
    }


def measure(statement: Statement, *shares: dict[str, Any]) -> dict[str, Any]:
    return {"statement": statement.pk, "shares": list(shares)}


def content(
    *measures: dict[str, Any],
    supported: Sequence[tuple[Statement, str]] = (),
    rejected: Sequence[tuple[Statement, str]] = (),
    divides: Iterable[Statement] = (),
    undecided: Iterable[Statement] = (),
    drawn: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "voters": 88,
        "votes": 3214,
        "measures": list(measures),
        "supported": [[each.pk, weakest] for each, weakest in supported],
        "rejected": [[each.pk, weakest] for each, weakest in rejected],
        "divides": [each.pk for each in divides],
        "undecided": [each.pk for each in undecided],
        "map": drawn,
    }
