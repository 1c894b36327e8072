"""The history of one thing of the record, an earlier state of it, and what was removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.actions import NoLongerFits, bring_back
from trilogue.domain.editions.models import Revision
from trilogue.domain.editions.queries import removed_from, revisions_of
from trilogue.flows.restore import restore as restore_state
from trilogue.foundation.access import requires
from trilogue.web.desk import difference, place, words
from trilogue.web.desk.difference import Part
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.kinds import Kind, kept_kinds_of, kind_of
from trilogue.web.desk.place import Place, Spot, address, held, there
from trilogue.web.desk.record import mark_of
from trilogue.web.desk.seen import digest

CHANGES_A_PAGE = 20
ID_LARGEST = 2**63 - 1
REASONS = {
    "gone": _("What it refers to has been removed since. Bring that back first."),
    "taken": _("Something else stands in its place now. Change or remove that first."),
    "unknown": _("It says something that can no longer be entered."),
    "deleted": _("Its file has been deleted since."),
}


@dataclass(frozen=True)
class Past:
    """One object by its number, which may have been removed (`row` is None), and one of its revisions."""

    key: int
    row: Any = None
    revision: Revision | None = None


@dataclass(frozen=True)
class Change:
    at: datetime | None
    who: str
    deed: str
    number: int
    parts: list[Part]
    restore: str


class Dense:
    """The revisions of one object for a paginator: their numbers have no gaps, so a page is a range of an index."""

    def __init__(self, kind: Kind, key: int) -> None:
        self.found = revisions_of(kind.model, key)

    def count(self) -> int:
        return self.found.values_list("number", flat=True).first() or 0

    def __getitem__(self, asked: slice) -> list[Revision]:
        """Those of a page, newest first, and the one before them."""
        newest = self.count() - asked.start
        wanted = self.found.filter(number__lte=newest, number__gte=newest - (asked.stop - asked.start))
        return list(wanted.select_related("account"))


def load_past(slug: str, kind: str, pk: int, number: int | None = None) -> Spot:
    """A thing that stands in the record, or one that did."""
    where = place.load(slug, number)
    one = kind_of(kept_kinds_of(where), kind)
    row = next((each for each in one.rows(where) if each.pk == pk), None)
    if row is None and not _removed(where, one, pk):
        raise Http404
    return Spot(where, one, Past(pk, row))


def load_revision(slug: str, kind: str, pk: int, revision: int, number: int | None = None) -> Spot:
    spot = load_past(slug, kind, pk, number)
    if revision > ID_LARGEST:
        raise Http404
    found = revisions_of(spot.kind.model, pk).select_related("edition", "series", "account")
    one = found.filter(number=revision).first()
    if one is None or (spot.row.row is None and not one.removed):
        raise Http404
    return Spot(spot.place, spot.kind, Past(pk, spot.row.row, one))


def _removed(where: Place, kind: Kind, key: int) -> Revision | None:
    if key > ID_LARGEST:
        return None
    found = removed_from(where).filter(object_type=kind.model._meta.label_lower, object_id=key).first()
    return found if found and kind_of_removed(where, found) == kind else None


def kind_of_removed(where: Place, revision: Revision) -> Kind | None:
    """The kind of the record that a removed thing was of; the lines of each kind are of one model."""
    for kind in kept_kinds_of(where):
        if kind.model._meta.label_lower == revision.object_type and kind.line in (
            "",
            revision.values.get("kind"),
        ):
            return kind
    return None


@requires(there(translates), load_past)
@require_GET
def history(request: HttpRequest, spot: Spot) -> HttpResponse:
    past: Past = spot.row
    dense: Any = Dense(spot.kind, past.key)
    revisions = Paginator(dense, CHANGES_A_PAGE).get_page(request.GET.get("page"))
    may_run = runs.test(actor_of(request), spot.place)
    context = {
        "kind": spot.kind,
        "mark": _mark(spot),
        "changes": _changes(spot, list(revisions), may_run=may_run),
        "revisions": revisions,
        "is_removed": past.row is None,
        "back": address("record", spot.place),
    }
    return page(request, spot.place, "desk/record_history.html", context, here="record")


def _changes(spot: Spot, revisions: list[Revision], *, may_run: bool) -> list[Change]:
    """What each revision of a page changed of the one before it, which stands behind the last of them."""
    before = [*revisions[1:], None][: len(revisions)]
    pairs = list(zip(revisions, before, strict=True))
    if len(revisions) > CHANGES_A_PAGE:
        pairs = pairs[:CHANGES_A_PAGE]
    newest = revisions_of(spot.kind.model, spot.row.key).values_list("number", flat=True).first()
    return [
        _change(spot, one, old, restorable=may_run and (one.number == newest) == (spot.row.row is None))
        for one, old in pairs
    ]


def _change(spot: Spot, revision: Revision, before: Revision | None, *, restorable: bool) -> Change:
    account = revision.account
    return Change(
        revision.at,
        (account.name or account.email) if account else "",
        _deed(revision, before),
        revision.number,
        _between(spot.kind, before.values, revision.values) if before and not revision.removed else [],
        address("record_restore", spot.place, spot.kind.key, spot.row.key, revision.number)
        if restorable
        else "",
    )


def _between(kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Part]:
    """Only what both of them tell: a removal keeps more than a change."""
    return difference.of_states(kind.model, before, after, [name for name in after if name in before])


def _deed(revision: Revision, before: Revision | None) -> str:
    if revision.removed:
        return _("removed")
    if before is None:
        return _("as it stood before the first change")
    if before.removed:
        return _("brought back")
    return ", ".join(words.field(name) for name in revision.fields)


def _mark(spot: Spot) -> str:
    return mark_of(spot.kind, spot.row.row) if spot.row.row else ""


@requires(there(runs), load_revision)
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, spot: Spot) -> HttpResponse:
    """An earlier state, or a thing that was removed, after asking."""
    refused = _restored(request, spot) if request.method == "POST" else ""
    if refused is None:
        published = spot.kind.home == "record"
        messages.success(
            request, _("It stands again as it was. It is not published yet.") if published else _("Saved.")
        )
        return redirect(address(spot.kind.home, spot.place))
    past: Past = spot.row
    kind: Kind = spot.kind
    now = revisions_of(kind.model, past.key).first()
    context = {
        "kind": kind,
        "mark": _mark(spot),
        "revision": past.revision,
        "is_removed": past.row is None,
        "parts": _between(kind, now.values, past.revision.values)
        if now and past.row and past.revision
        else [],
        "kept": _told(kind, past.revision) if past.row is None and past.revision else [],
        "loaded": _seen(past.row, past.revision) if past.row and past.revision else "",
        "refused": refused,
        "back": address("record_history", spot.place, kind.key, past.key),
    }
    return page(request, spot.place, "desk/record_restore.html", context, here="record")


def _told(kind: Kind, revision: Revision) -> list[Part]:
    return difference.of_states(kind.model, {}, revision.values, [*kind.once, *kind.fields])


def _seen(row: Any, revision: Revision) -> str:
    """What stands now in all that the earlier state would change, also where the form of the record shows less."""
    return digest(row, {each.name for each in row._meta.concrete_fields} & revision.values.keys())


@transaction.atomic
def _restored(request: HttpRequest, spot: Spot) -> str | None:
    """Do it, or say why it cannot be done."""
    past: Past = spot.row
    revision: Revision = past.revision  # type: ignore[assignment]
    try:
        with transaction.atomic():
            if past.row is None:
                bring_back(revision, spot.kind.model, by=actor_of(request))
                return None
            locked = held(past.row)
            if request.POST.get("loaded") != _seen(locked, revision):
                return _("Somebody changed it meanwhile. See below what would change now.")
            restore_state(locked, revision, by=actor_of(request))
    except NoLongerFits as error:
        reason = str(REASONS[error.code])
        return f"{words.field(error.field)}: {reason}" if error.field else reason
    return None


@dataclass(frozen=True)
class Gone:
    at: datetime | None
    who: str
    what: str
    parts: list[Part]
    restore: str


@requires(runs, place.load)
@require_GET
def removed(request: HttpRequest, where: Place) -> HttpResponse:
    found = Paginator(removed_from(where), CHANGES_A_PAGE).get_page(request.GET.get("page"))
    listed = [gone for gone in (_gone(where, each) for each in found) if gone]
    context = {"gone": listed, "found": found, "back": address("record", where)}
    return page(request, where, "desk/record_removed.html", context, here="record")


def _gone(where: Place, revision: Revision) -> Gone | None:
    kind = kind_of_removed(where, revision)
    if kind is None:
        return None
    account = revision.account
    return Gone(
        revision.at,
        (account.name or account.email) if account else "",
        str(words.OBJECTS.get(revision.object_type, revision.object_type)),
        _told(kind, revision),
        address("record_restore", where, kind.key, revision.object_id, revision.number),
    )
