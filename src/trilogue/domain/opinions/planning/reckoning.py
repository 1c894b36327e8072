"""From material and the snapshot before to the next snapshot. Imported late: it needs numpy.

Before the reveal nothing is released, so that `content` is empty then and only the order of the cards is computed.
Measures about the exchange itself are in no result.
"""

import json
from collections import Counter
from collections.abc import Mapping

from trilogue.algorithms.opinions import Analysis, Problem, State, Statement, analyse
from trilogue.algorithms.opinions.shown import LEAST, Tally
from trilogue.domain.opinions.actions.snapshots import Computed
from trilogue.domain.opinions.choices import Ballot, Choice
from trilogue.domain.opinions.models import Snapshot
from trilogue.domain.opinions.planning.grouping import Grouping
from trilogue.domain.opinions.planning.material import Material
from trilogue.domain.opinions.planning.releasing import Release, compact, content

BOOST = 4.0
"""How many times likelier a measure comes next on which some delegation has hardly voted yet."""

Tallies = Mapping[int, Mapping[str, Tally]]
"""By measure, and then by delegation or group."""


def reckon(before: Snapshot, material: Material) -> Computed:
    """The same from the same, on every machine. The final vote has neither a map nor an order of cards."""
    countries = tallied(material, material.country)
    release = Release.from_json(before.published)
    grouping, analysis = None, None
    if material.ballot == Ballot.OPEN:
        problem = problem_of(material)
        analysis = analyse(problem, start=state_of(before))
        grouping = Grouping.of(problem, analysis)
    if material.revealed:
        groups = tallied(material, grouping.names(material)) if grouping else {}
        release = release.after(material, countries, groups, grouping)
    return Computed(
        votes=len(material.votes),
        state=compact(
            {"basis": material.fingerprint, "analysis": analysis.state.to_json() if analysis else ""}
        ),
        published=release.to_json(),
        priorities=_priorities(material, analysis, countries) if analysis else {},
        content=content(material, release) if material.revealed else {},
    )


def tallied(material: Material, part: Mapping[str, str]) -> Tallies:
    """The votes on every measure that can be in a result, by the part to which each voter belongs."""
    counts: Counter[tuple[int, str, int]] = Counter(
        (statement, part[voter], value) for voter, statement, value in material.votes
    )
    found: dict[int, dict[str, Tally]] = {
        statement: {} for statement, about_process in material.statements.items() if not about_process
    }
    for statement, name in sorted({key[:2] for key in counts}):
        if statement in found:
            agree, disagree, passed = (
                counts[statement, name, choice] for choice in (Choice.AGREE, Choice.DISAGREE, Choice.PASS)
            )
            found[statement][name] = Tally(agree, disagree, passed)
    return found


def problem_of(material: Material) -> Problem:
    return Problem.from_events(
        ((voter, str(statement), value) for voter, statement, value in material.votes),
        [Statement(str(each), meta=meta) for each, meta in material.statements.items()],
        delegation=material.country,
        sizes=material.sizes,
    )


def state_of(before: Snapshot) -> State | None:
    stored = json.loads(before.state)["analysis"] if before.state else ""
    return State.from_json(stored) if stored else None


def _priorities(material: Material, analysis: Analysis, countries: Tallies) -> dict[str, float]:
    needed = {name: min(size, LEAST) for name, size in material.sizes.items()}
    return {
        name: priority * (BOOST if _is_hardly_voted_on(countries.get(int(name)), needed) else 1.0)
        for name, priority in zip(analysis.statements, analysis.priorities.tolist(), strict=True)
    }


def _is_hardly_voted_on(tallies: Mapping[str, Tally] | None, needed: Mapping[str, int]) -> bool:
    if tallies is None:
        return False
    return any(tallies.get(name, Tally()).seen < votes for name, votes in needed.items())
