"""An exchange that was held elsewhere: its record, computed from its single votes, which are public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from trilogue.algorithms.opinions import Analysis, Problem, analyse
from trilogue.algorithms.opinions import Statement as Asked
from trilogue.algorithms.opinions.answer import Group
from trilogue.algorithms.opinions.disclosure import Finding, Published, drawable_groups
from trilogue.algorithms.opinions.shown import NOTHING, Form, Shown, Verdict
from trilogue.algorithms.opinions.standing import dividing, standings
from trilogue.documents.exchange_record import (
    BallotRecord,
    ExchangeRecord,
    FolderRecord,
    GroupRecord,
    MeasureRecord,
    ResultRecord,
    ShareRecord,
    day_of,
)
from trilogue.documents.polis_terms import is_strict, numbered
from trilogue.domain.opinions.choices import StatementState
from trilogue.domain.opinions.models import Conversation
from trilogue.foundation.formats import polis

VERDICTS = {Verdict.NOT_ENOUGH_VOTES: "few"}
DIGITS = 2
MOST_MARKS = 5
"""Measures that are named for a group, each way."""


def record(
    conversation: Conversation, folder: polis.Conversation, *, described: FolderRecord | None, now: datetime
) -> ExchangeRecord:
    """Measures about the exchange itself, and those that were not accepted, are in no result."""
    asked = conversation.statements.filter(state=StatementState.ACCEPTED, about_process=False)
    measures = [MeasureRecord(each.number, each.text, each.seed) for each in asked.order_by("number")]
    numbers = {
        each.id: number for each, number in zip(folder.comments, numbered(folder.comments), strict=True)
    }
    days = sorted({_day(each.time) for each in folder.votes if each.time is not None})
    return ExchangeRecord(
        series=conversation.series.slug,
        number=conversation.number,
        edition=conversation.edition.number if conversation.edition else 0,
        topic=conversation.topic,
        introduction=conversation.introduction,
        voted_from=days[0] if days else "",
        voted_until=days[-1] if days else "",
        closed_on=day_of(conversation.closed_at),
        published_on=day_of(now),
        delegations=(),
        measures=tuple(measures),
        vote=_Ballot(folder, numbers, {each.number for each in measures}).record(),
        final=None,
        agenda=(),
        folder=described,
        imported=True,
    )


def _day(milliseconds: int | None) -> str:
    return day_of(datetime.fromtimestamp((milliseconds or 0) // 1000, UTC))


@dataclass(frozen=True)
class _Ballot:
    """The votes of a folder; `numbers` says which measure a comment is, `shown` which are in a result."""

    folder: polis.Conversation
    numbers: Mapping[str, int]
    shown: set[int]

    def record(self) -> BallotRecord:
        problem = self._problem()
        analysis = analyse(problem, groups=self._given() or None)
        figures = self._published()
        counted = [key for key in polis.matrix(self.folder.votes) if self.numbers[key[1]] in self.shown]
        groups, drawn = _groups(problem, analysis)
        place = {each.id: position for position, each in enumerate(groups, start=1)}
        return BallotRecord(
            voters=len({voter for voter, _ in counted}),
            votes=len(counted),
            results=tuple(
                ResultRecord(number, self._shares(figures, number)) for number in sorted(self.shown)
            ),
            supported=self._listed(figures, Verdict.SUPPORTS),
            rejected=self._listed(figures, Verdict.REJECTS),
            divides=tuple(self._result(figures, int(each.statement)) for each in dividing(figures)),
            undecided=(),
            divides_groups=self._divided(analysis),
            groups=tuple(self._group(place[each.id], each) for each in groups),
            points=_points(analysis, {group: place[host] for group, host in drawn.items()}),
        )

    def _problem(self) -> Problem:
        asked = [
            Asked(str(self.numbers[each.id]), each.moderated, each.meta, each.seed)
            for each in self.folder.comments
        ]
        events = (
            (each.voter, str(self.numbers[each.comment]), each.value)
            for each in polis.in_order(self.folder.votes)
        )
        return Problem.from_events(events, asked, strict=is_strict(self.folder))

    def _given(self) -> dict[str, int]:
        """The groups that the folder names, unless it names none."""
        return {each.id: each.group for each in self.folder.participants if each.group is not None}

    def _published(self) -> Published:
        """What the folder says of delegations."""
        findings: dict[str, dict[str, Shown]] = {}
        for each in self.folder.countries:
            if self.numbers[each.comment] in self.shown:
                said = Shown(
                    Form(each.form), Verdict(each.verdict), each.seen, each.agree, each.disagree, each.passed
                )
                findings.setdefault(str(self.numbers[each.comment]), {})[each.country] = said
        countries = {each.country: each.country for each in self.folder.countries}
        return Published(countries, {name: Finding(each) for name, each in findings.items()})

    def _shares(self, figures: Published, number: int) -> tuple[ShareRecord, ...]:
        found = figures.statements.get(str(number), Finding()).delegations
        return tuple(_share(country, found.get(country, NOTHING)) for country in sorted(figures.parts))

    def _result(self, figures: Published, number: int, weakest: str = "") -> ResultRecord:
        return ResultRecord(number, self._shares(figures, number), weakest)

    def _listed(self, figures: Published, verdict: Verdict) -> tuple[ResultRecord, ...]:
        return tuple(
            self._result(figures, int(each.statement), each.weakest) for each in standings(figures, verdict)
        )

    def _divided(self, analysis: Analysis) -> tuple[ResultRecord, ...]:
        numbers = [int(each.statement) for each in analysis.divides_groups]
        return tuple(ResultRecord(number, ()) for number in numbers if number in self.shown)

    def _group(self, number: int, group: Group) -> GroupRecord:
        def told(side: str) -> tuple[int, ...]:
            found = [int(each.statement) for each in group.representative if each.side == side]
            return tuple(each for each in found if each in self.shown)[:MOST_MARKS]

        return GroupRecord(number, group.size, told("agree"), told("disagree"))


def _share(country: str, shown: Shown) -> ShareRecord:
    low, high = shown.share or (0, 100)
    verdict = VERDICTS.get(shown.verdict, shown.verdict.value) if shown.seen else "few"
    return ShareRecord(country, shown.seen, low, high, verdict)


def _groups(problem: Problem, analysis: Analysis) -> tuple[tuple[Group, ...], dict[int, int]]:
    """The groups as they are drawn, a small one as part of the nearest, and for each found group the one it is in."""
    drawn = drawable_groups(
        {each.id: each.size for each in analysis.groups}, {each.id: each.centre for each in analysis.groups}
    )
    if all(group == host for group, host in drawn.items()):
        return analysis.groups, drawn
    found = dict(zip(analysis.voters, analysis.group.tolist(), strict=True))
    joined = {voter: drawn[group] for voter, group in found.items() if group in drawn}
    return analyse(problem, groups=joined).groups, drawn


def _points(analysis: Analysis, number: Mapping[int, int]) -> tuple[tuple[float, float, int], ...]:
    """In the order of their places: that of the voters is not behind it."""
    rows = [
        (x, y, number[group])
        for (x, y), group in zip(analysis.positions.tolist(), analysis.group.tolist(), strict=True)
        if group in number
    ]
    reach = max((abs(each) for x, y, _ in rows for each in (x, y)), default=0.0) or 1.0
    return tuple(sorted((round(x / reach, DIGITS), round(y / reach, DIGITS), group) for x, y, group in rows))
