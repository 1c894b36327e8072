"""One's own card: the code that opens it, how one can be reached, and who sees which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.network.access import takes_part_somewhere
from trilogue.domain.network.actions import ChannelFaulty, renew_code, set_card
from trilogue.domain.network.choices import Audience, CardField, ChannelKind
from trilogue.domain.network.queries import code_of, own_card, own_channels, shown_by
from trilogue.domain.people.actions import ConsentNeeded
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import holds
from trilogue.foundation.access import Actor, requires
from trilogue.foundation.formats import qr
from trilogue.web.participant import phone
from trilogue.web.participant.own import actor_of, own_person
from trilogue.web.participant.words import AUDIENCES, CHANNEL_FAULTS

PLACES = [(number, str(number)) for number in range(1, len(ChannelKind) + 1)]
INPUTS = {ChannelKind.MAIL: "email", ChannelKind.PHONE: "tel"}
KEYBOARDS = {ChannelKind.MAIL: "email", ChannelKind.PHONE: "tel"}


@dataclass(frozen=True)
class Row:
    """A field with its three boxes."""

    field: CardField
    boxes: tuple[tuple[Audience, str, bool], ...]


class CardForm(forms.Form):
    """For each channel its value and place; and the boxes that say who sees what."""

    shows = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Who sees what"),
        choices=[(f"{field}:{audience}", "") for field in CardField for audience in Audience],
    )

    def __init__(self, person: Person, data: Any = None) -> None:
        kept = own_channels(person)
        shows = [f"{field}:{audience}" for audience in Audience for field in shown_by(person, audience)]
        super().__init__(data, initial={**_initial(kept), "shows": shows})
        for kind in ChannelKind:
            self.fields[kind] = forms.CharField(
                label=kind.label,
                required=False,
                max_length=200,
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "inputmode": KEYBOARDS.get(kind, "text")}
                ),
            )
            self.fields[f"place_{kind}"] = forms.TypedChoiceField(
                label=_("Place of: %(channel)s") % {"channel": kind.label}, choices=PLACES, coerce=int
            )

    def channels(self) -> list[tuple[Any, Any]]:
        """Each with its place, for the page."""
        return [(self[kind], self[f"place_{kind}"]) for kind in ChannelKind]

    def rows(self) -> list[Row]:
        chosen = set(self["shows"].value() or ())
        return [
            Row(field, tuple((each, f"{field}:{each}", f"{field}:{each}" in chosen) for each in Audience))
            for field in CardField
        ]

    def said(self) -> list[tuple[ChannelKind, str]]:
        """The channels in the order wanted."""
        values = self.cleaned_data
        given = [kind for kind in ChannelKind if values[kind].strip()]
        in_order = sorted(given, key=lambda kind: values[f"place_{kind}"])
        return [(kind, values[kind].strip()) for kind in in_order]

    def releases(self) -> set[tuple[CardField, Audience]]:
        pairs = (each.split(":") for each in self.cleaned_data["shows"])
        return {(CardField(field), Audience(audience)) for field, audience in pairs}


@requires(takes_part_somewhere)
@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """The code, once there is something to show behind it."""
    person = own_person(request)
    shown = shown_by(person, Audience.CONTACTS)
    own = own_card(person) if shown else None
    code = code_of(own) if own else ""
    context = {
        "code": code,
        "picture": mark_safe(qr.svg(_address(code))) if code else "",  # noqa: S308  our own drawing
        "names": person.names.all(),
        "shown": [field.label for field in CardField if field in shown],
    }
    return phone.page(request, "participant/card.html", context, here="card", kept=True)


@requires(takes_part_somewhere)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    form = CardForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid() and _saved(person, form, actor_of(request)):
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("me_card")
    context = {
        "form": form,
        "audiences": [(AUDIENCES[each], each.label) for each in Audience],
        "agrees": holds(person, Purpose.DIRECTORY),
    }
    return phone.page(request, "participant/card_edit.html", context, here="card")


@requires(takes_part_somewhere)
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    renew_code(own_person(request), by=actor_of(request))
    messages.success(request, _("You have a new code. The old one opens nothing any more."))
    return redirect("me_card")


def _saved(person: Person, form: CardForm, actor: Actor) -> bool:
    try:
        set_card(person, form.said(), form.releases(), by=actor, now=timezone.now())
    except ConsentNeeded:
        form.add_error("shows", _("First agree to the directory; until then only your contacts can see you."))
        return False
    except ChannelFaulty as fault:
        form.add_error(fault.kind, CHANNEL_FAULTS[fault.code])
        return False
    return True


def _initial(kept: list[Any]) -> Mapping[str, Any]:
    places = {each.kind: number for number, each in enumerate(kept, start=1)}
    free = iter(number for number in range(len(kept) + 1, len(ChannelKind) + 1))
    known = {each.kind: each.value for each in kept}
    return known | {f"place_{kind}": places.get(kind) or next(free) for kind in ChannelKind}


def _address(code: str) -> str:
    """Without hyphens: the shorter, the coarser and easier to scan."""
    path = reverse("card_code", args=(code.replace("-", ""),))
    return f"{settings.URL.scheme}://{settings.URL.netloc}{path}"
