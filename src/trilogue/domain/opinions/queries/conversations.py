from collections import Counter
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.choices import Ballot, Phase, StatementState
from trilogue.domain.opinions.models import Conversation, Statement, Vote, Voter

BEGINNINGS = (
    (Phase.CLOSED, "closes_at"),
    (Phase.FINAL, "finals_at"),
    (Phase.DISCUSS, "discusses_at"),
    (Phase.VOTE, "votes_at"),
    (Phase.COLLECT, "collects_at"),
)
ORDER = [Phase.PREPARE, *(phase for phase, _ in reversed(BEGINNINGS))]


def exchanges_of(place: Series | Edition) -> QuerySet[Conversation]:
    """Those of the edition, or of the series as a whole, the latest first, each with how many statements wait for the
    desk (`waiting`) and how many are put to the vote (`accepted`).
    """
    if isinstance(place, Edition):
        here = Conversation.objects.filter(edition=place)
    else:
        here = Conversation.objects.filter(series=place, edition=None)
    of_state = {
        name: Count("statements", filter=Q(statements__state=state))
        for name, state in (("waiting", StatementState.WAITING), ("accepted", StatementState.ACCEPTED))
    }
    return here.annotate(**of_state).select_related("series", "edition__series").order_by("-number")


def on_ballot(conversation: Conversation, ballot: str) -> QuerySet[Statement]:
    """What can be voted on: every accepted statement, or those that the agenda puts to the final vote."""
    accepted = Statement.objects.filter(conversation=conversation, state=StatementState.ACCEPTED)
    if ballot == Ballot.FINAL:
        chosen = conversation.agenda.filter(in_final=True).values("statement")
        return accepted.filter(pk__in=chosen)
    return accepted


def sizes(conversation: Conversation) -> dict[str, int]:
    """How many people of each delegation may vote, by country code."""
    place = conversation.place
    here = {"edition": place} if isinstance(place, Edition) else {"edition__series": place}
    rows = (
        Participation.objects.filter(state__in=LISTED, person__erased_at=None, **here)
        .order_by("edition__number")
        .values_list("person", "delegation__country")
    )
    return dict(Counter(dict(rows).values()))


def turnout(conversation: Conversation, *, ballot: str) -> dict[str, int]:
    """How many of each delegation have voted at least once, by country code."""
    theirs = Vote.objects.filter(voter=OuterRef("pk"), ballot=ballot)
    voted = Voter.objects.filter(Exists(theirs), conversation=conversation)
    counted = voted.order_by().values("country").annotate(n=Count("key"))
    return {row["country"]: row["n"] for row in counted}


def conversation_due(conversation: Conversation, *, now: datetime) -> Phase | None:
    """The latest phase whose time has come, where it is ahead of the present one."""
    present = ORDER.index(Phase(conversation.phase))
    for phase, field in BEGINNINGS:
        begins = getattr(conversation, field)
        if begins is not None and begins <= now:
            return phase if ORDER.index(phase) > present else None
    return None


def ends_at(conversation: Conversation) -> datetime | None:
    """When the present phase ends by itself; None where the desk ends it."""
    present = ORDER.index(Phase(conversation.phase))
    later = (
        getattr(conversation, field) for phase, field in reversed(BEGINNINGS) if ORDER.index(phase) > present
    )
    return next((time for time in later if time is not None), None)
