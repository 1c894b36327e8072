"""The mail that tells one of two what became of their meeting, in that person's language."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from trilogue.documents.meeting_words import moment, named
from trilogue.documents.offer import LANGUAGES_OF, Letter
from trilogue.documents.wording import nth_edition, plain
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.models import Meeting
from trilogue.domain.network.queries import other_of
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import accounts_of, records_of

ASKED, AGREED, DECLINED, TAKEN_BACK, CALLED_OFF, LEFT = (
    "asked",
    "agreed",
    "declined",
    "taken_back",
    "called_off",
    "left",
)


def letter(meeting: Meeting, to: Participation, what: str) -> Iterator[Letter]:
    """None for somebody without an address."""
    address, language = address_of(to.person), language_of(to)
    if not address:
        return
    with override(language):
        yield Letter(address, _subject(what, meeting, language), _body(meeting, to, what, language))


def address_of(person: Person) -> str:
    """Where the person signs in, else where the person was nominated with."""
    records = records_of(person)
    own = [each.email for each in accounts_of(records) if each.is_active]
    return next(iter([*own, *(each.email for each in records if each.email)]), "")


def language_of(participation: Participation) -> str:
    """In which the person registered by a personal link, else that of the country."""
    invitation = participation.invitation
    if invitation and invitation.personal:
        return invitation.language
    return LANGUAGES_OF.get(participation.delegation.country_id, "en")


def _subject(what: str, meeting: Meeting, language: str) -> str:
    subject = {
        ASKED: gettext("Somebody would like to meet you: %(edition)s, %(series)s"),
        AGREED: gettext("Your meeting is agreed: %(edition)s, %(series)s"),
        DECLINED: gettext("Your request for a meeting was declined: %(edition)s, %(series)s"),
        TAKEN_BACK: gettext("A request for a meeting was taken back: %(edition)s, %(series)s"),
        CALLED_OFF: gettext("Your meeting is called off: %(edition)s, %(series)s"),
        LEFT: gettext("Your meeting is called off: %(edition)s, %(series)s"),
    }[what]
    edition = meeting.edition
    return subject % {
        "edition": nth_edition(edition.number, language),
        "series": plain(edition.series.name, language),
    }


def _body(meeting: Meeting, to: Participation, what: str, language: str) -> str:
    return "\n\n".join(part for part in _parts(meeting, to, what, language) if part) + "\n"


def _parts(meeting: Meeting, to: Participation, what: str, language: str) -> Iterator[str]:
    said = {**named(other_of(meeting, to), language), "moment": moment(meeting.slot, language)}
    yield {
        ASKED: gettext("%(name)s (%(government)s) would like to meet you on %(moment)s."),
        AGREED: gettext("%(name)s (%(government)s) and you meet on %(moment)s."),
        DECLINED: gettext("%(name)s (%(government)s) cannot meet you on %(moment)s."),
        TAKEN_BACK: gettext("%(name)s (%(government)s) no longer asks to meet you on %(moment)s."),
        CALLED_OFF: gettext("%(name)s (%(government)s) has called off the meeting with you on %(moment)s."),
        LEFT: gettext(
            "%(name)s (%(government)s) does not take part any more. "
            "You are free again on %(moment)s; another colleague can be asked."
        ),
    }[what] % said
    if what == AGREED and meeting.place:
        yield gettext("Place: %(place)s") % {"place": plain(meeting.place.name, language)}
    if what in (ASKED, AGREED) and meeting.topic:
        yield gettext("Topic: %(topic)s") % {"topic": meeting.topic}
    page = reverse("me_meetings", args=(to.pk,))
    words = gettext("Agree or decline here: %(address)s") if what == ASKED else gettext("See: %(address)s")
    yield words % {"address": f"{settings.URL.geturl()}{page}"}
