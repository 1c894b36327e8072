"""The plans of an edition, and asking for another one or for the price of a common language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.domain.delegations.queries import confirmed
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.actions import ask_search
from trilogue.domain.tables.actions.searches import lost
from trilogue.domain.tables.choices import Asked, Demand, SearchState
from trilogue.domain.tables.models import Search, TablePlan
from trilogue.domain.tables.planning import figures_of, roster_changed
from trilogue.domain.tables.queries import plan_of
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.people import TABLE_DOCUMENTS
from trilogue.web.desk.place import address, load_edition
from trilogue.web.desk.tables_board import Score, score
from trilogue.web.desk.tables_place import LARGEST_SEED, MOST_ROUNDS, MOST_TABLES

EFFORTS = (
    (200_000, pgettext_lazy("effort", "quick: some seconds")),
    (2_000_000, pgettext_lazy("effort", "thorough: a minute")),
    (10_000_000, pgettext_lazy("effort", "long: several minutes")),
)
SHOWN_SEARCHES = 6


class AskForm(forms.Form):
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
    presence = forms.ChoiceField(
        label=gettext_lazy("Every country at every table"), choices=Demand.choices, initial=Demand.SOFT
    )
    language = forms.ChoiceField(
        label=gettext_lazy("A common language at every table"), choices=Demand.choices, initial=Demand.OFF
    )
    interpreters = forms.IntegerField(
        label=gettext_lazy("Interpreters a round"),
        min_value=0,
        max_value=MOST_TABLES,
        required=False,
        help_text=gettext_lazy("At most so many tables may lack a common language. Empty: any number."),
    )
    effort = forms.TypedChoiceField(
        label=gettext_lazy("Effort"), choices=EFFORTS, coerce=int, initial=EFFORTS[0][0]
    )
    history = forms.BooleanField(
        label=gettext_lazy("Who met in an earlier edition counts as acquainted"), required=False, initial=True
    )

    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data[name] for name in Asked.__dataclass_fields__})


@dataclass(frozen=True)
class Planned:
    """A plan with its figures; none where what is asked contradicts itself."""

    plan: TablePlan
    cross: Score | None
    new: Score | None
    violations: int
    interpreters: int


@dataclass(frozen=True)
class Sought:
    """A search and whether its worker has died."""

    search: Search
    state: Any
    lost: bool


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    current = plan_of(edition)
    form = AskForm(request.POST if request.method == "POST" else None, initial=_initial(current))
    if form.is_valid():
        search = ask_search(
            by=actor_of(request),
            edition=edition,
            asked=form.asked(),
            most_steps=form.cleaned_data["effort"],
            now=timezone.now(),
            priced=request.POST.get("do") == "price",
        )
        return redirect(address("table_search", edition, search.pk))
    context = {
        "form": form,
        "plans": planned(edition),
        "searches": searches(edition, timezone.now()),
        "current": current,
        "roster_changed": current is not None and roster_changed(current),
        "people": confirmed(edition).count(),
        "documents": TABLE_DOCUMENTS if current else (),
    }
    return page(request, edition, "desk/tables.html", context, here="tables")


def _initial(plan: TablePlan | None) -> dict[str, Any]:
    return plan.asked.to_json() if plan else {}


def planned(edition: Edition) -> list[Planned]:
    """The newest first."""
    plans = (
        TablePlan.objects.filter(edition=edition).select_related("made_by", "based_on").order_by("-number")
    )
    counted = figures_of(plans)
    return [_planned(plan, counted[plan.pk].report) for plan in plans]


def _planned(plan: TablePlan, report: Any) -> Planned:
    if report is None:
        return Planned(plan, None, None, 0, 0)
    return Planned(
        plan,
        score(report, "cross"),
        score(report, "new"),
        len(report.violations),
        sum(report.interpreter_tables),
    )


def searches(edition: Edition, now: datetime) -> list[Sought]:
    """What is under way or failed, and the last that were done."""
    found = Search.objects.filter(edition=edition).select_related("plan", "asked_by")[:SHOWN_SEARCHES]
    return [sought(each, now) for each in found]


def sought(search: Search, now: datetime) -> Sought:
    return Sought(search, SearchState(search.state).label, lost(search, now))
