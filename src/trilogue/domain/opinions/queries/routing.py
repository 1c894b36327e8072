"""Which statement a voter is shown next, and what is left to vote on."""

import hashlib
import hmac
import math
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trilogue.domain.opinions.choices import Ballot
from trilogue.domain.opinions.models import Conversation, Snapshot, Statement, Vote
from trilogue.domain.opinions.queries.conversations import on_ballot
from trilogue.domain.opinions.queries.votes import own_votes
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import standing_for
from trilogue.foundation import keys

FIRST_ABOUT_PROCESS = 7
EVERY = 3
LEAST = 1e-9


@dataclass(frozen=True)
class Candidate:
    """A statement that can be shown; the heavier its weight, the sooner it is likely to come."""

    key: str
    weight: float = 1.0
    about_process: bool = False


@dataclass(frozen=True)
class Deck:
    """What one voter finds on a ballot: what is left, in the voter's own order, and the own votes by statement."""

    statements: tuple[Statement, ...]
    left: tuple[Statement, ...]
    votes: Mapping[int, Vote]

    @property
    def total(self) -> int:
        return len(self.statements)

    @property
    def answered(self) -> int:
        return len(self.statements) - len(self.left)


def ordered(candidates: Iterable[Candidate], *, seed: str, answered: int = 0) -> list[str]:
    """Keys in the order in which one voter gets them: drawn by weight without replacement, the same for the same seed.

    A statement keeps its lot whatever becomes of the others (exponential keys: Efraimidis and Spirakis, Information
    Processing Letters 97, 2006). With `answered` votes given before, those about the process stand at the eighth place,
    the eleventh and so on only, so never before seven votes nor twice among three; or at the end, alone.
    """
    drawn = sorted(candidates, key=lambda each: (_wait(each, seed), each.key))
    plain = deque(each for each in drawn if not each.about_process)
    process = deque(each for each in drawn if each.about_process)
    result: list[str] = []
    while plain or process:
        past = answered + len(result) - FIRST_ABOUT_PROCESS
        its_turn = past >= 0 and past % EVERY == 0
        sooner = process and (not plain or _wait(process[0], seed) < _wait(plain[0], seed))
        chosen = process if process and (not plain or (its_turn and sooner)) else plain
        result.append(chosen.popleft().key)
    return result


def deck(conversation: Conversation, person: Person, *, ballot: str) -> Deck:
    """On the final ballot in the order of the agenda, else as `ordered` draws it by the last computed priorities.

    Raises KeyRefused: DESTROYED, NO_KEY, DAMAGED.
    """
    votes = own_votes(conversation, person, ballot=ballot)
    statements = list(on_ballot(conversation, ballot))
    left = [each for each in statements if each.pk not in votes or votes[each.pk].value is None]
    if ballot == Ballot.FINAL:
        places = dict(conversation.agenda.values_list("statement", "position"))
        left.sort(key=lambda each: (places[each.pk], each.pk))
    else:
        left = _drawn(conversation, person, left, answered=len(statements) - len(left))
    return Deck(tuple(statements), tuple(left), votes)


def _drawn(
    conversation: Conversation, person: Person, left: list[Statement], *, answered: int
) -> list[Statement]:
    found = Snapshot.objects.filter(conversation=conversation, ballot=Ballot.OPEN)
    priorities = found.values_list("priorities", flat=True).first() or {}
    fresh = max(priorities.values(), default=1.0)
    seed = keys.keyed_hash(
        conversation.public_id, str(standing_for(person).public_id), purpose="order of statements"
    )
    by_key = {str(each.public_id): each for each in left}
    candidates = [
        Candidate(key, float(priorities.get(str(each.pk), fresh)), each.about_process)
        for key, each in by_key.items()
    ]
    return [by_key[key] for key in ordered(candidates, seed=seed, answered=answered)]


def _wait(candidate: Candidate, seed: str) -> float:
    """How long the candidate waits for its turn: exponential, with the weight as rate."""
    digest = hmac.digest(seed.encode(), candidate.key.encode(), hashlib.sha256)
    lot = (int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1)
    return -math.log(lot) / max(candidate.weight, LEAST)
