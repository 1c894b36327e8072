from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """Somebody nominated, as far as the order of acceptance looks at them.

    `supported`: a sister link, or the desk's reason in place of one. `priority`: the nominating government's own
    order, 1 first. `first_time`: in no earlier edition. `submitted`: a number that grows with time.
    `group`: those who come together or not at all share one; empty for everybody else.
    """

    key: str
    supported: bool = True
    priority: int = 1
    first_time: bool = True
    submitted: int = 0
    group: str = ""


@dataclass(frozen=True)
class Division:
    """Keys in the order of the ranking: who gets a place, and who waits."""

    accepted: tuple[str, ...]
    waiting: tuple[str, ...]
