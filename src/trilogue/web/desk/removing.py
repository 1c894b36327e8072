"""Removing a row that others may have changed after the page that asks."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import held
from trilogue.web.desk.seen import Unseen, changed_since


@transaction.atomic
def remove_as_seen(
    request: HttpRequest, row: Any, names: Iterable[str], remove: Callable[..., object]
) -> Unseen | None:
    """Remove it, unless somebody changed one of `names` since the page was loaded: then what changed."""
    locked = held(row)
    since = changed_since(locked, names, request.POST.get("loaded", ""))
    if since is None:
        remove(locked, by=actor_of(request))
    return since
