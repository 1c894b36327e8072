"""What may be said of the votes of a known few on one statement: exact where that is safe, else a range.

A count is never said exactly unless it and the rest of those who answered are at least `LEAST` people. So nobody
learns that one to four people of a delegation voted some way, nor that all of them did.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Final

from trilogue.algorithms.opinions.lists import ROUNDING, SURE, needed
from trilogue.algorithms.opinions.support import delegation_support

LEAST: Final = 5
"""Fewer people than this are never told apart."""
CACHED: Final = 1 << 16
TABLED: Final = 24
"""Up to so many votes every possible outcome is looked at; beyond, the verdict cannot pin anything but one way."""
BAND: Final = 2 * LEAST
"""So many counts look alike in a band."""
Range = tuple[int, int]
"""The lowest and the highest count it may be; equal when it is said exactly."""


class Form(StrEnum):
    """How much is said. The counts of who agrees, disagrees and passes are exact in `EVERY_COUNT` only."""

    EVERY_COUNT = "every_count"
    AGREE = "agree"
    DISAGREE = "disagree"
    MOST_AGREE = "most_agree"
    MOST_DISAGREE = "most_disagree"
    MIXED = "mixed"
    BANDS = "bands"
    VERDICT = "verdict"
    SEEN = "seen"
    WITHHELD = "withheld"
    SUM = "sum"


class Verdict(StrEnum):
    """Whether a majority of the whole delegation supports a statement, surely enough to say so.

    REJECTS: a majority surely disagrees. LACKS_MAJORITY: that is not sure, but surely no majority agrees.
    """

    SUPPORTS = "supports"
    REJECTS = "rejects"
    LACKS_MAJORITY = "lacks_majority"
    OPEN = "open"
    NOT_ENOUGH_VOTES = "not_enough_votes"
    WITHHELD = "withheld"


class Level(IntEnum):
    """How far what is said is coarsened so that it does not betray something else."""

    COUNTS = 0
    BANDS = 1
    VERDICT = 2
    SEEN = 3
    NOTHING = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes counted exactly, a person once. Not to be shown."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def seen(self) -> int:
        """How many answered."""
        return self.agree + self.disagree + self.passed

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.agree + other.agree, self.disagree + other.disagree, self.passed + other.passed)


@dataclass(frozen=True, slots=True)
class Shown:
    """What anybody may be told. A range that is None is not told; `seen` is how many answered."""

    form: Form
    verdict: Verdict
    seen: int | None = None
    agree: Range | None = None
    disagree: Range | None = None
    passed: Range | None = None

    @property
    def share(self) -> Range | None:
        """Lowest and highest share of agreement among who answered, in whole percent, rounded outwards.

        Equal ends are exact to the percent. It tells no more than the counts that are shown beside it.
        """
        return _share(self.agree, self.seen)

    @property
    def share_against(self) -> Range | None:
        """The same of disagreement."""
        return _share(self.disagree, self.seen)


NOTHING: Final = Shown(Form.WITHHELD, Verdict.WITHHELD)


def show(tally: Tally, size: int, level: Level = Level.COUNTS) -> Shown:
    """What may be said of the votes of `size` people who could vote, at this level of coarsening.

    Of fewer than `LEAST` votes, nothing. The verdict is said along with the counts; where the two together would tell
    a count of few people, to somebody who knows these rules too, a coarser level is taken.
    """
    if tally.seen < LEAST:
        return NOTHING
    return _said(tally, size, max(level, _finest(tally, size)))


def _finest(tally: Tally, size: int) -> Level:
    if tally.seen <= TABLED:
        return _finest_levels(size, tally.seen)[tally]
    levels = (level for level in Level if _is_sound(_said(tally, size, level), tally))
    return max(Level.VERDICT if _pins_by_verdict(tally, size) else Level.COUNTS, next(levels))


def _pins_by_verdict(tally: Tally, size: int) -> bool:
    """Whether who agrees, exactly, and the verdict that a majority rejects leave fewer than `LEAST` in doubt.

    Where they leave nobody this may not be said; for the others, so that its not being said does not tell.
    """
    said = _said(tally, size, Level.COUNTS)
    doubt = tally.seen - tally.agree - least_support(max(size, tally.seen), tally.seen)
    exact = said.form in (Form.AGREE, Form.DISAGREE)
    return exact and said.verdict is Verdict.REJECTS and doubt < LEAST


@lru_cache(maxsize=CACHED)
def _finest_levels(size: int, seen: int) -> dict[Tally, Level]:
    """For every way in which `seen` can have voted, the finest level at which it may be shown.

    Those that look alike are a class. While one tells a count of few people, all that are in it look coarser.
    """
    levels = {
        tally: Level.VERDICT if _pins_by_verdict(tally, size) else Level.COUNTS
        for tally in (Tally(a, b, seen - a - b) for a in range(seen + 1) for b in range(seen + 1 - a))
    }
    shown = {tally: _said(tally, size, level) for tally, level in levels.items()}
    while unsafe := [tally for alike in _alike(shown) if _tells(alike, seen) for tally in alike]:
        for tally in unsafe:
            levels[tally] = Level(levels[tally] + 1)
            shown[tally] = _said(tally, size, levels[tally])
    return levels


def _alike(shown: Mapping[Tally, Shown]) -> Collection[list[Tally]]:
    classes: dict[Shown, list[Tally]] = defaultdict(list)
    for tally, each in shown.items():
        if each.form is not Form.WITHHELD:
            classes[each].append(tally)
    return classes.values()


def _tells(alike: Sequence[Tally], seen: int) -> bool:
    """Whether somebody who knows that it is one of these knows a count that may not be told."""
    for counts in zip(*((tally.agree, tally.disagree, tally.passed) for tally in alike), strict=True):
        low, high = min(counts), max(counts)
        if (low == high and not _splits(low, seen)) or (low < high and betrays((low, high), seen)):
            return True
    return False


def _said(tally: Tally, size: int, level: Level) -> Shown:
    seen = tally.seen
    if level is Level.NOTHING:
        return NOTHING
    form = {Level.COUNTS: _form(tally), Level.BANDS: Form.BANDS}.get(level, Form.VERDICT)
    verdict, agree, disagree = _verdict(tally, max(size, seen))
    own = _ranges(tally, form)
    shown = Shown(form, verdict, seen, _both(agree, own[0]), _both(disagree, own[1]), own[2])
    return answers_only(shown) if level is Level.SEEN else shown


def _is_sound(shown: Shown, tally: Tally) -> bool:
    """Whether the ranges, which add up to who answered, tell no count that may not be told."""
    if shown.seen is None or not (shown.agree and shown.disagree and shown.passed):
        return True
    said, seen = (shown.agree, shown.disagree, shown.passed), shown.seen
    lowest, highest = (sum(each[side] for each in said) for side in (0, 1))
    return all(
        _splits(count, seen) if low == high else not betrays((low, high), seen)
        for count, (low, high) in zip(
            (tally.agree, tally.disagree, tally.passed),
            ((max(a, seen - highest + b), min(b, seen - lowest + a)) for a, b in said),
            strict=True,
        )
    )


def betrays(found: Range, seen: int | None) -> bool:
    """Whether a count that is not said exactly is known all the same: exactly, or as one of one to four people.

    `seen` is how many answered where that is said: that one to four did not vote so is told by the rest.
    """
    low, high = found
    few = low >= 1 and high < LEAST
    return low == high or few or (seen is not None and seen - high >= 1 and seen - low < LEAST)


def answers_only(shown: Shown) -> Shown:
    """How many answered and nothing of how."""
    if shown.seen is None:
        return NOTHING
    whole = (0, shown.seen)
    return Shown(Form.SEEN, Verdict.WITHHELD, shown.seen, whole, whole, whole)


def summed(parts: list[Shown]) -> Shown:
    """All parts together: what anybody can add up."""
    told = [part for part in parts if part.seen is not None]
    if not told:
        return NOTHING
    return Shown(
        Form.SUM,
        Verdict.WITHHELD,
        sum(part.seen or 0 for part in told),
        _added([part.agree for part in told]),
        _added([part.disagree for part in told]),
        _added([part.passed for part in told]),
    )


@lru_cache(maxsize=CACHED)
def least_support(size: int, seen: int, above: float = SURE - ROUNDING) -> int:
    """The fewest of `seen` votes with which a majority of `size` people is more probable; seen + 1 if none is.

    The probability rises with the votes, so that halving finds it.
    """
    low, high = 0, seen + 1
    while low < high:
        middle = (low + high) // 2
        if delegation_support(size, middle, seen) > above:
            high = middle
        else:
            low = middle + 1
    return low


def _verdict(tally: Tally, size: int) -> tuple[Verdict, Range, Range]:
    """The verdict, and what it says of the counts of who agrees and who disagrees."""
    seen = tally.seen
    if seen < needed(size):
        return Verdict.NOT_ENOUGH_VOTES, (0, seen), (0, seen)
    least, possible = least_support(size, seen), least_support(size, seen, 1 - SURE + ROUNDING)
    if tally.agree >= least:
        return Verdict.SUPPORTS, (least, seen), (0, seen - least)
    if tally.disagree >= least:
        return Verdict.REJECTS, (0, seen - least), (least, seen)
    if tally.agree < possible:
        return Verdict.LACKS_MAJORITY, (0, possible - 1), (0, least - 1)
    return Verdict.OPEN, (possible, least - 1), (0, least - 1)


def _form(tally: Tally) -> Form:
    if min(tally.agree, tally.disagree, tally.passed) >= LEAST:
        return Form.EVERY_COUNT
    if _splits(tally.agree, tally.seen):
        return Form.AGREE
    if _splits(tally.disagree, tally.seen):
        return Form.DISAGREE
    if 2 * tally.agree > tally.seen:
        return Form.MOST_AGREE
    if 2 * tally.disagree > tally.seen:
        return Form.MOST_DISAGREE
    return Form.MIXED


def _splits(count: int, seen: int) -> bool:
    """Whether the count and the rest are both of enough people."""
    return min(count, seen - count) >= LEAST


def _ranges(tally: Tally, form: Form) -> tuple[Range, Range, Range]:
    """What the form says of who agrees, disagrees and passes.

    "Most" means all but fewer than `LEAST`, of few voters a majority: never that it was everyone, nor that it was not.
    """
    seen, agree, disagree = tally.seen, tally.agree, tally.disagree
    most, few = (max(seen - LEAST + 1, seen // 2 + 1), seen), (0, min(LEAST - 1, seen - seen // 2 - 1))
    half, any_ = min(LEAST - 1, seen // 2), (0, seen)
    said: dict[Form, tuple[Range, Range, Range]] = {
        Form.EVERY_COUNT: (_exactly(agree), _exactly(disagree), _exactly(tally.passed)),
        Form.AGREE: (_exactly(agree), (0, seen - agree), (0, seen - agree)),
        Form.DISAGREE: ((0, seen - disagree), _exactly(disagree), (0, seen - disagree)),
        Form.MOST_AGREE: (most, few, few),
        Form.MOST_DISAGREE: (few, most, few),
        Form.MIXED: ((0, half), (0, half), (seen - 2 * half, seen)),
        Form.BANDS: (_band(agree, seen), _band(disagree, seen), _band(tally.passed, seen)),
    }
    return said.get(form, (any_, any_, any_))


def _band(count: int, seen: int) -> Range:
    """The band of a fixed grid in which the count lies, so that its ends say nothing more."""
    low = count // BAND * BAND
    return low, min(low + BAND - 1, seen)


def _exactly(count: int) -> Range:
    return count, count


def _both(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])


def _added(ranges: list[Range | None]) -> Range:
    known = [each for each in ranges if each is not None]
    return sum(low for low, _ in known), sum(high for _, high in known)


def _share(count: Range | None, seen: int | None) -> Range | None:
    if count is None or not seen:
        return None
    return 100 * count[0] // seen, -(-100 * count[1] // seen)
