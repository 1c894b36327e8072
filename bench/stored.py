"""Which of the votes that telephones sent are in the database.

`python -m bench.stored EXCHANGE` reads {address of an official: [receipt]} and prints, for each of them, the receipts
that are stored and the votes that count, and in all how many voters, votes and castings the exchange has. Only who has
the exchange's secret can ask this, and only while it exists.
"""

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from trilogue.domain.opinions.models import Conversation


def stored(exchange: str, sent: Mapping[str, list[str]], ballot: str = "open") -> dict[str, Any]:
    """`votes`: by official and statement [value, number, castings]; `receipts`: by official, those that are there.

    `voters`, `castings` and `counted` are how many voters, castings and votes there are in all.
    """
    from trilogue.domain.opinions.models import Conversation, Vote, VoteEvent, Voter
    from trilogue.domain.people.models import Account

    conversation = Conversation.objects.get(public_id=exchange)
    accounts = Account.objects.filter(email__in=sent).select_related("person")
    people = {each.email: each.person for each in accounts}
    found: dict[str, Any] = {
        "voters": Voter.objects.filter(conversation=conversation).count(),
        "castings": VoteEvent.objects.filter(
            vote__voter__conversation=conversation, vote__ballot=ballot
        ).count(),
        "counted": Vote.objects.filter(voter__conversation=conversation, ballot=ballot).count(),
        "votes": {},
        "receipts": {},
    }
    for email, receipts in sent.items():
        found["votes"][email] = _votes(conversation, people[email], ballot)
        found["receipts"][email] = _receipts(conversation, people[email], receipts)
    return found


def _votes(conversation: "Conversation", person: Any, ballot: str) -> dict[str, list[Any]]:
    from django.db.models import Count

    from trilogue.domain.opinions.queries import voter_of

    voter = voter_of(conversation, person)
    if voter is None:
        return {}
    rows = (
        voter.votes.filter(ballot=ballot).order_by().annotate(n=Count("events")).select_related("statement")
    )
    return {str(each.statement.public_id): [each.value, each.number, each.n] for each in rows}


def _receipts(conversation: "Conversation", person: Any, receipts: list[str]) -> list[str]:
    from trilogue.domain.opinions.actions.votes import sealed
    from trilogue.domain.opinions.models import VoteEvent

    by_seal = {sealed(conversation, person.public_id, UUID(each)): each for each in receipts}
    return [by_seal[each] for each in VoteEvent.objects.filter(pk__in=by_seal).values_list("pk", flat=True)]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(stored(sys.argv[1], json.load(sys.stdin))))
