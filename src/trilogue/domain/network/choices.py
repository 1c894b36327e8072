from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EncounterKind(TextChoices):
    ROUND = "round", pgettext_lazy("encounter", "at a table")
    SESSION = "session", pgettext_lazy("encounter", "in a session")
    MEETING = "meeting", pgettext_lazy("encounter", "in a meeting")


class ChannelKind(TextChoices):
    MAIL = "mail", _("e-mail")
    PHONE = "phone", _("telephone")
    KAKAOTALK = "kakaotalk", _("KakaoTalk ID")
    LINE = "line", _("LINE ID")
    WECHAT = "wechat", _("WeChat ID")


class CardField(TextChoices):
    """What an owner releases, one by one; the name goes with the first of them."""

    POST = "post", _("government, department and position")
    LANGUAGES = "languages", _("languages spoken")
    EDITIONS = "editions", _("editions attended")
    MAIL = "mail", _("e-mail")
    PHONE = "phone", _("telephone")
    KAKAOTALK = "kakaotalk", _("KakaoTalk ID")
    LINE = "line", _("LINE ID")
    WECHAT = "wechat", _("WeChat ID")


class Audience(TextChoices):
    CONTACTS = "contacts", pgettext_lazy("audience", "people I exchange contacts with")
    EDITION = "edition", pgettext_lazy("audience", "participants of the same edition")
    ALUMNI = "alumni", pgettext_lazy("audience", "participants of all editions")


class MeetingState(TextChoices):
    ASKED = "asked", pgettext_lazy("meeting", "asked")
    AGREED = "agreed", pgettext_lazy("meeting", "agreed")
    DECLINED = "declined", pgettext_lazy("meeting", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("meeting", "withdrawn")


class FollowUpKind(TextChoices):
    VISIT = "visit", pgettext_lazy("follow-up", "visit")
    AGREEMENT = "agreement", pgettext_lazy("follow-up", "agreement")
    EXCHANGE = "exchange", pgettext_lazy("follow-up", "exchange of staff")
    PROJECT = "project", pgettext_lazy("follow-up", "project")


class FollowUpState(TextChoices):
    PLANNED = "planned", pgettext_lazy("follow-up", "planned")
    RUNNING = "running", pgettext_lazy("follow-up", "under way")
    DONE = "done", pgettext_lazy("follow-up", "done")
    DROPPED = "dropped", pgettext_lazy("follow-up", "given up")
