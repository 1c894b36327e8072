"""Words of the participant's pages for codes of the domain."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trilogue.domain.network.choices import Audience

SPOKEN = {
    "ko": pgettext_lazy("spoken language", "Korean"),
    "ja": pgettext_lazy("spoken language", "Japanese"),
    "zh": pgettext_lazy("spoken language", "Chinese"),
    "en": pgettext_lazy("spoken language", "English"),
}
LEVELS = {
    1: pgettext_lazy("language level", "little"),
    2: pgettext_lazy("language level", "conversation"),
    3: pgettext_lazy("language level", "good"),
    4: pgettext_lazy("language level", "native"),
}
AUDIENCES = {
    Audience.CONTACTS: pgettext_lazy("audience, in short", "Contacts"),
    Audience.EDITION: pgettext_lazy("audience, in short", "Same edition"),
    Audience.ALUMNI: pgettext_lazy("audience, in short", "All editions"),
}
"""Over the narrow columns of a phone."""
CHANNEL_FAULTS = {
    "too_long": _("This is too long."),
    "not_one_line": _("Write it in one line, without special characters."),
    "no_address": _("This is not an e-mail address."),
    "no_number": _("Write a number with digits, for example +82 10-1234-5678."),
}
NOT_EXCHANGED = {
    "unknown": _(
        "This code opens no card. It may be mistyped, or its owner has made a new one. Ask for the code again."
    ),
    "own": _("This is your own code. Let a colleague scan or type it."),
    "nothing": _("You show your contacts nothing yet. First choose what they see of you."),
    "receipt": _("This page was used before. Open the code again."),
    "too_many": _("Too many wrong codes. Try again in an hour."),
}
