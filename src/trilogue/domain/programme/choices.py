from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SessionKind(TextChoices):
    LECTURE = "lecture", _("lecture")
    REMARKS = "remarks", _("congratulatory remarks")
    CASE = "case", _("case presentation")
    DISCUSSION = "discussion", _("group discussion")
    PERFORMANCE = "performance", _("culture performance")
    EXPERIENCE = "experience", _("culture experience")
    VISIT = "visit", _("site visit")
