"""Whether something may still be proposed, and whether a statement's words may still change."""

from django.db.models import Count, QuerySet

from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions.choices import Phase, StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of


def takes_proposals(conversation: Conversation) -> bool:
    if conversation.phase == Phase.VOTE:
        return conversation.proposals_while_voting
    return conversation.phase == Phase.COLLECT


def proposals_left(conversation: Conversation, author: Participation) -> int:
    """Rejected ones do not count: who was told what was wrong may try again, as often again as there are places."""
    made = conversation.statements.filter(author__person=author.person_id, replaces=None)
    refused = made.filter(state=StatementState.REJECTED).count()
    return conversation.most_proposals + min(refused, conversation.most_proposals) - made.count()


def is_immutable(statement: Statement, conversation: Conversation) -> bool:
    """Voted on, or put to a vote that is under way: somebody may be reading it at this moment."""
    put_to_the_vote = statement.state == StatementState.ACCEPTED and conversation.phase in (
        Phase.VOTE,
        Phase.FINAL,
    )
    return put_to_the_vote or statement.votes.exists()


def count_by_state(conversation: Conversation) -> dict[StatementState, int]:
    """How many statements are in each state, 0 included."""
    counted = conversation.statements.order_by().values("state").annotate(n=Count("pk"))
    found = {row["state"]: row["n"] for row in counted}
    return {state: found.get(state, 0) for state in StatementState}


def in_turn(conversation: Conversation, state: str = "") -> QuerySet[Statement]:
    """Statements as the desk takes them: what waits in the order of proposing, else the latest first."""
    found = conversation.statements.select_related("merged_into", "replaces")
    if state:
        found = found.filter(state=state)
    return found.order_by("number" if state == StatementState.WAITING else "-number")


def own_proposals(conversation: Conversation, person: Person) -> QuerySet[Statement]:
    """What the person proposed, the latest first, with what it was merged with. None once the exchange is closed."""
    made = Statement.objects.filter(conversation=conversation, author__person__in=records_of(person))
    return made.select_related("merged_into").order_by("-number")


def alike(conversation: Conversation, key: str) -> Statement | None:
    """What can be voted on in the same words (Statement.key), if anything."""
    return Statement.objects.filter(conversation=conversation, key=key, state=StatementState.ACCEPTED).first()
