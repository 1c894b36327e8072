"""Made-up conversations whose single votes are known to the test."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from trilogue.algorithms.opinions.disclosure import Counts
from trilogue.algorithms.opinions.shown import Tally

COUNTRIES = "KJCM"
ANSWERS = {1: "agree", -1: "disagree", 0: "passed"}
SKEWS = ((1, 1, 1), (8, 1, 1), (20, 1, 0), (1, 9, 1), (1, 0, 0), (5, 5, 0), (1, 1, 8))


@dataclass
class Crowd:
    """Voters with their country and found group, and what each answered."""

    country: dict[str, str]
    group: dict[str, str]
    statements: list[str]
    votes: dict[tuple[str, str], int] = field(default_factory=dict)

    def counts(self) -> Counts:
        voted = {voter for voter, _ in self.votes}
        return Counts(
            self._tallies(self.country),
            Counter(self.country.values()),
            Counter(self.country[voter] for voter in voted),
            self._tallies(self.group),
            Counter(self.group.values()),
        )

    def _tallies(self, part: Mapping[str, str]) -> dict[str, dict[str, Tally]]:
        found = {each: dict.fromkeys(sorted(set(part.values())), Tally()) for each in self.statements}
        for (voter, statement), value in self.votes.items():
            found[statement][part[voter]] += Tally(**{ANSWERS[value]: 1})
        return found


def crowd(seed: int, sizes: list[int], statements: int, groups: int) -> Crowd:
    chance = Random(seed)
    country = {
        f"{name}{number}": name
        for name, size in zip(COUNTRIES, sizes, strict=False)
        for number in range(size)
    }
    group = {voter: f"g{chance.randrange(groups)}" for voter in country}
    return Crowd(country, group, [str(number) for number in range(statements)])


def vote(crowd: Crowd, seed: int, share: float) -> None:
    """Some answer, skewed by statement and country; who answered before may answer otherwise."""
    chance = Random(seed)
    skew = {
        (statement, country): chance.choice(SKEWS)
        for statement in crowd.statements
        for country in sorted(set(crowd.country.values()))
    }
    for voter, country in crowd.country.items():
        for statement in crowd.statements:
            if chance.random() < share:
                answer = chance.choices((1, -1, 0), skew[statement, country])[0]
                crowd.votes[voter, statement] = answer


@st.composite
def conversations(draw: st.DrawFn, most_statements: int = 30) -> Crowd:
    """Two to four delegations of 2 to 60 people, skewed answers of any density."""
    sizes = draw(st.lists(st.integers(2, 60), min_size=2, max_size=4))
    made = crowd(
        draw(st.integers(0, 2**32)), sizes, draw(st.integers(1, most_statements)), draw(st.integers(1, 4))
    )
    vote(made, draw(st.integers(0, 2**32)), draw(st.sampled_from((0.1, 0.4, 0.8, 0.97, 1.0))))
    return made
