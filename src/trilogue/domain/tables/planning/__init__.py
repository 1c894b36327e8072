"""From the people of an edition to a stored plan, and from stored seats to its figures."""

from trilogue.domain.tables.planning.figures import Figures, figures, figures_of, reckon, roster_changed
from trilogue.domain.tables.planning.material import SPOKEN, Material, gather
from trilogue.domain.tables.planning.replan import replan
from trilogue.domain.tables.planning.solving import NobodyToSeat, contradiction, make_plan, run_search

__all__ = [
    "SPOKEN",
    "Figures",
    "Material",
    "NobodyToSeat",
    "contradiction",
    "figures",
    "figures_of",
    "gather",
    "make_plan",
    "reckon",
    "replan",
    "roster_changed",
    "run_search",
]
