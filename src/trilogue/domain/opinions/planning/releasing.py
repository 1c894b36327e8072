"""What is let out, after what was let out before; and the content of the snapshot, made of that and nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from trilogue.algorithms.opinions.disclosure import Counts, Finding, Published, release
from trilogue.algorithms.opinions.shown import NOTHING, Shown, Tally, Verdict
from trilogue.algorithms.opinions.standing import Standing, dividing, standings
from trilogue.domain.opinions.planning.drawing import Drawing
from trilogue.domain.opinions.planning.grouping import Grouping
from trilogue.domain.opinions.planning.material import Material

VERDICTS = {
    Verdict.SUPPORTS: "supports",
    Verdict.REJECTS: "rejects",
    Verdict.LACKS_MAJORITY: "lacks_majority",
    Verdict.OPEN: "open",
    Verdict.NOT_ENOUGH_VOTES: "few",
    Verdict.WITHHELD: "withheld",
}
ANYTHING = (0, 100)
"""A share of which nothing is said."""


@dataclass(frozen=True)
class Release:
    """`figures` of all measures there ever were, and the last map with what earlier maps were drawn of."""

    figures: Published | None = None
    drawing: Drawing = field(default_factory=Drawing)

    def after(
        self,
        material: Material,
        countries: Mapping[int, Mapping[str, Tally]],
        groups: Mapping[int, Mapping[str, Tally]],
        grouping: Grouping | None,
    ) -> "Release":
        """What the secrecy rule lets out now. Groups and the map come once nobody can vote any more."""
        counts = Counts(
            delegations=_by_name(countries),
            sizes=material.sizes,
            turnout=material.turnout,
            groups=_by_name(groups),
            group_sizes={str(name): size for name, size in grouping.sizes.items()} if grouping else {},
        )
        figures = release(self.figures, counts, closed=not material.open)
        drawing = self.drawing
        if grouping and not material.open:
            drawing = drawing.after(material, grouping, _present(figures, material))
        return replace(self, figures=figures, drawing=drawing)

    def to_json(self) -> str:
        figures = self.figures.to_json() if self.figures else ""
        return compact({"figures": figures, "drawing": self.drawing.to_plain()})

    @classmethod
    def from_json(cls, text: str) -> Self:
        if not text:
            return cls()
        data = json.loads(text)
        figures = Published.from_json(data["figures"]) if data["figures"] else None
        return cls(figures, Drawing.from_plain(data["drawing"]))


def content(material: Material, released: Release) -> dict[str, Any]:
    """As `queries.results` reads it."""
    figures = _present(released.figures or Published(), material)
    supported, rejected = standings(figures, Verdict.SUPPORTS), standings(figures, Verdict.REJECTS)
    divides = [int(each.statement) for each in dividing(figures)]
    found = {int(each.statement) for each in (*supported, *rejected)} | set(divides)
    measures = [each for each, about_process in material.statements.items() if not about_process]
    findings = {each: figures.statements.get(str(each), Finding()) for each in measures}
    drawn = released.drawing.drawn
    return {
        "voters": sum(material.turnout.values()),
        "votes": sum(each.total.seen or 0 for each in findings.values()),
        "measures": [
            {"statement": each, "shares": _shares(findings[each], figures.parts)} for each in measures
        ],
        "supported": _listed(supported),
        "rejected": _listed(rejected),
        "divides": divides,
        "undecided": [
            each for each in measures if each not in found and _is_undecided(findings[each], figures.parts)
        ],
        "map": drawn.to_plain() if drawn else None,
    }


def compact(data: object) -> str:
    """JSON that is the same for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _by_name(tallies: Mapping[int, Mapping[str, Tally]]) -> dict[str, Mapping[str, Tally]]:
    return {str(statement): each for statement, each in tallies.items()}


def _present(figures: Published, material: Material) -> Published:
    """Of the measures that are in a result now; those merged with another or struck off are in none."""
    wanted = {str(each) for each, about_process in material.statements.items() if not about_process}
    return replace(
        figures, statements={name: each for name, each in figures.statements.items() if name in wanted}
    )


def _shares(finding: Finding, parts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        _share(finding.delegations.get(part, NOTHING), part, parts) for part in sorted(set(parts.values()))
    ]


def _share(shown: Shown, part: str, parts: Mapping[str, str]) -> dict[str, Any]:
    low, high = shown.share or ANYTHING
    return {
        "country": part,
        "others": sorted(name for name, host in parts.items() if host == part and name != part),
        "low": low,
        "high": high,
        "votes": shown.seen,
        "verdict": VERDICTS[shown.verdict] if shown.seen else "few",
    }


def _listed(standing: Sequence[Standing]) -> list[list[Any]]:
    return [[int(each.statement), each.weakest] for each in standing]


def _is_undecided(finding: Finding, parts: Mapping[str, str]) -> bool:
    """Some delegation has not voted enough, as far as that is public."""
    told = [finding.delegations.get(part, NOTHING) for part in set(parts.values())]
    return any(each.seen is None or each.verdict is Verdict.NOT_ENOUGH_VOTES for each in told)
