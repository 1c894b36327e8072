"""Two databases have the same hashes when they hold the same rows, and only then."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from trilogue.domain.places.models import Country
from trilogue.foundation.backup import rows

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.binary(),
)
Lines = list[tuple[object, object]]
LINES = st.lists(st.tuples(VALUES, VALUES), max_size=6)
unhurried = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)


def hashed(folder: Path, lines: Sequence[Sequence[object]], *, columns: str = "a, b") -> rows.Rows:
    path = folder / f"{uuid4()}.sqlite3"
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("PRAGMA synchronous = OFF")
        opened.execute(f"CREATE TABLE t ({columns})")
        opened.executemany("INSERT INTO t (a, b) VALUES (?, ?)", lines)
    return rows.of_sqlite(path)["t"]


@unhurried
@given(st.data(), LINES)
def test_the_order_of_rows_and_columns_is_no_matter(
    tmp_path: Path, data: st.DataObject, lines: Lines
) -> None:
    mixed = data.draw(st.permutations(lines))
    assert hashed(tmp_path, lines) == hashed(tmp_path, mixed, columns="b, a")


@unhurried
@given(LINES, LINES)
def test_other_rows_have_another_hash(tmp_path: Path, one: Lines, other: Lines) -> None:
    same = sorted(map(repr, one)) == sorted(map(repr, other))
    assert (hashed(tmp_path, one) == hashed(tmp_path, other)) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("1", 0)], [(1, 0)]),
        ([(b"x", 0)], [("x", 0)]),
        ([(None, 0)], [("", 0)]),
        ([("a", "b")], [("b", "a")]),
        ([("a", 0), ("a", 0)], [("b", 0), ("b", 0)]),
    ],
)
def test_a_value_is_not_another_that_looks_like_it(
    tmp_path: Path, one: list[tuple[object, ...]], other: list[tuple[object, ...]]
) -> None:
    assert hashed(tmp_path, one) != hashed(tmp_path, other)


def test_tables_that_differ_are_named() -> None:
    one = {"a": rows.Rows(1, "x"), "b": rows.Rows(1, "x"), "c": rows.Rows(0, "")}
    other = {"a": rows.Rows(1, "x"), "b": rows.Rows(1, "y"), "d": rows.Rows(0, "")}
    assert rows.differing(one, other) == ["b", "c", "d"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite a file is read")
def test_on_postgresql_one_changed_value_shows_in_its_table_only() -> None:
    factories.create_edition()
    factories.create_country("KR")
    before = rows.of_postgresql()
    with transaction.atomic():
        Country.objects.filter(code="KR").update(code="XX")
        changed = rows.of_postgresql()
        transaction.set_rollback(True)
    assert rows.differing(before, changed) == [Country._meta.db_table]
    assert rows.of_postgresql() == before
    assert not rows.CREDENTIALS & before.keys()
