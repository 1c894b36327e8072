"""Reads of series and editions: who has a role there, the record and its history, what is published."""

from trilogue.domain.editions.queries.appointments import (
    actor_of,
    at,
    desk_editions,
    desk_series,
    nobody_else_administers,
)
from trilogue.domain.editions.queries.files import (
    named_files,
    shown_files,
)
from trilogue.domain.editions.queries.history import (
    changed_at,
    official_before,
    removed_from,
    revisions_of,
)
from trilogue.domain.editions.queries.links import (
    living_link,
    living_links,
    token_hash,
    waiting_links,
)
from trilogue.domain.editions.queries.publications import (
    current_publications,
    installation,
    published_version,
    scheduled_at,
)

__all__ = [
    "actor_of",
    "at",
    "changed_at",
    "current_publications",
    "desk_editions",
    "desk_series",
    "installation",
    "living_link",
    "living_links",
    "named_files",
    "nobody_else_administers",
    "official_before",
    "published_version",
    "removed_from",
    "revisions_of",
    "scheduled_at",
    "shown_files",
    "token_hash",
    "waiting_links",
]
