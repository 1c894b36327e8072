"""Polis's figures about groups, re-implemented from their formulas (docs/opinions.md)."""

from dataclasses import replace

import numpy as np

from trilogue.algorithms.opinions.answer import Consent, Representative
from trilogue.algorithms.opinions.model import Flags, Floats, Longs

SIGNIFICANT = 1.2816
"""z of a one-sided test at 90 %."""
LISTED = 5
META_PRIORITY = 49.0
FRESH = 8.0
FRESHNESS = 5.0


def proportion_test(successes: Longs, trials: Longs) -> Floats:
    """Z of the share of successes (one success added) against one half."""
    return 2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)


def two_proportion_test(successes: Longs, trials: Longs, other: Longs, other_trials: Longs) -> Floats:
    """Z of the difference of two shares (one success added to each); 0 where every vote is a success."""
    s, n, t, m = successes + 1, trials + 1, other + 1, other_trials + 1
    pooled = (s + t) / (n + m)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return np.where(spread > 0, (s / n - t / m) / np.where(spread > 0, spread, 1.0), 0.0)


def informed_consensus(votes: Longs) -> Floats:
    """The product over groups of (agree + 1) / (seen + 2), from votes as groups x statements x (A, D, S).

    0 when there are no groups.
    """
    shares = (votes[:, :, 0] + 1) / (votes[:, :, 2] + 2)
    return shares.prod(axis=0) if len(shares) else np.zeros(votes.shape[1])


def priorities(votes: Longs, extremity: Floats, meta: Flags) -> Floats:
    """How much a statement deserves to be asked next, from its agrees, disagrees and views (statements x 3).

    ((1 - p) (E + 1) a (1 + 8 * 2^(-S/5)))^2 with p = (passes + 1) / (S + 2), a = (A + 1) / (S + 2); E is how far the
    statement stands from the middle of the map. Statements about the process have 49.
    """
    agrees, disagrees, seen = votes.T
    passing = (seen - agrees - disagrees + 1) / (seen + 2)
    agreeing = (agrees + 1) / (seen + 2)
    importance = (1 - passing) * (extremity + 1) * agreeing
    return np.where(meta, META_PRIORITY, (importance * (1 + FRESH * 2 ** (seen / -FRESHNESS))) ** 2)


def consensus(
    names: tuple[str, ...], votes: Longs, included: Flags
) -> tuple[tuple[Consent, ...], tuple[Consent, ...]]:
    """At most five statements each that most agree with and that most disagree with, from statements x (A, D, S)."""
    return (
        _consents(names, votes[:, 0], votes[:, 2], included),
        _consents(names, votes[:, 1], votes[:, 2], included),
    )


def _consents(names: tuple[str, ...], wins: Longs, seen: Longs, included: Flags) -> tuple[Consent, ...]:
    share = (wins + 1) / (seen + 2)
    test = proportion_test(wins, seen)
    fit = np.flatnonzero(included & (share > 0.5) & (test > SIGNIFICANT))
    order = sorted(fit, key=lambda each: -(share[each] * test[each]))[:LISTED]
    return tuple(
        Consent(names[each], int(wins[each]), int(seen[each]), float(share[each]), float(test[each]))
        for each in order
    )


