"""What telephones did beside what is stored: each press of a button is there once, or without answer at most once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Press:
    """One press of a button by one voter. `receipts` are those it was sent with: one, however often it is sent again.

    `number` counts the voter's presses for this statement. `acknowledged`: the server said that it is stored.
    """

    voter: str
    statement: str
    value: int | None
    number: int
    receipts: list[str] = field(default_factory=list)
    acknowledged: bool = False


@dataclass(frozen=True)
class Fault:
    """`kind` is lost (acknowledged, and not there), doubled (there more than once), invented (stored, and sent by
    nobody), wrong (another value counts than the voter's last), or twice (two votes of one voter on one statement).
    """

    kind: str
    voter: str
    statement: str


def faults(presses: Iterable[Press], found: Mapping[str, Any]) -> list[Fault]:
    """`found` as bench.stored tells it."""
    mine: dict[tuple[str, str], list[Press]] = defaultdict(list)
    for each in presses:
        mine[each.voter, each.statement].append(each)
    result = []
    for (voter, statement), pressed in mine.items():
        there = set(found["receipts"].get(voter, ()))
        vote = found["votes"].get(voter, {}).get(statement)
        result += [Fault(kind, voter, statement) for kind in _faults(pressed, there, vote)]
    known = {(voter, statement) for voter, votes in found["votes"].items() for statement in votes}
    result += [Fault("invented", *each) for each in sorted(known - set(mine))]
    if found["counted"] != len(known):
        result.append(Fault("twice", "", ""))
    return result


def _faults(pressed: Sequence[Press], there: set[str], vote: Sequence[Any] | None) -> list[str]:
    stored = [each for each in pressed if there & set(each.receipts)]
    times = sum(len(there & set(each.receipts)) for each in pressed)
    value, castings = (vote[0], vote[2]) if vote else (None, 0)
    last = max(stored, key=lambda each: each.number, default=None)
    said = {
        "lost": any(each.acknowledged and each not in stored for each in pressed),
        "doubled": times > len(stored),
        "invented": castings > times,
        "wrong": last is not None and (vote is None or value != last.value),
    }
    return [kind for kind, is_so in said.items() if is_so]
