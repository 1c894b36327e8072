"""Handing out a document with personal data: built first, then logged; without the log entries nobody gets it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction

from trilogue.documents import discussion_sheets, meeting_list
from trilogue.documents.document import Document
from trilogue.domain.delegations.queries import named
from trilogue.domain.delegations.queries.versions import people_of_versions
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.queries import network_until, people_of
from trilogue.domain.tables.models import InterpreterSeat
from trilogue.domain.tables.queries import plan_of
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import access, log

NETWORK = frozenset({"network_editions", "network_governments", "network_people"})
MEETINGS = "meetings"
SHEETS = "discussion_sheets"
OF_INTERPRETERS = "by_interpreter"
WITH_INTERPRETERS = frozenset({OF_INTERPRETERS, "table_plan", "by_table", "moderator_sheets"})
"""Kinds that name interpreters; the first names nobody else."""


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
    """Whose data a document holds."""
    if kind in NETWORK:
        return people_of(network_until(edition))
    if kind == MEETINGS:
        return meeting_list.people_of(edition)
    if kind == SHEETS:
        return discussion_sheets.people_of(edition, which["round_number"])
    interpreters = _interpreters(edition) if kind in WITH_INTERPRETERS else set()
    return interpreters if kind == OF_INTERPRETERS else interpreters | _listed(edition, which)


def _listed(edition: Edition, which: Mapping[str, Any]) -> set[int]:
    """Those of the frozen lists it is made of, else those who take part."""
    numbers = {which[name] for name in ("number", "older", "newer") if which.get(name)}
    frozen = set(people_of_versions(edition, numbers))
    is_live = not which or which.get("newer") == 0
    return frozen | (set(named(edition).values_list("person", flat=True)) if is_live else set())


def _interpreters(edition: Edition) -> set[int]:
    """Who is sent to a table in the plan that is handed out."""
    sent = InterpreterSeat.objects.filter(plan=plan_of(edition)).exclude(interpreter__person=None)
    return set(sent.values_list("interpreter__person", flat=True))


def _build(edition: Edition, kind: str, form: str, language: str, which: Mapping[str, Any]) -> Document:
    from trilogue.documents import (
        badges,
        by_interpreter,
        by_person,
        by_table,
        list_version,
        moderator_sheets,
        name_list,
        network_files,
        table_plan,
    )

    in_several_forms: Mapping[str, Callable[..., Document]] = {
        "table_plan": table_plan.build,
        "by_table": by_table.build,
        "by_person": by_person.build,
        OF_INTERPRETERS: by_interpreter.build,
        MEETINGS: meeting_list.build,
    }
    in_one_form: Mapping[tuple[str, str], Callable[..., Document]] = {
        ("name_list", "xlsx"): name_list.build,
        ("badges", "pdf"): badges.build,
        ("moderator_sheets", "pdf"): moderator_sheets.build,
        ("list_version", "xlsx"): list_version.build_version,
        ("list_changes", "xlsx"): list_version.build_changes,
    }
    if kind in in_several_forms:
        return in_several_forms[kind](edition, language, form)
    if kind == SHEETS:
        return discussion_sheets.build(edition, language, form, **which)
    if kind in NETWORK:
        return network_files.build(edition, kind, form, language)
    if (kind, form) in in_one_form:
        return in_one_form[kind, form](edition, language, **which)
    raise LookupError(f"{kind}.{form}")
