"""Nothing small is shown, and nothing that is withheld can be worked out from what is shown."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.algorithms.ties.small_cells import Cell, Matrix, pooled, protect

ROWS = "abcdefg"
CELLS = st.dictionaries(st.sampled_from(sorted(combinations(ROWS, 2))), st.integers(0, 12), max_size=16)


def determined(matrix: Matrix) -> set[Cell]:
    """By elimination in fractions: the withheld cells of which the known sums leave one value only."""
    unknown = sorted(matrix.withheld)
    rows = [[Fraction(row in cell) for cell in unknown] for row in ROWS if row not in matrix.sums_withheld]
    return {cell for index, cell in enumerate(unknown) if _is_fixed(rows, index)}


def _is_fixed(rows: list[list[Fraction]], index: int) -> bool:
    """Whether the unit vector of this unknown is a sum of the equations."""
    unit = [Fraction(place == index) for place in range(len(rows[0]))] if rows else []
    return bool(rows) and _rank(rows) == _rank([*rows, unit])


def _rank(rows: list[list[Fraction]]) -> int:
    left, rank = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((each for each in left[rank:] if each[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(rank, pivot)
        for row in left[rank + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        rank += 1
    return rank


@settings(max_examples=150, deadline=None)
@given(CELLS, st.sets(st.sampled_from(ROWS), max_size=2))
def test_nothing_small_is_shown_and_nothing_withheld_can_be_worked_out(
    cells: dict[Cell, int], small: set[str]
) -> None:
    shown = protect(cells, small=small)
    known = {cell: count for cell, count in cells.items() if count}
    assert all(count >= 5 for count in shown.cells.values())
    assert all(count >= 5 for count in shown.sums.values())
    assert set(known) == set(shown.cells) | shown.withheld
    assert not set(shown.cells) & shown.withheld
    assert all(shown.cells[cell] == known[cell] for cell in shown.cells)
    assert not small & {row for cell in shown.cells for row in cell}
    assert not small & shown.sums.keys()
    assert determined(shown) == set()


def test_a_second_cell_goes_with_the_only_small_one() -> None:
    shown = protect(
        {("a", "b"): 3, ("a", "c"): 9, ("a", "d"): 7, ("b", "c"): 8, ("b", "d"): 20, ("c", "d"): 6}
    )
    assert ("a", "b") in shown.withheld
    assert len(shown.withheld) > 1


def test_a_triangle_of_small_cells_would_betray_itself() -> None:
    """Three sums of three unknowns: each could be worked out."""
    cells = {("a", "b"): 3, ("a", "c"): 3, ("b", "c"): 3, ("a", "d"): 9, ("b", "d"): 8, ("c", "d"): 7}
    assert determined(Matrix({}, {}, frozenset([("a", "b"), ("a", "c"), ("b", "c")]), frozenset()))
    assert determined(protect(cells)) == set()


def test_large_cells_are_all_shown() -> None:
    cells = {("a", "b"): 5, ("a", "c"): 60}
    assert protect(cells) == Matrix(cells, {"a": 65, "b": 5, "c": 60}, frozenset(), frozenset())


def test_governments_with_few_people_are_counted_by_country() -> None:
    country = {"Nara": "JP", "Jinan": "CN", "Osaka": "JP"}
    assert pooled({"Nara": 1, "Jinan": 4, "Osaka": 5}, country) == {
        "Nara": "JP",
        "Jinan": "CN",
        "Osaka": "Osaka",
    }
