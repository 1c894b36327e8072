"""What can be done with a whole plan: publish, compare, solve again, plan again after absences, delete."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.algorithms.tables.model import ProblemError
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import named, native_name
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import PersonName
from trilogue.domain.tables.actions import Refused, ask_search, delete_plan
from trilogue.domain.tables.planning import NobodyToSeat, gather
from trilogue.domain.tables.queries import seatings
from trilogue.flows import seat
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.overview import country_rank
from trilogue.web.desk.place import Spot, address, load_edition, there
from trilogue.web.desk.tables import EFFORTS, Planned, planned
from trilogue.web.desk.tables_place import load_plan, names_of, note_seen, numbered, whole
from trilogue.web.desk.tables_words import contradiction


@dataclass(frozen=True)
class Elsewhere:
    """Somebody whose tables differ between two plans, by round: 0 for no seat."""

    participation: Participation
    name: PersonName
    tables: tuple[tuple[int, int], ...]


@requires(there(runs), load_plan)
@require_POST
def publish(request: HttpRequest, spot: Spot) -> HttpResponse:
    seat.publish(spot.row, by=actor_of(request), now=timezone.now())
    messages.success(request, _("Published. Phones and lists show this plan from now on."))
    return _to_board(spot)


@requires(there(runs), load_plan)
@require_POST
def unpublish(request: HttpRequest, spot: Spot) -> HttpResponse:
    seat.unpublish(spot.row, by=actor_of(request))
    messages.success(request, _("Withdrawn: phones show no tables."))
    return _to_board(spot)


@requires(there(runs), load_plan)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "POST":
        try:
            delete_plan(spot.row, by=actor_of(request))
        except Refused:
            messages.error(request, _("This plan is published. Withdraw it first."))
            return _to_board(spot)
        messages.success(request, _("The plan is deleted."))
        return redirect(address("tables", spot.place))
    context = {"plan": spot.row, "back": _board_address(spot)}
    return page(request, spot.place, "desk/tables_remove.html", context, here="tables")


@requires(there(runs), load_plan)
@require_POST
def again(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Solve again: all but what is locked anew, or only what breaks a rule."""
    plan = spot.row
    search = ask_search(
        by=actor_of(request),
        edition=plan.edition,
        asked=plan.asked,
        most_steps=EFFORTS[0][0],
        now=timezone.now(),
        start=plan,
        anew=request.POST.get("do") != "mend",
    )
    return redirect(address("table_search", spot.place, search.pk))


class AbsentForm(forms.Form):
    """Who is not there any more, from which round on."""

    following = forms.TypedChoiceField(label=gettext_lazy("Next round"), coerce=int)
    gone = forms.ModelMultipleChoiceField(
        queryset=Participation.objects.none(),
        required=False,
        label=gettext_lazy("Who is not there any more"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Absent in the next round and all that follow."),
    )
    never = forms.BooleanField(
        label=gettext_lazy("They were not there in the rounds before either"), required=False
    )

    def __init__(self, data: Any, *, played: int, rounds: int, edition: Edition) -> None:
        super().__init__(data, initial={"following": min(played + 2, rounds)})
        following: Any = self.fields["following"]
        following.choices = [(number, str(number)) for number in range(played + 1, rounds + 1)]
        gone: Any = self.fields["gone"]
        gone.queryset = named(edition)


@requires(there(runs), load_plan)
@require_http_methods(["GET", "POST"])
def absent(request: HttpRequest, spot: Spot) -> HttpResponse:
    """After absences: what was played stays, few people move."""
    plan, edition = spot.row, _edition(spot)
    form = AbsentForm(
        request.POST if request.method == "POST" else None,
        played=plan.played,
        rounds=plan.rounds,
        edition=edition,
    )
    if form.is_valid() and (made := _replanned(request, spot, form)):
        moved = ngettext(
            "The new plan is made: %(count)s person sits elsewhere than before.",
            "The new plan is made: %(count)s people sit elsewhere than before.",
            made.moved,
        )
        messages.success(request, moved % {"count": made.moved})
        return redirect(f"{address('table_plan', edition, made.number)}?round={made.played + 1}")
    rank = country_rank(edition)
    people = sorted(named(edition), key=lambda each: (*rank(each.delegation.country_id), each.reference))
    note_seen(request, edition, people)
    context = {
        "plan": plan,
        "form": form,
        "people": [(each, native_name(each)) for each in people],
        "ticked": {whole(each) for each in request.POST.getlist("gone")},
        "back": _board_address(spot),
    }
    return page(request, edition, "desk/tables_absent.html", context, here="tables")


def _replanned(request: HttpRequest, spot: Spot, form: AbsentForm) -> Any:
    values, edition = form.cleaned_data, _edition(spot)
    try:
        return seat.replan(
            spot.row,
            by=actor_of(request),
            gone=[each.pk for each in values["gone"]],
            following=values["following"],
            ever=not values["never"],
            now=timezone.now(),
        )
    except NobodyToSeat:
        form.add_error(None, _("Nobody is left to be seated."))
    except ProblemError as error:
        people = names_of(gather(edition).people)
        said = contradiction(error.code, error.people, error.rules, error.who, people)
        form.add_error(None, f"{said.words} {said.cure}")
    return None


@requires(runs, load_edition)
@require_GET
def compare(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Two plans side by side: their figures, and who sits elsewhere."""
    chosen = [whole(request.GET.get(name), most=2**15) for name in ("one", "other")]
    if not all(chosen):
        return redirect(address("tables", edition))
    plans = [numbered(edition, each) for each in chosen]
    known = {each.plan.pk: each for each in planned(edition)}
    elsewhere = _elsewhere(edition, [known[plan.pk] for plan in plans])
    note_seen(request, edition, (each.participation for each in elsewhere))
    context = {
        "sides": [known[plan.pk] for plan in plans],
        "elsewhere": elsewhere,
        "rounds": range(1, max(plan.rounds for plan in plans) + 1),
    }
    return page(request, edition, "desk/tables_compare.html", context, here="tables")


def _elsewhere(edition: Edition, sides: list[Planned]) -> list[Elsewhere]:
    seats = seatings([each.plan for each in sides])
    one, other = (_tables(seats[each.plan.pk]) for each in sides)
    rounds = range(1, max(each.plan.rounds for each in sides) + 1)
    found = []
    for each in named(edition):
        tables = tuple((one.get((n, each.pk), 0), other.get((n, each.pk), 0)) for n in rounds)
        if any(before != after for before, after in tables):
            found.append(Elsewhere(each, native_name(each), tables))
    return found


def _tables(seats: list[list[list[int]]]) -> dict[tuple[int, int], int]:
    return {
        (number, who): table
        for number, tables in enumerate(seats, start=1)
        for table, people in enumerate(tables, start=1)
        for who in people
    }


def _edition(spot: Spot) -> Edition:
    assert isinstance(spot.place, Edition)  # noqa: S101  the loader's promise
    return spot.place


def _board_address(spot: Spot) -> str:
    return address("table_plan", spot.place, spot.row.number)


def _to_board(spot: Spot) -> HttpResponse:
    return redirect(_board_address(spot))
