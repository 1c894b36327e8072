"""Who gets the places of a delegation, in which order, and who waits: one readable rule for everybody."""

from trilogue.algorithms.quota.model import Candidate, Division
from trilogue.algorithms.quota.places import divide
from trilogue.algorithms.quota.ranking import CRITERIA, ranking_key

__all__ = ["CRITERIA", "Candidate", "Division", "divide", "ranking_key"]
