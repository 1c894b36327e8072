"""What can only be seen over all rows: namesakes, places, unknown governments."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from trilogue.domain.delegations.planning.doubles import double_problems, doubles
from trilogue.domain.delegations.planning.governments import Register
from trilogue.domain.delegations.planning.model import Context, Level, Person, Problem, Question

MOST_NAMESAKES = 15
"""People of one name whose pairs can sensibly be asked about one by one."""


def check_all(
    people: Sequence[Person], foreign: Sequence[Person], context: Context, register: Register
) -> Iterator[Problem]:
    yield from same_reference(people)
    found = doubles(people, foreign)
    yield from double_problems(found)
    seconds = {double.second.label for double in found}
    yield from namesakes([person for person in people if person.label not in seconds])
    yield from over_quota(people, context)
    yield from unknown_governments(people, register)


def same_reference(people: Iterable[Person]) -> Iterator[Problem]:
    for group in groups(people, lambda person: person.ref):
        for second in group[1:]:
            yield error("DUPLICATE_REF", second, other=row_of(group[0], second), value=second.ref)


def _country_and_name(person: Person) -> tuple[str, ...]:
    return (person.country, person.native_key) if person.country and person.native_key else ()


def namesakes(people: Iterable[Person]) -> Iterator[Problem]:
    for group in groups(people, _country_and_name):
        if len(group) > MOST_NAMESAKES:
            yield error("NAMESAKES_TOO_MANY", group[0], counted=len(group), most=MOST_NAMESAKES)
            continue
        for first, second in combinations(group, 2):
            yield question(
                "NAMESAKE",
                f"{first.country}:{first.label}:{second.label}",
                ("different_people", "leave_out_second"),
                (first, second),
                first=first.known_as,
                second=second.known_as,
                first_place=str(first.row),
                second_place=row_of(second, first),
            )


def over_quota(people: Iterable[Person], context: Context) -> Iterator[Problem]:
    for group in groups(people, lambda person: person.country):
        country = group[0].country
        quota = (context.quotas or {}).get(country)
        if quota is not None and len(group) > quota:
            yield Question(
                code="OVER_QUOTA",
                file=group[0].file,
                key=f"OVER_QUOTA:{country}",
                answers=("raise_quota", "leave_out_last"),
                labels=tuple(person.label for person in group),
                values={"country": country, "quota": quota, "counted": len(group)},
            )


def unknown_governments(people: Iterable[Person], register: Register) -> Iterator[Problem]:
    asked: dict[tuple[str, str], list[tuple[Person, str]]] = defaultdict(list)
    for person in people if register else ():
        for name, written in _unknown(person, register):
            asked[person.country, written].append((person, name))
    for (country, written), found in asked.items():
        concerned = tuple(person for person, _ in found)
        yield question(
            "GOV_UNKNOWN",
            f"{country}:{written}",
            ("keep_as_written", "leave_out"),
            concerned,
            field=found[0][1],
            raw=written,
            counted=len(concerned),
        )


def _unknown(person: Person, register: Register) -> Iterator[tuple[str, str]]:
    """The person's governments that the register lacks, as field and code or else name."""
    if not person.country:
        return
    own = (person.country, person.home_code)
    if not (
        register.names(own) if person.home_code else register.find(person.home).places or not person.home
    ):
        yield "home_code", person.home_code or person.home
    if not (
        person.host_country if person.host_code else register.find(person.host).places or not person.host
    ):
        yield "host_code", person.host_code or person.host


def groups(people: Iterable[Person], mark: Callable[[Person], str | tuple[str, ...]]) -> list[list[Person]]:
    """People who share a mark, in the order of the rows; an empty mark is shared by nobody."""
    found: dict[str | tuple[str, ...], list[Person]] = defaultdict(list)
    for person in people:
        if shared := mark(person):
            found[shared].append(person)
    return list(found.values())


def row_of(person: Person, beside: Person) -> str:
    """Where a person stands, for a sentence about another: "8", or with what differs: "list.xlsx, Busan, 8"."""
    parts = [person.file] if person.file != beside.file else []
    if parts or person.sheet != beside.sheet:
        parts.append(person.sheet or "")
    return ", ".join(part for part in (*parts, str(person.row)) if part)


def error(code: str, person: Person, **values: str | int) -> Problem:
    return Problem(
        code,
        Level.ERROR,
        person.file,
        person.sheet,
        person=person.known_as,
        values={**values, "row": person.row},
    )


def question(
    code: str,
    mark: str,
    answers: tuple[str, ...],
    people: tuple[Person, ...],
    *,
    field: str | None = None,
    raw: str = "",
    **values: str | int,
) -> Question:
    first = people[0]
    return Question(
        code=code,
        file=first.file,
        sheet=first.sheet,
        person=first.known_as,
        field=field,
        raw=raw,
        values={**values, "row": first.row},
        key=f"{code}:{mark}",
        answers=answers,
        labels=tuple(person.label for person in people),
    )
