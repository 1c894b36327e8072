"""The results as they may be shown: what the last computation let out (planning), and before the reveal nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from trilogue.domain.opinions.choices import Ballot, Phase
from trilogue.domain.opinions.models import Conversation, Snapshot, Statement


@dataclass(frozen=True)
class Share:
    """What may be said of a delegation's votes on a measure. `others` are tiny delegations counted with it.

    Those who agree are between `low` and `high` percent of those who voted on it, whole percents, rounded outwards;
    `percent` is set where the two are equal. Without `shown` nothing is said of them. `votes` is how many voted on
    it, None where even that is withheld. `verdict` says what a majority of the whole delegation surely does:
    supports, rejects, lacks_majority (it does not support, which is all that is sure), open (nothing is sure), few (not
    enough votes yet) or withheld (would betray somebody).
    """

    country: str
    shown: bool
    percent: int | None
    band: str
    votes: int | None
    verdict: str
    low: int = 0
    high: int = 100
    others: tuple[str, ...] = ()

    @classmethod
    def between(
        cls,
        country: str,
        low: int,
        high: int,
        *,
        votes: int | None,
        verdict: str,
        others: Iterable[str] = (),
    ) -> Self:
        """`band` is "" for an exact percent, else at_least_90, at_most_10 or between."""
        band = (
            "" if low == high else "at_least_90" if low >= 90 else "at_most_10" if high <= 10 else "between"
        )
        shown = (low, high) != (0, 100)
        percent = low if low == high else None
        return cls(country, shown, percent, band if shown else "", votes, verdict, low, high, tuple(others))


@dataclass(frozen=True)
class Result:
    """A measure with the share of each delegation, in the order of countries; `weakest` is the least sure one."""

    statement: Statement
    shares: tuple[Share, ...]
    weakest: str = ""


@dataclass(frozen=True)
class Group:
    """People who voted alike, wherever they come from, and what sets them apart from the others."""

    number: int
    size: int
    agrees: tuple[Statement, ...]
    disagrees: tuple[Statement, ...]


@dataclass(frozen=True)
class Point:
    """Somebody on the map: from -1 to 1 each way, and the number of the group. Never a delegation."""

    x: float
    y: float
    group: int


@dataclass(frozen=True)
class Results:
    """Lists by delegation and, apart from them, what was found about groups: these are there once voting is over.

    `number` rises whenever anything in it changed. `all` is in the order in which measures were proposed.
    """

    number: int
    voters: int
    votes: int
    all: tuple[Result, ...]
    supported: tuple[Result, ...]
    rejected: tuple[Result, ...]
    divides: tuple[Result, ...]
    undecided: tuple[Result, ...]
    divides_groups: tuple[Result, ...]
    groups: tuple[Group, ...]
    points: tuple[Point, ...]


def results(conversation: Conversation, *, ballot: str = Ballot.OPEN, language: str = "en") -> Results | None:
    """None before they are revealed, and in the moments until they have been put together.

    Countries stand in the order that the series has for the language.
    """
    return _stored(conversation, ballot, language) if is_revealed(conversation, ballot=ballot) else None


def all_results_for_publication(
    conversation: Conversation, ballot: str = Ballot.OPEN, *, language: str = "en"
) -> Results | None:
    """Of an exchange that is over; None where nothing was ever revealed."""
    return _stored(conversation, ballot, language) if conversation.phase == Phase.CLOSED else None


def is_revealed(conversation: Conversation, *, ballot: str = Ballot.OPEN) -> bool:
    return bool(conversation.final_revealed_at if ballot == Ballot.FINAL else conversation.revealed_at)


def results_number(conversation: Conversation, *, ballot: str = Ballot.OPEN) -> int:
    """The `number` of what is shown; 0 where nothing is."""
    if not is_revealed(conversation, ballot=ballot):
        return 0
    numbers = Snapshot.objects.filter(conversation=conversation, ballot=ballot).values_list(
        "number", flat=True
    )
    return numbers.first() or 0


def results_version(public_id: UUID) -> str | None:
    """Changes whenever something changes of what may be shown of the results: moves of the exchange, figures, and the
    words of measures. Before the reveal it tells of nothing but moves. None where there is no such exchange.
    """
    moves = ("pk", "phase", "revealed_at", "final_revealed_at")
    found = Conversation.objects.filter(public_id=public_id).values_list(*moves, "topic").first()
    if found is None:
        return None
    shown = [name for name, at in ((Ballot.OPEN, found[2]), (Ballot.FINAL, found[3])) if at]
    snapshots = Snapshot.objects.filter(conversation=found[0], ballot__in=shown).order_by("ballot")
    words: Iterable[Any] = ()
    if shown:
        words = (
            Statement.objects.filter(conversation=found[0]).order_by("number").values_list("state", "text")
        )
    told = (found, *snapshots.values_list("ballot", "number"), *words)
    return sha256(repr(told).encode()).hexdigest()[:32]


def _stored(conversation: Conversation, ballot: str, language: str) -> Results | None:
    found = Snapshot.objects.filter(conversation=conversation, ballot=ballot)
    number, content = found.values_list("number", "content").first() or (0, {})
    if not content:
        return None
    order = conversation.series.country_order.get(language, ())
    return _Reader(content, _statements(conversation, content), order).read(number)


def _statements(conversation: Conversation, content: Mapping[str, Any]) -> dict[int, Statement]:
    wanted = [each["statement"] for each in content["measures"]]
    return Statement.objects.filter(conversation=conversation).in_bulk(wanted)


class _Reader:
    """From the stored content; a measure that was struck off since is left out."""

    def __init__(
        self, content: Mapping[str, Any], statements: Mapping[int, Statement], order: Sequence[str]
    ) -> None:
        self.content, self.statements = content, statements
        place = {code: position for position, code in enumerate(order)}
        self.rank = lambda share: (place.get(share.country, len(place)), share.country)
        self.shares = {each["statement"]: self._shares(each["shares"]) for each in content["measures"]}

    def read(self, number: int) -> Results:
        content, found = self.content, self.content["map"] or {"groups": [], "points": [], "divides": []}
        return Results(
            number=number,
            voters=content["voters"],
            votes=content["votes"],
            all=self._listed([each["statement"], ""] for each in content["measures"]),
            supported=self._listed(content["supported"]),
            rejected=self._listed(content["rejected"]),
            divides=self._listed([each, ""] for each in content["divides"]),
            undecided=self._listed([each, ""] for each in content["undecided"]),
            divides_groups=self._listed([each, ""] for each in found["divides"]),
            groups=tuple(self._group(place, each) for place, each in enumerate(found["groups"], start=1)),
            points=tuple(Point(*each) for each in found["points"]),
        )

    def _shares(self, stored: Iterable[Mapping[str, Any]]) -> tuple[Share, ...]:
        return tuple(sorted((Share.between(**each) for each in stored), key=self.rank))

    def _listed(self, pairs: Iterable[Sequence[Any]]) -> tuple[Result, ...]:
        return tuple(
            Result(self.statements[each], self.shares[each], weakest)
            for each, weakest in pairs
            if each in self.statements
        )

    def _group(self, number: int, stored: Mapping[str, Any]) -> Group:
        return Group(number, stored["size"], self._told(stored["agrees"]), self._told(stored["disagrees"]))

    def _told(self, wanted: Iterable[int]) -> tuple[Statement, ...]:
        return tuple(self.statements[each] for each in wanted if each in self.statements)
