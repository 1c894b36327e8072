"""Seats at tables over several rounds so that as many people as possible meet for the first time."""

from trilogue.algorithms.tables.model import Person, Plan, Problem, Report
from trilogue.algorithms.tables.recount import check
from trilogue.algorithms.tables.solve import solve

__all__ = ["Person", "Plan", "Problem", "Report", "check", "solve"]
