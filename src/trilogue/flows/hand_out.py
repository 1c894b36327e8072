"""Handing out a document with personal data: built first, then logged; without the log entry nobody gets it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from trilogue.documents.document import Document
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


def hand_out(edition: Edition, kind: str, form: str, language: str, *, by: Actor, **which: Any) -> Document:
    """`which` says what document of its kind. Raises LookupError for a kind or form that does not exist."""
    document = _build(edition, kind, form, language, which)
    with transaction.atomic():
        log.write(f"download_{kind}", edition, by=by, fields=["participations"], edition=edition.pk)
    return document


def _build(edition: Edition, kind: str, form: str, language: str, which: Mapping[str, Any]) -> Document:
    from trilogue.documents import badges, list_version, name_list, table_plan

    match kind, form:
        case "name_list", "xlsx":
            return name_list.build(edition, language)
        case "badges", "pdf":
            return badges.build(edition, language)
        case "table_plan", ("xlsx" | "pdf"):
            return table_plan.build(edition, language, form)
        case "list_version", "xlsx":
            return list_version.build_version(edition, language, **which)
        case "list_changes", "xlsx":
            return list_version.build_changes(edition, language, **which)
    raise LookupError(f"{kind}.{form}")
