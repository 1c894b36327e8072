"""The rules of an edition's seating: leaders, who is kept apart or together, who is away; and the rounds' titles."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import named, native_name
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables import planning
from trilogue.domain.tables.actions import Refused, add_rule, remove_rule, title_round
from trilogue.domain.tables.choices import Asked, RuleKind
from trilogue.domain.tables.models import Absence, Rule
from trilogue.domain.tables.planning import Material, gather
from trilogue.domain.tables.queries import plan_of, round_titles
from trilogue.flows import seat
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import Text
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.overview import country_rank
from trilogue.web.desk.place import Spot, address, load_edition, there
from trilogue.web.desk.tables_place import load_round, load_rule, names_of, note_seen
from trilogue.web.desk.tables_words import Finding, contradiction, refused

ROUNDS, TABLES = 3, 11


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody who takes part, by country, badge number and name."""

    def label_from_instance(self, obj: Participation) -> str:
        return f"{obj.delegation.country_id} · {native_name(obj).full} · {obj.reference}"


class RuleForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Rule"), choices=RuleKind.choices)
    first = PersonChoice(queryset=Participation.objects.none(), label=gettext_lazy("Person"))
    second = PersonChoice(
        queryset=Participation.objects.none(),
        label=gettext_lazy("And"),
        required=False,
        help_text=gettext_lazy("Not for somebody who leads a table."),
    )

    def __init__(self, data: Any, *, people: Any) -> None:
        super().__init__(data, prefix="rule")
        for name in ("first", "second"):
            field: Any = self.fields[name]
            field.queryset = people


class AbsenceForm(forms.Form):
    who = PersonChoice(queryset=Participation.objects.none(), label=gettext_lazy("Person"))
    rounds = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Not there in round"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none to take the absences back."),
    )

    def __init__(self, data: Any, *, people: Any, rounds: int) -> None:
        super().__init__(data, prefix="absence")
        who: Any = self.fields["who"]
        who.queryset = people
        numbers: Any = self.fields["rounds"]
        numbers.choices = [(number, str(number)) for number in range(1, rounds + 1)]


class TitleForm(forms.Form):
    title = FourLanguagesField(label=gettext_lazy("Title"), widget=FourLanguagesWidget(rows=2))


@dataclass(frozen=True)
class Ruled:
    """`silent`: somebody of the rule does not take part any more, and it asks nothing."""

    rule: Rule
    words: Any
    first: SafeString
    second: SafeString | None
    silent: bool


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    plan = plan_of(edition)
    asked = plan.asked if plan else Asked(ROUNDS, TABLES, 1)
    rounds = asked.rounds
    people = named(edition)
    data = request.POST if request.method == "POST" else None
    away = data is not None and "absence-who" in data
    rule_form = RuleForm(None if away else data, people=people)
    absence_form = AbsenceForm(data if away else None, people=people, rounds=rounds)
    if data is not None and (_absent(request, absence_form) if away else _ruled(request, edition, rule_form)):
        return redirect(address("table_rules", edition))
    material, titles = gather(edition), round_titles(edition)
    context = {
        "rule_form": rule_form,
        "absence_form": absence_form,
        "rules": _rules(material),
        "absences": _absences(edition),
        "rounds": [(number, titles.get(number)) for number in range(1, rounds + 1)],
        "fault": contradictions(material, asked),
    }
    note_seen(request, edition, (material.people[pk] for pk in material.coming))
    return page(request, edition, "desk/tables_rules.html", context, here="tables")


def _ruled(request: HttpRequest, edition: Edition, form: RuleForm) -> bool:
    if not form.is_valid():
        return False
    values = form.cleaned_data
    try:
        add_rule(by=actor_of(request), edition=edition, **values)
    except Refused as refusal:
        form.add_error("second" if refusal.code != "not_here" else "first", refused(refusal, names_of({})))
        return False
    messages.success(request, _("The rule is kept from the next plan on."))
    return True


def _absent(request: HttpRequest, form: AbsenceForm) -> bool:
    if not form.is_valid():
        return False
    seat.set_absences(form.cleaned_data["who"], by=actor_of(request), rounds=form.cleaned_data["rounds"])
    messages.success(request, _("The absences are noted. Plan again to fill the tables."))
    return True


def _rules(material: Material) -> list[Ruled]:
    said = names_of(material.people)
    return [
        Ruled(
            rule,
            RuleKind(rule.kind).label,
            said(rule.first_id),
            said(rule.second_id) if rule.second_id else None,
            not {rule.first_id, rule.second_id} <= material.coming | {None},
        )
        for rule in material.rules
    ]


def _absences(edition: Edition) -> list[tuple[Participation, Any, list[int]]]:
    rank = country_rank(edition)
    found: dict[int, list[int]] = {}
    for each in Absence.objects.filter(participation__edition=edition, participation__state__in=LISTED):
        found.setdefault(each.participation_id, []).append(each.round)
    people = sorted(
        named(edition).filter(pk__in=found),
        key=lambda each: (*rank(each.delegation.country_id), each.reference),
    )
    return [(each, native_name(each), found[each.pk]) for each in people]


def contradictions(material: Material, asked: Asked) -> Finding | None:
    """The rules against each other and against the numbers last asked for; silent while nobody takes part."""
    error = planning.contradiction(material, asked) if material.coming else None
    if error is None:
        return None
    return contradiction(error.code, error.people, error.rules, error.who, names_of(material.people))


@requires(there(runs), load_rule)
@require_POST
def remove(request: HttpRequest, spot: Spot) -> HttpResponse:
    remove_rule(spot.row, by=actor_of(request))
    messages.success(request, _("The rule is removed."))
    return redirect(address("table_rules", spot.place))


@requires(there(runs), load_round)
@require_http_methods(["GET", "POST"])
def title(request: HttpRequest, spot: Spot) -> HttpResponse:
    """What people do in a round, in four languages."""
    edition, number = spot.place, spot.row
    assert isinstance(edition, Edition)  # noqa: S101  the loader's promise
    form = TitleForm(request.POST if request.method == "POST" else None)
    field: Any = form.fields["title"]
    stored = round_titles(edition).get(number) or Text()
    field.set_original(stored, source=get_language())
    form.initial["title"] = stored
    if form.is_valid():
        title_round(by=actor_of(request), edition=edition, number=number, title=form.cleaned_data["title"])
        messages.success(request, _("The title is kept."))
        return redirect(address("table_rules", edition))
    context = {
        "form": form,
        "title": _("Title of round %(number)s") % {"number": number},
        "back": address("table_rules", edition),
    }
    return page(request, edition, "desk/form.html", context, here="tables")
