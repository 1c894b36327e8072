"""What stands on the screen: for each view what its template shows, in the languages of the room."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, pgettext_lazy

from trilogue.documents.opinion_results import facts
from trilogue.documents.opinion_words import LISTS, country_name
from trilogue.domain.opinions.choices import BALLOTS, Ballot, Phase, QuestionState, View
from trilogue.domain.opinions.models import Conversation, QuestionTime, Screen
from trilogue.domain.opinions.queries import Group, Result, Results, put_to_speaker, results, sizes, turnout
from trilogue.domain.places.models import Country
from trilogue.foundation.formats import qr
from trilogue.foundation.text.value import TAGS
from trilogue.web.screen.lines import Lines, of_text, of_words

OF_A_GROUP = 1
"""Measures that tell a group apart, on each side: more cannot be read from the last row."""
TITLES: dict[str, Promise] = {
    View.JOIN: gettext_lazy("Take part in the exchange of opinions"),
    View.TURNOUT: gettext_lazy("Who has voted"),
    View.COMMON: gettext_lazy("What all delegations support"),
    View.DIVIDES: gettext_lazy("What divides us"),
    View.MAP: gettext_lazy("Map of opinions"),
    View.AGENDA: gettext_lazy("What we discuss"),
    View.FINAL: gettext_lazy("Result of the final vote"),
    View.QUESTIONS: gettext_lazy("Questions to the speaker"),
}
NOT_YET = gettext_lazy("The results are not shown yet")
NOTHING: dict[str, Promise] = {
    View.COMMON: pgettext_lazy("screen", "No measure is supported by a majority of every delegation yet."),
    View.DIVIDES: pgettext_lazy("screen", "Nothing divides the delegations or the groups."),
    View.MAP: gettext_lazy("The map and its groups are drawn when voting is over."),
    View.AGENDA: pgettext_lazy("screen", "Nothing stands on the agenda yet."),
    View.QUESTIONS: pgettext_lazy("screen", "There are no questions yet. Ask the first one."),
}
CAPTION = gettext_lazy("People close to each other voted alike. Delegations are not shown.")
SCAN = pgettext_lazy("screen", "Scan the code with your phone, or open the address.")
VOTED = pgettext_lazy("screen", "have voted")

Context = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """`rank` is its place in the list."""

    rank: int
    lines: Lines
    result: Result | None = None


@dataclass(frozen=True)
class Voted:
    """How many of a delegation have voted, of how many."""

    code: str
    name: str
    count: int
    size: int

    @property
    def share(self) -> int:
        """In whole percent."""
        return min(100, 100 * self.count // self.size) if self.size else 0


@dataclass(frozen=True)
class Told:
    """A group with what sets it apart."""

    group: Group
    agrees: tuple[Lines, ...]
    disagrees: tuple[Lines, ...]


@dataclass(frozen=True)
class Join:
    """The way in from a phone: the address without its scheme, to be typed, and as a code to be scanned."""

    address: str
    picture: str
    scan: Lines


@dataclass(frozen=True)
class Asked:
    """A question; `seconds` is 0 for any small number of those who second it."""

    lines: Lines
    seconds: int
    answered: bool


@dataclass(frozen=True)
class Stage:
    """A template of `screen/`, and what it shows."""

    template: str
    context: Context


def stage(screen: Screen) -> Stage:
    """What the desk chose; where it cannot be shown (any more), what is to be said instead."""
    languages: Sequence[str] = screen.languages or ["en"]
    base: Context = {
        "view": screen.view,
        "language": languages[0],
        "tag": TAGS[languages[0]],
        "place": screen.place,
        "series": screen.series,
        "countries": Country.objects.in_bulk(),
    }
    if screen.view == View.BLANK:
        return Stage("screen/blank.html", base)
    base |= {"title": of_words(TITLES[screen.view], languages)}
    template, context = _filled(screen, languages, base)
    return Stage(f"screen/{template}.html", base | context)


def _filled(screen: Screen, languages: Sequence[str], base: Context) -> tuple[str, Context]:
    if screen.view == View.QUESTIONS:
        return _questions(screen, languages) if screen.question_time else ("blank", {})
    if screen.conversation is None:
        return "blank", {}
    conversation = screen.conversation
    context = {"conversation": conversation, "topic": of_text(conversation.topic, languages)}
    if screen.view in (View.JOIN, View.TURNOUT):
        context |= _turnout(conversation, languages, base["countries"])
        return ("join" if screen.view == View.JOIN else "turnout"), context
    if screen.view == View.AGENDA:
        chosen = conversation.agenda.select_related("statement").order_by("position")
        return _measures(View.AGENDA, context, [(each.statement, None) for each in chosen], languages)
    ballot = Ballot.FINAL if screen.view == View.FINAL else Ballot.OPEN
    found = results(conversation, ballot=ballot, language=languages[0])
    if found is None:
        return "note", context | {"note": of_words(NOT_YET, languages)}
    return FILL[View(screen.view)](context | {"facts": facts(found)}, found, languages)


def _common(context: Context, found: Results, languages: Sequence[str]) -> tuple[str, Context]:
    return _measures(View.COMMON, context, _with_results(found.supported), languages)


def _final(context: Context, found: Results, languages: Sequence[str]) -> tuple[str, Context]:
    return _measures(View.FINAL, context, _with_results(found.all), languages)


def _divides(context: Context, found: Results, languages: Sequence[str]) -> tuple[str, Context]:
    """Delegations on one side, groups on the other: never mixed."""
    sides = [
        (of_words(LISTS[name], languages), _ranked(_with_results(listed), languages), name == "divides")
        for name, listed in (("divides", found.divides), ("divides_groups", found.divides_groups))
        if listed
    ]
    if not sides:
        return "note", context | {"note": of_words(NOTHING[View.DIVIDES], languages)}
    return "divides", context | {"sides": sides}


def _drawn(context: Context, found: Results, languages: Sequence[str]) -> tuple[str, Context]:
    if not found.points:
        return "note", context | {"note": of_words(NOTHING[View.MAP], languages)}
    told = [
        Told(
            group,
            tuple(of_text(each.text, languages) for each in group.agrees[:OF_A_GROUP]),
            tuple(of_text(each.text, languages) for each in group.disagrees[:OF_A_GROUP]),
        )
        for group in found.groups
    ]
    return "map", context | _map(found, languages) | {"told": told}


Filled = Callable[[Context, Results, Sequence[str]], tuple[str, Context]]
FILL: dict[View, Filled] = {
    View.COMMON: _common,
    View.DIVIDES: _divides,
    View.MAP: _drawn,
    View.FINAL: _final,
}


def _measures(
    view: View, context: Context, chosen: Iterable[tuple[Any, Result | None]], languages: Sequence[str]
) -> tuple[str, Context]:
    measures = _ranked(chosen, languages)
    if not measures:
        return "note", context | {"note": of_words(NOTHING.get(view, NOT_YET), languages)}
    return "measures", context | {"measures": measures}


def _with_results(listed: Iterable[Result]) -> list[tuple[Any, Result | None]]:
    return [(each.statement, each) for each in listed]


def _ranked(chosen: Iterable[tuple[Any, Result | None]], languages: Sequence[str]) -> list[Measure]:
    return [
        Measure(rank, of_text(statement.text, languages), result)
        for rank, (statement, result) in enumerate(chosen, start=1)
    ]


def _map(found: Results, languages: Sequence[str]) -> Context:
    return {
        "groups": found.groups,
        "points": found.points,
        "map_title": of_words(TITLES[View.MAP], languages),
        "caption": of_words(CAPTION, languages),
    }


def _turnout(conversation: Conversation, languages: Sequence[str], countries: dict[str, Country]) -> Context:
    """Of the vote that is under way, else of the first one."""
    people = sizes(conversation)
    voted = turnout(conversation, ballot=BALLOTS.get(Phase(conversation.phase), Ballot.OPEN))
    order = {
        code: place for place, code in enumerate(conversation.series.country_order.get(languages[0], ()))
    }
    codes = sorted(people.keys() | voted.keys(), key=lambda code: (order.get(code, len(order)), code))
    rows = [
        Voted(
            code,
            country_name(code, countries, languages[0]),
            voted.get(code, 0),
            max(people.get(code, 0), voted.get(code, 0)),
        )
        for code in codes
    ]
    everybody = Voted("", "", sum(each.count for each in rows), sum(each.size for each in rows))
    return {
        "voted": rows,
        "everybody": everybody,
        "voted_words": of_words(VOTED, languages),
        "join": join(f"o/{conversation.code}", languages),
    }


def join(path: str, languages: Sequence[str]) -> Join:
    """What is scanned stands in the address too, so that it can be typed."""
    address = f"{settings.URL.netloc}/{path}/"
    picture = qr.svg(f"{settings.URL.scheme}://{address}")
    return Join(address.removesuffix("/"), mark_safe(picture), of_words(SCAN, languages))  # noqa: S308  our own drawing


def _questions(screen: Screen, languages: Sequence[str]) -> tuple[str, Context]:
    """The one that is being answered, large; else all that are put to the speaker, those most people second first."""
    asked_in = screen.question_time
    assert isinstance(asked_in, QuestionTime)  # noqa: S101  the caller has looked
    context: Context = {
        "topic": of_text(asked_in.title, languages),
        "join": join(f"q/{asked_in.code}", languages),
    }
    put = [
        (
            each.question,
            Asked(
                of_text(each.question.text, languages),
                each.seconds,
                each.question.state == QuestionState.ANSWERED,
            ),
        )
        for each in put_to_speaker(asked_in)
    ]
    one = next((said for question, said in put if question.pk == screen.question_id), None)
    if one:
        return "question", context | {"asked": one}
    if not put:
        return "questions", context | {"note": of_words(NOTHING[View.QUESTIONS], languages)}
    return "questions", context | {"questions": [said for _, said in put if not said.answered]}
