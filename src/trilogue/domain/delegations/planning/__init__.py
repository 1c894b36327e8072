"""What a roster says, what is wrong with it, and who is to be stored once its questions are answered."""

from trilogue.domain.delegations.planning.answers import RosterFaulty, Unanswered, apply_answers
from trilogue.domain.delegations.planning.model import Context, Level, Person, Problem, Question, Roster
from trilogue.domain.delegations.planning.read import read_roster

__all__ = [
    "Context",
    "Level",
    "Person",
    "Problem",
    "Question",
    "Roster",
    "RosterFaulty",
    "Unanswered",
    "apply_answers",
    "read_roster",
]
