"""How sure it is that a majority of everyone in a delegation agrees, when only some of them have voted."""

from math import sqrt

import numpy as np
from scipy.special import gammaln

from trilogue.algorithms.opinions.model import Floats, Longs

SPAN = 9.0
"""Terms further than this many standard deviations (and as many steps) from the mean are below a float's last digit."""
CHUNK = 1 << 16


def delegation_support(size: int, agree: int, seen: int) -> float:
    """The probability that more than half of `size` people agree, when `agree` of `seen` votes do.

    A pass is seen and does not agree. Nothing is assumed of the share of agreement (uniform prior), and who has not
    voted yet is as those who have: Pr(agree + X > size/2), X ~ BetaBinomial(size - seen, 1 + agree,
    1 + seen - agree). It is exactly 0 or 1 once no further vote can change the outcome.
    Raises ValueError unless 0 <= agree <= seen <= size.
    """
    if not 0 <= agree <= seen <= size:
        raise ValueError(f"not 0 <= agree {agree} <= seen {seen} <= size {size}")
    return float(majorities(np.array([size]), np.array([agree]), np.array([seen]))[0])


def majorities(size: Longs, agree: Longs, seen: Longs) -> Floats:
    """`delegation_support` of many at once, from arrays of one shape.

    The tail of this Beta-binomial distribution is one of a hypergeometric distribution: of size + 1 balls, seen + 1
    are marked; floor(size/2) + 1 are drawn; Pr(at most `agree` of the drawn are marked). (Among uniform numbers, of
    which `seen` are known and one is the share itself, count what lies below it.) It is summed to the last digit for
    delegations of any size, so that no limit distribution is needed.
    """
    shape = np.shape(size)
    size, agree, seen = (np.asarray(each, np.int64).ravel() for each in (size, agree, seen))
    drawn = size // 2 + 1
    chance = np.where(agree >= drawn, 1.0, 0.0)
    undecided = np.flatnonzero((agree < drawn) & (agree + size - seen >= drawn))
    if len(undecided):
        factorial = gammaln(np.arange(int(size.max()) + 2, dtype=np.float64) + 1)
        for few in np.array_split(undecided, 1 + len(undecided) * _width(int(size.max())) // CHUNK):
            chance[few] = _lower_tails(factorial, size[few] + 1, seen[few] + 1, drawn[few], agree[few])
    return chance.reshape(shape)


def _width(size: int) -> int:
    """So many terms are summed at most: a hypergeometric deviation is at most half the root of the balls."""
    return int(SPAN * sqrt(size + 1)) + 2 * int(SPAN) + 3


def _lower_tails(factorial: Floats, balls: Longs, marked: Longs, drawn: Longs, most: Longs) -> Floats:
    """Pr(at most `most` marked among `drawn` of `balls`), for each; `factorial` has the logarithms of factorials."""
    mean = drawn * (marked / balls)
    reach = SPAN * np.sqrt(mean * (1 - marked / balls) * (balls - drawn) / np.maximum(balls - 1, 1)) + SPAN
    first = np.maximum(np.maximum(0, drawn + marked - balls), np.floor(mean - reach)).astype(np.int64)[
        :, None
    ]
    last = np.minimum(np.minimum(marked, drawn), np.ceil(mean + reach)).astype(np.int64)[:, None]
    hits = first + np.arange(int((last - first).max()) + 1)
    inside = hits <= last
    hits = np.minimum(hits, last)
    marked, drawn, others = marked[:, None], drawn[:, None], (balls - marked)[:, None]
    ways = (factorial[marked] - factorial[hits] - factorial[marked - hits]) + (
        factorial[others] - factorial[drawn - hits] - factorial[others - drawn + hits]
    )
    terms = np.where(inside, np.exp(ways - ways.max(axis=1, keepdims=True)), 0.0)
    tails: Floats = np.where(hits <= most[:, None], terms, 0.0).sum(axis=1) / terms.sum(axis=1)
    return np.minimum(tails, 1.0)
