"""Complementary coarsening: so much is said of the parts of a statement that none betrays another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from trilogue.algorithms.opinions.attack import UNANSWERED, inferred, row
from trilogue.algorithms.opinions.shown import (
    NOTHING,
    Level,
    Range,
    Shown,
    Tally,
    answers_only,
    betrays,
    show,
)

Levels = Mapping[str, Level]
Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """The votes of a part of `size` people, of whom `known` can have voted. `fixed` is what was said and stays."""

    name: str
    tally: Tally
    size: int
    known: int
    fixed: Shown | None = None

    def at(self, level: Level) -> Shown:
        return self.fixed or show(self.tally, self.size, level)


def guarded(parts: Sequence[Part]) -> dict[str, Shown] | None:
    """What is said of each part so that with the exact sums of all parts nothing more can be worked out.

    What the sums give away by themselves cannot be helped and does not count, nor what they do with the numbers of
    answers where those are told. None where what stays fixed betrays something however little else is said.
    """
    alone = _worked_out(parts, [NOTHING] * len(parts))
    levels = _coarsened(parts, alone)
    if levels is None:
        return None
    for _, name in sorted((-level, name) for name, level in levels.items()):
        finer = ({**levels, name: level} for level in Level if level < levels[name])
        levels = next((each for each in finer if not _betrayed(parts, each, alone)), levels)
    return {part.name: part.at(levels.get(part.name, Level.COUNTS)) for part in parts}


def _coarsened(parts: Sequence[Part], alone: Mapping[Cell, Range]) -> dict[str, Level] | None:
    """While anything is betrayed, one part is coarsened by a level: the one that leaves the least betrayed, then the
    one that loses least. It may have gone further than needed with those before the last.
    """
    levels = {part.name: Level.COUNTS for part in parts if not part.fixed}
    betrayed = _betrayed(parts, levels, alone)
    while betrayed:
        steps = [_coarser(levels, name) for name in levels if levels[name] < Level.NOTHING]
        if not steps:
            return None
        outcomes = [(_betrayed(parts, step, alone), step) for step in steps]
        betrayed, levels = min(outcomes, key=lambda each: (len(each[0]), sorted(each[1].values())))
    return levels


def _coarser(levels: Levels, name: str) -> dict[str, Level]:
    return {**levels, name: Level(levels[name] + 1)}


def _betrayed(parts: Sequence[Part], levels: Levels, alone: Mapping[Cell, Range]) -> Collection[Cell]:
    """The counts that are not said exactly and are known all the same, and not by the sums alone."""
    shown = [part.at(levels.get(part.name, Level.COUNTS)) for part in parts]
    told = {part.name: each.seen for part, each in zip(parts, shown, strict=True)}
    found = _worked_out(parts, shown)
    known = {
        cell
        for cell, (low, high) in _said(parts, shown).items()
        if low < high and _betrays(found[cell], told[cell[0]], cell[1])
    }
    if not known:
        return known
    with_answers = _worked_out(parts, [answers_only(each) for each in shown])
    return {cell for cell in known if found[cell] != (alone if told[cell[0]] is None else with_answers)[cell]}


def _betrays(found: Range, seen: int | None, column: int) -> bool:
    """Of who did not answer, only the exact number would be too much."""
    return found[0] == found[1] if column == UNANSWERED else betrays(found, seen)


def _said(parts: Sequence[Part], shown: Sequence[Shown]) -> dict[Cell, Range]:
    """What is said of each count."""
    return {
        (part.name, column): said
        for part, each in zip(parts, shown, strict=True)
        for column, said in enumerate(row(each, part.known).ranges)
    }


def _worked_out(parts: Sequence[Part], shown: Sequence[Shown]) -> dict[Cell, Range]:
    """What can be worked out of each count from what is shown and the exact sums."""
    rows = [row(each, part.known) for part, each in zip(parts, shown, strict=True)]
    total = reduce(add, (part.tally for part in parts), Tally())
    return {
        (part.name, column): found
        for part, ranges in zip(parts, inferred(rows, total), strict=True)
        for column, found in enumerate(ranges)
    }
