"""What of the single votes may be given away once an exchange is over. Imported late: it needs numpy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trilogue.algorithms.opinions import analyse
from trilogue.algorithms.opinions.anonymous import Anonymous, Ballot, export_rows
from trilogue.algorithms.opinions.disclosure import Finding, complete
from trilogue.domain.opinions.choices import Ballot as Vote_
from trilogue.domain.opinions.models import Conversation, Snapshot, Vote
from trilogue.domain.opinions.planning.grouping import Grouping
from trilogue.domain.opinions.planning.material import gather
from trilogue.domain.opinions.planning.reckoning import problem_of, state_of
from trilogue.domain.opinions.planning.releasing import Release


@dataclass(frozen=True)
class Given:
    """Votes without names on the measures of which everything is published, and by measure what is published of the
    delegations. Measures go by their keys.
    """

    rows: Anonymous
    findings: Mapping[str, Finding] = field(default_factory=dict)


def give(conversation: Conversation, *, seed: int) -> Given:
    """Of the vote on all measures. `seed` must be secret and used once. Without rows where too few voted."""
    snapshot = Snapshot.objects.filter(conversation=conversation, ballot=Vote_.OPEN).first()
    figures = Release.from_json(snapshot.published).figures if snapshot else None
    if snapshot is None or figures is None:
        return Given(Anonymous((), {}))
    measures = [each["statement"] for each in snapshot.content.get("measures", [])]
    wanted = {str(each) for each in measures}
    votes = Vote.objects.filter(ballot=Vote_.OPEN, value__isnull=False, statement__in=measures)
    ballots = [
        Ballot(voter, str(statement), value or 0, int(hour.timestamp()))
        for voter, statement, value, hour in votes.values_list("voter", "statement", "value", "hour")
    ]
    rows = export_rows(
        ballots, seed=seed, statements=complete(figures) & wanted, groups=_groups(conversation, snapshot)
    )
    return Given(rows, {name: figures.statements[name] for name in wanted & figures.statements.keys()})


def _groups(conversation: Conversation, snapshot: Snapshot) -> Mapping[str, int]:
    """The number of each voter's group on the map, counted from 0; none where no map is shown, or an earlier one."""
    shown = snapshot.content.get("map")
    if not shown:
        return {}
    problem = problem_of(gather(conversation))
    grouping = Grouping.of(problem, analyse(problem, start=state_of(snapshot)))
    sizes = [grouping.sizes[each.id] for each in grouping.groups]
    if sizes != [each["size"] for each in shown["groups"]]:
        return {}
    number = {each.id: place for place, each in enumerate(grouping.groups)}
    return {voter: number[group] for voter, group in grouping.group.items()}
