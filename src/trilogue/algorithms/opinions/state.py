"""What the next analysis of the same conversation continues from."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

FORM = 1


@dataclass(frozen=True, slots=True)
class State:
    """Axes by statement, clusters by voter, and how many groups are shown.

    `axes` has the two weights of each statement. `voters` are those who are grouped; in the same order `base` has
    their base clusters, `clusters[k]` their cluster if there are k groups, `groups` the group they are shown in.
    Memberships are kept rather than centres: they survive a turn of the axes. `shown`, `winner` and `wins` are the
    number of groups shown, the number that won last, and how many times in a row.
    """

    axes: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    voters: tuple[str, ...] = ()
    base: tuple[int, ...] = ()
    clusters: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    groups: tuple[int, ...] = ()
    shown: int = 0
    winner: int = 0
    wins: int = 0

    def to_json(self) -> str:
        """The same state always gives the same bytes; figures are kept to the last bit."""
        return canonical({"form": FORM, **asdict(self)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError for what is no state."""
        try:
            return cls._read(json.loads(text))
        except (AttributeError, KeyError, TypeError) as fault:
            raise ValueError("not a state of an analysis") from fault

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        if data["form"] != FORM:
            raise ValueError("a state of another form")
        state = cls(
            axes={each: (float(x), float(y)) for each, (x, y) in data["axes"].items()},
            voters=tuple(map(str, data["voters"])),
            base=tuple(map(int, data["base"])),
            clusters={int(k): tuple(map(int, labels)) for k, labels in data["clusters"].items()},
            groups=tuple(map(int, data["groups"])),
            shown=int(data["shown"]),
            winner=int(data["winner"]),
            wins=int(data["wins"]),
        )
        if any(
            len(each) not in {0, len(state.voters)}
            for each in (state.base, state.groups, *state.clusters.values())
        ):
            raise ValueError("a state with labels for other voters")
        return state


def canonical(data: object) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
