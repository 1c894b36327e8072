"""What a roster says, what is wrong with it, and who is to be stored once its questions are answered."""

from trilogue.domain.delegations.planning.answers import RosterFaulty, Unanswered, apply_answers, is_allowed
from trilogue.domain.delegations.planning.model import (
    Context,
    Ignored,
    Level,
    Person,
    Problem,
    Question,
    Roster,
)
from trilogue.domain.delegations.planning.read import read_roster

__all__ = [
    "Context",
    "Ignored",
    "Level",
    "Person",
    "Problem",
    "Question",
    "Roster",
    "RosterFaulty",
    "Unanswered",
    "apply_answers",
    "is_allowed",
    "read_roster",
]
