"""Records that may be one person: the desk says that they are, or that they are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trilogue.domain.delegations.queries import governments_of, keeps, people_kept_by
from trilogue.domain.editions.access import runs_anything
from trilogue.domain.people import actions
from trilogue.domain.people.actions import AlreadyOne, KeptApart
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import Proposal, alike, proposals
from trilogue.flows.merge_people import ChooseNomination, merge_people
from trilogue.foundation.access import Actor, origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.foundation.text import say
from trilogue.web.desk.cards import Card, cards
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.people_words import REASONS
from trilogue.web.desk.person import address

PAGE = 25


@dataclass(frozen=True)
class Pair:
    first: Card
    second: Card
    reasons: list[Any]
    namesakes: bool


class PairForm(forms.Form):
    """Two records, by what stands in their addresses. One that the actor does not look after is none."""

    kept = forms.UUIDField()
    absorbed = forms.UUIDField()

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST)
        self.actor = actor_of(request)

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        for name in ("kept", "absorbed"):
            values[name] = _person(values.get(name), self.actor)
        if None in values.values():
            raise forms.ValidationError("gone")
        return values


def _person(public_id: UUID | None, actor: Actor) -> Person | None:
    found = Person.objects.filter(public_id=public_id, erased_at=None).first() if public_id else None
    return found if found and keeps(actor, found) else None


@requires(runs_anything)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = proposals(within=people_kept_by(actor), governments=governments_of)
    page = found[:PAGE]
    known = {
        card.person.pk: card
        for card in cards([person.pk for each in page for person in (each.first, each.second)], actor)
    }
    seen(by=actor, what="duplicates", people=known, edition=None, origin=origin_of(request))
    context = {"pairs": [_pair(each, known) for each in page], "count": len(found), "here": "directory"}
    return render(request, "desk/duplicates.html", context)


def _pair(proposal: Proposal, known: Mapping[int, Card]) -> Pair:
    reasons = [REASONS.get(code, code) for code in proposal.reasons]
    return Pair(known[proposal.first.pk], known[proposal.second.pk], reasons, proposal.namesakes)


@requires(runs_anything)
@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    form = PairForm(request)
    if not form.is_valid():
        messages.error(request, _("One of the two records does not exist any more."))
        return redirect("duplicates")
    kept, absorbed = form.cleaned_data["kept"], form.cleaned_data["absorbed"]
    reasons = next((each.reasons for each in alike(kept) if absorbed in (each.first, each.second)), ())
    try:
        merge_people(kept, absorbed, by=actor_of(request), reasons=reasons, now=timezone.now())
    except AlreadyOne:
        messages.error(request, _("These are one record already."))
    except KeptApart:
        messages.error(
            request,
            _("Somebody decided that these are two people. Take that back on the page of the person first."),
        )
    except ChooseNomination as choice:
        messages.error(
            request,
            _(
                "Both are in the %(edition)s edition, and only the record that would go holds a place there. "
                "Keep that record instead, or withdraw one of the two nominations first."
            )
            % {"edition": say.ordinal(choice.kept.edition.number, request.LANGUAGE_CODE)},
        )
        return redirect("duplicates")
    else:
        messages.success(request, _("The two records are one person now. This can be undone here."))
    return redirect(address(kept))


@requires(runs_anything)
@require_POST
def keep_apart(request: HttpRequest) -> HttpResponse:
    return _told(request, apart=True)


@requires(runs_anything)
@require_POST
def reconsider(request: HttpRequest) -> HttpResponse:
    return _told(request, apart=False)


def _told(request: HttpRequest, *, apart: bool) -> HttpResponse:
    form = PairForm(request)
    if not form.is_valid():
        messages.error(request, _("One of the two records does not exist any more."))
        return redirect("duplicates")
    first, second = form.cleaned_data["kept"], form.cleaned_data["absorbed"]
    if not apart:
        actions.reconsider(first, second, by=actor_of(request))
        return redirect(address(first))
    try:
        actions.keep_apart(first, second, by=actor_of(request), now=timezone.now())
    except AlreadyOne:
        messages.error(request, _("These are one record already."))
    else:
        messages.success(request, _("Noted: two people. They are not proposed again."))
    return redirect("duplicates")
