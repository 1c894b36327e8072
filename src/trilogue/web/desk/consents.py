"""What people are asked to consent to: the texts, and publishing a new version of one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.editions.access import administers
from trilogue.domain.editions.models import Series
from trilogue.domain.people.actions import publish_text
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import ConsentText
from trilogue.domain.people.queries import current_texts
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import LANGUAGES, State, Text
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, held, load_series, there
from trilogue.web.desk.row_forms import CarryingForm


class TextForm(CarryingForm):
    """Every language, because nobody can agree to what was not said."""

    watched = ("text",)
    text = FourLanguagesField(label=gettext_lazy("Text"), widget=FourLanguagesWidget(rows=12))

    def __init__(self, row: ConsentText, data: Any = None) -> None:
        super().__init__(row, data)
        field = self.fields["text"]
        if isinstance(field, FourLanguagesField):
            field.set_original(row.text, source=row.text.source)

    def clean_text(self) -> Text:
        text: Text = self.cleaned_data["text"]
        if any(text.state(language) is State.MISSING for language in LANGUAGES):
            raise forms.ValidationError(_("Write the text in all four languages."))
        return text


@requires(administers, load_series)
@require_GET
def overview(request: HttpRequest, series: Series) -> HttpResponse:
    language = get_language() or "en"
    texts = [
        (purpose, text, text.text.shown(language), address("consent", series, purpose.value))
        for purpose, text in current_texts().items()
    ]
    return page(request, series, "desk/consents.html", {"texts": texts}, here="access")


def load_text(slug: str, purpose: str) -> Spot:
    text = current_texts().get(Purpose(purpose)) if purpose in Purpose.values else None
    if text is None:
        raise Http404
    return Spot(load_series(slug), purpose, text)


@requires(there(administers), load_text)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "POST":
        return _publish(request, spot)
    return _form_page(request, spot, TextForm(spot.row))


@transaction.atomic
def _publish(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Against the version that is the newest now, under the lock of the one that was."""
    held(spot.row)
    purpose = Purpose(spot.kind)
    newest = current_texts()[purpose]
    form = TextForm(newest, request.POST)
    since = form.catch_up()
    if since or not form.is_valid():
        return _form_page(request, spot, form, unseen=since)
    text = form.cleaned_data["text"]
    if text != newest.text:
        publish_text(purpose, text, by=actor_of(request), now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect(address("consents", spot.place))


def _form_page(request: HttpRequest, spot: Spot, form: TextForm, **more: Any) -> HttpResponse:
    title, back = Purpose(spot.kind).label, address("consents", spot.place)
    context = {"form": form, "title": title, "back": back, **more}
    return page(request, spot.place, "desk/form.html", context, here="access")
