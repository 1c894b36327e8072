"""Texts and facts: what there is, in which languages it stands, and the form for each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.editions.queries import removed_from
from trilogue.foundation.access import requires
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS, State, Text
from trilogue.web.desk import changes, place
from trilogue.web.desk.forms import RecordForm
from trilogue.web.desk.frame import actor_of, page, tell_saved
from trilogue.web.desk.kinds import Kind, can_add, kind_of, kinds_of, row_of
from trilogue.web.desk.place import Place, Spot, address, held, there
from trilogue.web.desk.removing import remove_as_seen
from trilogue.web.desk.seen import digest

form_methods = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Standing:
    """How one row stands in one language: the worst of its texts."""

    tag: str
    endonym: str
    state: str
    outdated: bool


@dataclass(frozen=True)
class Listed:
    mark: str
    headline: Text | None
    words: str
    standings: tuple[Standing, ...]
    unpublished: bool
    edit: str
    remove: str
    history: str


@dataclass(frozen=True)
class Group:
    kind: Kind
    rows: tuple[Listed, ...]
    add: str


def load_kind(slug: str, kind: str, number: int | None = None) -> Spot:
    where = place.load(slug, number)
    return Spot(where, kind_of(kinds_of(where), kind))


def load_row(slug: str, kind: str, pk: int, number: int | None = None) -> Spot:
    spot = load_kind(slug, kind, number)
    return Spot(spot.place, spot.kind, row_of(spot.place, spot.kind, pk))


@requires(translates, place.load)
@require_GET
def overview(request: HttpRequest, where: Place) -> HttpResponse:
    unpublished = changes.marks(where)
    may_run = runs.test(actor_of(request), where)
    groups = [_group(kind, where, unpublished, may_run=may_run) for kind in kinds_of(where)]
    context = {
        "groups": groups,
        "removed_url": address("record_removed", where) if may_run else "",
        "removed": removed_from(where).count() if may_run else 0,
        "countries_url": address("countries", where) if may_run and isinstance(where, Series) else "",
    }
    return page(request, where, "desk/record.html", context, here="record")


@requires(there(translates), load_row)
@form_methods
def edit(request: HttpRequest, spot: Spot) -> HttpResponse:
    texts_only = not runs.test(actor_of(request), spot.place)
    if request.method == "POST":
        return _change(request, spot, texts_only=texts_only)
    return _form_page(request, spot, RecordForm(spot.kind, spot.place, spot.row, texts_only=texts_only))


@requires(there(runs), load_kind)
@form_methods
def add(request: HttpRequest, spot: Spot) -> HttpResponse:
    form = RecordForm(spot.kind, spot.place, data=request.POST if request.method == "POST" else None)
    if not can_add(spot.kind, list(spot.kind.rows(spot.place))):
        return redirect(address("record", spot.place))
    if form.is_valid():
        spot.kind.add(actor_of(request), spot.place, form.values())
        messages.success(request, _("Added. It is not published yet."))
        return redirect(address("record", spot.place))
    return _form_page(request, spot, form)


@requires(there(runs), load_row)
@form_methods
def remove(request: HttpRequest, spot: Spot) -> HttpResponse:
    if spot.kind.remove is None or not spot.kind.can_remove(spot.row):
        return redirect(address("record", spot.place))
    since = None
    if request.method == "POST":
        since = remove_as_seen(request, spot.row, spot.kind.fields, spot.kind.remove)
        if since is None:
            messages.success(request, _("Removed. Readers see it until you publish."))
            return redirect(address("record", spot.place))
    context = {
        "listed": _listed(spot.kind, spot.row, spot.place, frozenset(), may_run=False),
        "loaded": digest(spot.row, spot.kind.fields),
        "unseen": since,
        "back": address("record", spot.place),
    }
    return page(request, spot.place, "desk/remove.html", context, here="record")


@transaction.atomic
def _change(request: HttpRequest, spot: Spot, *, texts_only: bool) -> HttpResponse:
    """Against the row as it is now, under its lock: a form loaded earlier may not overwrite what came since."""
    locked = held(spot.row)
    form = RecordForm(spot.kind, spot.place, locked, texts_only=texts_only, data=request.POST)
    since = form.catch_up()
    if since or not form.is_valid():
        return _form_page(request, spot, form, unseen=since)
    tell_saved(request, changed=spot.kind.change(locked, by=actor_of(request), **form.values()))
    return redirect(address("record", spot.place))


def _form_page(request: HttpRequest, spot: Spot, form: RecordForm, **more: Any) -> HttpResponse:
    mark = mark_of(spot.kind, spot.row) if spot.row else ""
    context = {"form": form, "kind": spot.kind, "mark": mark, "back": address("record", spot.place), **more}
    if spot.row:
        context["history"] = address("record_history", spot.place, spot.kind.key, spot.row.pk)
    return page(request, spot.place, "desk/edit.html", context, here="record")


def _group(kind: Kind, where: Place, unpublished: frozenset[str], *, may_run: bool) -> Group:
    rows = list(kind.rows(where))
    listed = tuple(_listed(kind, row, where, unpublished, may_run=may_run) for row in rows)
    offered = may_run and can_add(kind, rows)
    return Group(kind, listed, address("record_add", where, kind.key) if offered else "")


def _listed(kind: Kind, row: Any, where: Place, unpublished: frozenset[str], *, may_run: bool) -> Listed:
    said = kind.headline(row)
    removable = may_run and kind.remove is not None and kind.can_remove(row)
    return Listed(
        mark_of(kind, row),
        said if isinstance(said, Text) else None,
        "" if isinstance(said, Text) else said,
        _standings(kind, row),
        _is_unpublished(kind, row, unpublished),
        address("record_edit", where, kind.key, row.pk),
        address("record_remove", where, kind.key, row.pk) if removable else "",
        address("record_history", where, kind.key, row.pk),
    )


def mark_of(kind: Kind, row: Any) -> str:
    return str(kind.mark(row)[-1])


def _is_unpublished(kind: Kind, row: Any, unpublished: frozenset[str]) -> bool:
    """The edition and the series themselves differ when one of their own columns does."""
    if isinstance(row, Edition) or kind.key == "series":
        return any(name in unpublished for name in (*kind.fields, "places"))
    return "/".join(kind.mark(row)) in unpublished


def _standings(kind: Kind, row: Any) -> tuple[Standing, ...]:
    texts = [value for name in kind.fields if isinstance(value := getattr(row, name), Text) and value]
    if not texts:
        return ()
    worst = list(State)
    return tuple(
        Standing(
            TAGS[language],
            ENDONYMS[language],
            max((text.state(language) for text in texts), key=worst.index).value,
            any(text.shown(language).outdated for text in texts if text.state(language) != State.MISSING),
        )
        for language in LANGUAGES
    )
