"""Whole delegations that vote, quickly: rows as `cast` would leave them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from tests import factories
from tests.domain.opinions.exchange import NOW
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation, Statement, Vote, Voter

SIZES = {"KR": 38, "JP": 15, "CN": 35}
Vote_ = tuple[str, int, int | None]
"""Pseudonym, number of the statement, value."""
Taste = Callable[[str, int, int], int | None]
"""From country, number of the voter in the delegation and number of the statement to a vote."""


def electorate(conversation: Conversation, sizes: Mapping[str, int] | None = None) -> None:
    """So many people of each country with a confirmed place."""
    for country, size in (sizes or SIZES).items():
        for _ in range(size):
            factories.create_participation(conversation.edition, country=factories.create_country(country))


def camps(country: str, who: int, number: int) -> int | None:
    """Two camps that cut across the delegations; first a measure that nearly all support, one that nearly all reject,
    one that divides the delegations, and one on which hardly anybody voted.
    """
    noise = sha256(f"{country} {who} {number}".encode()).digest()[0]
    if number < 2:
        usual = 1 if number == 0 else -1
        return usual if noise > 25 else 0
    if number == 2:
        return (1 if country == "KR" else -1) if noise > 12 else 0
    if number == 3:
        return 1 if who < 3 else None
    side = 1 if (who + number) % 2 == 0 else -1
    return 0 if noise < 25 else side


def ballots(taste: Taste, statements: int, sizes: Mapping[str, int] | None = None) -> list[Vote_]:
    """What everybody votes by this taste, under pseudonyms that are the same every time."""
    return [
        (pseudonym(country, who), number, value)
        for country, size in (sizes or SIZES).items()
        for who in range(size)
        for number in range(statements)
        for value in [taste(country, who, number)]
        if value is not None
    ]


def pseudonym(country: str, who: int) -> str:
    return country + sha256(f"{country}{who}".encode()).hexdigest()[:62]


def put(conversation: Conversation, votes: Iterable[Vote_], *, ballot: str = "open") -> None:
    """Store votes; of a repeated one the later counts."""
    statements = list(conversation.statements.order_by("number"))
    for voter, number, value in votes:
        _put(conversation, voter, statements[number], value, ballot)


def put_all(conversation: Conversation, votes: Sequence[Vote_], *, ballot: str = "open") -> None:
    """Many at once, none of them repeated or there already."""
    statements = list(conversation.statements.order_by("number"))
    for voter in dict.fromkeys(each for each, _, _ in votes):
        _voter(conversation, voter)
    Vote.objects.bulk_create(
        Vote(
            voter_id=voter,
            statement=statements[number],
            ballot=ballot,
            value=value,
            number=1,
            hour=NOW,
            language="ko",
        )
        for voter, number, value in votes
    )


def go(conversation: Conversation, phase: Phase, *, revealed: bool = True) -> None:
    conversation.phase = phase
    conversation.revealed_at = NOW if revealed else None
    conversation.closed_at = NOW if phase == Phase.CLOSED else None
    conversation.save()


def _put(
    conversation: Conversation, voter: str, statement: Statement, value: int | None, ballot: str
) -> None:
    _voter(conversation, voter)
    same = {"voter_id": voter, "statement": statement, "ballot": ballot}
    found = Vote.objects.filter(**same).first()
    number = found.number + 1 if found else 1
    Vote.objects.update_or_create(
        **same,
        defaults={"value": value, "number": number, "hour": NOW, "language": "ko"},
        create_defaults={
            "id": UUID(sha256(f"{voter}{statement.pk}{ballot}".encode()).hexdigest()[:32]),
            "value": value,
            "number": number,
            "hour": NOW,
            "language": "ko",
        },
    )


def _voter(conversation: Conversation, key: str) -> None:
    Voter.objects.get_or_create(
        key=key, defaults={"conversation": conversation, "country": factories.create_country(key[:2])}
    )
