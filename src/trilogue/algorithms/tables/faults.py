"""What makes a problem malformed: numbers, choices and names. Whether its rules contradict is another question."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilogue.algorithms.tables.model import Pair, Person, Problem

Fault = tuple[str, str, str]


def faults(problem: Problem) -> Iterator[Fault]:
    if problem.rounds < 1:
        yield "too_small", "rounds", str(problem.rounds)
    if problem.tables < 1:
        yield "too_small", "tables", str(problem.tables)
    if problem.presence not in {"soft", "hard", "off"}:
        yield "unknown_choice", "presence", problem.presence
    if problem.language not in {"soft", "hard", "off"}:
        yield "unknown_choice", "language", problem.language
    yield from _faults_of_people(problem.people)
    ids = {person.id for person in problem.people}
    yield from _faults_of_pairs("known", problem.known, ids)
    yield from _faults_of_pairs("apart", problem.apart, ids)
    yield from _faults_of_pairs("together", problem.together, ids)
    yield from _faults_of_list("leaders", problem.leaders, ids)
    if len(problem.frozen) > problem.rounds:
        yield "too_many_frozen", "frozen", str(len(problem.frozen))
    for number, tables in enumerate(problem.frozen):
        yield from _faults_of_list(f"frozen[{number}]", tuple(who for table in tables for who in table), ids)
    for number, group in enumerate(problem.earlier):
        yield from _faults_of_list(f"earlier[{number}]", group, ids)
    weighted = tuple((weight.one, weight.other) for weight in problem.weights)
    yield from _faults_of_pairs("weights", weighted, ids)
    yield from _faults_of_sizes(problem)
    yield from _faults_of_fixed(problem, ids)
    if problem.interpreters is not None and problem.interpreters < 0:
        yield "too_small", "interpreters", str(problem.interpreters)


def _faults_of_sizes(problem: Problem) -> Iterator[Fault]:
    for number, sizes in enumerate(problem.sizes):
        for size in sizes:
            if size < 0:
                yield "too_small", f"sizes[{number}]", str(size)


def _faults_of_fixed(problem: Problem, ids: set[str]) -> Iterator[Fault]:
    for number, fixed in enumerate(problem.fixed):
        place = f"fixed[{number}]"
        if fixed.person not in ids:
            yield "unknown_person", place, fixed.person
        for name, value, most in (
            ("round", fixed.round, problem.rounds),
            ("table", fixed.table, problem.tables),
        ):
            if value < 1:
                yield "too_small", f"{place}.{name}", str(value)
            if value > most:
                yield "too_large", f"{place}.{name}", str(value)


def _faults_of_people(people: tuple[Person, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, person in enumerate(people):
        if person.id in seen:
            yield "duplicate_person", f"people[{number}].id", person.id
        seen.add(person.id)
        for number_of_round in sorted(person.absent):
            if number_of_round < 1:
                yield "too_small", f"people[{number}].absent", str(number_of_round)


def _faults_of_pairs(place: str, pairs: tuple[Pair, ...], ids: set[str]) -> Iterator[Fault]:
    for number, (one, other) in enumerate(pairs):
        for who in (one, other):
            if who not in ids:
                yield "unknown_person", f"{place}[{number}]", who
        if one == other:
            yield "pair_of_one", f"{place}[{number}]", one


def _faults_of_list(place: str, names: tuple[str, ...], ids: set[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for who in names:
        if who not in ids:
            yield "unknown_person", place, who
        if who in seen:
            yield "named_twice", place, who
        seen.add(who)
