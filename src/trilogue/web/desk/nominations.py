"""Nominations: everybody with their state, one person with the evidence and history, acceptance in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.ranking import criteria, rules
from trilogue.domain.delegations import actions
from trilogue.domain.delegations.choices import HOLDING, State
from trilogue.domain.delegations.models import Delegation, Participation, StateChange
from trilogue.domain.delegations.queries import (
    Contender,
    everybody,
    evidence,
    native_name,
    outlook,
    roman_name,
    strengths,
)
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Account, PersonName
from trilogue.flows import offer
from trilogue.flows.nominate import other_holder
from trilogue.foundation.access import requires
from trilogue.web.desk import moves
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.overview import country_rank, in_order
from trilogue.web.desk.place import Spot, address, load_edition, there
from trilogue.web.desk.quotas import load_delegation

ORDER = (
    *(State.SUBMITTED, State.ELIGIBLE, State.WAITING, State.ACCEPTED, State.CONFIRMED),
    *(State.ATTENDED, State.ABSENT, State.DRAFT, State.DECLINED, State.WITHDRAWN),
)
"""What the desk has to do something about comes first."""
BY_THE_PROGRAM = {
    actions.PLACE_FREE: gettext_lazy("a place became free"),
    actions.OFFER_LAPSED: gettext_lazy("the offer was not confirmed in time"),
}


@dataclass(frozen=True)
class Row:
    participation: Participation
    native: PersonName
    roman: PersonName


@requires(runs, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Offers whose time is over end first, so that what is shown is so."""
    moves.say_offered(request, offer.lapse(edition, now=timezone.now()))
    strong = in_order(edition, strengths(edition))
    country, state = request.GET.get("country", ""), request.GET.get("state", "")
    context = {
        "strengths": strong,
        "rows": _rows(edition, country, state),
        "country": country,
        "state": state,
        "states": [(each.value, each.label) for each in ORDER],
        "markable": state in (State.CONFIRMED, State.ATTENDED, State.ABSENT),
        "rules": rules(),
    }
    return page(request, edition, "desk/nominations.html", context, here="nominations")


def _rows(edition: Edition, country: str, state: str) -> list[Row]:
    found = everybody(edition).annotate(since=Max("changes__at"))
    if country:
        found = found.filter(delegation__country=country[:2])
    if state:
        found = found.filter(state=state[:9])
    rank = country_rank(edition)
    return [
        _row(each) for each in sorted(found, key=lambda each: (rank(each.delegation.country_id), *_key(each)))
    ]


def _key(participation: Participation) -> tuple[int, str, int, int]:
    place = ORDER.index(State(participation.state))
    return place, participation.reference, participation.priority, participation.pk


def _row(participation: Participation) -> Row:
    return Row(participation, native_name(participation), roman_name(participation))


@requires(runs, load_edition)
@require_POST
def attendance(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Mark those who are ticked as attended or absent; who is that already stays as is."""
    key = request.POST.get("move", "")
    chosen = everybody(edition).filter(pk__in=_numbers(request.POST.getlist("who")))
    if key in ("attend", "miss"):
        marked = [each for each in chosen if each.state in moves.BY_KEY[key].states]
        done = sum(moves.marked(each, key, by=actor_of(request)) for each in marked)
        messages.success(request, _("Marked: %(count)s") % {"count": done})
    return redirect(f"{address('nominations', edition)}?state={State.CONFIRMED}")


def _numbers(written: list[str]) -> list[int]:
    return [int(each) for each in written if each.isascii() and each.isdigit() and len(each) < 19]


@requires(there(runs), moves.load_nomination)
@require_GET
def nomination(request: HttpRequest, spot: Spot) -> HttpResponse:
    participation: Participation = spot.row
    holder = other_holder(participation)
    context = {
        "row": _row(participation),
        "one": participation,
        "evidence": evidence(participation),
        "history": _history(participation),
        "moves": moves.possible(participation),
        "has_place": participation.state in HOLDING,
        "judged": participation.state == State.SUBMITTED,
        "of_one_address": [holder, participation.person] if holder else (),
        "substitutes": [_row(each) for each in _substitutes(participation)],
    }
    return page(request, spot.place, "desk/nomination.html", context, here="nominations")


def _substitutes(participation: Participation) -> list[Participation]:
    replaceable = participation.state in (State.ACCEPTED, State.CONFIRMED)
    return moves.substitutes(participation) if replaceable else []


@dataclass(frozen=True)
class Moved:
    """`who` is empty for the clock; `link` says that a personal link was used."""

    change: StateChange
    before: Any
    after: Any
    who: str
    link: bool
    reason: Any
    is_written: bool


def _history(participation: Participation) -> list[Moved]:
    changes = list(participation.changes.order_by("number"))
    accounts = Account.objects.in_bulk({each.account for each in changes if each.account})
    return [_moved(each, accounts) for each in changes]


def _moved(change: StateChange, accounts: Mapping[int, Account]) -> Moved:
    account = accounts.get(change.account or 0)
    return Moved(
        change,
        State(change.before).label if change.before else "",
        State(change.after).label,
        (account.name or account.email) if account else "",
        change.invitation_id is not None,
        BY_THE_PROGRAM.get(change.reason, change.reason),
        change.reason not in BY_THE_PROGRAM,
    )


@requires(there(runs), load_delegation)
@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Before: who would get the places and who would wait. After: the same, done and told."""
    delegation: Delegation = spot.row
    if request.method == "POST":
        offered = offer.accept_in_order(delegation, by=actor_of(request), now=timezone.now())
        moves.say_offered(request, offered)
        if not offered:
            messages.info(request, _("Nobody was offered a place. Who is eligible is on the waiting list."))
        return redirect(f"{address('nominations', spot.place)}?country={delegation.country_id}")
    seen = outlook(delegation)
    people = _people(delegation)
    context = {
        "delegation_country": delegation.country,
        "seen": seen,
        "offered": [_ranked(each, people) for each in seen.offered],
        "waiting": [_ranked(each, people) for each in seen.waiting],
        "unjudged": [_row(people[each.pk]) for each in seen.unjudged],
        "rules": rules(),
    }
    return page(request, spot.place, "desk/nominations_order.html", context, here="nominations")


def _people(delegation: Delegation) -> dict[int, Participation]:
    found: QuerySet[Participation] = everybody(delegation.edition)
    return {each.pk: each for each in found.filter(delegation=delegation).exclude(state__in=HOLDING)}


def _ranked(contender: Contender, people: Mapping[int, Participation]) -> tuple[Row, list[str]]:
    language = get_language() or "en"
    return _row(people[contender.participation.pk]), criteria(contender, language)
