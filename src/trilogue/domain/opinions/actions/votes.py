"""Casting votes. Nothing of it is logged: no log holds a person beside a vote or its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from trilogue.domain.opinions.access import VotingPlace, voting_place
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.actions.turns import in_line, take_turn
from trilogue.domain.opinions.actions.wording import hour
from trilogue.domain.opinions.choices import BALLOTS, Choice, Phase
from trilogue.domain.opinions.models import Conversation, Statement, Vote, VoteEvent, Voter
from trilogue.domain.opinions.queries import on_ballot, pseudonyms_of, voter_among
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.keys import KeyRefused

MOST_AT_ONCE = 200
MOST_NUMBERED = 1_000_000
ATTEMPTS = 5
"""What was read before may be out of date when it is written to, which the database notices: then once more."""


@dataclass(frozen=True)
class Casting:
    """One casting as the voter's device noted it.

    `receipt` is its own, so that it can be sent again without harm. `value` 1 agrees, -1 disagrees, 0 passes; None
    takes the vote back. `number` counts the castings of this voter on this statement: the highest counts, whatever
    the order of arrival and whatever the device's clock says. `language` is the one the statement was read in.
    """

    receipt: UUID
    statement: UUID
    value: int | None
    number: int
    language: str


@dataclass(frozen=True)
class Kept:
    """What became of a casting. `outcome` is kept, again (it was there already), older (a later one counts),
    unknown (no such statement), withdrawn (not put to the vote any more), value or number (impossible ones).
    """

    casting: Casting
    outcome: str


def cast(
    conversation: Conversation,
    castings: Sequence[Casting],
    *,
    by: Actor,
    ballot: str,
    now: datetime,
    place: VotingPlace | None = None,
) -> list[Kept]:
    """Store votes, each once however often it is sent; one that cannot be taken does not keep the others back.

    `place` is the actor's voting place in it, where the caller has just asked for it.
    Raises Refused: not_here, closed (no vote is under way, or not for this ballot), too_many, gone.
    """
    if len(castings) > MOST_AT_ONCE:
        raise Refused("too_many", MOST_AT_ONCE)
    place = place or voting_place(by.person, conversation.place)
    if place is None:
        raise Refused("not_here")
    queue = _queue(conversation, castings, place, ballot, hour(now))
    found: _Found | None = queue.read()
    for attempt in range(ATTEMPTS):
        try:
            with in_line():
                return queue.write(found)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
            found = None
    raise AssertionError


def _queue(
    conversation: Conversation, castings: Sequence[Casting], place: VotingPlace, ballot: str, when: datetime
) -> "_Queue":
    try:
        own = pseudonyms_of(conversation, place.records)
        turn = _hashed(conversation, own[0], "turn")
        receipts = {each.receipt: sealed(conversation, place.records[0], each.receipt) for each in castings}
    except KeyRefused as refused:
        _check_open(conversation, ballot)
        raise Refused("gone") from refused
    return _Queue(conversation, castings, ballot, when, own, place.country, turn, receipts)


@dataclass
class _Found:
    """What is in the database of what a queue is about. `statements`: by public id the key, and whether it can be voted
    on; `known`: sealed receipts; `votes`: by the key of the statement.
    """

    voter: Voter | None
    statements: dict[UUID, tuple[int, bool]]
    known: set[UUID]
    votes: dict[int, Vote]


@dataclass(frozen=True)
class _Queue:
    """What one voter sent. `own` are the voter's pseudonyms, `receipts` those of the castings as they are stored."""

    conversation: Conversation
    castings: Sequence[Casting]
    ballot: str
    when: datetime
    own: list[str]
    country: str
    turn: str
    receipts: dict[UUID, UUID]

    def read(self, *, thoroughly: bool = False) -> _Found:
        """Who has not voted on these statements has sent no receipt for them: it is looked for only `thoroughly`."""
        voter, statements = voter_among(self.own), self._statements()
        asked = [pk for pk, _ in statements.values()]
        votes = Vote.objects.filter(voter=voter, ballot=self.ballot, statement__in=asked).order_by()
        mine = {each.statement_id: each for each in votes} if voter else {}
        return _Found(voter, statements, self._known() if mine or thoroughly else set(), mine)

    def _statements(self) -> dict[UUID, tuple[int, bool]]:
        wanted = {each.statement for each in self.castings}
        votable = _keys(on_ballot(self.conversation, self.ballot), wanted)
        others = wanted - votable.keys()
        known = _keys(self.conversation.statements.all(), others) if others else {}
        return {each: (pk, each in votable) for each, pk in (known | votable).items()}

    def _known(self) -> set[UUID]:
        found = VoteEvent.objects.filter(pk__in=self.receipts.values()).order_by()
        return set(found.values_list("pk", flat=True))

    @transaction.atomic
    def write(self, found: _Found | None) -> list[Kept]:
        """All writers wait for this one: so it writes upon what was read before, or reads it only now."""
        take_turn(self.turn)
        _check_open(self.conversation, self.ballot)
        found = found or self.read(thoroughly=True)
        found.voter = found.voter or self._enrol()
        return [Kept(each, self._outcome(each, found, found.voter)) for each in self.castings]

    def _enrol(self) -> Voter:
        return Voter.objects.create(key=self.own[0], conversation=self.conversation, country_id=self.country)

    def _outcome(self, casting: Casting, found: _Found, voter: Voter) -> str:
        statement, votable = found.statements.get(casting.statement, (0, False))
        receipt = self.receipts[casting.receipt]
        if not statement:
            return "unknown"
        if fault := _fault(casting, votable=votable):
            return fault
        if receipt in found.known:
            return "again"
        found.known.add(receipt)
        said = {"value": casting.value, "hour": self.when, "language": casting.language}
        vote = found.votes.get(statement)
        if vote is not None:
            return _another(vote, receipt, casting.number, said)
        found.votes[statement] = vote = Vote.objects.create(
            voter=voter, statement_id=statement, ballot=self.ballot, number=casting.number, **said
        )
        VoteEvent.objects.create(pk=receipt, vote=vote, number=casting.number, **said)
        return "kept"


