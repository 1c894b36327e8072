"""What the codes of the tables are called: broken conditions with their cure, contradictions, refusals."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from trilogue.algorithms.tables.model import Violation
from trilogue.domain.tables.actions import Refused
from trilogue.domain.tables.choices import RuleKind
from trilogue.foundation.text import say

Named = Callable[[object], SafeString]
"""From a participation's id to the name as the person writes it."""
REPLAN = gettext_lazy("Plan again after absences.")
SWAP = gettext_lazy("Choose one of them and swap with somebody at another table.")
AGAIN = gettext_lazy("Plan again and keep what is locked.")

BINDING = {
    "composition": gettext_lazy("the sizes of the tables and the numbers by country"),
    "availability": gettext_lazy("the number of people each one has not met yet"),
}
VIOLATIONS: Mapping[str, tuple[Any, Any]] = {
    "unseated": (
        gettext_lazy("%(names)s: no seat."),
        gettext_lazy("Choose a table for them, or plan again."),
    ),
    "seated_twice": (gettext_lazy("%(names)s: two seats in one round."), AGAIN),
    "absent_seated": (gettext_lazy("%(names)s: a seat, but not there."), REPLAN),
    "sizes": (
        gettext_lazy("The tables differ by more than one person."),
        gettext_lazy("Move somebody from the largest table to the smallest."),
    ),
    "frozen_changed": (gettext_lazy("A played round was changed."), AGAIN),
    "apart": (gettext_lazy("%(names)s are to be kept apart and share a table."), SWAP),
    "together": (gettext_lazy("%(names)s are to be kept together and sit apart."), SWAP),
    "leaders": (gettext_lazy("%(names)s all lead a table and share one."), SWAP),
    "without_country": (
        gettext_lazy("A table has nobody of a country that could be everywhere: %(names)s."),
        gettext_lazy("Swap within the other countries until each table has one."),
    ),
    "no_common_language": (
        gettext_lazy("No language is common to %(names)s."),
        gettext_lazy("Send an interpreter, or swap somebody."),
    ),
    "fixed": (
        gettext_lazy("%(names)s: not at the locked seat."),
        gettext_lazy("Unlock the seat, or plan again."),
    ),
    "interpreters": (
        gettext_lazy("More tables lack a common language than interpreters are allowed."),
        gettext_lazy("Allow more interpreters, or ask for a common language always."),
    ),
}
RULES = {each.value: each.label for each in RuleKind} | {
    "leaders": RuleKind.LEADER.label,
    "fixed": gettext_lazy("locked seat"),
    "absent": gettext_lazy("absence"),
    "tables": gettext_lazy("number of tables"),
    "rounds": gettext_lazy("number of rounds"),
    "sizes": gettext_lazy("sizes of the tables"),
}
FAULTS: Mapping[str, tuple[Any, Any]] = {
    "apart_and_together": (
        gettext_lazy("To be kept apart and together at once: %(names)s."),
        gettext_lazy("Remove one of these rules."),
    ),
    "leaders_together": (
        gettext_lazy("Both lead a table, and are to be kept together: %(names)s."),
        gettext_lazy("Let one of them lead, or remove the rule that keeps them together."),
    ),
    "too_many_leaders": (
        gettext_lazy("More people lead a table than there are tables: %(names)s."),
        gettext_lazy("Name fewer leaders, or ask for more tables."),
    ),
    "too_many_apart": (
        gettext_lazy("More people are to be kept apart than there are tables: %(names)s."),
        gettext_lazy("Remove one of these rules, or ask for more tables."),
    ),
    "too_large": (
        gettext_lazy("A locked seat stands in a round or at a table that is not asked for."),
        gettext_lazy("Unlock the seat, or ask for more rounds or tables."),
    ),
    "together_too_large": (
        gettext_lazy("More people are to be kept together than a table seats: %(names)s."),
        gettext_lazy("Remove somebody from the group, or ask for fewer tables."),
    ),
    "fixed_twice": (
        gettext_lazy("Locked to two tables in one round: %(names)s."),
        gettext_lazy("Unlock one of the seats."),
    ),
    "fixed_together_apart": (
        gettext_lazy("The locked seats contradict the rule about %(names)s."),
        gettext_lazy("Unlock a seat, or remove the rule."),
    ),
    "fixed_absent": (
        gettext_lazy("Locked to a seat in a round without them: %(names)s."),
        gettext_lazy("Unlock the seat, or take back the absence."),
    ),
    "table_too_full": (
        gettext_lazy("More people are locked to one table than it seats: %(names)s."),
        gettext_lazy("Unlock some of these seats."),
    ),
    "nobody_there": (
        gettext_lazy("Nobody takes part yet, or nobody is there in a round."),
        gettext_lazy("Import the list of participants first, or take absences back."),
    ),
    "one_person": (
        gettext_lazy("One person alone cannot meet anybody."),
        gettext_lazy("Wait until more people are confirmed."),
    ),
    "one_country": (
        gettext_lazy("Everybody comes from one country: nobody can meet across countries."),
        gettext_lazy("Wait until another delegation is confirmed."),
    ),
    "sizes_do_not_fit": (
        gettext_lazy("The sizes of the tables do not seat everybody."),
        gettext_lazy("Ask for another number of tables."),
    ),
    "unexpected": (
        gettext_lazy("The search broke off by an error of the program."),
        gettext_lazy("Start it again; if it breaks again, tell who runs this installation."),
    ),
}
REFUSALS: Mapping[str, Any] = {
    "played": gettext_lazy("This round has been played. It stays as it was."),
    "published": gettext_lazy("This plan is published. Confirm that you want to change it."),
    "locked": gettext_lazy("Locked: %(names)s. Unlock the seat first."),
    "not_here": gettext_lazy("Not among those who take part."),
    "no_table": gettext_lazy("There is no such seat any more. Look at the board again."),
    "same_table": gettext_lazy("They sit at this table already."),
    "same_person": gettext_lazy("Choose two different people."),
    "two_wanted": gettext_lazy("This rule needs two people."),
    "one_wanted": gettext_lazy("A leader is named alone: leave the second person empty."),
    "there_already": gettext_lazy("This rule is there already."),
    "changed": gettext_lazy(
        "The board has changed since you opened it, and nothing was moved. Elsewhere now: %(names)s."
    ),
}


