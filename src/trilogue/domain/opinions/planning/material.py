"""What the computation is told of a ballot: the votes that count, under pseudonyms, and who could vote."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from trilogue.domain.opinions.choices import BALLOTS, Ballot, Phase
from trilogue.domain.opinions.models import Conversation, Vote, Voter
from trilogue.domain.opinions.queries import is_revealed, on_ballot, sizes

VoteOf = tuple[str, int, int]
"""Pseudonym, statement, value."""


@dataclass(frozen=True)
class Material:
    """`statements` are those on the ballot, each with whether it is about the exchange itself; in the order of
    their numbers. `votes` are in the order of pseudonyms and statements. `open`: votes can still come in.
    """

    ballot: str
    statements: Mapping[int, bool]
    votes: tuple[VoteOf, ...]
    country: Mapping[str, str]
    sizes: Mapping[str, int]
    open: bool
    revealed: bool

    @property
    def turnout(self) -> Mapping[str, int]:
        """How many of each delegation have voted on anything."""
        return Counter(self.country[voter] for voter in {voter for voter, _, _ in self.votes})

    @property
    def fingerprint(self) -> str:
        """The same for the same material, however it was read."""
        known = sorted(self.sizes.items()), self.open, self.revealed, *self.statements.items()
        digest = sha256(repr(known).encode())
        for voter, statement, value in self.votes:
            digest.update(f"{voter} {self.country[voter]} {statement} {value}\n".encode())
        return digest.hexdigest()


def gather(conversation: Conversation, ballot: str = Ballot.OPEN) -> Material:
    """A fixed number of queries. The conversation is read anew: its phase may have moved."""
    conversation = Conversation.objects.select_related("series", "edition").get(pk=conversation.pk)
    statements = on_ballot(conversation, ballot).order_by("number")
    votes = Vote.objects.filter(ballot=ballot, statement__in=statements.order_by()).order_by()
    voters = Voter.objects.filter(conversation=conversation)
    return Material(
        ballot=ballot,
        statements=dict(statements.values_list("pk", "about_process")),
        votes=tuple(
            sorted(
                (voter, statement, value)
                for voter, statement, value in votes.values_list("voter", "statement", "value")
                if value is not None
            )
        ),
        country=dict(voters.order_by().values_list("key", "country")),
        sizes=sizes(conversation),
        open=BALLOTS.get(Phase(conversation.phase)) == ballot,
        revealed=is_revealed(conversation, ballot=ballot),
    )
