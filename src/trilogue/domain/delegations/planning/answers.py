"""Who is to be stored once every question has its answer."""

from collections import Counter
from collections.abc import Iterator, Mapping

from trilogue.domain.delegations.planning.model import Person, Problem, Question, Roster


class Unanswered(Exception):
    """Questions without an allowed answer, by their keys."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(*keys)
        self.keys = keys


class RosterFaulty(Exception):
    """Errors that must be mended in the file first."""

    def __init__(self, errors: tuple[Problem, ...]) -> None:
        super().__init__(*(error.code for error in errors))
        self.errors = errors


def apply_answers(roster: Roster, answers: Mapping[str, str]) -> tuple[Person, ...]:
    """The people to store. Raises RosterFaulty, or Unanswered with the keys that have no allowed answer."""
    if roster.errors:
        raise RosterFaulty(roster.errors)
    open_keys = tuple(each.key for each in roster.questions if answers.get(each.key) not in each.answers)
    if open_keys:
        raise Unanswered(open_keys)
    left_out = {
        label for question in roster.questions for label in _left_out(question, answers[question.key])
    }
    staying = tuple(person for person in roster.people if person.label not in left_out)
    limits = {
        question.values["country"]: question.values["quota"]
        for question in roster.questions
        if answers[question.key] == "leave_out_last"
    }
    return tuple(_within(staying, limits))


def _left_out(question: Question, answer: str) -> tuple[str, ...]:
    return {"leave_out": question.labels, "leave_out_second": question.labels[1:]}.get(answer, ())


def _within(people: tuple[Person, ...], limits: Mapping[str | int, str | int]) -> Iterator[Person]:
    """The first of each limited country, as many as it has places. Counted last: others may have left already."""
    taken: Counter[str] = Counter()
    for person in people:
        taken[person.country] += 1
        if taken[person.country] <= int(limits.get(person.country, taken[person.country])):
            yield person
