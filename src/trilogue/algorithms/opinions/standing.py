"""The public lists, made of what is published and of nothing else: an order made of the votes would betray them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from trilogue.algorithms.opinions.disclosure import Finding, Published
from trilogue.algorithms.opinions.model import natural
from trilogue.algorithms.opinions.shown import Range, Shown, Verdict

AGAINST: Final = (Verdict.REJECTS, Verdict.LACKS_MAJORITY)


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement's place in a public list, by falling `score`, from what is published and nothing else."""

    statement: str
    score: float
    weakest: str


def standings(published: Published, verdict: Verdict) -> tuple[Standing, ...]:
    """The statements on which the published verdict of every delegation is this one, the surest first.

    The score is the product of (n + 1) / (seen + 2), n being the least number published of those who agree (for
    `REJECTS`: disagree); of equal scores the lower statement comes first.
    """
    found = [
        Standing(statement, _score(finding, verdict), _weakest(finding, verdict))
        for statement, finding in published.statements.items()
        if finding.delegations and set(finding.delegations) == set(published.parts.values())
        if all(shown.verdict is verdict for shown in finding.delegations.values())
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, natural(each.statement))))


@dataclass(frozen=True, slots=True)
class Divide:
    """A statement that divides, by falling `score`: the delegation that supports it most, and that which does least."""

    statement: str
    score: float
    supports: str
    opposes: str


def dividing(published: Published) -> tuple[Divide, ...]:
    """Where the published verdict of one delegation is that it supports, and of another that no majority of it does.

    The score is how far their published shares of agreement lie apart at least.
    """
    found = [
        divide
        for statement, finding in published.statements.items()
        for divide in _divides(statement, finding)
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, natural(each.statement))))


def _divides(statement: str, finding: Finding) -> Iterator[Divide]:
    least = {name: _bound(shown.agree, shown, 0) for name, shown in sorted(finding.delegations.items())}
    most = {name: _bound(shown.agree, shown, 1) for name, shown in sorted(finding.delegations.items())}
    pros = [name for name in least if finding.delegations[name].verdict is Verdict.SUPPORTS]
    cons = [name for name in most if finding.delegations[name].verdict in AGAINST]
    if pros and cons:
        pro, con = max(pros, key=least.__getitem__), min(cons, key=most.__getitem__)
        yield Divide(statement, least[pro] - most[con], pro, con)


def _score(finding: Finding, verdict: Verdict) -> float:
    score = 1.0
    for _, shown in sorted(finding.delegations.items()):
        score *= _surety(shown, verdict)
    return score


def _weakest(finding: Finding, verdict: Verdict) -> str:
    return min(finding.delegations, key=lambda name: (_surety(finding.delegations[name], verdict), name))


def _surety(shown: Shown, verdict: Verdict) -> float:
    return _bound(shown.disagree if verdict is Verdict.REJECTS else shown.agree, shown, 0)


def _bound(count: Range | None, shown: Shown, end: int) -> float:
    """The share at one end of what is published, as it is counted in lists."""
    return ((count[end] if count else 0) + 1) / ((shown.seen or 0) + 2)
