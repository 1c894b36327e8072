"""How much worse a swap may make a seating: whole numbers that fall with the steps and rise again."""

from dataclasses import dataclass

CYCLE = 1 << 16
SCANNING = 12_288
"""The first cycle where every step looks at everybody."""
HOTTEST = 24
"""In sixteenths of a unit; twice as much where people of several countries meet, whose contacts weigh more."""
COOLING, COOLING_WEIGHTS = 16, 4
"""The coldest is this much colder."""
WARMTH = 4
"""Given weights have any scale; a quarter of what a swap usually changes is their unit of heat."""
CHANCES = 12
"""Bits of chance that go into a tolerance."""


def _levels() -> list[int]:
    """Of 2 ** 12 equal chances 15 in 16 are above 0, of these 15 in 16 above 1, and so on: in whole numbers alone."""
    above, levels = 1 << CHANCES, [0] * (1 << CHANCES)
    while above:
        above = above * 15 // 16
        for chance in range(above):
            levels[chance] += 1
    return levels


LEVELS = _levels()


@dataclass(frozen=True, slots=True)
class Schedule:
    unit: int
    hottest: int
    coldest: int
    cycle: int

    @classmethod
    def of(cls, usual_change: int, *, across: bool, weighted: bool, scanning: bool) -> "Schedule":
        """`usual_change` of the cost by a swap; `across`: several countries; `scanning`: a step looks at everybody."""
        hottest = HOTTEST * (1 + across)
        coldest = hottest // (COOLING_WEIGHTS if weighted else COOLING)
        return cls(max(1, usual_change // WARMTH), hottest, coldest, SCANNING if scanning else CYCLE)

    def heat(self, steps: int) -> int:
        """Falls evenly within a cycle; each is twice as long as the one before. The first starts halfway down, so
        that a good start is not melted.
        """
        position, cycle = steps + self.cycle // 2, self.cycle
        while position >= cycle:
            position -= cycle
            cycle *= 2
        return self.unit * (self.hottest - (self.hottest - self.coldest) * position // cycle)
