from trilogue.domain.places.queries.governments import governments_by_code, name_at
from trilogue.domain.places.queries.links import (
    Ties,
    by_name,
    government_by_label,
    link_between,
    links_of,
    ties,
)

__all__ = [
    "Ties",
    "by_name",
    "government_by_label",
    "governments_by_code",
    "link_between",
    "links_of",
    "name_at",
    "ties",
]
