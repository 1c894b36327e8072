"""An exchange whose votes are in and counted."""

from tests import factories
from tests.domain.opinions.electorate import ballots, camps, electorate, go, put_all
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.planning import refresh

MEASURES = 10


def exchange(edition: Edition | None = None, *, measures: int = MEASURES) -> Conversation:
    """With whole delegations that have voted, and nothing revealed."""
    conversation = factories.create_conversation(edition)
    for _ in range(measures):
        factories.create_statement(conversation)
    electorate(conversation)
    put_all(conversation, ballots(camps, measures))
    return conversation


def discussed(edition: Edition | None = None, *, measures: int = MEASURES) -> Conversation:
    """After the vote, revealed and counted."""
    conversation = exchange(edition, measures=measures)
    go(conversation, Phase.DISCUSS)
    refresh(conversation)
    return conversation
