"""What is answered. Arrays follow the natural order of the ids of voters and of statements."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from trilogue.algorithms.opinions.model import Floats, Ints
from trilogue.algorithms.opinions.state import State, canonical


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement on which a group differs from all others, with the figures of the `side` it takes.

    `share` is (successes + 1) / (trials + 2) and `test` its z against one half; `ratio` compares it with the share of
    all others and `ratio_test` is the z of that difference. `best_agree` marks the statement the group agrees to
    most, `agrees` how many do.
    """

    statement: str
    side: str
    successes: int
    trials: int
    share: float
    test: float
    ratio: float
    ratio_test: float
    best_agree: bool = False
    agrees: int | None = None

    @property
    def metric(self) -> float:
        return self.ratio * self.ratio_test * self.share * self.test


@dataclass(frozen=True, slots=True)
class Group:
    """A found group of opinion: an id that stays over time, how many voters, and the middle of them."""

    id: int
    size: int
    centre: tuple[float, float]
    representative: tuple[Representative, ...]


@dataclass(frozen=True, slots=True)
class Consent:
    """A statement that most of all voters agree with (or disagree with)."""

    statement: str
    successes: int
    trials: int
    share: float
    test: float


@dataclass(frozen=True, slots=True)
class Support:
    """The votes on a statement in a delegation of `size` people, or in a found group.

    `supports` and `rejects` are the probabilities that more than half of them agree, and that more than half
    disagree, once all have voted. `enough` says whether so many have voted that these may be relied on.
    """

    statement: str
    who: str
    agree: int
    disagree: int
    passes: int
    seen: int
    size: int
    supports: float
    rejects: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A statement of a list, by falling `score`; `weakest` is where it holds least surely, with that probability."""

    statement: str
    score: float
    weakest: str
    probability: float


@dataclass(frozen=True, slots=True)
class Division:
    """A statement that divides, by falling `score`: who supports it most surely, and who least."""

    statement: str
    score: float
    supports: str
    opposes: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """A statement on which so many votes are `missing` that the `weakest` has most of them to cast."""

    statement: str
    missing: int
    weakest: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something about the data that the reader of the figures must know: a code and the id or number concerned."""

    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """`group` has the id of each voter's group, -1 for who is not grouped; `group_votes` is groups x statements x
    (agree, disagree, seen). `consensus_*`, `group_informed_consensus` and `divides_groups` are of found groups,
    `support` and the other lists of delegations.
    """

    voters: tuple[str, ...]
    statements: tuple[str, ...]
    positions: Floats
    statement_positions: Floats
    variance: tuple[float, float]
    group: Ints
    groups: tuple[Group, ...]
    group_votes: Ints
    group_informed_consensus: Floats
    consensus_agree: tuple[Consent, ...]
    consensus_disagree: tuple[Consent, ...]
    priorities: Floats
    support: tuple[Support, ...]
    group_support: tuple[Support, ...]
    supported_by_all: tuple[Ranked, ...]
    rejected_by_all: tuple[Ranked, ...]
    divides_countries: tuple[Division, ...]
    divides_groups: tuple[Division, ...]
    not_enough_votes: tuple[Undecided, ...]
    state: State
    warnings: tuple[Warned, ...]

    def to_json(self) -> str:
        """Everything but the state; the same answer always gives the same bytes."""
        return canonical(self.plain())

    def plain(self) -> Mapping[str, Any]:
        """Everything but the state, as lists and numbers."""
        arrays = {name: getattr(self, name).tolist() for name in ARRAYS}
        records = {name: [asdict(each) for each in getattr(self, name)] for name in RECORDS}
        return {
            "voters": list(self.voters),
            "statements": list(self.statements),
            "variance": list(self.variance),
            **arrays,
            **records,
        }


ARRAYS = (
    "positions",
    "statement_positions",
    "group",
    "group_votes",
    "group_informed_consensus",
    "priorities",
)
RECORDS = (
    "groups",
    "consensus_agree",
    "consensus_disagree",
    "support",
    "group_support",
    "supported_by_all",
    "rejected_by_all",
    "divides_countries",
    "divides_groups",
    "not_enough_votes",
    "warnings",
)
