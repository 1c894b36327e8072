"""What may be published of secret votes, now and after what was published before (docs/opinions-secrecy.md).

A cell is what is said of the votes of one part on one statement. Parts are the delegations, where one of fewer than
five voters is counted with the smallest other; and, in another view, the found groups. Who belongs to a delegation is
known to everybody. These rules hold for everything that is shown:

1. A count is exact only where it and the rest of those who answered are five or more (`shown.py`).
2. No more can be worked out from everything together, the exact sums over all parts included (`attack.py`): where it
   could, another cell is coarsened as well, and where that does not help, the statement stays as it was.
3. A cell moves only when it differs by the votes of five or more people from all that it ever was; until then it
   stays as it was, and sums are sums of what is published. So the difference of any two publications is about nobody
   or about five people or more.
4. The exact sums, the found groups and the single rows of a statement are public only once it is `complete`: voting
   is closed and every vote on it is in the figures. What the last one to four people of a delegation changed since
   the last publication is never published, and the statement is then not complete. After that the statement moves
   only when every delegation moved.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import hypot
from typing import Any, Final, Self

from trilogue.algorithms.opinions.attack import Row, row, tells
from trilogue.algorithms.opinions.guarding import Part, guarded
from trilogue.algorithms.opinions.model import natural
from trilogue.algorithms.opinions.shown import LEAST, NOTHING, Form, Shown, Tally, Verdict, summed

NOBODY: Final = Tally()
Tallies = Mapping[str, Tally]
History = tuple[Tally, ...]
Histories = Mapping[str, History]


@dataclass(frozen=True, slots=True)
class Counts:
    """The votes as they are, each person's last on each statement. Not to be shown.

    `delegations` and `groups` are by statement and then by delegation or group; who is in no group is counted as a
    group too, so that both have the same sums. `sizes` says how many of a delegation could vote, `turnout` how many
    of them have voted on anything, which everybody may know, `group_sizes` how many voters a group has.
    """

    delegations: Mapping[str, Tallies]
    sizes: Mapping[str, int]
    turnout: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Tallies] = field(default_factory=dict)
    group_sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is published of one statement; a part that is not in it has not been published yet.

    `total` is what anybody can add up of the delegations.
    """

    delegations: Mapping[str, Shown] = field(default_factory=dict)
    groups: Mapping[str, Shown] = field(default_factory=dict)
    total: Shown = NOTHING
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """What is published. `parts` says for each delegation with which it is counted.

    `basis` and `group_basis` have the exact counts that are and were behind it, by statement and delegation or group:
    they decide about the next publication and are never shown.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, Finding] = field(default_factory=dict)
    basis: Mapping[str, Histories] = field(default_factory=dict)
    group_basis: Mapping[str, Histories] = field(default_factory=dict)

    def to_json(self) -> str:
        """Canonical: the same state gives the same bytes. With the basis, so for the database alone."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` wrote."""
        data = json.loads(text)
        return cls(
            data["parts"],
            {statement: _finding(each) for statement, each in data["statements"].items()},
            {statement: _histories(each) for statement, each in data["basis"].items()},
            {statement: _histories(each) for statement, each in data["group_basis"].items()},
        )

    def _state(self, statement: str) -> "_State":
        return _State(
            self.statements.get(statement, Finding()),
            self.basis.get(statement, {}),
            self.group_basis.get(statement, {}),
        )


def release(previous: Published | None, current: Counts, *, closed: bool = False) -> Published:
    """What is published now, after `previous`. Cells that may not move yet are as they were.

    `closed`: nobody can vote any more. Raises ValueError where the groups of a statement have other sums than its
    delegations.
    """
    before = previous or Published()
    parts = _parts(before.parts, current)
    capacity = _together(_known_voters(current), parts)
    sizes = _together(current.sizes, parts)
    found: dict[str, _State] = {}
    for statement, tallies in current.delegations.items():
        groups = current.groups.get(statement, {})
        frame = _Frame(_tallied(tallies, parts), sizes, capacity, groups, current.group_sizes)
        found[statement] = _next(before._state(statement), frame, closed=closed)  # noqa: SLF001  a part of the same
    return Published(
        parts,
        {**before.statements, **{name: state.finding for name, state in found.items()}},
        {**before.basis, **{name: state.delegations for name, state in found.items()}},
        {**before.group_basis, **{name: state.groups for name, state in found.items()}},
    )