@dataclass(frozen=True)
class Finding:
    """What is wrong, and what helps. `round` is 0 where it is about all of them."""

    words: SafeString
    cure: str
    rules: str = ""
    round: int = 0


def said_names(people: Iterable[object], named: Named) -> SafeString:
    glue = say.LIST_GLUE[get_language() or "en"]
    return format_html_join(glue, "{}", ((named(each),) for each in people))


def broken(violation: Violation, named: Named) -> Finding:
    words, cure = VIOLATIONS.get(violation.code, (violation.code, AGAIN))
    return Finding(_filled(words, said_names(violation.who, named)), str(cure), round=violation.round)


def contradiction(
    code: str, people: Iterable[object], rules: Iterable[str], who: str, named: Named
) -> Finding:
    """A problem that contradicts itself: who, by which rules, and the cure."""
    words, cure = FAULTS.get(
        code, (_("What is asked contradicts itself: %(names)s."), _("Change the rules or the numbers."))
    )
    names = said_names(list(people) or [who], named)
    ruled = say.LIST_GLUE[get_language() or "en"].join(str(RULES.get(each, each)) for each in rules)
    return Finding(_filled(words, names), str(cure), ruled)


def refused(refusal: Refused, named: Named) -> SafeString:
    return _filled(REFUSALS[refusal.code], said_names(refusal.people, named))


def _filled(words: object, names: SafeString) -> SafeString:
    return format_html(str(words).replace("%(names)s", "{}"), names)
