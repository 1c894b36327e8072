"""The seating of an edition as papers show it: each table of each round, with who sits, speaks and interprets there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from trilogue.documents.attendees import Attendee, attendees, country_order
from trilogue.documents.name_list import LANGUAGE_NAMES
from trilogue.documents.wording import Run, plain, run
from trilogue.domain.editions.models import Appointment, Edition
from trilogue.domain.people.queries import own_name
from trilogue.domain.tables.choices import RuleKind
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning import SPOKEN
from trilogue.domain.tables.queries import plan_of, seating, titles_of
from trilogue.foundation.text import say
from trilogue.foundation.text.letters import tag_of
from trilogue.foundation.text.value import Text


@dataclass(frozen=True)
class Interpreter:
    """`appointment` tells two of one name apart."""

    appointment: int
    name: Run


@dataclass(frozen=True)
class Sitting:
    """A table in a round, both counted from 1; `people` stand delegation by delegation."""

    round: int
    table: int
    people: Sequence[Attendee]
    interpreters: Sequence[Interpreter]

    def spoken(self) -> Counter[str]:
        """How many speak each language well enough to talk; "" counts those who speak none that is known."""
        said = [[code for code, level in each.skills if level >= SPOKEN] or [""] for each in self.people]
        return Counter(code for codes in said for code in codes)

    def common(self) -> list[str]:
        """The languages that everybody here speaks."""
        return sorted(code for code, count in self.spoken().items() if code and count == len(self.people))

    def needs_interpreter(self) -> bool:
        """One person alone needs none."""
        return len(self.people) > 1 and not self.common()

    def lacks_interpreter(self) -> bool:
        return self.needs_interpreter() and not self.interpreters


@dataclass(frozen=True)
class Board:
    """Tables by round; `titles` has a text, perhaps empty, a round; `countries` are the delegations in their order."""

    rounds: Sequence[Sequence[Sitting]]
    titles: Sequence[Text]
    people: Sequence[Attendee]
    countries: Sequence[str]

    def tables(self) -> list[list[Sitting]]:
        """Each table over the rounds."""
        return [list(each) for each in zip(*self.rounds, strict=True)]

    def lacking(self) -> list[Sitting]:
        """Tables without a common language and without an interpreter."""
        return [each for tables in self.rounds for each in tables if each.lacks_interpreter()]


def board(edition: Edition, language: str) -> Board:
    """Of the published plan, else of the newest. Raises LookupError where no tables are planned.

    Who withdrew or was erased since the plan was made has left the table.
    """
    plan = plan_of(edition)
    if plan is None:
        raise LookupError("no tables are planned")
    people = attendees(edition, language)
    seated = {each.participation: each for each in people}
    sent = _interpreters(plan)
    rounds = [
        [
            Sitting(index, number, _in_order(seats, seated), sent.get((index, number), ()))
            for number, seats in enumerate(tables, start=1)
        ]
        for index, tables in enumerate(seating(plan), start=1)
    ]
    countries = sorted({each.country for each in people}, key=country_order(edition, language))
    return Board(rounds, titles_of(plan), people, countries)


def leaders_of(edition: Edition) -> frozenset[int]:
    """Participation ids of who leads a table."""
    rules = edition.seating_rules.filter(kind=RuleKind.LEADER)
    return frozenset(rules.values_list("first", flat=True))


def acquaintances_of(edition: Edition) -> frozenset[frozenset[int]]:
    """Pairs of participation ids that the desk noted as knowing each other."""
    rules = edition.seating_rules.filter(kind=RuleKind.KNOWN).exclude(second=None)
    return frozenset(frozenset(pair) for pair in rules.values_list("first", "second"))


def round_label(number: int) -> str:
    return gettext("Round %(number)s") % {"number": number}


def table_label(number: int) -> str:
    return gettext("Table %(number)s") % {"number": number}


def heading(number: int, title: Text, language: str) -> dict[str, object]:
    """Of a round: its number in words, and its title where it has one."""
    return {"label": round_label(number), "title": run(title, language) if title else None}


def labelled(number: int, title: Text, language: str) -> str:
    """The same in one line, for workbooks."""
    return round_label(number) + (f"{say.COLON[language]}{plain(title, language)}" if title else "")


def counted_languages(sitting: Sitting) -> list[str]:
    """What is spoken at a table, by how many; the most spoken first."""
    found = sorted(sitting.spoken().items(), key=lambda each: (not each[0], -each[1], each[0]))
    return [
        gettext("%(language)s %(count)s") % {"language": language_name(code), "count": count}
        for code, count in found
    ]


def language_name(code: str) -> str:
    return str(LANGUAGE_NAMES.get(code, code)) if code else gettext("not stated")


def _in_order(seats: Sequence[int], seated: dict[int, Attendee]) -> list[Attendee]:
    here = set(seats)
    return [each for participation, each in seated.items() if participation in here]


def _interpreters(plan: TablePlan) -> dict[tuple[int, int], list[Interpreter]]:
    found: dict[tuple[int, int], list[Interpreter]] = {}
    seats = plan.interpreter_seats.select_related("interpreter__account", "interpreter__person")
    for each in seats.prefetch_related("interpreter__person__names"):
        found.setdefault((each.round, each.table), []).append(_interpreter(each.interpreter))
    return found


def _interpreter(appointment: Appointment) -> Interpreter:
    own = own_name(appointment.person) if appointment.person else None
    written = appointment.account.name or appointment.account.email
    name = Run(own.full, own.tag) if own and own.full else Run(written, tag_of(written))
    return Interpreter(appointment.pk, name)