def complete(published: Published) -> frozenset[str]:
    """The statements of which the single votes may be given away, without names and delegations."""
    return frozenset(name for name, finding in published.statements.items() if finding.complete)


def movement(before: Tally, now: Tally) -> int:
    """The fewest people whose votes can have changed between the two counts.

    Changes that cancel out do not count: nobody can see them.
    """
    steps = (now.agree - before.agree, now.disagree - before.disagree, now.passed - before.passed)
    return max(sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0))


def drawable_groups(
    sizes: Mapping[int, int], centres: Mapping[int, tuple[float, float]], *, least: int = LEAST
) -> dict[int, int]:
    """For each found group the group it is drawn as: a small one as part of the one whose centre is nearest.

    The smallest goes first; equal ones by number. What is drawn keeps the number of its largest group. With fewer
    than `least` voters in all, everything is one group, which is not to be drawn.
    """
    drawn = {group: group for group in sizes}
    left = {group: (size, *centres[group]) for group, size in sizes.items()}
    while len(left) > 1 and min(size for size, _, _ in left.values()) < least:
        small = min(left, key=lambda group: (left[group][0], group))
        size, x, y = left.pop(small)
        host = min(left, key=lambda group: (hypot(left[group][1] - x, left[group][2] - y), group))
        both = left[host][0] + size
        middle = [
            (left[host][0] * a + size * b) / max(both, 1) for a, b in zip(left[host][1:], (x, y), strict=True)
        ]
        left[host] = (both, middle[0], middle[1])
        drawn = {group: host if kept == small else kept for group, kept in drawn.items()}
    return drawn


@dataclass(frozen=True, slots=True)
class _Frame:
    """A statement's votes as they are now, by part, and how many people each part has."""

    now: Tallies
    sizes: Mapping[str, int]
    capacity: Mapping[str, int]
    groups: Tallies
    group_sizes: Mapping[str, int]

    def part(self, name: str, tally: Tally, fixed: Shown | None = None) -> Part:
        return Part(name, tally, self.sizes[name], max(self.capacity[name], tally.seen), fixed)


@dataclass(frozen=True, slots=True)
class _State:
    """A statement's publication and all counts that were ever behind a cell of it."""

    finding: Finding = field(default_factory=Finding)
    delegations: Histories = field(default_factory=dict)
    groups: Histories = field(default_factory=dict)


def _may_move(history: History, now: Tally) -> bool:
    """Whether a cell may be published anew: five people or more, or nobody, away from whatever it ever was."""
    return all(movement(then, now) >= LEAST or then == now for then in (NOBODY, *history))


def _stands(history: History, now: Tally) -> bool:
    return bool(history) and history[-1] == now


def _next(before: _State, frame: _Frame, *, closed: bool) -> _State:
    """The statement's next publication; what it was where it may not move."""
    fresh = {
        name
        for name, now in frame.now.items()
        if now.seen >= LEAST and _may_move(before.delegations.get(name, ()), now)
        if not _stands(before.delegations.get(name, ()), now)
    }
    if before.finding.complete:
        if len(fresh) < len(frame.now):
            return before
        before = replace(before, finding=Finding())
    return (_completed(before, fresh, frame) if closed else None) or _moved(before, fresh, frame) or before


def _moved(before: _State, fresh: Collection[str], frame: _Frame) -> _State | None:
    """Those cells that five or more people moved; the others as they were."""
    old = before.finding.delegations
    if not fresh:
        return None
    parts = [
        frame.part(name, frame.now[name])
        if name in fresh
        else frame.part(name, before.delegations[name][-1], old[name])
        for name in sorted({*old, *fresh})
    ]
    shown = guarded(parts)
    if not shown:
        return None
    behind = _extended(before.delegations, {name: frame.now[name] for name in fresh})
    return _State(Finding(shown, {}, summed(list(shown.values()))), behind, before.groups)


