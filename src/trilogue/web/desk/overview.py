"""The list of editions, and how far one of them is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.domain.delegations.queries import Strength, confirmed, strengths
from trilogue.domain.editions.access import (
    administers_anything,
    meets_people,
    reads_desk,
    runs,
    translates,
)
from trilogue.domain.editions.choices import Status
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.editions.queries import desk_editions, desk_series
from trilogue.domain.people.models import Person
from trilogue.foundation.access import Actor, requires
from trilogue.web.desk import log, readiness
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import address, has_desk, load_edition

RECENT_ENTRIES, RECENT_DEEDS = 400, 8


@dataclass(frozen=True)
class Shelf:
    """A series with the editions the actor may open."""

    series: Series
    editions: list[Edition]
    record: str
    add: str


@requires(has_desk)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found: dict[Series, list[Edition]] = {series: [] for series in desk_series(actor)}
    for edition in desk_editions(actor):
        found.setdefault(edition.series, []).append(edition)
    shelves = [_shelf(actor, series, editions) for series, editions in found.items()]
    context = {"shelves": shelves, "may_add": administers_anything.test(actor), "here": "desk"}
    return render(request, "desk/desk.html", context)


def _shelf(actor: Actor, series: Series, editions: list[Edition]) -> Shelf:
    record = address("record", series) if translates.test(actor, series) else ""
    add = address("add_edition", series) if runs.test(actor, series) else ""
    return Shelf(series, editions, record, add)


@requires(reads_desk, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    strong = strengths(edition)
    found = readiness.items(edition, strong)
    context = {
        "kpi": kpi(edition, strong),
        "strengths": in_order(edition, strong),
        "readiness": readiness.linked(edition, found, _pages(actor_of(request), edition)),
        "done": sum(item.state == "done" for item in found),
        "deeds": log.deeds(log.entries(edition)[:RECENT_ENTRIES])[:RECENT_DEEDS],
    }
    return page(request, edition, "desk/overview.html", context, here="overview")


def _pages(actor: Actor, edition: Edition) -> frozenset[str]:
    if runs.test(actor, edition):
        every = ("record", "places", "quotas", "roster", "tables", "opinions", "publish", "close", "people")
        return frozenset(every)
    if translates.test(actor, edition):
        return frozenset({"record", "opinions", "publish"})
    return frozenset({"people"}) if meets_people.test(actor, edition) else frozenset()


@dataclass(frozen=True)
class Numbers:
    """`days` to the first day; None when that is not known to the day or all is over, negative once begun."""

    days: int | None
    confirmed: int
    places: int
    governments: int
    newcomers: int

    @property
    def since(self) -> int:
        return -(self.days or 0)


def kpi(edition: Edition, strong: list[Strength]) -> Numbers:
    when = ImpreciseDate.parse(edition.date)
    over = edition.status in (Status.COMPLETED, Status.CANCELLED)
    exact = when.precision == "day" and not over
    days = (when.earliest - timezone.localdate()).days if exact else None
    people = confirmed(edition)
    return Numbers(
        days=days,
        confirmed=sum(each.confirmed for each in strong),
        places=sum(each.quota or 0 for each in strong),
        governments=people.order_by().values("home").exclude(home=None).distinct().count(),
        newcomers=_first_timers(edition),
    )


def _first_timers(edition: Edition) -> int:
    """Participants with no entry in any other edition of the series."""
    others = edition.series.editions.exclude(pk=edition.pk)
    again = Person.objects.filter(participations__edition__in=others)
    return confirmed(edition).exclude(person__in=again).count()


def in_order(edition: Edition, strong: list[Strength]) -> list[Strength]:
    """Delegations in the order the series has set for the language of the page."""
    rank = country_rank(edition)
    return sorted(strong, key=lambda each: rank(each.delegation.country_id))


def country_rank(edition: Edition) -> Callable[[str], tuple[int, str]]:
    """Sorts country codes as the series has them in the language of the page; the others follow by code."""
    order = edition.series.country_order.get(get_language() or "en", [])
    return lambda code: (order.index(code) if code in order else len(order), code)
