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
    parts = [_part(place, each, most, within) for place, each in enumerate(ranges)]
    sql = " UNION ALL ".join(f"SELECT * FROM ({part}) AS r{place}" for place, (part, _) in enumerate(parts))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in parts for value in values])
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


def _part(place: int, span: Range, most: int, within: QuerySet[Person] | None) -> tuple[str, list[Any]]:
    sql = f"SELECT {place} AS place, text, person_id, tier, why FROM {TABLE} WHERE tier = %s"  # noqa: S608
    values: list[Any] = [span.tier]
    sql += " AND text >= %s AND text < %s"
    values += [max(span.beginning, span.text), after_all(span.beginning)]
    if span.person:
        sql += " AND (text > %s OR person_id > %s)"
        values += [span.text, span.person]
    if within is not None:
        chosen, more = within.values("pk").query.sql_with_params()
        sql += f" AND person_id IN ({chosen})"
        values += more
    return f"{sql} ORDER BY text, person_id LIMIT %s", [*values, most]
