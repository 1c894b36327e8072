from trilogue.domain.delegations.queries.eligibility import Evidence, Tie, evidence
from trilogue.domain.delegations.queries.places import (
    free_places,
    held_places,
    next_reference,
    quota_of,
)
from trilogue.domain.delegations.queries.ranking import (
    Contender,
    Outlook,
    accepted_of,
    contenders,
    outlook,
    serves_abroad,
)
from trilogue.domain.delegations.queries.records import earlier_editions, same_people
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
    "Contender",
    "Evidence",
    "Outlook",
    "Strength",
    "Tie",
    "accepted_of",
    "confirmed",
    "contenders",
    "earlier_editions",
    "everybody",
    "evidence",
    "free_places",
    "held_places",
    "known_emails",
    "native_name",
    "next_reference",
    "outlook",
    "quota_of",
    "quotas",
    "roman_name",
    "same_people",
    "serves_abroad",
    "strengths",
    "visible_to",
]
