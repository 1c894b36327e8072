"""How long table plans take, the recount from the seats included. Median of five."""

import sys
import time
from statistics import median

from trilogue.algorithms.tables import Person, Problem, solve

Row = tuple[str, float, float, bool]
ROUNDS = 5
CASES = (
    ("tables 88x5", (38, 35, 15), 11, 0.5),
    ("tables 1000x5", (433, 397, 170), 125, 1.0),
    ("tables 10000x5", (4319, 3977, 1704), 1250, 5.0),
)


def rows() -> list[Row]:
    """(name, measured seconds, limit, ok); ok means in time, both bounds reached and no rule broken."""
    return [_row(name, counts, tables, limit) for name, counts, tables, limit in CASES]


def _row(name: str, counts: tuple[int, ...], tables: int, limit: float) -> Row:
    runs = [_run(counts, tables) for _ in range(5)]
    measured = median(seconds for seconds, _ in runs)
    return name, measured, limit, measured <= limit and all(optimal for _, optimal in runs)


def _run(counts: tuple[int, ...], tables: int) -> tuple[float, bool]:
    people = tuple(
        Person(f"{country}-{number:05}", country)
        for country, count in zip(("KR", "CN", "JP"), counts, strict=True)
        for number in range(count)
    )
    begin = time.perf_counter()
    report = solve(Problem(people, ROUNDS, tables), stop=lambda _steps, _cost: True, seed=1).report
    seconds = time.perf_counter() - begin
    reached = report.cross.value == report.cross.bound and report.new.value == report.new.bound
    return seconds, reached and not report.violations


def main() -> int:
    results = rows()
    for name, measured, limit, ok in results:
        print(f"{name}: {measured:.2f} s (limit {limit} s) {'ok' if ok else 'FAILED'}")
    return 0 if all(ok for *_, ok in results) else 1


if __name__ == "__main__":
    sys.exit(main())
