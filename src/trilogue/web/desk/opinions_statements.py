"""The measures of an exchange at the desk: what waits comes first. Nobody's name stands beside one."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trilogue.domain.opinions import actions
from trilogue.domain.opinions.access import moderates
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import Phase, Reason, StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import count_by_state, in_turn, is_immutable
from trilogue.foundation.access import requires
from trilogue.foundation.text.value import Entry, State, Text
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.opinions import HERE
from trilogue.web.desk.opinions_place import at, load_exchange, load_statement, of_statement
from trilogue.web.desk.opinions_words import said

A_PAGE, SUGGESTED = 40, 6
LONGEST_FIND = 100
DECIDED = {
    "accept": gettext_lazy("Accepted."),
    "process": gettext_lazy("Accepted as about the process: it stands in no result."),
    "reject": gettext_lazy("Not accepted. The author reads the reason."),
    "merge": gettext_lazy("Merged."),
}


@dataclass(frozen=True)
class Row:
    """A measure; `original` are the author's own words where the page shows a translation."""

    statement: Statement
    original: str
    tag: str


class RejectForm(forms.Form):
    reason = forms.ChoiceField(
        label=pgettext_lazy("rejection", "Reason"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the author, in the language of this page"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def said(self) -> Text | None:
        words, language = self.cleaned_data["note"], get_language() or "en"
        return Text(language, {language: Entry(words, State.HUMAN)}) if words else None


@requires(moderates, load_exchange)
@require_GET
def overview(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What waits, unless another state is asked for or nothing waits."""
    counts = count_by_state(conversation)
    state = request.GET.get("state", "")
    if state not in StatementState.values:
        state = StatementState.WAITING if counts[StatementState.WAITING] else StatementState.ACCEPTED
    find = request.GET.get("find", "")[:LONGEST_FIND]
    found = in_turn(conversation, state)
    shown = Paginator(containing(found, find) if find else found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "exchange": conversation,
        "tabs": [(each, count, each == state) for each, count in counts.items()],
        "state": state,
        "find": find,
        "found": shown,
        "rows": rows(shown),
        "closed": conversation.phase == Phase.CLOSED,
    }
    return page(request, conversation.place, "desk/opinion_statements.html", context, here=HERE)


@requires(of_statement(moderates), load_statement)
@require_GET
def one(request: HttpRequest, statement: Statement) -> HttpResponse:
    return _one(request, statement, RejectForm())


def _one(request: HttpRequest, statement: Statement, form: RejectForm, status: int = 200) -> HttpResponse:
    conversation = statement.conversation
    find = request.GET.get("find", "")[:LONGEST_FIND]
    context = {
        "exchange": conversation,
        "row": row(statement),
        "one": statement,
        "form": form,
        "find": find,
        "others": rows(_others(statement, find)),
        "is_immutable": is_immutable(statement, conversation),
        "can_edit": statement.state in (StatementState.WAITING, StatementState.ACCEPTED),
        "closed": conversation.phase == Phase.CLOSED,
        "back": at("opinion_statements", conversation),
    }
    return page(request, conversation.place, "desk/opinion_statement.html", context, here=HERE, status=status)


@requires(of_statement(moderates), load_statement)
@require_POST
def decide(request: HttpRequest, statement: Statement) -> HttpResponse:
    do, conversation = request.POST.get("do", ""), statement.conversation
    form = RejectForm(request.POST)
    if do == "reject" and not form.is_valid():
        return _one(request, statement, form)
    try:
        _decide(request, statement, do, form)
    except Refused as refused:
        if do == "reject" and refused.code in ("long", "signs"):
            form.add_error("note", said(refused))
            return _one(request, statement, form)
        messages.error(request, said(refused))
        return redirect(at("opinion_statement", conversation, statement.number))
    messages.success(request, f"{_number(statement)} {DECIDED[do]}")
    return redirect(at("opinion_statements", conversation))


def _number(statement: Statement) -> str:
    return _("No. %(number)s:") % {"number": statement.number}


def _decide(request: HttpRequest, statement: Statement, do: str, form: RejectForm) -> None:
    """Raises Refused, also where the page showed a state that has passed."""
    if request.POST.get("seen") != statement.state:
        raise Refused("decided")
    given: dict[str, Any] = {"by": actor_of(request), "now": timezone.now()}
    match do:
        case "accept" | "process":
            actions.accept(statement, about_process=do == "process", **given)
        case "reject":
            actions.reject(statement, reason=form.cleaned_data["reason"], note=form.said(), **given)
        case "merge":
            actions.merge(statement, into=_into(request, statement), **given)
        case _:
            raise Refused("phase")


def _into(request: HttpRequest, statement: Statement) -> Statement:
    number = request.POST.get("into", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        found = statement.conversation.statements.filter(number=int(number)).first()
        if found:
            return found
    raise Refused("not_accepted")


def row(statement: Statement) -> Row:
    text, language = statement.text, get_language() or "en"
    translated = text.source != language and text.state(language) != State.MISSING
    original = text.shown(text.source)
    return Row(statement, original.text if translated else "", original.tag)


def rows(statements: Iterable[Statement]) -> list[Row]:
    return [row(each) for each in statements]


def containing(statements: Iterable[Statement], words: str) -> list[Statement]:
    """Those that hold the words in any of their languages, or bear this number."""
    wanted = _folded(words)
    return [
        each
        for each in statements
        if wanted == str(each.number)
        or any(wanted in _folded(entry.text) for entry in each.text.entries.values())
    ]


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _others(statement: Statement, find: str) -> list[Statement]:
    """Accepted measures to merge into: those found, or else those that share most with this one."""
    accepted = [
        each for each in in_turn(statement.conversation, StatementState.ACCEPTED) if each.pk != statement.pk
    ]
    if find:
        return containing(accepted, find)[:A_PAGE]
    own = _pairs(statement)
    return sorted(accepted, key=lambda each: (-_likeness(own, _pairs(each)), each.number))[:SUGGESTED]


def _pairs(statement: Statement) -> set[str]:
    """Pairs of neighbouring letters of all its languages."""
    texts = [_folded(entry.text) for entry in statement.text.entries.values()]
    return {text[place : place + 2] for text in texts for place in range(len(text) - 1)}


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
