"""Improve a seating by swaps: annealing whose every decision is made in whole numbers, so that a seed gives one plan
on every system. The heat depends on the step alone, never on how many are to come: stopping early is a prefix.
"""

from collections.abc import Callable
from random import Random

from trilogue.algorithms.tables.heat import Schedule
from trilogue.algorithms.tables.journal import Journal
from trilogue.algorithms.tables.seating import Seating
from trilogue.algorithms.tables.swaps import Swaps

Stop = Callable[[int, int], bool]
"""stop(steps, cost): asked before every step."""
EVEN = 64
"""The heat is the same for so many steps."""


def polish(seating: Seating, *, stop: Stop, random: Random, finished: Callable[[], bool]) -> int:
    """Leave the best seating found in place and return the steps made. `finished` is asked of each new best."""
    swaps = Swaps(seating, random)
    schedule = _schedule(seating, swaps)
    journal = Journal(seating.tables)
    best = seating.cost
    steps = heat = 0
    done = finished()
    while not done and not stop(steps, best):
        if not steps % EVEN:
            heat = schedule.heat(steps)
        made = swaps.attempt(heat)
        steps += 1
        if made:
            journal.note(made)
            if seating.cost < best:
                best = seating.cost
                journal.best()
                done = finished()
    journal.restore()
    return steps


def _schedule(seating: Seating, swaps: Swaps) -> Schedule:
    ground = seating.ground
    return Schedule.of(
        swaps.usual_change(),
        across=len(ground.countries) > 1,
        weighted=bool(ground.weights),
        scanning=swaps.scanning,
    )
