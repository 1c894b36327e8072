"""How much worse a swap may make a seating: whole numbers that fall with the steps and rise again."""

from dataclasses import dataclass

CYCLE = 1 << 16
SCANNING = 12_288
"""The first cycle where every step looks at everybody."""
ONE_COUNTRY, SEVERAL_COUNTRIES, WEIGHTED = (16, 2), (48, 3), (16, 4)
"""Hottest and coldest, in sixteenths of a unit. A unit is one contact within a country; contacts across countries
weigh more and take more heat. Given weights have any scale: three eighths of what a swap usually changes are theirs.
"""
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
        cycle = SCANNING if scanning else CYCLE
        if weighted:
            return cls(max(1, usual_change * 3 // 8), *WEIGHTED, cycle)
        return cls(1, *(SEVERAL_COUNTRIES if across else ONE_COUNTRY), cycle)

    def heat(self, steps: int) -> int:
        """Falls evenly within a cycle; each is twice as long as the one before. The first starts halfway down, so
        that a good start is not melted.
        """
        position, cycle = steps + self.cycle // 2, self.cycle
        while position >= cycle:
            position -= cycle
            cycle *= 2
        return self.unit * (self.hottest - (self.hottest - self.coldest) * position // cycle)