def _keys(statements: QuerySet[Statement], wanted: set[UUID]) -> dict[UUID, int]:
    found = statements.filter(public_id__in=wanted).order_by()
    return dict(found.values_list("public_id", "pk"))


def _fault(casting: Casting, *, votable: bool) -> str:
    if not votable:
        return "withdrawn"
    if casting.value is not None and casting.value not in Choice.values:
        return "value"
    return "" if 1 <= casting.number < MOST_NUMBERED else "number"


def _another(vote: Vote, receipt: UUID, number: int, said: dict[str, Any]) -> str:
    """Of two devices that used the same number the later arrival counts: it gets the next after all."""
    if vote.events.filter(number=number).exists():
        number = vote.number + 1
    VoteEvent.objects.create(pk=receipt, vote=vote, number=number, **said)
    if not Vote.objects.filter(pk=vote.pk, number__lt=number).update(number=number, **said):
        return "older"
    vote.number = number
    return "kept"


def _check_open(conversation: Conversation, ballot: str) -> None:
    phase = Conversation.objects.values_list("phase", flat=True).get(pk=conversation.pk)
    if BALLOTS.get(Phase(phase)) != ballot:
        raise Refused("closed")


def sealed(conversation: Conversation, record: UUID, receipt: UUID) -> UUID:
    """The receipt as it is stored, by the public id of the person: nobody who finds it on a telephone finds the vote by
    it.
    """
    return UUID(hex=_hashed(conversation, f"{record}:{receipt}", "receipt")[:32])


def _hashed(conversation: Conversation, text: str, purpose: str) -> str:
    return keys.keyed_hash(conversation.public_id, text, purpose=purpose)
