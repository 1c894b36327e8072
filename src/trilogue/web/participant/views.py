"""The person's own page: who one is here, how one's nominations stand, and where one sits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents.nomination_words import CHIPS, EXPIRED, OWN_STATES
from trilogue.domain.delegations.choices import LISTED, State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.access import DESK_ROLES
from trilogue.domain.editions.choices import FileAudience, Role
from trilogue.domain.editions.models import Appointment, EditionFile
from trilogue.domain.network.access import takes_part_somewhere
from trilogue.domain.people.actions import NameFaulty, Spelling, introduce
from trilogue.domain.people.choices import NameOrder, Script
from trilogue.domain.people.models import Person, PersonName
from trilogue.domain.people.queries import records_of, standing_for
from trilogue.domain.tables.queries import Sitting, tables_of
from trilogue.flows import own_place
from trilogue.flows.nominate import is_late
from trilogue.foundation.access import Actor, requires, signed_in
from trilogue.foundation.text.value import LANGUAGES

LANGUAGE_NAMES = {"en": "English", "ko": "한국어", "ja": "日本語", "zh-hans": "简体中文"}
FAULTS = {
    "empty": gettext_lazy("Write the name."),
    "too_long": gettext_lazy("This is longer than a name can be here."),
    "unknown": gettext_lazy("This choice does not exist."),
}


@dataclass(frozen=True)
class Held:
    """An appointment with the desk page it opens, if it opens one."""

    appointment: Appointment
    role: str
    desk: str


@dataclass(frozen=True)
class Entry:
    """`late`: the offer has run out, though the place has not gone on yet."""

    participation: Participation
    names: list[PersonName]
    seats: list[Sitting]
    state: str
    means: str
    chip: str
    late: bool
    may_confirm: bool
    may_withdraw: bool
    takes_part: bool
    files: list[EditionFile]


class OwnNameForm(forms.Form):
    """The Roman spelling the person wants, which written forms are right, and how to be addressed."""

    family = forms.CharField(
        label=gettext_lazy("Family name in Roman letters"), max_length=100, required=False
    )
    given = forms.CharField(label=gettext_lazy("Given name in Roman letters"), max_length=100, required=False)
    right = forms.MultipleChoiceField(
        label=gettext_lazy("These are written correctly"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    order = forms.ChoiceField(label=gettext_lazy("Order of the Roman name"), choices=NameOrder.choices)

    def __init__(self, person: Person, data: Any = None) -> None:
        self.names = list(person.names.all())
        super().__init__(data, initial=self._known(person))
        self.fields["right"].choices = [  # type: ignore[attr-defined]
            (name.script, f"{Script(name.script).label}: {name.full}")
            for name in self.names
            if name.script != Script.LATIN
        ]
        for language in LANGUAGES:
            label = _("Form of address (%(language)s)") % {"language": LANGUAGE_NAMES[language]}
            self.fields[f"honorific_{language}"] = forms.CharField(
                label=label, max_length=100, required=False
            )

    def _known(self, person: Person) -> dict[str, Any]:
        latin = next((name for name in self.names if name.script == Script.LATIN), None)
        said = {f"honorific_{language}": text for language, text in person.honorifics.items()}
        return {
            "family": latin.family if latin else "",
            "given": latin.given if latin else "",
            "right": [name.script for name in self.names if name.confirmed],
            "order": person.order,
            **said,
        }

    def roman(self) -> Spelling | None:
        family, given = self.cleaned_data["family"], self.cleaned_data["given"]
        return Spelling(Script.LATIN, family, given) if family or given else None

    def honorifics(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"honorific_{language}"] for language in LANGUAGES}


@requires(signed_in)
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "account": request.user,
        "held": _held(actor),
        "entries": _entries(actor),
        "person": _person(actor),
        "has_person": actor.person is not None,
        "takes_part": takes_part_somewhere.test(actor),
        "has_desk": any(each.role in DESK_ROLES for each in actor.appointments),
    }
    return render(request, "participant/me.html", context)


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Only the own name: who is signed in without a person has none here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    person = _person(actor)
    if person is None:
        return redirect("me")
    form = OwnNameForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid() and _introduced(person, form, actor):
        messages.success(request, _("Saved. Your name is shown so from now on."))
        return redirect("me")
    return render(request, "participant/names.html", {"form": form})


def _introduced(person: Person, form: OwnNameForm, actor: Actor) -> bool:
    values = form.cleaned_data
    try:
        introduce(
            person,
            by=actor,
            roman=form.roman(),
            right=values["right"],
            order=values["order"],
            honorifics=form.honorifics(),
        )
    except NameFaulty as fault:
        form.add_error(fault.field if fault.field in form.fields else "family", FAULTS[fault.code])
        return False
    return True


def _person(actor: Actor) -> Person | None:
    """The record that stands for who is signed in."""
    found = Person.objects.filter(pk=actor.person, erased_at=None).first() if actor.person else None
    return standing_for(found) if found else None


def _held(actor: Actor) -> list[Held]:
    appointments = Appointment.objects.filter(account=actor.account).select_related(
        "series", "edition", "country"
    )
    return [Held(each, str(Role(each.role).label), _desk(each)) for each in appointments]


def _desk(appointment: Appointment) -> str:
    if appointment.role not in DESK_ROLES:
        return ""
    if appointment.edition:
        return reverse("desk_overview", args=(appointment.series.slug, appointment.edition.number))
    return reverse("desk")


def _entries(actor: Actor) -> list[Entry]:
    person = _person(actor)
    records = [each.pk for each in records_of(person)] if person else []
    participations = (
        Participation.objects.filter(person__in=records)
        .select_related("edition__series", "delegation__country", "person", "home", "host")
        .prefetch_related("person__names")
        .order_by("-edition__date")
    )
    now = timezone.now()
    editions = [each.edition_id for each in participations]
    files = list(EditionFile.objects.filter(edition__in=editions, audience=FileAudience.PARTICIPANTS))
    return [_entry(each, now, files) for each in participations]


def _entry(participation: Participation, now: datetime, files: list[EditionFile]) -> Entry:
    """Who has a place gets the documents for participants."""
    state, late = State(participation.state), is_late(participation, now)
    return Entry(
        participation,
        list(participation.person.names.all()),
        tables_of(participation),
        str(state.label),
        str(EXPIRED if late else OWN_STATES[state]),
        CHIPS.get(state, ""),
        late,
        own_place.may_confirm(participation, now),
        own_place.may_withdraw(participation),
        state in LISTED,
        [each for each in files if each.edition_id == participation.edition_id and state in LISTED],
    )
