from trilogue.domain.network.queries.encounters import (
    EditionTies,
    Met,
    encounters_of,
    network_until,
    pairs_of,
    people_of,
    published_plan,
    seated_together,
)

__all__ = [
    "EditionTies",
    "Met",
    "encounters_of",
    "network_until",
    "pairs_of",
    "people_of",
    "published_plan",
    "seated_together",
]
