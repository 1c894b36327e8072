from trilogue.domain.delegations.queries.roster import (
    Strength,
    confirmed,
    everybody,
    known_emails,
    native_name,
    posts_at,
    quotas,
    roman_name,
    strengths,
    visible_to,
)

__all__ = [
    "Strength",
    "confirmed",
    "everybody",
    "known_emails",
    "native_name",
    "posts_at",
    "quotas",
    "roman_name",
    "strengths",
    "visible_to",
]
