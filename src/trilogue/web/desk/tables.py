"""Planning the tables, and the plan with its figures counted again from the stored seats."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import everybody, native_name, strengths
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import PersonName
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning import NobodyToSeat, figures, make_plan, roster_changed
from trilogue.domain.tables.queries import plan_of, seating
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.overview import in_order
from trilogue.web.desk.people import TABLE_DOCUMENTS
from trilogue.web.desk.place import address, load_edition

MOST_ROUNDS, MOST_TABLES, LARGEST_SEED = 12, 200, 2**53
BINDING = {
    "composition": gettext_lazy("the sizes of the tables and the numbers by country"),
    "availability": gettext_lazy("the number of people each one has not met yet"),
}


class PlanForm(forms.Form):
    rounds = forms.IntegerField(label=gettext_lazy("Rounds"), min_value=1, max_value=MOST_ROUNDS, initial=3)
    tables = forms.IntegerField(
        label=gettext_lazy("Number of tables"), min_value=1, max_value=MOST_TABLES, initial=11
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=LARGEST_SEED,
        initial=1,
        help_text=gettext_lazy(
            "The same seed and people give the same plan again; another seed gives another."
        ),
    )


@dataclass(frozen=True)
class Seated:
    participation: Participation
    name: PersonName
    withdrawn: bool


@dataclass(frozen=True)
class Table:
    number: int
    seats: tuple[Seated, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Score:
    """`share` is what part of the bound was reached, in whole per cent, rounded down."""

    value: int
    bound: int
    binding: Any

    @property
    def share(self) -> int:
        return 100 * self.value // self.bound if self.bound else 100


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    plan = plan_of(edition)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=_initial(plan))
    if form.is_valid():
        try:
            make_plan(edition, by=actor_of(request), now=timezone.now(), **form.cleaned_data)
        except NobodyToSeat:
            form.add_error(None, _("Nobody takes part yet. Import the list of participants first."))
        else:
            messages.success(request, _("Everybody is seated."))
            return redirect(address("tables", edition))
    context = {"form": form, "plan": plan, **(_board(request, edition, plan) if plan else {})}
    return page(request, edition, "desk/tables.html", context, here="tables")


def _initial(plan: TablePlan | None) -> dict[str, int]:
    return {"rounds": plan.rounds, "tables": plan.tables, "seed": plan.seed} if plan else {}


def _board(request: HttpRequest, edition: Edition, plan: TablePlan) -> dict[str, Any]:
    asked = request.GET.get("round", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    chosen = min(max(chosen, 1), plan.rounds)
    report = figures(plan)
    delegations = [each.delegation for each in in_order(edition, strengths(edition))]
    people = {each.pk: each for each in everybody(edition).filter(person__erased_at=None)}
    order = [each.country_id for each in delegations]
    shown = seating(plan)[chosen - 1]
    seen(
        by=actor_of(request),
        what="tables",
        people=[people[pk].person_id for seats in shown for pk in seats if pk in people],
        edition=edition.pk,
        origin=origin_of(request),
    )
    return {
        "rounds": range(1, plan.rounds + 1),
        "chosen": chosen,
        "board": [
            _table(number, [people[pk] for pk in seats if pk in people], order)
            for number, seats in enumerate(shown, start=1)
        ],
        "cross": Score(report.cross.value, report.cross.bound, BINDING.get(report.cross.binding, "")),
        "new": Score(report.new.value, report.new.bound, BINDING.get(report.new.binding, "")),
        "violations": len(report.violations),
        "without": [each for each in report.without_country if each.round == chosen],
        "delegations": delegations,
        "roster_changed": roster_changed(plan),
        "documents": TABLE_DOCUMENTS,
    }


def _table(number: int, people: list[Participation], order: list[str]) -> Table:
    counts = Counter(each.delegation.country_id for each in people)
    seated = sorted(people, key=lambda each: (order.index(each.delegation.country_id), each.reference))
    return Table(
        number,
        tuple(
            Seated(each, native_name(each), each.state == Participation.State.WITHDRAWN) for each in seated
        ),
        tuple(counts[code] for code in order),
    )
