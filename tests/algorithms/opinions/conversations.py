"""Real conversations beside the repository, and the full answer of Polis to two of them."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

from trilogue.algorithms.opinions import Problem, Statement

DEV = ("brexit-consensus", "london.youth.policing", "scoop-hivemind.freshwater")
FIXTURES = ("below-100-ptpts", "25ptpt-3gp-no-strict-with-meta")

Event = tuple[str, str, int]


@dataclass(frozen=True)
class Reference:
    """A conversation, and what Polis made of it (its axes and centres have the sign of its database: agree = -1)."""

    problem: Problem
    polis: Mapping[str, Any]

    @property
    def group_of(self) -> dict[str, int]:
        base = self.polis["base-clusters"]
        members = dict(zip(base["id"], base["members"], strict=True))
        return {
            str(voter): group["id"]
            for group in self.polis["group-clusters"]
            for each in group["members"]
            for voter in members[each]
        }


def reference(shared: Path, name: str) -> Reference:
    folder = shared / "data" / "polis" / "math-fixtures" / name
    votes, comments, polis = (
        json.loads((folder / f"{part}.json").read_text("utf-8"))
        for part in ("votes", "comments", "math-pca2")
    )
    statements = [
        Statement(_id(each), each.get("mod", each.get("moderated")), each["is_meta"], each["is_seed"])
        for each in comments
    ]
    events = [(str(each.get("pid", each.get("participant_id"))), _id(each), each["vote"]) for each in votes]
    return Reference(Problem.from_events(events, statements, strict=False), polis)


def _id(row: Mapping[str, Any]) -> str:
    return str(row.get("tid", row.get("statement_id")))


def rows(shared: Path, name: str, file: str) -> Iterator[dict[str, str]]:
    with (shared / "data" / "polis" / name / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def events(shared: Path, name: str) -> list[Event]:
    found = sorted(rows(shared, name, "votes.csv"), key=lambda row: int(row["timestamp"]))
    return [(row["voter-id"], row["comment-id"], int(row["vote"])) for row in found]


def statements(shared: Path, name: str) -> list[Statement]:
    listed = {
        row["comment-id"]: Statement(row["comment-id"], int(row["moderated"]))
        for row in rows(shared, name, "comments.csv")
    }
    unlisted = dict.fromkeys(statement for _, statement, _ in events(shared, name) if statement not in listed)
    return [*listed.values(), *(Statement(each, -1) for each in unlisted)]


def rand_index(one: Sequence[int], other: Sequence[int]) -> float:
    """The adjusted Rand index of two divisions of the same people (Hubert and Arabie 1985)."""
    pairs = list(zip(one, other, strict=True))
    both, first, second = (_together(parts) for parts in (pairs, one, other))
    chance = first * second / comb(len(pairs), 2)
    return (both - chance) / ((first + second) / 2 - chance)


def _together(parts: Sequence[object]) -> int:
    return sum(comb(times, 2) for times in Counter(parts).values())
