"""The mail that tells of an offered place: to the person and to the office that nominated, each in its language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from trilogue.documents.wording import nth_edition, plain
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name
from trilogue.domain.people.models import Account
from trilogue.domain.people.queries import records_of
from trilogue.foundation.text import say

LANGUAGES_OF = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
"""A country's official language, for those who have not said theirs."""


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    body: str


def letter(participation: Participation) -> Iterator[Letter]:
    """One for each address that is known, the same address once."""
    invitation = participation.invitation
    own = LANGUAGES_OF.get(participation.delegation.country_id, "en")
    language = invitation.language if invitation else own
    records = [participation.person, *records_of(participation.person)]
    person = next((each.email for each in records if each.email), "")
    addresses = [person, invitation.email if invitation else ""]
    for address in dict.fromkeys(each.lower() for each in addresses if each):
        with override(language):
            yield Letter(address, _subject(participation, language), _body(participation, address, language))


def _subject(participation: Participation, language: str) -> str:
    return gettext("A place is offered: %(edition)s, %(series)s") % _edition(participation, language)


def _edition(participation: Participation, language: str) -> dict[str, str]:
    edition = participation.edition
    return {
        "edition": nth_edition(edition.number, language),
        "series": plain(edition.series.name, language),
    }


def _body(participation: Participation, address: str, language: str) -> str:
    return "\n\n".join(part for part in _parts(participation, address, language) if part) + "\n"


def _parts(participation: Participation, address: str, language: str) -> Iterator[str]:
    named = {"name": native_name(participation).full, **_edition(participation, language)}
    yield gettext("%(name)s has been offered a place in the %(edition)s of %(series)s.") % named
    if participation.offer_expires_at:
        last = {"moment": _moment(participation.offer_expires_at, language)}
        yield (
            gettext(
                "Please confirm by %(moment)s. After that the place goes to the next on the waiting list."
            )
            % last
        )
    yield gettext("If the person cannot come, please say so at once: somebody else is waiting.")
    if Account.objects.filter(email__iexact=address, is_active=True).exists():
        yield gettext("Sign in here: %(address)s") % {"address": f"{settings.URL.geturl()}{reverse('me')}"}
    if participation.invitation and address == participation.invitation.email.lower():
        yield gettext("You can also use the personal link that you were sent with the call for nominations.")
    contact = getattr(getattr(participation.edition, "call", None), "contact", "")
    if contact:
        yield gettext("The organiser's desk: %(contact)s") % {"contact": contact}


def _moment(moment: datetime, language: str) -> str:
    """To the minute, with the offset from UTC, for the readers live in different time zones."""
    local = timezone.localtime(moment)
    offset = local.strftime("%z")
    return f"{say.day(local.date(), language)} {local:%H:%M} (UTC{offset[:3]}:{offset[3:]})"
