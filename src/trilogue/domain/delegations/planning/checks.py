"""What can only be seen over all rows: the same person twice, namesakes, places, postings, unknown governments."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.algorithms.names import key
from trilogue.domain.delegations.planning.governments import unknown
from trilogue.domain.delegations.planning.model import Context, Level, Person, Problem, Question

MOST_NAMESAKES = 15
"""People of one name whose pairs can sensibly be asked about one by one."""


def check_all(people: Sequence[Person], context: Context) -> Iterator[Problem]:
    yield from same_reference(people)
    twice = {second.label: first for first, second in repeated(people)}
    for second in people:
        if second.label in twice:
            yield _duplicate(twice[second.label], second)
    yield from namesakes([person for person in people if person.label not in twice])
    yield from over_quota(people, context)
    yield from postings(people, context)
    yield from unknown_governments(people, context)


def same_reference(people: Iterable[Person]) -> Iterator[Problem]:
    for group in _groups(people, lambda person: person.ref):
        for second in group[1:]:
            yield _error("DUPLICATE_REF", second, other=_row(group[0], second), value=second.ref)


def repeated(people: Iterable[Person]) -> Iterator[tuple[Person, Person]]:
    """Who stands there twice: the same address, or the same country, name, home and position."""
    people = list(people)
    for mark in (_address, _post):
        for first, *others in _groups(people, mark):
            yield from ((first, other) for other in others)


def _address(person: Person) -> str:
    return person.email.casefold()


def _post(person: Person) -> tuple[str, ...]:
    home = person.home_code or key(person.home)
    marks = (person.country, person.native_key, home, key(person.position))
    return marks if person.native_key else ()


def _country_and_name(person: Person) -> tuple[str, ...]:
    return (person.country, person.native_key) if person.country and person.native_key else ()


def _duplicate(first: Person, second: Person) -> Problem:
    return _error("DUPLICATE_PERSON", second, other=_row(first, second), value=second.email or second.native)


def namesakes(people: Iterable[Person]) -> Iterator[Problem]:
    for group in _groups(people, _country_and_name):
        if len(group) > MOST_NAMESAKES:
            yield _error("NAMESAKES_TOO_MANY", group[0], counted=len(group), most=MOST_NAMESAKES)
            continue
        for first, second in combinations(group, 2):
            yield _question(
                "NAMESAKE",
                f"{first.country}:{first.label}:{second.label}",
                ("different_people", "leave_out_second"),
                (first, second),
                first=first.known_as,
                second=second.known_as,
                first_place=str(first.row),
                second_place=_row(second, first),
            )


def over_quota(people: Iterable[Person], context: Context) -> Iterator[Problem]:
    for group in _groups(people, lambda person: person.country):
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


def postings(people: Iterable[Person], context: Context) -> Iterator[Problem]:
    for person in people:
        if not _covers(person, context):
            yield _question(
                "POSTING_NOT_COVERING",
                person.label,
                ("take_part", "leave_out"),
                (person,),
                starts=person.posting_from,
                ends=person.posting_to,
            )


def _covers(person: Person, context: Context) -> bool:
    """Whether the posting can cover every day of the event; an unknown end or an imprecise one may."""
    begins, ends = context.starts_on, context.ends_on or context.starts_on
    if begins and person.posting_from and ImpreciseDate.parse(person.posting_from).earliest > begins:
        return False
    return not (ends and person.posting_to and ImpreciseDate.parse(person.posting_to).latest < ends)


def unknown_governments(people: Iterable[Person], context: Context) -> Iterator[Problem]:
    asked: dict[tuple[str, str], list[tuple[Person, str]]] = defaultdict(list)
    for person in people:
        for name, written in unknown(context, person):
            asked[person.country, written].append((person, name))
    for (country, written), found in asked.items():
        concerned = tuple(person for person, _ in found)
        yield _question(
            "GOV_UNKNOWN",
            f"{country}:{written}",
            ("keep_as_written", "leave_out"),
            concerned,
            field=found[0][1],
            raw=written,
            counted=len(concerned),
        )


def _groups(people: Iterable[Person], mark: Callable[[Person], str | tuple[str, ...]]) -> list[list[Person]]:
    """People who share a mark, in the order of the rows; an empty mark is shared by nobody."""
    groups: dict[str | tuple[str, ...], list[Person]] = defaultdict(list)
    for person in people:
        if found := mark(person):
            groups[found].append(person)
    return list(groups.values())


def _row(person: Person, beside: Person) -> str:
    """Where a person stands, for a sentence about another: "8", or with what differs: "list.xlsx, Busan, 8"."""
    parts = [person.file] if person.file != beside.file else []
    if parts or person.sheet != beside.sheet:
        parts.append(person.sheet or "")
    return ", ".join(part for part in (*parts, str(person.row)) if part)


def _error(code: str, person: Person, **values: str | int) -> Problem:
    return Problem(
        code,
        Level.ERROR,
        person.file,
        person.sheet,
        person=person.known_as,
        values={**values, "row": person.row},
    )


def _question(
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
