"""What a nominator's address means: a government in a call, reached by a personal link or by an account.

The link's token is all the credential there is. A token that never was, one that expired and one that was revoked
get the same page with the same status after the same query.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from trilogue.domain.delegations import queries
from trilogue.domain.delegations.access import nominates, own_government
from trilogue.domain.delegations.actions import mark_opened
from trilogue.domain.delegations.models import Invitation, Participation, RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Government
from trilogue.flows.nominate import Office
from trilogue.foundation.access import ANONYMOUS, Actor, anyone, limits, predicate, requires
from trilogue.foundation.access.limits import take_of_network
from trilogue.foundation.access.private import private

View = Callable[..., HttpResponse]
LARGEST = 32767
LARGEST_ROW = 2**63 - 1


class DeadLink(Http404):
    """The token opens nothing: unknown, expired or revoked."""


@dataclass(frozen=True)
class Visit:
    """`prefix` and `keys` make the addresses of the same way in; `rest` is what the address says besides."""

    office: Office
    prefix: str
    keys: tuple[Any, ...]
    rest: dict[str, Any] = field(default_factory=dict)

    def address(self, name: str = "", *more: Any) -> str:
        return reverse(f"{self.prefix}_{name}" if name else self.prefix, args=(*self.keys, *more))

    def nomination(self) -> Participation:
        """The nomination of the address, among the government's own; 404 for every other."""
        own = queries.nominated_by(self.office.call.edition, self.office.government)
        return get_object_or_404(own, pk=self._pk())

    def upload(self) -> RosterUpload:
        """The returned workbook of the address, among the government's own."""
        own = RosterUpload.objects.filter(edition=self.office.call.edition, government=self.office.government)
        return get_object_or_404(own.select_related("edition__series"), pk=self._pk())

    def _pk(self) -> int:
        pk: int = self.rest["pk"]
        if pk > LARGEST_ROW:
            raise Http404
        return pk


@dataclass(frozen=True)
class Own:
    """An edition's nominations by account, before it is known for which government."""

    edition: Edition
    rest: dict[str, Any]


@predicate
def nominates_here(actor: Actor, own: Own) -> bool:
    return bool(nominates.test(actor, own.edition))


def living(token: str, *, personal: bool) -> Invitation:
    found = queries.living_invitation(queries.token_hash(token), personal=personal, now=timezone.now())
    if found is None:
        raise DeadLink
    return found


def load_link(token: str, **rest: Any) -> Visit:
    invitation = living(token, personal=False)
    office = Office(invitation.call, invitation.government, ANONYMOUS, invitation)
    return Visit(office, "nominate", (token,), rest)


def load_own(slug: str, number: int, **rest: Any) -> Own:
    if number > LARGEST:
        raise Http404
    found = Edition.objects.select_related("series")
    return Own(get_object_or_404(found, series__slug=slug, number=number), rest)


def own_visit(request: HttpRequest, own: Own) -> Visit:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    call = queries.call_of(own.edition)
    if call is None:
        raise Http404
    governments = Government.objects.select_related("country").prefetch_related("names")
    government = get_object_or_404(governments, pk=own_government(actor, own.edition) or 0)
    office = Office(call, government, actor)
    return Visit(office, "nominations", (own.edition.series.slug, own.edition.number), own.rest)


def by_link(view: View, load: Callable[..., Any] = load_link) -> View:
    """The view as reached by a personal link."""
    guarded = requires(anyone, load)(_noted(view))

    @wraps(guarded)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return private(guarded(request, **kwargs))
        except DeadLink:
            take_of_network(limits.DEAD_LINKS, request)
            return private(render(request, "nominator/dead.html", status=404))

    return opened


def by_account(view: View) -> View:
    """The same view as reached by a nominator who signed in."""

    @requires(nominates_here, load_own)
    @wraps(view)
    def signed_in(request: HttpRequest, own: Own) -> HttpResponse:
        return private(view(request, own_visit(request, own)))

    return signed_in


def _noted(view: View) -> View:
    """The view, with the first use of the link written down."""

    @wraps(view)
    def seen(request: HttpRequest, visit: Any) -> HttpResponse:
        invitation: Invitation = visit.office.invitation
        if invitation.opened_at is None:
            mark_opened(invitation, by=ANONYMOUS, now=timezone.now())
        return view(request, visit)

    return seen
