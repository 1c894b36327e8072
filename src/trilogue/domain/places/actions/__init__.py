"""What changes about countries, governments and their links."""

from trilogue.domain.places.actions.governments import add_country, add_governments
from trilogue.domain.places.actions.links import (
    Claim,
    Recorded,
    SameGovernment,
    drop_assertion,
    record_claims,
)

__all__ = [
    "Claim",
    "Recorded",
    "SameGovernment",
    "add_country",
    "add_governments",
    "drop_assertion",
    "record_claims",
]
