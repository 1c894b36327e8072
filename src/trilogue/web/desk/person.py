"""One person over all records: names, posts, languages, editions, merges; the desk corrects and takes back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.delegations.queries import (
    governments_of,
    history_of,
    keeps,
    parts,
    people_kept_by,
    sees,
)
from trilogue.domain.editions.access import meets_anybody
from trilogue.domain.people import actions
from trilogue.domain.people.actions import NameFaulty, NoSuchForm, NotMerged, Spelling
from trilogue.domain.people.choices import NameOrder, Script
from trilogue.domain.people.models import Distinction, Merge, Person
from trilogue.domain.people.queries import alike, records_of, standing, standing_for
from trilogue.flows.merge_people import unmerge_people
from trilogue.foundation.access import Actor, origin_of, predicate, requires
from trilogue.foundation.audit.access import seen
from trilogue.foundation.text.value import LANGUAGES
from trilogue.web.desk.cards import Card, shown
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.people import LEVELS, SPOKEN
from trilogue.web.desk.people_words import FAULTS, REASONS

form_methods = require_http_methods(["GET", "POST"])
LANGUAGE_NAMES = {"en": "English", "ko": "한국어", "ja": "日本語", "zh-hans": "简体中文"}


@dataclass(frozen=True)
class FormSpot:
    """A form of a person's name, by its script."""

    person: Person
    script: str


@dataclass(frozen=True)
class Decision:
    """A merge that holds, with the record that it put into another."""

    merge: Merge
    absorbed: Card
    reasons: list[Any]
    may_undo: bool


@predicate
def sees_person(actor: Actor, person: Person) -> bool:
    return bool(meets_anybody.test(actor)) and sees(actor, person)


@predicate
def keeps_person(actor: Actor, person: Person) -> bool:
    """The desk looks after the records of its people."""
    return keeps(actor, person)


@predicate
def keeps_form(actor: Actor, spot: FormSpot) -> bool:
    return keeps(actor, spot.person)


@predicate
def parts_records(actor: Actor, decision: Merge) -> bool:
    return parts(actor, decision)


def load_person(public_id: UUID) -> Person:
    found = Person.objects.filter(erased_at=None).select_related("country", "merged_into")
    return get_object_or_404(found, public_id=public_id)


def load_form(public_id: UUID, script: str) -> FormSpot:
    if script not in Script.values:
        raise Http404
    return FormSpot(load_person(public_id), script)


def load_merge(pk: int) -> Merge:
    return get_object_or_404(Merge.objects.select_related("kept", "absorbed"), pk=pk)


def address(person: Person) -> str:
    return reverse("person", args=(standing_for(person).public_id,))


@requires(sees_person, load_person)
@require_GET
def overview(request: HttpRequest, person: Person) -> HttpResponse:
    if person.merged_into:
        return redirect(address(person))
    actor = actor_of(request)
    may_edit = keeps(actor, person)
    history = history_of(person, actor=actor)
    seen(by=actor, what="person", people=[person.pk], edition=None, origin=origin_of(request))
    context = {
        "card": Card(person, shown(person), history.participations),
        "history": history,
        "languages": [
            f"{SPOKEN.get(skill.language, skill.language)} ({LEVELS[skill.level]})"
            for skill in person.skills.order_by("-level")
            if skill.level
        ],
        "honorifics": [(LANGUAGE_NAMES[each], person.honorifics.get(each)) for each in LANGUAGES],
        "own_scripts": {name.script for name in person.names.all()},
        "may_edit": may_edit,
        "merges": _decisions(person, actor) if may_edit else (),
        "apart": _apart(person, actor) if may_edit else (),
        "alike": _alike(person, actor) if may_edit else (),
        "scripts": Script,
        "here": "directory",
    }
    return render(request, "desk/person.html", context)


def _decisions(person: Person, actor: Actor) -> list[Decision]:
    holding = Merge.objects.filter(undone_at=None, absorbed__in=records_of(person))
    found = holding.select_related("absorbed__country", "decided_by")
    return [
        Decision(
            each,
            Card(each.absorbed, shown(each.absorbed), []),
            [REASONS.get(r, r) for r in each.reasons],
            parts(actor, each),
        )
        for each in found.prefetch_related("absorbed__names", "absorbed__merged__names")
    ]


def _alike(person: Person, actor: Actor) -> list[tuple[Person, list[Any]]]:
    """Who may be the same, with the reasons."""
    return [
        (
            each.second if each.first == person else each.first,
            [REASONS.get(code, code) for code in each.reasons],
        )
        for each in alike(person, within=people_kept_by(actor), governments=governments_of)
    ]


