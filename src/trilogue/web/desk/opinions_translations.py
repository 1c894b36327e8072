"""Measures in four languages: what is missing, and each of them side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.opinions import actions
from trilogue.domain.opinions.access import moderates, translates_statements
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.flows.translate_by_machine import translate_all
from trilogue.foundation.access import requires
from trilogue.foundation.text import machine
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS, Entry, State, Text
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.opinions import HERE
from trilogue.web.desk.opinions_place import at, load_exchange, load_statement, of_statement
from trilogue.web.desk.opinions_words import said
from trilogue.web.desk.opinions_writing import MeasureForm

A_PAGE = 60
LIVING = (StatementState.WAITING, StatementState.ACCEPTED)


@dataclass(frozen=True)
class Standing:
    """How a measure stands in a language: original, or a state of translation; `outdated` beside it."""

    language: str
    state: str
    outdated: bool

    @property
    def tag(self) -> str:
        return TAGS[self.language]

    @property
    def endonym(self) -> str:
        return ENDONYMS[self.language]

    @property
    def is_open(self) -> bool:
        """Somebody should look at it."""
        return self.outdated or self.state in (State.MISSING, State.MACHINE)


@requires(translates_statements, load_exchange)
@require_GET
def overview(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Measures that lack something, of all languages or of one."""
    language = request.GET.get("language", "")
    found = [
        (each, [standing(each.text, every) for every in LANGUAGES])
        for each in conversation.statements.filter(state__in=LIVING).order_by("number")
    ]
    wanted = [language] if language in LANGUAGES else list(LANGUAGES)
    lacking = [each for each in found if any(one.is_open and one.language in wanted for one in each[1])]
    context = {
        "exchange": conversation,
        "languages": _languages(found),
        "only": language,
        "all": len(found),
        "found": Paginator(lacking, A_PAGE).get_page(request.GET.get("page")),
        "by_machine": machine.is_set(),
        "may_moderate": moderates.test(actor_of(request), conversation),
    }
    return page(request, conversation.place, "desk/opinion_translations.html", context, here=HERE)


def standing(text: Text, language: str) -> Standing:
    entry = text.entries.get(language)
    state = "original" if language == text.source else text.state(language).value
    return Standing(language, state, bool(entry and entry.outdated))


def _languages(found: Iterable[tuple[Statement, list[Standing]]]) -> list[Mapping[str, object]]:
    """For each language how many measures are missing, by machine only, or behind their original."""
    columns = list(zip(*(standings for _one, standings in found), strict=True)) or [()] * len(LANGUAGES)
    return [
        {
            "code": language,
            "endonym": ENDONYMS[language],
            "tag": TAGS[language],
            "missing": sum(each.state == State.MISSING for each in column),
            "machine": sum(each.state == State.MACHINE and not each.outdated for each in column),
            "outdated": sum(each.outdated for each in column),
        }
        for language, column in zip(LANGUAGES, columns, strict=True)
    ]


@requires(of_statement(translates_statements), load_statement)
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, statement: Statement) -> HttpResponse:
    """The original stays as it is; a translator calls nothing official that was not."""
    conversation = statement.conversation
    may_moderate = moderates.test(actor_of(request), conversation)
    form = MeasureForm(statement, request.POST if request.method == "POST" else None)
    if may_moderate:
        form.words.keep_original()
    else:
        form.words.translate_only()
    if form.is_valid():
        if not form.was_loaded_from(statement):
            form.reload(statement)
        elif _translated(request, statement, form):
            messages.success(request, _("Saved."))
            return redirect(at("opinion_translations", conversation))
    context = {
        "form": form,
        "one": statement,
        "original": statement.text.shown(statement.text.source),
        "exchange": conversation,
        "may_moderate": may_moderate,
        "back": at("opinion_translations", conversation),
    }
    return page(request, conversation.place, "desk/opinion_translate.html", context, here=HERE)


def _translated(request: HttpRequest, statement: Statement, form: MeasureForm) -> bool:
    try:
        actions.translate(
            statement, by=actor_of(request), changes=changes(statement.text, form.cleaned_data["text"])
        )
    except Refused as refused:
        form.add_error("text", said(refused))
        return False
    return True


def changes(before: Text, after: Text) -> dict[str, Entry]:
    """The translations that are other than before; an empty one takes a translation away."""
    return {
        language: after.entries.get(language, Entry(""))
        for language in LANGUAGES
        if language != before.source and after.entries.get(language) != before.entries.get(language)
    }


@requires(moderates, load_exchange)
@require_POST
def ask_machine(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if not machine.is_set():
        messages.error(request, _("No program for translation is plugged in here."))
        return redirect(at("opinion_translations", conversation))
    count = translate_all(conversation)
    words = ngettext(
        "%(count)s measure is being translated by machine.",
        "%(count)s measures are being translated by machine.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect(at("opinion_translations", conversation))
