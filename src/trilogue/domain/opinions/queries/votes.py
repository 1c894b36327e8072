from trilogue.domain.opinions.models import Conversation, Vote
from trilogue.domain.opinions.queries.pseudonyms import voter_of
from trilogue.domain.people.models import Person
from trilogue.foundation.keys import KeyRefused


def own_votes(conversation: Conversation, person: Person, *, ballot: str) -> dict[int, Vote]:
    """The person's own votes by statement, those taken back too; none once the secret is destroyed."""
    try:
        voter = voter_of(conversation, person)
    except KeyRefused:
        return {}
    if voter is None:
        return {}
    return {each.statement_id: each for each in voter.votes.filter(ballot=ballot)}
