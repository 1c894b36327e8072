from collections import defaultdict
from collections.abc import Iterable

from trilogue.algorithms.quota.model import Candidate, Division
from trilogue.algorithms.quota.ranking import ranking_key


def divide(candidates: Iterable[Candidate], free: int) -> Division:
    """Give `free` places in the order of the ranking.

    A group that wants all or none stands where its best member stands; it gets its places if all of them are
    free, else all of it waits and the next in order is asked.
    """
    ranked = sorted(candidates, key=ranking_key)
    accepted: set[str] = set()
    for members in _together(ranked):
        if len(members) <= free:
            accepted.update(each.key for each in members)
            free -= len(members)
    return Division(
        tuple(each.key for each in ranked if each.key in accepted),
        tuple(each.key for each in ranked if each.key not in accepted),
    )


def _together(ranked: list[Candidate]) -> list[list[Candidate]]:
    """Single people and whole groups, in the order of their first member."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for each in ranked:
        groups[f"group {each.group}" if each.group else f"one {each.key}"].append(each)
    return list(groups.values())
