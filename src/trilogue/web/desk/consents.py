"""What people are asked to consent to: the texts, and publishing a new version of one."""

from typing import Any

from django import forms
from django.contrib import messages
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
from trilogue.domain.people.queries import current_texts
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import LANGUAGES, State, Text
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, load_series, there


class TextForm(forms.Form):
    """Every language, because nobody can agree to what was not said."""

    text = FourLanguagesField(label=gettext_lazy("Text"), widget=FourLanguagesWidget(rows=12))

    def __init__(self, stored: Text, data: Any = None) -> None:
        super().__init__(data, initial={"text": stored})
        field = self.fields["text"]
        if isinstance(field, FourLanguagesField):
            field.set_original(stored, source=stored.source)

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
    stored: Text = spot.row.text
    form = TextForm(stored, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.cleaned_data["text"] != stored:
            publish_text(
                Purpose(spot.kind), form.cleaned_data["text"], by=actor_of(request), now=timezone.now()
            )
        messages.success(request, _("Saved."))
        return redirect(address("consents", spot.place))
    context = {"form": form, "title": Purpose(spot.kind).label, "back": address("consents", spot.place)}
    return page(request, spot.place, "desk/form.html", context, here="access")
