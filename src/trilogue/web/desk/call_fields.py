"""Further questions of the call's form: each with why it is asked and how long the answers are kept."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from trilogue.domain.delegations.actions import FieldAnswered, remove_field, set_field
from trilogue.domain.delegations.choices import FieldKind
from trilogue.domain.delegations.models import CallField
from trilogue.domain.editions.access import runs
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField
from trilogue.foundation.text.value import Text
from trilogue.web.desk.call import form_methods, load_call
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import LARGEST, Spot, address, there

MOST_CHOICES, LONGEST_CHOICE = 50, 100


class CallFieldForm(forms.Form):
    label = FourLanguagesField(label=gettext_lazy("Question"), required=True)
    purpose = FourLanguagesField(
        label=gettext_lazy("Why it is asked"),
        required=True,
        help_text=gettext_lazy("Everybody who answers reads this."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=FieldKind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Answers to choose from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MOST_CHOICES * (LONGEST_CHOICE + 2),
        help_text=gettext_lazy("One a line; only for a choice."),
    )
    required = forms.BooleanField(label=gettext_lazy("Needed to submit"), required=False)
    sensitive = forms.BooleanField(
        label=gettext_lazy("Sensitive"),
        required=False,
        help_text=gettext_lazy(
            "Asked of the person alone, after consent to sensitive data, and kept sealed. Governments are not asked."
        ),
    )
    retention_days = forms.IntegerField(
        label=gettext_lazy("Days the answers are kept after the edition"), min_value=1, max_value=LARGEST
    )

    def __init__(self, field: CallField | None, data: Any = None) -> None:
        super().__init__(data)
        for name in ("label", "purpose"):
            shown = self.fields[name]
            if isinstance(shown, FourLanguagesField):
                shown.set_original(getattr(field, name) if field else Text(), source=get_language())
        names = tuple(self.fields)
        self.initial = {name: getattr(field, name) for name in names} if field else {"retention_days": 30}
        self.initial["choices"] = "\n".join(field.choices) if field else ""

    def clean_choices(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_CHOICES or any(len(line) > LONGEST_CHOICE for line in found):
            said = _("At most %(most)s answers of %(longest)s characters.")
            raise forms.ValidationError(said % {"most": MOST_CHOICES, "longest": LONGEST_CHOICE}, code="many")
        return found

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        if values.get("kind") == FieldKind.CHOICE:
            if len(values.get("choices") or ()) < 2 and "choices" not in self.errors:
                self.add_error("choices", _("A choice needs at least two answers."))
        else:
            values["choices"] = []
        return values


def load_field(slug: str, number: int, pk: int) -> Spot:
    spot = load_call(slug, number)
    fields = CallField.objects.select_related("call")
    return Spot(spot.place, row=get_object_or_404(fields, call=spot.row, pk=pk))


@requires(there(runs), load_call)
@form_methods
def add(request: HttpRequest, spot: Spot) -> HttpResponse:
    form = CallFieldForm(None, request.POST if request.method == "POST" else None)
    if form.is_valid():
        set_field(spot.row, by=actor_of(request), **form.cleaned_data)
        messages.success(request, _("The question is kept."))
        return redirect(address("call", spot.place))
    return _page(request, spot, form, _("Add a question"))


@requires(there(runs), load_field)
@form_methods
def edit(request: HttpRequest, spot: Spot) -> HttpResponse:
    form = CallFieldForm(spot.row, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            set_field(spot.row.call, spot.row, by=actor_of(request), **form.cleaned_data)
        except FieldAnswered as answered:
            form.add_error(None, _answered(answered))
        else:
            messages.success(request, _("The question is kept."))
            return redirect(address("call", spot.place))
    return _page(request, spot, form, _("Change a question"))


@requires(there(runs), load_field)
@form_methods
def remove(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "POST":
        try:
            remove_field(spot.row, by=actor_of(request))
        except FieldAnswered as answered:
            messages.error(request, _answered(answered))
        else:
            messages.success(request, _("Removed."))
        return redirect(address("call", spot.place))
    context = {"field": spot.row, "back": address("call", spot.place)}
    return page(request, spot.place, "desk/call_field_remove.html", context, here="call")


def _page(request: HttpRequest, spot: Spot, form: CallFieldForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": address("call", spot.place)}
    return page(request, spot.place, "desk/form.html", context, here="call")


def _answered(answered: FieldAnswered) -> str:
    said = _("It has been answered %(count)s times already and stays as it is. Add another question instead.")
    return said % {"count": answered.count}
