"""What an address of the tables means, and who a page of them has shown."""

from collections.abc import Callable, Iterable, Mapping

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import InterpreterSeat, Rule, Search, TablePlan
from trilogue.foundation.access import origin_of
from trilogue.foundation.audit.access import seen
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import LARGEST, Spot, load_edition

MOST_ROUNDS, MOST_TABLES, LARGEST_SEED = 12, 200, 2**53


def load_plan(slug: str, number: int, plan: int) -> Spot:
    edition = load_edition(slug, number)
    return Spot(edition, row=numbered(edition, plan))


def numbered(edition: Edition, plan: int) -> TablePlan:
    if plan > LARGEST:
        raise Http404
    found = TablePlan.objects.filter(edition=edition).select_related("based_on", "made_by", "edition__series")
    return get_object_or_404(found, number=plan)


def load_search(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    found = Search.objects.filter(edition=edition).select_related("plan", "start", "asked_by")
    return Spot(edition, row=get_object_or_404(found, pk=pk))


def load_rule(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    return Spot(edition, row=get_object_or_404(Rule, edition=edition, pk=pk))


def load_interpreter_seat(slug: str, number: int, plan: int, pk: int) -> Spot:
    spot = load_plan(slug, number, plan)
    found = InterpreterSeat.objects.filter(plan=spot.row).select_related("plan")
    return Spot(spot.place, row=get_object_or_404(found, pk=pk))


def load_round(slug: str, number: int, round: int) -> Spot:  # noqa: A002
    if not 1 <= round <= MOST_ROUNDS:
        raise Http404
    return Spot(load_edition(slug, number), row=round)


def whole(typed: object, *, most: int = 2**62) -> int:
    """A number that came with a request; 0 for anything else."""
    text = str(typed)
    fits = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if fits and int(text) <= most else 0


def names_of(people: Mapping[int, Participation]) -> Callable[[object], SafeString]:
    """Says a person by the id of the participation; what is no person is said as it is."""

    def named(who: object) -> SafeString:
        found = people.get(whole(who))
        if found is None:
            return format_html("{}", who)
        name = native_name(found)
        return format_html('<bdi lang="{}">{}</bdi>', name.tag, name.full)

    return named


def note_seen(request: HttpRequest, edition: Edition, people: Iterable[Participation]) -> None:
    seen(
        by=actor_of(request),
        what="tables",
        people=[each.person_id for each in people],
        edition=edition.pk,
        origin=origin_of(request),
    )
