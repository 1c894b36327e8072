"""The order of acceptance and of the waiting list. What stands here is what nominators are told."""

from trilogue.algorithms.quota.model import Candidate

CRITERIA = ("supported", "priority", "first_time", "submitted")
"""What is compared, the most important first; the words for nominators are made from these."""


def ranking_key(candidate: Candidate) -> tuple[bool, int, bool, int, str]:
    """Smaller comes first: supported by a link; the first choice of each government before anybody's second;
    who has not been before; who was submitted earlier; the key, so that no two are equal.
    """
    return (
        not candidate.supported,
        candidate.priority,
        not candidate.first_time,
        candidate.submitted,
        candidate.key,
    )
