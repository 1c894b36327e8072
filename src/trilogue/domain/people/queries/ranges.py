"""Ranges of the search index, several in one question to the database.

Written in SQL, because each range must be cut short by itself: only so the index is read in its own order, and
no further than asked. Django joins no cut questions on SQLite.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from trilogue.domain.people.models import Person, SearchKey

TABLE = SearchKey._meta.db_table
WORD = 9
"""Tier of the keys that no search reads: they say whose names need a word of the table of typing errors."""
HIGHEST = "\U0010ffff"


Question = tuple[str, list[Any]]
"""SQL with its values."""


class Range(NamedTuple):
    """The keys of a tier that begin with `beginning` and come after (`text`, `person`)."""

    tier: int
    beginning: str
    text: str = ""
    person: int = 0


class Row(NamedTuple):
    text: str
    person: int
    tier: int
    why: str


def after_all(beginning: str) -> str:
    """Comes after every text with this beginning."""
    return beginning + HIGHEST


def rows(ranges: list[Range], most: int, within: QuerySet[Person] | None = None) -> list[list[Row]]:
    """The first `most` keys of each range, by text and person."""
    found: list[list[Row]] = [[] for _ in ranges]
    if not ranges:
        return found
    question = _lateral if connection.vendor == "postgresql" else _union
    with connection.cursor() as cursor:
        cursor.execute(*question(ranges, most, _among(within)))
        for place, *row in cursor.fetchall():
            found[place].append(Row(*row))
    return [sorted(each) for each in found]


def among(people: Iterable[int], beginnings: Iterable[str]) -> dict[int, list[Row]]:
    """Of these people the keys that begin with one of these texts, best tier first."""
    chosen, wanted = list(people), sorted(beginnings)
    found: dict[int, list[Row]] = {}
    if not chosen or not wanted:
        return found
    ids = ", ".join(map(str, chosen))
    spans = " OR ".join(["text >= %s AND text < %s"] * len(wanted))
    sql = f"SELECT text, person_id, tier, why FROM {TABLE} WHERE person_id IN ({ids}) AND tier < {WORD} AND ({spans})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [end for text in wanted for end in (text, after_all(text))])
        for row in sorted(
            (Row(*values) for values in cursor.fetchall()), key=lambda row: (row.tier, row.text)
        ):
            found.setdefault(row.person, []).append(row)
    return found


def _among(within: QuerySet[Person] | None) -> Question:
    if within is None:
        return "", []
    chosen, values = within.values("pk").query.sql_with_params()
    return f"AND person_id IN ({chosen})", list(values)


def _lateral(ranges: list[Range], most: int, among: Question) -> Question:
    """Planned once for all ranges."""
    each = ", ".join(["(%s::int, %s::int, %s, %s::bigint, %s)"] * len(ranges))
    limits = [value for place, span in enumerate(ranges) for value in (place, span.tier, *_ends(span))]
    sql = (
        f"SELECT place, k.* FROM (VALUES {each}) AS r (place, tier, low, beyond, high), LATERAL ("  # noqa: S608
        f"SELECT text, person_id, tier, why FROM {TABLE} WHERE tier = r.tier AND text < r.high"
        f" AND text >= r.low AND (text, person_id) > (r.low, r.beyond) {among[0]}"
        " ORDER BY text, person_id LIMIT %s) AS k"
    )
    return sql, [*limits, *among[1], most]


def _union(ranges: list[Range], most: int, among: Question) -> Question:
    part = (
        f"SELECT %s AS place, text, person_id, tier, why FROM {TABLE} WHERE tier = %s"  # noqa: S608
        f" AND (text, person_id) > (%s, %s) AND text < %s {among[0]} ORDER BY text, person_id LIMIT %s"
    )
    values = [
        value
        for place, span in enumerate(ranges)
        for value in (place, span.tier, *_ends(span), *among[1], most)
    ]
    return " UNION ALL ".join([f"SELECT * FROM ({part})"] * len(ranges)), values  # noqa: S608


def _ends(span: Range) -> tuple[str, int, str]:
    """After which text and person the range begins, and before which text it ends."""
    begun = span.text >= span.beginning and span.person > 0
    low, beyond = (span.text, span.person) if begun else (span.beginning, -1)
    return low, beyond, after_all(span.beginning)
