"""The single votes of an exchange that is over are given away: made once, and the same for everybody ever after."""

from secrets import randbits

from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.planning import refresh_all
from trilogue.domain.opinions.queries import folder_of, obstacle
from trilogue.foundation.access import Actor

FEWEST = 5
"""Voters; what fewer people voted is given away of none of them."""
BITS = 256


def export(conversation: Conversation, *, by: Actor) -> bytes:
    """A zip file of tables in Polis's form. The lot that numbers the voters is drawn here and forgotten.

    Raises Refused: not_closed, concealed, too_few_voters.
    """
    kept = folder_of(conversation)
    if kept is not None:
        return kept
    if obstacle(conversation):
        raise Refused(obstacle(conversation))
    refresh_all(conversation)
    from trilogue.documents import polis_folder

    made = polis_folder.build(conversation, seed=randbits(BITS))
    if made is None:
        raise Refused("too_few_voters", FEWEST)
    try:
        actions.keep_folder(conversation, by=by, folder=made)
    except Refused as refused:
        if refused.code != "there_already":
            raise
    return folder_of(conversation) or made
