"""Votes on statements to a map, groups and the common ground of delegations (docs/opinions.md)."""

from trilogue.algorithms.opinions.analyse import analyse
from trilogue.algorithms.opinions.answer import Analysis
from trilogue.algorithms.opinions.model import Problem, Statement
from trilogue.algorithms.opinions.state import State
from trilogue.algorithms.opinions.support import delegation_support

__all__ = ["Analysis", "Problem", "State", "Statement", "analyse", "delegation_support"]
