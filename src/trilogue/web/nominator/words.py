"""What nominators are told: the order of acceptance, what is missing, and what went wrong."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trilogue.documents.nomination_words import CHANGED, EXPIRED
from trilogue.domain.delegations.actions import AlreadyInvited, AlreadyNominated, CallNotOpen, UnlawfulMove
from trilogue.flows.invite import TooManyNominated
from trilogue.flows.nominate import OfferExpired
from trilogue.flows.register_self import ConsentMissing, NominatedElsewhere

CRITERIA = {
    "supported": _("Officials whose governments are tied by a sister or friendship link come first."),
    "priority": _("Then the order that each government gives its own: every first choice before any second."),
    "first_time": _("Then who has not taken part before."),
    "submitted": _("Then who was submitted earlier."),
}
"""By the names in algorithms.quota.CRITERIA."""
MISSING = {
    "roman": (_("name in Roman letters"), "roman_family"),
    "kana": (_("reading in kana"), "kana_family"),
    "email": (_("e-mail address"), "email"),
    "home": (_("home government"), "home"),
    "host": (_("host government"), "host"),
    "department": (_("department"), "department"),
    "position": (_("position"), "position"),
    "skills": (_("languages"), "skill_ko"),
}
"""By the codes of flows.nominate.NEEDED: the words, and the field of the form."""
LEVELS = (
    (0, pgettext_lazy("language level", "none")),
    (1, pgettext_lazy("language level", "little")),
    (2, pgettext_lazy("language level", "conversation")),
    (3, pgettext_lazy("language level", "good")),
    (4, pgettext_lazy("language level", "native")),
)
SPOKEN = (
    ("ko", pgettext_lazy("spoken language", "Korean")),
    ("ja", pgettext_lazy("spoken language", "Japanese")),
    ("zh", pgettext_lazy("spoken language", "Chinese")),
    ("en", pgettext_lazy("spoken language", "English")),
)
REFUSALS: dict[type[Exception], Any] = {
    CallNotOpen: _("Nominations are closed. Ask the host if something has to change."),
    AlreadyNominated: _("You have nominated the person of this address already."),
    NominatedElsewhere: _(
        "Somebody else has nominated the person of this address for this edition. Ask the host."
    ),
    UnlawfulMove: CHANGED,
    OfferExpired: EXPIRED,
    ConsentMissing: _("First answer what you are asked to consent to."),
    AlreadyInvited: _("This address has been invited already."),
}
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, TooManyNominated)


def refusal(error: Exception) -> Any:
    """What an exception of REFUSED means, and what can be done."""
    if isinstance(error, TooManyNominated):
        said = _("Your government may nominate %(limit)s at most. Withdraw somebody first, or ask the host.")
        return said % {"limit": error.limit}
    return REFUSALS[type(error)]
