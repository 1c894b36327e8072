"""Measures of the desk's own, one or many at once, and other words for one that is there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.documents.problems import sentence
from trilogue.domain.delegations.planning import Level, Problem
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.access import moderates
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import is_immutable
from trilogue.flows.add_measures import Fault, Line, MeasuresRefused, add_all, of_file, of_lines
from trilogue.foundation.access import requires
from trilogue.foundation.formats.table import FileRefused
from trilogue.foundation.text import say
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import ENDONYMS, Text
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.opinions import HERE
from trilogue.web.desk.opinions_place import at, load_exchange, load_statement, of_statement
from trilogue.web.desk.opinions_words import said, said_of
from trilogue.web.desk.seen import digest

SHOWN_FAULTS = 30
form_methods = require_http_methods(["GET", "POST"])


class MeasureForm(forms.Form):
    """`loaded` is what the words were when the page was opened."""

    loaded = forms.CharField(widget=forms.HiddenInput, required=False)
    text = FourLanguagesField(
        label=gettext_lazy("Measure"),
        required=True,
        widget=FourLanguagesWidget(rows=3),
        help_text=gettext_lazy(
            "At most 280 Latin letters, or 140 Chinese characters, kana or Hangul syllables."
        ),
    )
    about_process = forms.BooleanField(
        label=gettext_lazy("About the exchange itself, and so in no result"), required=False
    )

    def __init__(self, statement: Statement | None, data: Any = None) -> None:
        super().__init__(data)
        self.words.set_original(statement.text if statement else Text(), source=get_language())
        if statement:
            del self.fields["about_process"]
            self.initial = {"text": statement.text, "loaded": digest(statement, ("text",))}

    @property
    def words(self) -> FourLanguagesField:
        field = self.fields["text"]
        assert isinstance(field, FourLanguagesField)  # noqa: S101  as declared above
        return field

    def was_loaded_from(self, statement: Statement) -> bool:
        return bool(self.data.get("loaded") == digest(statement, ("text",)))

    def reload(self, statement: Statement) -> None:
        """Keep what was typed, and let the next attempt start from what is stored now."""
        self.add_error(
            None, _("Somebody else has changed these words meanwhile. Compare them, and save again.")
        )
        self.data = {**self.data.dict(), "loaded": digest(statement, ("text",))}  # type: ignore[attr-defined]


@requires(moderates, load_exchange)
@form_methods
def add(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    form = MeasureForm(None, request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.add_seed(
                conversation,
                by=actor_of(request),
                text=values["text"],
                now=timezone.now(),
                about_process=values["about_process"],
            )
        except Refused as refused:
            form.add_error("text", said(refused))
        else:
            messages.success(request, _("The measure is added. It can be voted on once the vote starts."))
            return redirect(at("opinion_statements", conversation))
    context = {
        "form": form,
        "title": _("Add a measure of the desk"),
        "back": at("opinion_statements", conversation),
    }
    return page(request, conversation.place, "desk/form.html", context, here=HERE)


@requires(of_statement(moderates), load_statement)
@form_methods
def edit(request: HttpRequest, statement: Statement) -> HttpResponse:
    conversation = statement.conversation
    form = MeasureForm(statement, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not form.was_loaded_from(statement):
            form.reload(statement)
        else:
            try:
                now_there = actions.edit(
                    statement, by=actor_of(request), text=form.cleaned_data["text"], now=timezone.now()
                )
            except Refused as refused:
                form.add_error("text", said(refused))
            else:
                renewed = now_there.pk != statement.pk
                messages.success(
                    request,
                    _("The new words stand as No. %(number)s, without votes.") % {"number": now_there.number}
                    if renewed
                    else _("Saved."),
                )
                return redirect(at("opinion_statement", conversation, now_there.number))
    context = {
        "form": form,
        "one": statement,
        "exchange": conversation,
        "is_immutable": is_immutable(statement, conversation),
        "back": at("opinion_statement", conversation, statement.number),
    }
    return page(request, conversation.place, "desk/opinion_edit.html", context, here=HERE)


class ManyForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language of the lines"), choices=list(ENDONYMS.items()))
    lines = forms.CharField(
        label=gettext_lazy("Measures, one a line"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy(
            "XLSX or CSV, one measure a row and a column a language, named English, 한국어, 日本語 or 中文. "
            "The first column that is filled holds the original, the others its translations."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )

    def measures(self) -> list[Line]:
        """Raises FileRefused, MeasuresRefused."""
        file = self.cleaned_data["file"]
        if file:
            return of_file(file.name or "", file.read())
        return of_lines(self.cleaned_data["lines"], self.cleaned_data["language"])

    def refuse(self, *faults: Fault) -> None:
        field = "file" if self.cleaned_data["file"] else "lines"
        for fault in faults[:SHOWN_FAULTS]:
            self.add_error(field, said_fault(fault))
        if len(faults) > SHOWN_FAULTS:
            more = len(faults) - SHOWN_FAULTS
            self.add_error(field, _("There are %(count)s more faults like these.") % {"count": more})


@requires(moderates, load_exchange)
@form_methods
def add_many(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    posted = request.method == "POST"
    form = ManyForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"language": get_language()},
    )
    if form.is_valid():
        try:
            made = add_all(conversation, form.measures(), by=actor_of(request), now=timezone.now())
        except MeasuresRefused as refused:
            form.refuse(*refused.faults)
        except FileRefused as refused:
            name = str(refused.values.get("file", ""))
            form.add_error("file", sentence(Problem(refused.code, Level.ERROR, name, values=refused.values)))
        except Refused as refused:
            form.add_error(None, said(refused))
        else:
            count = len(made)
            words = ngettext("%(count)s measure is added.", "%(count)s measures are added.", count)
            messages.success(request, words % {"count": count})
            return redirect(at("opinion_statements", conversation))
    context = {"form": form, "exchange": conversation, "back": at("opinion_statements", conversation)}
    return page(request, conversation.place, "desk/opinion_many.html", context, here=HERE)


def said_fault(fault: Fault) -> str:
    """Where it is, what is wrong, and what helps."""
    words = said_of(fault.code, fault.limit)
    if not fault.row:
        return words
    where = _("row %(row)s") % {"row": fault.row}
    if fault.column:
        column = _("column %(column)s") % {"column": fault.column}
        where = say.LIST_GLUE[get_language() or "en"].join([where, column])
    return f"{where}{say.COLON[get_language() or 'en']}{words}"
