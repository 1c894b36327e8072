"""Handing out a document with personal data: built first, then logged; without the log entries nobody gets it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from trilogue.documents import meeting_list
from trilogue.documents.document import Document
from trilogue.domain.delegations.queries import named
from trilogue.domain.delegations.queries.versions import people_of_versions
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import access, log


class ReasonNeeded(Exception):
    """A download of personal data says what it is for."""

    code = "reason_needed"


def hand_out(
    edition: Edition,
    kind: str,
    form: str,
    language: str,
    *,
    by: Actor,
    reason: str,
    origin: str = "",
    **which: Any,
) -> Document:
    """`which` says which document of its kind.

    Raises ReasonNeeded for an empty reason, LookupError for a kind or form that does not exist.
    """
    document = _build(edition, kind, form, language, which)
    people = _people(edition, kind, which)
    return deliver(document, edition, kind, people=people, by=by, reason=reason, origin=origin)


@transaction.atomic
def deliver(
    document: Document,
    edition: Edition,
    kind: str,
    *,
    people: Iterable[int],
    by: Actor,
    reason: str,
    origin: str = "",
) -> Document:
    """Log that a built document with the data of `people` (person ids) is handed out, and pass it on.

    Raises ReasonNeeded for an empty reason.
    """
    if not reason.strip():
        raise ReasonNeeded
    log.write(f"download_{kind}", edition, by=by, fields=["participations"], edition=edition.pk)
    form = document.name.rpartition(".")[2]
    access.seen(
        by=by,
        what=f"{kind}.{form}",
        people=people,
        edition=edition.pk,
        reason=reason.strip(),
        origin=origin,
    )
    return document


def _people(edition: Edition, kind: str, which: Mapping[str, Any]) -> set[int]:
    """Whose data a document holds: those who meet, those of the frozen lists, else those who take part."""
    if kind == "meetings":
        return meeting_list.people_of(edition)
    numbers = {which[name] for name in ("number", "older", "newer") if which.get(name)}
    frozen = set(people_of_versions(edition, numbers))
    is_live = not which or which.get("newer") == 0
    return frozen | (set(named(edition).values_list("person", flat=True)) if is_live else set())


def _build(edition: Edition, kind: str, form: str, language: str, which: Mapping[str, Any]) -> Document:
    from trilogue.documents import badges, list_version, name_list, table_plan

    match kind, form:
        case "name_list", "xlsx":
            return name_list.build(edition, language)
        case "badges", "pdf":
            return badges.build(edition, language)
        case "table_plan", ("xlsx" | "pdf"):
            return table_plan.build(edition, language, form)
        case "meetings", ("csv" | "pdf"):
            return meeting_list.build(edition, language, form)
        case "list_version", "xlsx":
            return list_version.build_version(edition, language, **which)
        case "list_changes", "xlsx":
            return list_version.build_changes(edition, language, **which)
    raise LookupError(f"{kind}.{form}")
