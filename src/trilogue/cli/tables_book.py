"""A table plan as a workbook: a sheet for each round, one for the people, one for the figures."""

from trilogue.algorithms.tables import Problem, Report
from trilogue.algorithms.tables.model import Result, Round
from trilogue.foundation.formats import xlsx


def workbook(problem: Problem, result: Result) -> bytes:
    rounds = result.plan.rounds
    sheets = [_round(number, tables) for number, tables in enumerate(rounds, start=1)]
    sheets += [_people(problem, result), _figures(result.report)]
    return xlsx.write(sheets, title="Table plan")


def _round(number: int, tables: Round) -> xlsx.Table:
    """A row for each table."""
    widest = max(map(len, tables), default=0)
    rows = [
        (str(place), *table, *[""] * (widest - len(table))) for place, table in enumerate(tables, start=1)
    ]
    return xlsx.Table(f"Round {number}", ("Table", *(f"Seat {seat + 1}" for seat in range(widest))), rows)


def _people(problem: Problem, result: Result) -> xlsx.Table:
    """Each person's table in every round, how many of other countries they meet, and how many they could."""
    seats = [
        {who: str(place) for place, table in enumerate(tables, start=1) for who in table}
        for tables in result.plan.rounds
    ]
    country = {person.id: person.country for person in problem.people}
    rows = [
        (
            each.person,
            country[each.person],
            *(seat.get(each.person, "") for seat in seats),
            str(each.meets),
            str(each.at_most),
        )
        for each in result.report.prospects
    ]
    rounds = (f"Round {number + 1}" for number in range(len(seats)))
    return xlsx.Table("People", ("Person", "Country", *rounds, "Meets", "At most"), rows)


def _figures(report: Report) -> xlsx.Table:
    rows = [
        ("Met across countries", str(report.cross.value), str(report.cross.bound)),
        ("Met in all", str(report.new.value), str(report.new.bound)),
        *(
            (f"Tables without a common language, round {number}", str(count), "")
            for number, count in enumerate(report.interpreter_tables, start=1)
        ),
        *(
            (f"Broken in round {broken.round}: {broken.code}", ", ".join(broken.who), "")
            for broken in report.violations
        ),
    ]
    return xlsx.Table("Figures", ("Figure", "Value", "At most"), rows)
