"""Who stands there twice: certain within one file, to be asked about where two files or delegations list a person."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from trilogue.algorithms.names import key
from trilogue.domain.delegations.planning.kana import folded
from trilogue.domain.delegations.planning.model import Level, Person, Problem, Question

Mark = Callable[[Person], tuple[str, ...]]


@dataclass(frozen=True)
class Double:
    """`why` is email, post, name or roman."""

    first: Person
    second: Person
    why: str


def doubles(people: Sequence[Person], foreign: Sequence[Person]) -> list[Double]:
    """Each person that another one before it, or of the other list, may be; one finding a person."""
    found = list(_among(people))
    taken = {double.second.label for double in found}
    found += _foreign(foreign, [person for person in people if person.label not in taken])
    return found


def _among(people: Sequence[Person]) -> Iterator[Double]:
    seen: dict[str, Double] = {}
    one_file = len({person.file for person in people}) < 2
    for why, mark, anywhere in MARKS:
        if one_file and not anywhere:
            continue
        for first, second in _pairs(people, mark):
            if anywhere or first.file != second.file:
                seen.setdefault(second.label, Double(first, second, why))
    yield from (seen[person.label] for person in people if person.label in seen)


def _foreign(foreign: Sequence[Person], people: Sequence[Person]) -> Iterator[Double]:
    known = [(why, mark, _first_with(people, mark)) for why, mark in FOREIGN_MARKS]
    for second in foreign:
        found = (
            Double(firsts[one], second, why)
            for why, mark, firsts in known
            for one in mark(second)
            if one in firsts
        )
        yield from islice(found, 1)


def _first_with(people: Iterable[Person], mark: Mark) -> dict[str, Person]:
    firsts: dict[str, Person] = {}
    for person in people:
        for one in mark(person):
            firsts.setdefault(one, person)
    return firsts


def _pairs(people: Iterable[Person], mark: Mark) -> Iterator[tuple[Person, Person]]:
    firsts: dict[tuple[str, ...], Person] = {}
    for person in people:
        if shared := mark(person):
            first = firsts.setdefault(shared, person)
            if first is not person:
                yield first, person


def _address(person: Person) -> tuple[str, ...]:
    return (person.email.casefold(),) if person.email else ()


def _home(person: Person) -> str:
    return person.home_code or key(person.home)


def _post(person: Person) -> tuple[str, ...]:
    marks = (person.country, person.native_key, _home(person), key(person.position))
    return marks if person.native_key else ()


def _name_and_home(person: Person) -> tuple[str, ...]:
    return (person.country, person.native_key, _home(person)) if person.native_key and _home(person) else ()


def _roman_and_home(person: Person) -> tuple[str, ...]:
    roman = folded(person.roman)
    return (person.country, roman, _home(person)) if roman and _home(person) else ()


def _names(person: Person) -> tuple[str, ...]:
    return tuple(filter(None, (person.native_key, key(person.other_han))))


def _roman(person: Person) -> tuple[str, ...]:
    roman = folded(person.roman)
    return (f"{person.country} {roman}",) if roman else ()


MARKS: tuple[tuple[str, Mark, bool], ...] = (
    ("email", _address, True),
    ("post", _post, True),
    ("name", _name_and_home, False),
    ("roman", _roman_and_home, False),
)
"""What two rows share, and whether that tells within one file as well."""
FOREIGN_MARKS: tuple[tuple[str, Mark], ...] = (("email", _address), ("name", _names), ("roman", _roman))


def double_problems(found: Iterable[Double]) -> Iterator[Problem]:
    for double in found:
        yield _certain(double) if double.first.file == double.second.file else _possible(double)


def _certain(double: Double) -> Problem:
    second = double.second
    return Problem(
        "DUPLICATE_PERSON",
        Level.ERROR,
        second.file,
        second.sheet,
        person=second.known_as,
        values={
            "other": _place(double),
            "value": second.email or second.native,
            "row": second.row,
        },
    )


def _possible(double: Double) -> Question:
    first, second = double.first, double.second
    return Question(
        code="POSSIBLE_DUPLICATE",
        file=second.file,
        sheet=second.sheet,
        cell=second.cell or None,
        person=second.known_as,
        values={
            "other": _place(double),
            "other_file": first.file,
            "other_person": first.known_as,
            "why": double.why,
            "row": second.row,
        },
        key=f"POSSIBLE_DUPLICATE:{first.label}:{second.label}",
        answers=("same_person", "different_people"),
        labels=(first.label, second.label),
    )


def _place(double: Double) -> str:
    first, second = double.first, double.second
    parts = [first.file] if first.file != second.file else []
    if parts or first.sheet != second.sheet:
        parts.append(first.sheet or "")
    return ", ".join(part for part in (*parts, str(first.row)) if part)