class Figures:
    """What Polis compares for every group and statement; arrays are groups x statements."""

    def __init__(self, votes: Longs) -> None:
        agrees, disagrees, seen = (votes[:, :, kind] for kind in range(3))
        others = votes.sum(axis=0) - votes
        self.seen = seen
        self.wins = {"agree": agrees, "disagree": disagrees}
        self.share = {side: (wins + 1) / (seen + 2) for side, wins in self.wins.items()}
        self.test = {side: proportion_test(wins, seen) for side, wins in self.wins.items()}
        other_wins = {"agree": others[:, :, 0], "disagree": others[:, :, 1]}
        self.ratio = {
            side: self.share[side] / ((wins + 1) / (others[:, :, 2] + 2)) for side, wins in other_wins.items()
        }
        self.ratio_test = {
            side: two_proportion_test(self.wins[side], seen, wins, others[:, :, 2])
            for side, wins in other_wins.items()
        }

    def entry(self, names: tuple[str, ...], group: int, statement: int) -> Representative:
        """The figures of the side on which the group differs more."""
        at = (group, statement)
        best = "agree" if self.ratio_test["agree"][at] > self.ratio_test["disagree"][at] else "disagree"
        return Representative(
            statement=names[statement],
            side=best,
            successes=int(self.wins[best][at]),
            trials=int(self.seen[at]),
            share=float(self.share[best][at]),
            test=float(self.test[best][at]),
            ratio=float(self.ratio[best][at]),
            ratio_test=float(self.ratio_test[best][at]),
        )


def representatives(
    names: tuple[str, ...], votes: Longs, included: Flags
) -> tuple[tuple[Representative, ...], ...]:
    """For each group at most five statements on which it differs from all others, those agreed to first.

    A statement is fit when it passes both tests on one side. The statement that the group agrees to most is always
    there if it is good enough; without a fit statement the one that comes nearest stands alone. Equal statements keep
    the order of their ids.
    """
    figures = Figures(votes)
    columns = np.flatnonzero(included)
    return tuple(_of_group(names, figures, group, columns) for group in range(len(votes)))


def _of_group(
    names: tuple[str, ...], figures: Figures, group: int, columns: Longs
) -> tuple[Representative, ...]:
    agreed = _most_agreed(figures, group, columns)
    fit = [each for each in columns[_is_fit(figures, group, columns)] if each != agreed]
    entries = sorted((figures.entry(names, group, each) for each in fit), key=lambda entry: -entry.metric)
    head = _head(names, figures, group, columns, agreed, alone=not entries)
    listed = [*head, *entries][:LISTED]
    return tuple(sorted(listed, key=lambda entry: entry.side != "agree"))


def _is_fit(figures: Figures, group: int, columns: Longs) -> Flags:
    passed = [
        (figures.test[side][group, columns] > SIGNIFICANT)
        & (figures.ratio_test[side][group, columns] > SIGNIFICANT)
        for side in ("agree", "disagree")
    ]
    fit: Flags = passed[0] | passed[1]
    return fit


def _head(
    names: tuple[str, ...], figures: Figures, group: int, columns: Longs, agreed: int | None, *, alone: bool
) -> list[Representative]:
    if agreed is not None:
        entry = figures.entry(names, group, agreed)
        return [replace(entry, best_agree=True, agrees=int(figures.wins["agree"][group, agreed]))]
    if not alone or not len(columns):
        return []
    tests = np.maximum(
        figures.ratio_test["agree"][group, columns], figures.ratio_test["disagree"][group, columns]
    )
    return [figures.entry(names, group, int(columns[tests.argmax()]))]


def _most_agreed(figures: Figures, group: int, columns: Longs) -> int | None:
    """The statement the group agrees to most, compared one after the other in the order of ids."""
    best: int | None = None
    ratio, ratio_test = figures.ratio["agree"][group].tolist(), figures.ratio_test["agree"][group].tolist()
    share, test = figures.share["agree"][group].tolist(), figures.test["agree"][group].tolist()
    voted = (figures.wins["agree"][group] + figures.wins["disagree"][group] > 0).tolist()
    for each in columns.tolist():
        if not voted[each]:
            continue
        if best is None:
            better = test[each] > SIGNIFICANT or (ratio[each] > 1 and share[each] > 0.5)
        elif ratio[best] > 1:
            product = ratio[each] * ratio_test[each] * share[each] * test[each]
            better = product > ratio[best] * ratio_test[best] * share[best] * test[best]
        else:
            better = share[each] * test[each] > share[best] * test[best]
        best = each if better else best
    return best
