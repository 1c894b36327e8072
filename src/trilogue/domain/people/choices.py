from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Script(TextChoices):
    """How one form of a name is written."""

    HANGUL = "hangul", _("Hangul")
    HANJA = "hanja", _("Hanja")
    KANJI = "kanji", _("Kanji")
    KANA = "kana", _("kana")
    SIMPLIFIED = "simplified", _("simplified characters")
    TRADITIONAL = "traditional", _("traditional characters")
    LATIN = "latin", _("Roman letters")


OWN_SCRIPTS = {"KR": Script.HANGUL, "JP": Script.KANJI, "CN": Script.SIMPLIFIED}
"""The script in which a country's officials usually write their own names; Roman letters elsewhere."""
SECOND_SCRIPTS = {"KR": Script.HANJA, "CN": Script.TRADITIONAL}
"""The other Han script in which such a name is written."""


class Origin(TextChoices):
    """Where a form comes from. A suggestion is shown as such until the person confirms it."""

    WRITTEN = "written", pgettext_lazy("name", "as written")
    SUGGESTED = "suggested", pgettext_lazy("name", "suggested")


class NameOrder(TextChoices):
    FAMILY_FIRST = "family_first", _("family name first")
    GIVEN_FIRST = "given_first", _("given name first")


class PostingKind(TextChoices):
    DISPATCH = "dispatch", pgettext_lazy("posting", "dispatched")
    K2H = "k2h", pgettext_lazy("posting", "K2H programme")
    EXCHANGE = "exchange", pgettext_lazy("posting", "exchange of officials")
    OFFICE = "office", pgettext_lazy("posting", "office abroad")
    DOMESTIC = "domestic", pgettext_lazy("posting", "in charge of exchange at home")


class Detail(TextChoices):
    """What is kept sealed with the person's own key."""

    PHONE = "phone", _("mobile number")
    DIET = "diet", _("diet")
    HEALTH = "health", _("accessibility and health")
    EMERGENCY = "emergency", _("emergency contact")
    MESSENGER = "messenger", _("messenger")


class Purpose(TextChoices):
    """What a person consents to, each apart from the others."""

    COLLECTION = "collection", pgettext_lazy("consent", "collection and use of personal data")
    SENSITIVE = "sensitive", pgettext_lazy("consent", "sensitive data: diet, accessibility, health")
    ABROAD = "abroad", pgettext_lazy("consent", "transfer abroad")
    PHOTOGRAPHS = "photographs", pgettext_lazy("consent", "photographs")
    DIRECTORY = "directory", pgettext_lazy("consent", "directory of participants")


class SignInWay(TextChoices):
    """How somebody proved who they are."""

    CODE = "code", pgettext_lazy("sign-in", "code by e-mail")
    PASSKEY = "passkey", pgettext_lazy("sign-in", "passkey")
    TOTP = "totp", pgettext_lazy("sign-in", "code from an authenticator app")
    RECOVERY = "recovery", pgettext_lazy("sign-in", "recovery code")
    LINK = "link", pgettext_lazy("sign-in", "personal link")
    DEMONSTRATION = "demo", pgettext_lazy("sign-in", "one click in a demonstration")


class SignInOutcome(TextChoices):
    DONE = "done", pgettext_lazy("sign-in", "signed in")
    REFUSED = "refused", pgettext_lazy("sign-in", "refused")
    ENDED = "ended", pgettext_lazy("sign-in", "session ended")