def _completed(before: _State, fresh: Collection[str], frame: _Frame) -> _State | None:
    """All votes on the statement, if no delegation has a remainder that may not be told."""
    total = sum(frame.now.values(), NOBODY)
    old = before.finding.delegations
    held = [
        name for name in old if name not in fresh and not _stands(before.delegations[name], frame.now[name])
    ]
    if total.seen < LEAST or held:
        return None
    parts = [
        frame.part(name, now, None if name in fresh else old.get(name))
        for name, now in sorted(frame.now.items())
    ]
    shown = guarded(parts)
    if not shown:
        return None
    groups = _grouped(before.groups, frame, total, [row(shown[each.name], each.known) for each in parts])
    return _State(
        Finding(shown, groups, summed(list(shown.values())), complete=True),
        _extended(before.delegations, frame.now),
        _extended(before.groups, frame.groups) if groups else before.groups,
    )


def _grouped(
    histories: Histories, frame: _Frame, total: Tally, delegations: Sequence[Row]
) -> dict[str, Shown]:
    """What may be said of the found groups; nothing where that would betray one, now or before, or a delegation."""
    groups = frame.groups
    if groups and sum(groups.values(), NOBODY) != total:
        raise ValueError("the votes by group have other sums than those by delegation")
    if histories and not all(_may_move(histories.get(name, ()), now) for name, now in groups.items()):
        return {}
    sizes = {name: max(frame.group_sizes.get(name, 0), tally.seen) for name, tally in groups.items()}
    parts = [Part(name, tally, sizes[name], sizes[name]) for name, tally in sorted(groups.items())]
    shown = guarded(parts) or {}
    rows = [row(shown[each.name], each.known) for each in parts] if shown else []
    return {} if tells(delegations, rows, total) else shown


def _extended(histories: Histories, now: Tallies) -> Histories:
    longer = {
        name: history if _stands(history := histories.get(name, ()), tally) else (*history, tally)
        for name, tally in now.items()
    }
    return {**histories, **longer}


def _parts(before: Mapping[str, str], current: Counts) -> dict[str, str]:
    """For each delegation the one it is counted with, for good: itself, or for a tiny one the smallest other."""
    people = {name: current.sizes.get(name) or current.turnout.get(name, 0) for name in _names(current)}
    own = {name for name, count in people.items() if name not in before and count >= LEAST} | set(
        before.values()
    )
    host = min(own or people, key=lambda name: (people.get(name, 0), natural(name)), default="")
    return {**{name: name if name in own else host for name in people}, **before}


def _names(current: Counts) -> set[str]:
    return {name for tallies in current.delegations.values() for name in tallies} | set(current.sizes)


def _known_voters(current: Counts) -> dict[str, int]:
    """How many of each delegation there are who can have voted, as far as everybody knows."""
    return {name: current.turnout.get(name, current.sizes.get(name, 0)) for name in _names(current)}


def _tallied(tallies: Tallies, parts: Mapping[str, str]) -> dict[str, Tally]:
    found = dict.fromkeys(parts.values(), NOBODY)
    for name, tally in tallies.items():
        found[parts[name]] += tally
    return found


def _together(numbers: Mapping[str, int], parts: Mapping[str, str]) -> dict[str, int]:
    found = dict.fromkeys(parts.values(), 0)
    for name, part in parts.items():
        found[part] += numbers.get(name, 0)
    return found


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        {name: _shown(each) for name, each in data["delegations"].items()},
        {name: _shown(each) for name, each in data["groups"].items()},
        _shown(data["total"]),
        data["complete"],
    )


def _shown(data: Mapping[str, Any]) -> Shown:
    agree, disagree, passed = (
        None if data[name] is None else (data[name][0], data[name][1])
        for name in ("agree", "disagree", "passed")
    )
    return Shown(Form(data["form"]), Verdict(data["verdict"]), data["seen"], agree, disagree, passed)


def _histories(data: Mapping[str, list[dict[str, int]]]) -> dict[str, History]:
    return {name: tuple(Tally(**each) for each in history) for name, history in data.items()}
