"""An exchange of opinions that is over, as plain values: what publishing freezes, and what public pages are made of.

Nothing in it says more than the page of results did, and no measure has an author.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.utils import timezone

from trilogue.domain.opinions.choices import Ballot
from trilogue.domain.opinions.models import Conversation, Statement, Vote
from trilogue.domain.opinions.queries import sizes, turnout
from trilogue.domain.opinions.queries.results import Result, Results, all_results_for_publication
from trilogue.foundation.text.value import Text

METHOD = "trilogue-opinions-1"
"""How results are computed and what of them is shown (docs/opinions.md, docs/opinions-secrecy.md)."""


@dataclass(frozen=True)
class DelegationRecord:
    """How many of a delegation could vote, and how many did, in the vote on all measures and in the final one."""

    country: str
    people: int
    voted: int
    voted_finally: int


@dataclass(frozen=True)
class MeasureRecord:
    """`seed`: written by the organisers."""

    number: int
    text: Text
    seed: bool


@dataclass(frozen=True)
class ShareRecord:
    """Between `low` and `high` percent of those of the delegation who voted on a measure agree with it.

    `votes` is None where even that is withheld. `others` are tiny delegations counted with this one.
    """

    country: str
    votes: int | None
    low: int
    high: int
    verdict: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultRecord:
    """`weakest`: the delegation whose support (or rejection) is least sure, where that matters."""

    measure: int
    shares: tuple[ShareRecord, ...]
    weakest: str = ""


@dataclass(frozen=True)
class GroupRecord:
    """People who voted alike, and the measures that they agree or disagree with unlike all others."""

    number: int
    size: int
    agrees: tuple[int, ...]
    disagrees: tuple[int, ...]


@dataclass(frozen=True)
class BallotRecord:
    """`points` are x and y from -1 to 1, and the number of the group: people in no order."""

    voters: int
    votes: int
    results: tuple[ResultRecord, ...]
    supported: tuple[ResultRecord, ...]
    rejected: tuple[ResultRecord, ...]
    divides: tuple[ResultRecord, ...]
    undecided: tuple[ResultRecord, ...]
    divides_groups: tuple[ResultRecord, ...]
    groups: tuple[GroupRecord, ...]
    points: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class AgendaRecord:
    measure: int
    reason: str
    in_final: bool


@dataclass(frozen=True)
class FolderRecord:
    """The file of single votes: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class ExchangeRecord:
    """`edition` is 0 where it was of the whole series. Dates are days; "" where unknown.

    `imported`: it was held elsewhere, and delegations are not known.
    """

    series: str
    number: int
    edition: int
    topic: Text
    introduction: Text
    voted_from: str
    voted_until: str
    closed_on: str
    published_on: str
    delegations: tuple[DelegationRecord, ...]
    measures: tuple[MeasureRecord, ...]
    vote: BallotRecord
    final: BallotRecord | None
    agenda: tuple[AgendaRecord, ...]
    folder: FolderRecord | None
    method: str = METHOD
    imported: bool = False

    def measure(self, number: int) -> MeasureRecord:
        return next(each for each in self.measures if each.number == number)

    @property
    def texts(self) -> tuple[Text, ...]:
        return (self.topic, self.introduction, *(each.text for each in self.measures))


def live(conversation: Conversation, *, folder: FolderRecord | None, now: datetime) -> ExchangeRecord | None:
    """What would be published now; None where there are no results to show."""
    vote = all_results_for_publication(conversation, Ballot.OPEN)
    if vote is None:
        return None
    final = (
        all_results_for_publication(conversation, Ballot.FINAL) if conversation.final_revealed_at else None
    )
    agenda = conversation.agenda.select_related("statement").order_by("position")
    points = [AgendaRecord(each.statement.number, each.reason, each.in_final) for each in agenda]
    days = _days(conversation)
    return ExchangeRecord(
        series=conversation.series.slug,
        number=conversation.number,
        edition=conversation.edition.number if conversation.edition else 0,
        topic=conversation.topic,
        introduction=conversation.introduction,
        voted_from=min(days, default=""),
        voted_until=max(days, default=""),
        closed_on=day_of(conversation.closed_at),
        published_on=day_of(now),
        delegations=_delegations(conversation),
        measures=_measures([*vote.all, *(final.all if final else ())], [each.statement for each in agenda]),
        vote=_ballot(vote),
        final=_ballot(final) if final else None,
        agenda=tuple(points),
        folder=folder,
    )


def _days(conversation: Conversation) -> set[str]:
    hours = Vote.objects.filter(voter__conversation=conversation).order_by().values_list("hour", flat=True)
    return {day_of(each) for each in hours.distinct()}


def day_of(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""


def _delegations(conversation: Conversation) -> tuple[DelegationRecord, ...]:
    people = sizes(conversation)
    voted, finally_voted = (turnout(conversation, ballot=each) for each in (Ballot.OPEN, Ballot.FINAL))
    return tuple(
        DelegationRecord(code, people.get(code, 0), voted.get(code, 0), finally_voted.get(code, 0))
        for code in sorted({*people, *voted, *finally_voted})
    )


def _measures(results: Iterable[Result], more: Iterable[Statement]) -> tuple[MeasureRecord, ...]:
    known = {each.number: each for each in (*(result.statement for result in results), *more)}
    return tuple(MeasureRecord(number, each.text, each.seed) for number, each in sorted(known.items()))


def _ballot(results: Results) -> BallotRecord:
    return BallotRecord(
        voters=results.voters,
        votes=results.votes,
        results=_results(results.all),
        supported=_results(results.supported),
        rejected=_results(results.rejected),
        divides=_results(results.divides),
        undecided=_results(results.undecided),
        divides_groups=_results(results.divides_groups),
        groups=tuple(
            GroupRecord(each.number, each.size, _numbers(each.agrees), _numbers(each.disagrees))
            for each in results.groups
        ),
        points=tuple((each.x, each.y, each.group) for each in results.points),
    )


def _results(results: Iterable[Result]) -> tuple[ResultRecord, ...]:
    return tuple(
        ResultRecord(
            each.statement.number,
            tuple(
                ShareRecord(share.country, share.votes, share.low, share.high, share.verdict, share.others)
                for share in each.shares
            ),
            each.weakest,
        )
        for each in results
    )


def _numbers(statements: Iterable[Statement]) -> tuple[int, ...]:
    return tuple(each.number for each in statements)


def freeze(record: ExchangeRecord) -> Mapping[str, Any]:
    frozen: Mapping[str, Any] = msgspec.to_builtins(record)
    return frozen


def thaw(content: Mapping[str, Any]) -> ExchangeRecord:
    return msgspec.convert(content, type=ExchangeRecord)


def published() -> dict[int, tuple[ExchangeRecord, ...]]:
    """Every published exchange by the key of its series, newest first. One query."""
    found: dict[int, list[ExchangeRecord]] = {}
    rows = Conversation.objects.filter(content__isnull=False).order_by("-number")
    for series, content in rows.values_list("series", "content"):
        found.setdefault(series, []).append(thaw(content or {}))
    return {series: tuple(records) for series, records in found.items()}
