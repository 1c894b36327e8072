"""A round of a plan as cards: who sits where, in which language, and what is wrong there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from trilogue.algorithms.tables.model import Violation
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name
from trilogue.domain.people.models import PersonName
from trilogue.domain.tables.choices import RuleKind
from trilogue.domain.tables.models import InterpreterSeat, TablePlan
from trilogue.domain.tables.planning import Figures, Material
from trilogue.domain.tables.planning.material import SPOKEN as FLUENT
from trilogue.domain.tables.queries import Seating
from trilogue.web.desk.people import SPOKEN
from trilogue.web.desk.tables_words import Finding, Named, broken


@dataclass(frozen=True)
class Look:
    """A plan with its seats and all that is known of its people."""

    plan: TablePlan
    material: Material
    seats: Seating
    figures: Figures
    locked: frozenset[tuple[int, int]]
    """Round and participation of the seats that are locked."""

    @cached_property
    def leaders(self) -> frozenset[int]:
        return frozenset(rule.first_id for rule in self.material.rules if rule.kind == RuleKind.LEADER)

    def table_of(self, number: int) -> dict[int, int]:
        """Each person's table in a round, counted from 1."""
        return {who: t for t, table in enumerate(self.seats[number - 1], start=1) for who in table}


@dataclass(frozen=True)
class Seated:
    """`away` says why somebody who has a seat is not there."""

    participation: Participation
    name: PersonName
    leads: bool
    locked: bool
    away: str


@dataclass(frozen=True)
class Card:
    """`languages` are those that everybody at the table speaks, `lacking` says who lacks the widest where none is."""

    number: int
    seats: tuple[Seated, ...]
    counts: tuple[int, ...]
    languages: tuple[Any, ...]
    lacking: str
    interpreters: tuple[InterpreterSeat, ...]
    why: tuple[Finding, ...]

    @property
    def locked(self) -> bool:
        return bool(self.seats) and all(seat.locked for seat in self.seats)

    @property
    def needs_interpreter(self) -> bool:
        return bool(self.lacking) and not self.interpreters


def cards(look: Look, number: int, order: Sequence[str], named: Named) -> list[Card]:
    sent: dict[int, list[InterpreterSeat]] = defaultdict(list)
    for each in look.plan.interpreter_seats.filter(round=number).select_related("interpreter__account"):
        sent[each.table].append(each)
    report = look.figures.report
    wrong = [each for each in report.violations if each.round == number] if report else []
    return [
        _card(look, (number, table), order, sent=tuple(sent[table]), why=_at_table(wrong, people, named))
        for table, people in enumerate(look.seats[number - 1], start=1)
    ]


def _at_table(wrong: Iterable[Violation], people: Sequence[int], named: Named) -> tuple[Finding, ...]:
    here = {str(who) for who in people}
    return tuple(
        broken(each, named)
        for each in wrong
        if each.code != "no_common_language"
        and each.who
        and here & set(each.who)
        and len(each.who) <= len(here)
    )


def _card(
    look: Look,
    place: tuple[int, int],
    order: Sequence[str],
    *,
    sent: tuple[InterpreterSeat, ...],
    why: tuple[Finding, ...],
) -> Card:
    number, table = place
    known = look.material.people
    people = [known[who] for who in look.seats[number - 1][table - 1] if who in known]
    people = [each for each in people if each.person.erased_at is None]
    people.sort(key=lambda each: (order.index(each.delegation.country_id), each.reference))
    there = [each for each in people if look.material.is_there(each.pk, number, played=look.plan.played)]
    counts = Counter(each.delegation.country_id for each in there)
    languages, lacking = common_language(there)
    return Card(
        table,
        tuple(_seated(look, number, each) for each in people),
        tuple(counts[code] for code in order),
        languages,
        lacking,
        sent,
        why,
    )


def _seated(look: Look, number: int, participation: Participation) -> Seated:
    there = look.material.is_there(participation.pk, number, played=look.plan.played)
    away = "" if there else _("withdrawn") if participation.state == State.WITHDRAWN else _("not there")
    return Seated(
        participation,
        native_name(participation),
        participation.pk in look.leaders,
        (number, participation.pk) in look.locked,
        away,
    )


def common_language(people: Sequence[Participation]) -> tuple[tuple[Any, ...], str]:
    """The languages of everybody; where there is none, how many lack the one that most speak."""
    spoken = [
        {skill.language for skill in each.person.skills.all() if skill.level >= FLUENT} for each in people
    ]
    speakers = Counter(language for languages in spoken for language in languages)
    common = sorted(language for language, count in speakers.items() if count == len(people))
    if common or len(people) < 2:
        return tuple(SPOKEN.get(each, each) for each in common), ""
    if not speakers:
        return (), _("no language is known of these people")
    widest = min(speakers, key=lambda language: (-speakers[language], language))
    words = _("%(count)s of %(all)s do not speak %(language)s")
    count = len(people) - speakers[widest]
    return (), words % {
        "count": count,
        "all": len(people),
        "language": SPOKEN.get(widest, widest),
    }
