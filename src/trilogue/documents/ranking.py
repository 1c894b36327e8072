"""The order of acceptance in words: the rule as nominators are told it, and what it says of one person."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trilogue.algorithms.quota import CRITERIA
from trilogue.documents.wording import listed
from trilogue.domain.delegations.queries import Contender, serves_abroad
from trilogue.foundation.text import say

RULES: dict[str, Promise] = {
    "supported": _("Who is supported by a sister link, or by the desk's reason in its place, comes first."),
    "priority": _("Then the first choice of each government comes before anybody's second."),
    "first_time": _("Then who has not taken part before."),
    "submitted": _("Then who was nominated earlier."),
}
ALL_OR_NONE = _("People who come together or not at all stand where the best of them stands.")


def rules() -> list[Promise]:
    """The most important first."""
    return [*(RULES[name] for name in CRITERIA), ALL_OR_NONE]


def criteria(contender: Contender, language: str) -> list[str]:
    """What the rule looks at, said of one person, in the order of the rule."""
    return [*_said(contender, language)]


def _said(contender: Contender, language: str) -> Iterator[str]:
    participation, candidate = contender.participation, contender.candidate
    if participation.evidence_id:
        yield gettext("supported by a link")
    elif participation.override:
        yield gettext("held eligible for a reason")
    else:
        yield gettext("no link") if serves_abroad(participation) else gettext("needs no link")
    yield gettext("choice no. %(number)s of its government") % {"number": candidate.priority}
    if contender.earlier:
        editions = listed([say.ordinal(each.number, language) for each in contender.earlier], language)
        yield gettext("took part in: %(editions)s") % {"editions": editions}
    else:
        yield gettext("first time")
    if participation.submitted_at:
        moment = timezone.localtime(participation.submitted_at)
        yield gettext("nominated %(moment)s") % {"moment": f"{moment:%Y-%m-%d %H:%M}"}
    if candidate.group:
        yield gettext("in a group that comes together or not at all")
