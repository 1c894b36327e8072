from trilogue.domain.delegations.queries.persons import still_to_come
from trilogue.domain.delegations.queries.roster import (
    Strength,
    confirmed,
    everybody,
    known_emails,
    named,
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
    "named",
    "native_name",
    "posts_at",
    "quotas",
    "roman_name",
    "still_to_come",
    "strengths",
    "visible_to",
]
