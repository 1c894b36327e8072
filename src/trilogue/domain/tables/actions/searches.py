"""Asking for a plan, and what the worker says about it. Only the asking, stopping and starting again are deeds of
somebody and logged; how far a search is, is written twice a second and not.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.choices import Asked, SearchState
from trilogue.domain.tables.models import Search, TablePlan
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.queue import enqueue

SILENCE = timedelta(seconds=30)
"""A search that nobody heard of for so long has no worker any more."""


@transaction.atomic
def ask_search(
    *,
    by: Actor,
    edition: Edition,
    asked: Asked,
    most_steps: int,
    now: datetime,
    start: TablePlan | None = None,
    anew: bool = False,
    priced: bool = False,
) -> Search:
    search = Search.objects.create(
        edition=edition,
        parameters={**asked.to_json(), "anew": anew, "priced": priced},
        start=start,
        most_steps=most_steps,
        asked_at=now,
        asked_by_id=by.account,
    )
    log.write("ask_tables", search, by=by, edition=edition.pk)
    enqueue("search_tables", search=search.pk)
    return search


@transaction.atomic
def stop_search(search: Search, *, by: Actor) -> None:
    """The best plan so far is kept."""
    Search.objects.filter(pk=search.pk).update(stop_asked=True)
    log.write("stop_search", search, by=by, fields=["state"], edition=search.edition_id)


@transaction.atomic
def restart_search(search: Search, *, by: Actor, now: datetime) -> bool:
    """Begin again what failed or lost its worker; returns whether it was so."""
    held = log.hold(Search.objects.filter(pk=search.pk)).get()
    if held.state == SearchState.DONE or (held.state != SearchState.FAILED and not lost(held, now)):
        return False
    Search.objects.filter(pk=search.pk).update(
        state=SearchState.WAITING, steps=0, best={}, failure={}, stop_asked=False, asked_at=now, heard_at=None
    )
    log.write("restart_search", search, by=by, fields=["state"], edition=search.edition_id)
    enqueue("search_tables", search=search.pk)
    return True


def lost(search: Search, now: datetime) -> bool:
    """Has its worker died, or has none taken it up?"""
    under_way = search.state in (SearchState.WAITING, SearchState.RUNNING)
    return under_way and now - (search.heard_at or search.asked_at) > SILENCE


@transaction.atomic
def take_up(search: int, *, now: datetime) -> Search | None:
    """The search, for the one worker that may go on with it."""
    asked = Search.objects.filter(pk=search).select_related("edition__series", "start")
    held = log.hold(asked, of=("self",)).first()
    if held is None or not (
        held.state == SearchState.WAITING or (held.state == SearchState.RUNNING and lost(held, now))
    ):
        return None
    held.state, held.heard_at = SearchState.RUNNING, now
    held.save(update_fields=["state", "heard_at"])
    return held


def tell(search: Search, *, steps: int, best: Mapping[str, Any], now: datetime) -> bool:
    """How far it is; returns whether somebody asked to stop."""
    Search.objects.filter(pk=search.pk).update(steps=steps, best=dict(best), heard_at=now)
    return Search.objects.filter(pk=search.pk, stop_asked=True).exists()


def finish(search: Search, *, plan: TablePlan, now: datetime) -> None:
    Search.objects.filter(pk=search.pk).update(
        state=SearchState.DONE, plan=plan, parameters=search.parameters, heard_at=now
    )


def fail(search: Search, *, failure: Mapping[str, Any], now: datetime) -> None:
    Search.objects.filter(pk=search.pk).update(state=SearchState.FAILED, failure=dict(failure), heard_at=now)
