"""The frame of every desk page: who is asking, where one can go, and the life of the edition at the side."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from trilogue.domain.editions.access import administers, meets_people, reads_desk, roles, runs, translates
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor
from trilogue.web.desk.place import Place, address, edition_of, series_of
from trilogue.web.desk.rail import Step, life


@dataclass(frozen=True)
class Link:
    key: str
    words: Any
    url: str


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def page(
    request: HttpRequest,
    where: Place,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    here: str,
    status: int = 200,
) -> HttpResponse:
    """A desk page of a series or an edition. `here` names it among the links and the steps."""
    actor = actor_of(request)
    frame = {
        "place": where,
        "series": series_of(where),
        "edition": edition_of(where),
        "here": here,
        "links": links(actor, where),
        "life": steps(actor, where),
        "may_run": runs.test(actor, where),
        "role": " · ".join(str(Role(each).label) for each in Role if each in roles(actor, where)),
    }
    return render(request, template, {**(context or {}), **frame}, status=status)


def links(actor: Actor, where: Place) -> list[Link]:
    """The pages this actor can open, no other."""
    at_edition = isinstance(where, Edition)
    offered = (
        ("overview", _("Overview"), reads_desk, at_edition),
        ("record", _("Texts and facts"), translates, True),
        ("people", _("People"), meets_people, at_edition),
        ("nominations", _("Nominations"), runs, at_edition),
        ("lists", _("Lists"), runs, at_edition),
        ("network", _("Network"), runs, at_edition),
        ("meetings", _("Meetings"), runs, at_edition),
        ("follow_ups", _("Follow-ups"), runs, at_edition),
        ("publish", _("Publication"), translates, True),
        ("appointments", _("Appointments"), administers, True),
        ("access", _("Who saw whose data"), administers, not at_edition),
    )
    return [
        Link(name, words, address(name, where))
        for name, words, predicate, fits in offered
        if fits and predicate.test(actor, where)
    ]


def steps(actor: Actor, where: Place) -> list[Step]:
    return life(actor, where) if isinstance(where, Edition) else []
