"""How a person is shown in lists: names in every script with their state, posts, editions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import entries_of
from trilogue.domain.people.choices import Origin, Script
from trilogue.domain.people.models import Person, PersonName
from trilogue.foundation.access import Actor
from trilogue.web.desk.marks import Pieces, marked
from trilogue.web.desk.people_words import NAME_STATES

STANDING = {"confirmed": "ok", "suggested": "warn", "written": ""}
"""The look of a name's state."""


@dataclass(frozen=True)
class Shown:
    """One form of a name. `pieces` tell which letters to mark."""

    name: PersonName
    pieces: Pieces
    state: str

    @property
    def script(self) -> Any:
        return Script(self.name.script).label

    @property
    def state_words(self) -> Any:
        return NAME_STATES[self.state]

    @property
    def look(self) -> str:
        return STANDING[self.state]


@dataclass(frozen=True)
class Card:
    person: Person
    names: list[Shown]
    entries: list[Participation]

    @property
    def post(self) -> Participation | None:
        """The latest one that the reader may see."""
        return self.entries[0] if self.entries else None


def people(chosen: Collection[int]) -> Mapping[int, Person]:
    """With all that a card shows of the person alone."""
    found = Person.objects.filter(pk__in=chosen).select_related("country")
    return {each.pk: each for each in found.prefetch_related("names", "merged__names")}


def cards(chosen: Collection[int], actor: Actor) -> list[Card]:
    """In the order they were chosen in. As many queries for few as for many."""
    known, entries = people(chosen), entries_of(chosen, actor)
    return [Card(known[each], shown(known[each]), entries.get(each, [])) for each in chosen if each in known]


def shown(person: Person, asked: Collection[str] = (), *, by_initials: bool = False) -> list[Shown]:
    """The own name first, then the other forms, also those that merged records brought along."""
    forms = sorted(person.names.all(), key=lambda name: not name.own)
    brought = [name for record in person.merged.all() for name in record.names.all()]
    distinct = {(name.script, name.full): name for name in (*brought[::-1], *forms[::-1])}
    return [
        Shown(name, marked(name.full, asked, by_initials=by_initials), state_of(name))
        for name in list(distinct.values())[::-1]
    ]


def state_of(name: PersonName) -> str:
    if name.confirmed:
        return "confirmed"
    return "suggested" if name.origin == Origin.SUGGESTED else "written"
