from trilogue.domain.places.queries.governments import (
    find_governments,
    governments_by_code,
    name_at,
    present_name,
    registry,
)
from trilogue.domain.places.queries.links import (
    Ties,
    by_name,
    government_by_label,
    link_between,
    linked_governments,
    links_of,
    ties,
)

__all__ = [
    "Ties",
    "by_name",
    "find_governments",
    "government_by_label",
    "governments_by_code",
    "link_between",
    "linked_governments",
    "links_of",
    "name_at",
    "present_name",
    "registry",
    "ties",
]
