"""The frame of every desk page: who is asking, where one can go, and the life of the edition at the side."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trilogue.domain.editions.access import roles, runs
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor
from trilogue.web.desk import menu
from trilogue.web.desk.place import Place, edition_of, series_of
from trilogue.web.desk.rail import Step, life


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def tell_saved(request: HttpRequest, *, changed: Collection[str] | bool) -> None:
    """That something is saved, or that there was nothing to save."""
    if changed:
        messages.success(request, _("Saved. It is not published yet."))
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))


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
        "menu": menu.groups(actor, where, here),
        "life": steps(actor, where),
        "may_run": runs.test(actor, where),
        "role": " · ".join(str(Role(each).label) for each in Role if each in roles(actor, where)),
    }
    return render(request, template, {**(context or {}), **frame}, status=status)


def steps(actor: Actor, where: Place) -> list[Step]:
    return life(actor, where) if isinstance(where, Edition) else []