def _apart(person: Person, actor: Actor) -> list[Person]:
    records, kept = records_of(person), people_kept_by(actor)
    told = [
        *Distinction.objects.filter(first__in=records).values_list("second", flat=True),
        *Distinction.objects.filter(second__in=records).values_list("first", flat=True),
    ]
    found = Person.objects.filter(pk__in=told, erased_at=None)
    if kept is not None:
        known = standing(kept).values("pk")
        found = found.filter(Q(pk__in=known) | Q(merged_into__in=known))
    return list(found.prefetch_related("names"))


class NameForm(forms.Form):
    """A name in one script. Whole, or in its two parts."""

    family = forms.CharField(label=gettext_lazy("Family name"), max_length=100, required=False)
    given = forms.CharField(label=gettext_lazy("Given name"), max_length=100, required=False)
    full = forms.CharField(
        label=gettext_lazy("Whole name as written"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty, it is made of the two parts."),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("The person has confirmed this spelling"), required=False
    )


class AddressForm(forms.Form):
    """How somebody is called: order of the Roman name, honorific per language."""

    order = forms.ChoiceField(label=gettext_lazy("Order of the Roman name"), choices=NameOrder.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            label = _("Form of address (%(language)s)") % {"language": LANGUAGE_NAMES[language]}
            self.fields[f"honorific_{language}"] = forms.CharField(
                label=label, max_length=100, required=False
            )

    def honorifics(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"honorific_{language}"] for language in LANGUAGES}


@requires(keeps_form, load_form)
@form_methods
def edit_name(request: HttpRequest, spot: FormSpot) -> HttpResponse:
    known = spot.person.names.filter(script=spot.script).first()
    initial = model_to_dict(known, list(NameForm.base_fields)) if known else {}
    form = NameForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _written(request, spot, form):
        messages.success(request, _("Saved."))
        return redirect(address(spot.person))
    context = {
        "form": form,
        "title": _("Name in %(script)s") % {"script": Script(spot.script).label},
        "person": spot.person,
        "back": address(spot.person),
        "here": "directory",
    }
    return render(request, "desk/person_form.html", context)


def _written(request: HttpRequest, spot: FormSpot, form: NameForm) -> bool:
    values = dict(form.cleaned_data)
    confirmed = values.pop("confirmed")
    try:
        spelling = Spelling(spot.script, **values)
        actions.write_name(spot.person, by=actor_of(request), spelling=spelling, confirmed=confirmed)
    except NameFaulty as fault:
        form.add_error(fault.field if fault.field in form.fields else None, FAULTS[fault.code])
        return False
    return True


@requires(keeps_form, load_form)
@require_POST
def confirm_name(request: HttpRequest, spot: FormSpot) -> HttpResponse:
    try:
        actions.confirm_name(spot.person, by=actor_of(request), script=spot.script)
    except NoSuchForm as missing:
        raise Http404 from missing
    messages.success(request, _("Confirmed."))
    return redirect(address(spot.person))


@requires(keeps_form, load_form)
@require_POST
def drop_name(request: HttpRequest, spot: FormSpot) -> HttpResponse:
    try:
        actions.drop_name(spot.person, by=actor_of(request), script=spot.script)
    except NoSuchForm:
        messages.error(request, _("The own name stays; write another in its place."))
    return redirect(address(spot.person))


@requires(keeps_person, load_person)
@require_POST
def suggest_name(request: HttpRequest, person: Person) -> HttpResponse:
    if actions.suggest_name(person, by=actor_of(request)) is None:
        messages.error(
            request, _("No spelling can be suggested: write family and given name in the own script first.")
        )
    return redirect(address(person))


@requires(keeps_person, load_person)
@form_methods
def edit_address(request: HttpRequest, person: Person) -> HttpResponse:
    said = {f"honorific_{language}": text for language, text in person.honorifics.items()}
    form = AddressForm(
        request.POST if request.method == "POST" else None, initial={"order": person.order, **said}
    )
    if form.is_valid():
        actions.set_address(
            person, by=actor_of(request), order=form.cleaned_data["order"], honorifics=form.honorifics()
        )
        messages.success(request, _("Saved."))
        return redirect(address(person))
    context = {
        "form": form,
        "title": _("How to address the person"),
        "person": person,
        "back": address(person),
        "here": "directory",
    }
    return render(request, "desk/person_form.html", context)


@requires(parts_records, load_merge)
@require_POST
def undo_merge(request: HttpRequest, decision: Merge) -> HttpResponse:
    try:
        unmerge_people(decision, by=actor_of(request), now=timezone.now())
    except NotMerged:
        messages.error(request, _("This was undone already."))
    else:
        messages.success(request, _("They are two records again."))
    return redirect(address(decision.absorbed))
