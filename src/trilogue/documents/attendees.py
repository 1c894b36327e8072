"""The people of an edition as lists, plans and badges show them. The same few queries, whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.wording import Run, place
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import named, native_name, roman_name
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.people.models import PersonName
from trilogue.domain.places.models import Government
from trilogue.domain.places.queries import name_at
from trilogue.domain.tables.queries import plan_of, seating
from trilogue.foundation.text.value import Entry, Text

LANGUAGE_OF_TAG = {"ko": "ko", "ja": "ja", "zh": "zh-hans"}


@dataclass(frozen=True)
class Post:
    """Where somebody serves: a government and the one above it, either may be empty."""

    name: Text
    parent: Text

    def run(self, language: str) -> Run:
        return place(self.name, self.parent, language)


@dataclass(frozen=True)
class Attendee:
    """`language` is the person's own, told by the writing of the name; `tables` has one number a round,
    0 where the person sits nowhere, and is empty without a plan. `names` are all forms by script; `governments`
    the ids of home and host.
    """

    participation: int
    code: str
    reference: str
    language: str
    country: str
    country_name: Text
    name: Run
    roman: Run
    names: Mapping[str, Run]
    home: Post
    host: Post
    governments: frozenset[int]
    department: str
    position: str
    room: str
    skills: tuple[tuple[str, int], ...]
    tables: tuple[int, ...]


def attendees(edition: Edition, language: str) -> list[Attendee]:
    """Everybody confirmed but who was erased since, delegation by delegation in the order set for a language."""
    plan = plan_of(edition)
    tables = _tables(seating(plan)) if plan else {}
    nowhere = (0,) * plan.rounds if plan else ()
    day = ImpreciseDate.parse(edition.date).earliest
    order = country_order(edition, language)
    found = [_attendee(each, day, tables.get(each.pk, nowhere)) for each in named(edition)]
    return sorted(found, key=lambda each: (order(each.country), each.reference))


def country_order(edition: Edition, language: str) -> "CountryOrder":
    return order_of(edition.series, language)


def order_of(series: Series, language: str) -> "CountryOrder":
    return CountryOrder(series.country_order.get(language, ()))


class CountryOrder:
    """A sort key: countries in the order set, then the others by code."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._place = {code: index for index, code in enumerate(codes)}

    def __call__(self, code: str) -> tuple[int, str]:
        return self._place.get(code, len(self._place)), code


def _attendee(participation: Participation, day: date, tables: tuple[int, ...]) -> Attendee:
    name, person = native_name(participation), participation.person
    language = LANGUAGE_OF_TAG.get(name.tag.split("-")[0].lower(), "en")
    country = participation.delegation.country
    return Attendee(
        participation=participation.pk,
        code=f"TRILOGUE:{person.public_id}",
        reference=participation.reference,
        language=language,
        country=country.code,
        country_name=country.short,
        name=_run(name),
        roman=_run(roman_name(participation)),
        names={each.script: _run(each) for each in person.names.all()},
        home=_post(participation.home, participation.home_written, language, day),
        host=_post(participation.host, participation.host_written, language, day),
        governments=frozenset(each for each in (participation.home_id, participation.host_id) if each),
        department=participation.department,
        position=participation.position,
        room=participation.room,
        skills=tuple((each.language, each.level) for each in person.skills.all()),
        tables=tables,
    )


def _tables(rounds: Sequence[Sequence[Sequence[int]]]) -> dict[int, tuple[int, ...]]:
    """Each participation's table in every round."""
    found: dict[int, list[int]] = {}
    for index, tables in enumerate(rounds):
        for number, seated in enumerate(tables, start=1):
            for participation in seated:
                found.setdefault(participation, [0] * len(rounds))[index] = number
    return {participation: tuple(numbers) for participation, numbers in found.items()}


def _run(name: PersonName) -> Run:
    return Run(name.full, name.tag)


def _post(government: Government | None, written: str, language: str, day: date) -> Post:
    """The government under its name of the day; as the roster wrote it where none is known."""
    if government is None:
        return Post(Text(language, {language: Entry(written)}) if written else Text(), Text())
    name = name_at(government, day)
    return Post(name.name, name.parent_name)
