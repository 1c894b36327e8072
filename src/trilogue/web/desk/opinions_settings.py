"""Setting an exchange of opinions up: topic, times, and the rules of proposing."""

from dataclasses import fields
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.access import runs
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.access import moderates
from trilogue.domain.opinions.actions import Refused, Terms
from trilogue.domain.opinions.actions.conversations import TIMES
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.programme.models import Session
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import Text
from trilogue.web.desk.fields import ShownChoiceField
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.meeting_settings import moment
from trilogue.web.desk.opinions import HERE
from trilogue.web.desk.opinions_place import at, load_exchange
from trilogue.web.desk.opinions_words import said
from trilogue.web.desk.place import Place, address, edition_of, held, load
from trilogue.web.desk.row_forms import CarryingForm

MOST_PROPOSALS = 50
BY_HAND = gettext_lazy("In the time of the host. Left empty, the desk starts it by hand.")
AT: dict[str, Any] = {"order": "votes_at", "no_topic": "topic", "not_here": "session"}
"""The field that a refusal is about."""


def _moment(label: Any) -> forms.DateTimeField:
    field = moment(label)
    field.required, field.help_text = False, BY_HAND
    return field


class TermsForm(CarryingForm):
    watched = tuple(each.name for each in fields(Terms))
    topic = FourLanguagesField(label=gettext_lazy("Topic"), required=True, widget=FourLanguagesWidget(rows=2))
    introduction = FourLanguagesField(label=gettext_lazy("Introduction"), required=False)
    session = ShownChoiceField(
        Session.objects.none(),
        said=lambda session: session.title,
        label=gettext_lazy("Session of the programme"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    collects_at = _moment(gettext_lazy("Measures are collected from"))
    votes_at = _moment(gettext_lazy("The vote starts"))
    discusses_at = _moment(gettext_lazy("The vote ends and the discussion starts"))
    finals_at = _moment(gettext_lazy("The final vote starts"))
    closes_at = _moment(gettext_lazy("Closed for good"))
    most_proposals = forms.IntegerField(
        label=gettext_lazy("Measures a participant can propose"),
        min_value=1,
        max_value=MOST_PROPOSALS,
        initial=3,
    )
    proposals_while_voting = forms.BooleanField(
        label=gettext_lazy("Measures can be proposed during the vote too"), required=False, initial=True
    )
    strict = forms.BooleanField(
        label=gettext_lazy("The desk decides about each measure before it is put to the vote"),
        required=False,
        initial=True,
    )

    def __init__(self, place: Place, conversation: Conversation | None, data: Any = None) -> None:
        super().__init__(conversation, data)
        for name in ("topic", "introduction"):
            field = self.fields[name]
            if isinstance(field, FourLanguagesField):
                field.set_original(self.initial.get(name) or Text(), source=get_language())
        edition = edition_of(place)
        session: Any = self.fields["session"]
        if edition is None:
            del self.fields["session"]
        else:
            session.queryset = edition.sessions.all()

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        for name in TIMES:
            day = values.get(name)
            if day and not 2000 <= day.year <= 2999:
                self.add_error(name, _("There is no such day in the calendar."))
        return values

    def refuse(self, refused: Refused) -> None:
        field = AT.get(refused.code)
        self.add_error(field if field in self.fields else None, said(refused))


@requires(runs, load)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, place: Place) -> HttpResponse:
    form = TermsForm(place, None, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.set_up(place, by=actor_of(request), terms=Terms(**form.values()))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The exchange is set up. Add measures of your own, then start it."))
            return redirect(at("opinion", made))
    context = {"form": form, "title": _("Set up an exchange of opinions"), "back": address("opinions", place)}
    return page(request, place, "desk/form.html", context, here=HERE)


@requires(moderates, load_exchange)
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    if request.method == "POST":
        return _change(request, conversation)
    return _terms_page(request, conversation, TermsForm(conversation.place, conversation))


@transaction.atomic
def _change(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Against the exchange as it is now, under its lock, as every form of the record."""
    form = TermsForm(conversation.place, held(conversation), request.POST)
    since = form.catch_up()
    if not since and form.is_valid():
        try:
            actions.change(conversation, by=actor_of(request), terms=Terms(**form.values()))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(at("opinion", conversation))
    return _terms_page(request, conversation, form, unseen=since)


def _terms_page(
    request: HttpRequest, conversation: Conversation, form: TermsForm, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "title": _("Topic, times and rules"),
        "back": at("opinion", conversation),
        **more,
    }
    return page(request, conversation.place, "desk/form.html", context, here=HERE)
