"""The mail that asks a party how a follow-up stands, in that person's language."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from trilogue.documents.offer import LANGUAGES_OF, Letter
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.models import FollowUp
from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import records_of


def letter(follow_up: FollowUp, months: int, to: Account, language: str) -> Letter:
    with override(language):
        asked = ngettext(
            "%(months)s month ago this was recorded, and you are one of its parties:",
            "%(months)s months ago this was recorded, and you are one of its parties:",
            months,
        ) % {"months": months}
        address = settings.URL.geturl() + reverse("me_follow_up", args=(follow_up.pk,))
        parts = (
            asked,
            f"{follow_up.get_kind_display()}: {follow_up.title}",
            gettext("How does it stand? Enter state and outcome here: %(address)s") % {"address": address},
            gettext("Once it is marked as done or given up, you are not asked again."),
        )
        subject = gettext("How does it stand? %(title)s") % {"title": follow_up.title}
        return Letter(to.email, subject, "\n\n".join(parts) + "\n")


def language_of(person: Person) -> str:
    """That of a personal link the person registered by, the newest first; else that of the country."""
    entries = Participation.objects.filter(person__in=records_of(person), invitation__personal=True)
    newest = entries.select_related("invitation").order_by("-pk").first()
    if newest and newest.invitation:
        return newest.invitation.language
    return LANGUAGES_OF.get(person.country_id or "", "en")
