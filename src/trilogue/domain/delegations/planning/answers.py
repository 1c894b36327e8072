"""Who is to be stored once every question has its answer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace

from trilogue.domain.delegations.planning.model import Level, Person, Problem, Question, Roster
from trilogue.domain.delegations.planning.typed import is_typed, with_typed


class Unanswered(Exception):
    """Questions without an allowed answer, by their keys."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(*keys)
        self.keys = keys


class RosterFaulty(Exception):
    """Errors that must be mended first: in the file, or by an answer where one is allowed."""

    def __init__(self, errors: tuple[Problem, ...]) -> None:
        super().__init__(*(error.code for error in errors))
        self.errors = errors


def is_allowed(question: Question, answer: str | None) -> bool:
    """Whether an answer is one of the codes, or a typed value of the kind that the question accepts."""
    if answer is None:
        return False
    return answer in question.answers or is_typed(question, answer)


def apply_answers(roster: Roster, answers: Mapping[str, str]) -> tuple[Person, ...]:
    """The people to store. Raises RosterFaulty, or Unanswered with the keys that have no allowed answer."""
    open_questions = [each for each in roster.asked if not is_allowed(each, answers.get(each.key))]
    faults = (*roster.blocking, *(each for each in open_questions if each.level is Level.ERROR))
    if faults:
        raise RosterFaulty(faults)
    if open_questions:
        raise Unanswered(tuple(each.key for each in open_questions))
    staying = _staying(roster, answers)
    limits = {
        question.values["country"]: question.values["quota"]
        for question in roster.asked
        if answers[question.key] == "leave_out_last"
    }
    return tuple(_within(_completed(staying, roster, answers), limits))


def _staying(roster: Roster, answers: Mapping[str, str]) -> list[Person]:
    """People not left out, and those of hidden rows and other lists that take part all the same."""
    left_out = {label for each in roster.asked for label in _left_out(each, answers[each.key])}
    added = {
        label
        for each in roster.asked
        if each.code in ("HIDDEN_ROW", "FOREIGN_ROW") and answers[each.key] == "take_part"
        for label in each.labels
    }
    more = [person for person in (*roster.held, *roster.foreign) if person.label in added]
    return [person for person in (*roster.people, *more) if person.label not in left_out]


def _left_out(question: Question, answer: str) -> tuple[str, ...]:
    second = question.labels[1:]
    return {"leave_out": question.labels, "leave_out_second": second, "same_person": second}.get(answer, ())


def _completed(people: Sequence[Person], roster: Roster, answers: Mapping[str, str]) -> Iterator[Person]:
    """People with the values typed for them, and with what a second entry of theirs adds."""
    everybody = {person.label: person for person in (*roster.people, *roster.held, *roster.foreign)}
    for person in people:
        completed = person
        for question in roster.asked:
            if person.label not in question.labels:
                continue
            answer = answers[question.key]
            if answer == "same_person":
                completed = _filled(completed, everybody[question.labels[1]])
            else:
                completed = with_typed(completed, question, answer)
        yield completed


def _filled(person: Person, second: Person) -> Person:
    """What the first entry lacks comes from the second; what it has stays."""
    place = ("label", "file", "sheet", "row", "cell", "written")
    lacking = {
        each.name: getattr(second, each.name)
        for each in fields(Person)
        if each.name not in place and not getattr(person, each.name) and getattr(second, each.name)
    }
    return replace(person, **lacking)


def _within(people: Iterable[Person], limits: Mapping[str | int, str | int]) -> Iterator[Person]:
    """The first of each limited country, as many as it has places. Counted last: others may have left already."""
    taken: Counter[str] = Counter()
    for person in people:
        taken[person.country] += 1
        if taken[person.country] <= int(limits.get(person.country, taken[person.country])):
            yield person
