"""The mail that tells an author that the desk has decided: not about what, nor how."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from trilogue.documents.meeting_mail import address_of, language_of
from trilogue.documents.offer import Letter
from trilogue.documents.wording import plain
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions.models import Conversation


def letter(conversation: Conversation, to: Participation) -> Iterator[Letter]:
    """None for somebody without an address. It holds the exchange's public id, by which it is found and deleted."""
    address, language = address_of(to.person), language_of(to)
    if not address:
        return
    with override(language):
        topic = plain(conversation.topic, language)
        page = reverse("me_opinion_measures", args=(conversation.public_id,))
        body = [
            gettext("There is an answer to what you proposed in the exchange of opinions: %(topic)s")
            % {"topic": topic},
            gettext("You find it on your own page: %(address)s")
            % {"address": f"{settings.URL.geturl()}{page}"},
        ]
        subject = gettext("An answer to your proposal: %(series)s") % {
            "series": plain(conversation.series.name, language)
        }
        yield Letter(address, subject, "\n\n".join(body) + "\n")
