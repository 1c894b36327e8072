"""What the solver is told of an edition: its people, their absences, the rules, and who met before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from django.db.models import Q

from trilogue.algorithms.tables.model import Fixed, Person, Plan, Problem
from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import everybody
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.choices import Asked, RuleKind
from trilogue.domain.tables.models import Absence, Rule
from trilogue.domain.tables.queries import Seating, met_before

SPOKEN = 2
"""The level from which a language counts as a common language at a table."""
Strictness = Literal["soft", "hard", "off"]


@dataclass(frozen=True)
class Material:
    """`people` are all who take part or sit in a plan, by participation; `coming` those who take part now."""

    people: Mapping[int, Participation]
    coming: frozenset[int]
    absences: Mapping[int, frozenset[int]]
    rules: Sequence[Rule]
    earlier: tuple[tuple[str, ...], ...]

    def is_there(self, who: int, number: int, *, played: int = 0) -> bool:
        """In a played round also who has left since."""
        return number not in self.absences.get(who, frozenset()) and (number <= played or who in self.coming)

    def attended(self, seats: Seating, *, played: int) -> Seating:
        """The seats of those who are there."""
        return [
            [
                [who for who in table if who in self.people and self.is_there(who, number, played=played)]
                for table in tables
            ]
            for number, tables in enumerate(seats, start=1)
        ]

    def problem(self, asked: Asked, *, frozen: Seating = [], fixed: Iterable[Fixed] = ()) -> Problem:  # noqa: B006
        """Raises ProblemError when what is asked contradicts itself."""
        played = len(frozen)
        seated = {who for tables in frozen for table in tables for who in table}
        people = sorted(self.coming | seated)
        return Problem(
            people=tuple(self._person(who, asked.rounds, played) for who in people),
            rounds=asked.rounds,
            tables=asked.tables,
            known=self._pairs(RuleKind.KNOWN, people),
            apart=self._pairs(RuleKind.APART, people),
            together=self._pairs(RuleKind.TOGETHER, people),
            leaders=tuple(str(rule.first_id) for rule in self._among(RuleKind.LEADER, people)),
            presence=cast("Strictness", asked.presence),
            language=cast("Strictness", asked.language),
            frozen=plan_of(frozen).rounds,
            fixed=tuple(fixed),
            interpreters=asked.interpreters,
            earlier=self._met(people) if asked.history else (),
        )

    def without_rules(self) -> "Material":
        return replace(self, rules=())

    def _person(self, who: int, rounds: int, played: int) -> Person:
        participation = self.people[who]
        skills = participation.person.skills.all()
        home, host = participation.home, participation.host_id
        return Person(
            str(who),
            participation.delegation.country_id,
            str(home.pk) if home else None,
            str(host) if host else None,
            frozenset(skill.language for skill in skills if skill.level >= SPOKEN),
            frozenset(n for n in range(1, rounds + 1) if not self.is_there(who, n, played=played)),
            region=str(home.parent_id or home.pk) if home else None,
        )

    def _met(self, people: Iterable[int]) -> tuple[tuple[str, ...], ...]:
        there = {str(who) for who in people}
        groups = (tuple(who for who in group if who in there) for group in self.earlier)
        return tuple(group for group in groups if len(group) > 1)

    def _among(self, kind: str, people: Iterable[int]) -> list[Rule]:
        """Rules of who is not there any more stay silent; the page of the rules says so."""
        there = {*people, None}
        return [
            rule
            for rule in self.rules
            if rule.kind == kind and rule.first_id in there and rule.second_id in there
        ]

    def _pairs(self, kind: str, people: Iterable[int]) -> tuple[tuple[str, str], ...]:
        return tuple((str(rule.first_id), str(rule.second_id)) for rule in self._among(kind, people))


def gather(edition: Edition) -> Material:
    """A fixed number of queries, whatever the size."""
    wanted = Q(state__in=LISTED) | Q(seats__plan__edition=edition)
    people = {each.pk: each for each in everybody(edition).filter(wanted).distinct()}
    absences: dict[int, set[int]] = defaultdict(set)
    for who, number in Absence.objects.filter(participation__edition=edition).values_list(
        "participation", "round"
    ):
        absences[who].add(number)
    return Material(
        people=people,
        coming=frozenset(pk for pk, each in people.items() if each.state in LISTED),
        absences={who: frozenset(numbers) for who, numbers in absences.items()},
        rules=list(Rule.objects.filter(edition=edition)),
        earlier=_earlier(edition, people.values()),
    )


def _earlier(edition: Edition, people: Iterable[Participation]) -> tuple[tuple[str, ...], ...]:
    """Who of these people sat together before; a record counts as the one that stands for it."""
    now = {each.person.merged_into_id or each.person_id: str(each.pk) for each in people}
    groups = ([now[person] for person in group if person in now] for group in met_before(edition))
    return tuple(tuple(sorted(set(group))) for group in groups if len(set(group)) > 1)


def plan_of(seats: Seating) -> Plan:
    return Plan(tuple(tuple(tuple(str(who) for who in table) for table in tables) for tables in seats))


def seats_of(plan: Plan) -> Seating:
    return [[[int(who) for who in table] for table in tables] for tables in plan.rounds]
