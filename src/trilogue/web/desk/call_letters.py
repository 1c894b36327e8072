"""The letter of the call in four languages side by side, seen as it will read, and downloaded."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from trilogue.documents.letter import (
    FORMS,
    LetterRefused,
    check_template,
    default_templates,
    placeholders,
    render,
)
from trilogue.domain.delegations.actions import prepare_call
from trilogue.domain.delegations.models import Call
from trilogue.domain.editions.access import runs
from trilogue.flows.letter import NoExactDate, facts, letter, template
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS, Text
from trilogue.web.desk.call import form_methods, load_call
from trilogue.web.desk.downloads import attachment
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, held, there
from trilogue.web.desk.row_forms import CarryingForm

PROBLEMS = {
    "UNKNOWN_PLACEHOLDER": gettext_lazy("{%(placeholder)s} is no placeholder. Use one of the list."),
    "LONE_BRACE": gettext_lazy(
        "A brace stands alone. Write placeholders like {deadline}, and no other brace."
    ),
    "CONTROL_CHARACTER": gettext_lazy("There is an invisible character. Type the line anew."),
    "TOO_LONG": gettext_lazy("The letter is too long."),
    "EMPTY_TEMPLATE": gettext_lazy("The letter is empty."),
    "EMPTY_VALUE": gettext_lazy("{%(placeholder)s} says nothing yet: fill in the fact, or leave it out."),
}


class LetterForm(CarryingForm):
    """A letter that is not written yet begins from the templates of this house."""

    watched = ("letter",)
    letter = FourLanguagesField(
        label=gettext_lazy("Letter"), required=True, widget=FourLanguagesWidget(rows=24)
    )

    def __init__(self, call: Call, data: Any = None) -> None:
        call.letter = call.letter or default_templates()
        super().__init__(call, data)
        field = self.fields["letter"]
        if isinstance(field, FourLanguagesField):
            field.set_original(call.letter)

    def clean_letter(self) -> Text:
        text: Text = self.cleaned_data["letter"]
        wrong = [
            f"{ENDONYMS[language]}: {sentence(problem)}"
            for language, entry in text.entries.items()
            if entry.text
            for problem in check_template(entry.text)
        ]
        if wrong:
            raise forms.ValidationError([forms.ValidationError(each) for each in wrong[:20]])
        return text


@requires(there(runs), load_call)
@form_methods
def letters(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "POST":
        return _change(request, spot)
    return _letters_page(request, spot.place, LetterForm(spot.row))


@transaction.atomic
def _change(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Against the letter as it is now, under the lock of its call, as every form of the record."""
    form = LetterForm(held(spot.row), request.POST)
    since = form.catch_up()
    if since or not form.is_valid():
        return _letters_page(request, spot.place, form, unseen=since)
    prepare_call(form.row.edition, by=actor_of(request), **form.values())
    messages.success(request, _("The letter is kept."))
    return redirect(address("call_letters", spot.place))


def _letters_page(request: HttpRequest, edition: Any, form: LetterForm, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "previews": [_preview(request, form.row, language) for language in LANGUAGES],
        "placeholders": placeholders(request.LANGUAGE_CODE),
        "forms": FORMS,
        **more,
    }
    return page(request, edition, "desk/call_letters.html", context, here="call")


@requires(there(runs), load_call)
@require_GET
def download(request: HttpRequest, spot: Spot) -> HttpResponse:
    language, form = spot.kind["language"], spot.kind["form"]
    if language not in LANGUAGES or form not in FORMS:
        raise Http404
    try:
        made = letter(spot.row, language, form, link=_link(request))
    except (LetterRefused, NoExactDate) as refused:
        messages.error(request, " ".join(_why(refused)))
        return redirect(address("call_letters", spot.place))
    return attachment(made.name, made.media_type, made.data)


def _preview(request: HttpRequest, call: Call, language: str) -> dict[str, Any]:
    """The paragraphs as they will read, or why there are none."""
    shown: dict[str, Any] = {"language": language, "tag": TAGS[language], "endonym": ENDONYMS[language]}
    try:
        paragraphs = render(template(call, language), facts(call, link=_link(request)), language)
    except (LetterRefused, NoExactDate) as refused:
        return {**shown, "why": _why(refused)}
    return {**shown, "paragraphs": [each.text for each in paragraphs]}


def _why(refused: LetterRefused | NoExactDate) -> list[str]:
    if isinstance(refused, NoExactDate):
        return [_("The days of the edition are not known yet. Enter its date first.")]
    return [sentence(problem) for problem in refused.problems]


def sentence(problem: Any) -> str:
    return str(PROBLEMS[problem.code]) % {"placeholder": problem.placeholder}


def _link(request: HttpRequest) -> str:
    """Each government has its own by mail; the letter leads to the first page."""
    return request.build_absolute_uri(reverse("home"))
