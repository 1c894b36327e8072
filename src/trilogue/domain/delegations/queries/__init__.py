from trilogue.domain.delegations.queries.invitations import (
    awaited,
    call_of,
    count_nominated,
    invitations,
    is_open,
    limit_of,
    living_invitation,
    nominated_by,
)
from trilogue.domain.delegations.queries.registry import find_governments, government_words
from trilogue.domain.delegations.queries.roster import (
    Strength,
    confirmed,
    everybody,
    known_emails,
    native_name,
    quotas,
    roman_name,
    strengths,
    visible_to,
)

__all__ = [
    "Strength",
    "awaited",
    "call_of",
    "confirmed",
    "count_nominated",
    "everybody",
    "find_governments",
    "government_words",
    "invitations",
    "is_open",
    "known_emails",
    "limit_of",
    "living_invitation",
    "native_name",
    "nominated_by",
    "quotas",
    "roman_name",
    "strengths",
    "visible_to",
]
