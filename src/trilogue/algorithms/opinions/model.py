"""What is asked: who voted what on which statement, in the order in which it happened."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Values = NDArray[np.int8]
Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]

AGREE: Final = 1
PASS: Final = 0
DISAGREE: Final = -1

FIRST, SECOND, THIRD = itemgetter(0), itemgetter(1), itemgetter(2)

REJECTED: Final = -1
UNMODERATED: Final = 0
ACCEPTED: Final = 1


class ProblemError(ValueError):
    """The problem is malformed. `code` says how, `place` where, `who` names the id or value."""

    def __init__(self, code: str, place: str, who: str = "") -> None:
        super().__init__(code, place, who)
        self.code = code
        self.place = place
        self.who = who


@dataclass(frozen=True, slots=True)
class Statement:
    """`moderated` is REJECTED, UNMODERATED or ACCEPTED; a `meta` statement is about the process itself."""

    id: str
    moderated: int = ACCEPTED
    meta: bool = False
    seed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """The event log of a conversation: event i is voters[voter[i]] voting value[i] on statements[statement[i]].

    Of a voter's events on one statement the last one counts. Under `strict` moderation a statement that nobody has
    accepted yet is left out of axes, groups and lists. `delegation` says of which country a voter is, `sizes` how
    many people of a country could vote; a country without a size has as many as have voted.
    Raises ProblemError for what is malformed: a repeated id, an event of nobody or on nothing, an unknown value.
    """

    voters: Sequence[str]
    statements: Sequence[Statement]
    voter: Ints
    statement: Ints
    value: Values
    strict: bool = True
    delegation: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _once("voters", self.voters)
        _once("statements", [each.id for each in self.statements])
        if not len(self.voter) == len(self.statement) == len(self.value):
            raise ProblemError("lengths_differ", "events")
        _within("voter", self.voter, len(self.voters))
        _within("statement", self.statement, len(self.statements))
        _refuse("unknown_value", self.value, (self.value < DISAGREE) | (self.value > AGREE))
        for country, size in self.sizes.items():
            if size < 0:
                raise ProblemError("negative_size", "sizes", country)

    @classmethod
    def from_events(
        cls,
        events: Iterable[tuple[str, str, int]],
        statements: Iterable[Statement],
        *,
        voters: Iterable[str] = (),
        strict: bool = True,
        delegation: Mapping[str, str] | None = None,
        sizes: Mapping[str, int] | None = None,
    ) -> Self:
        """From (voter id, statement id, value) in order; `voters` are those to be listed even without a vote."""
        known = tuple(statements)
        place = {each.id: number for number, each in enumerate(known)}
        log = list(events)
        who: defaultdict[str, int] = defaultdict(count().__next__)
        for each in voters:
            who[each]  # looked up, it has the next number
        voter = np.fromiter(map(who.__getitem__, map(FIRST, log)), np.int32, len(log))
        try:
            statement = np.fromiter(map(place.__getitem__, map(SECOND, log)), np.int32, len(log))
        except KeyError as missing:
            raise ProblemError("unknown_statement", "events", str(missing.args[0])) from missing
        value = np.fromiter(map(THIRD, log), np.int64, len(log))
        _refuse("unknown_value", value, (value < DISAGREE) | (value > AGREE))
        return cls(
            voters=tuple(who),
            statements=known,
            voter=voter,
            statement=statement,
            value=value.astype(np.int8),
            strict=strict,
            delegation=delegation or {},
            sizes=sizes or {},
        )


def natural(identifier: str) -> tuple[bool, int, str, str]:
    """The key that orders ids: numbers by their value, then all others as text; different ids never tie."""
    if identifier.isascii() and identifier.isdecimal():
        digits = identifier.lstrip("0")
        return False, len(digits), digits, identifier
    return True, 0, identifier, identifier


def _once(place: str, identifiers: Sequence[str]) -> None:
    if len(set(identifiers)) != len(identifiers):
        again = next(each for each, times in Counter(identifiers).items() if times > 1)
        raise ProblemError("repeated_id", place, again)


def _within(place: str, numbers: Ints, count: int) -> None:
    _refuse(f"unknown_{place}", numbers, (numbers < 0) | (numbers >= count))


def _refuse(code: str, values: NDArray[np.signedinteger], faulty: Flags) -> None:
    if faulty.any():
        first = int(faulty.argmax())
        raise ProblemError(code, f"event {first + 1}", str(values[first]))
