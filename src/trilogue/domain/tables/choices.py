from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleKind(TextChoices):
    LEADER = "leader", _("leads a table")
    APART = "apart", _("keep apart")
    TOGETHER = "together", _("keep together")
    KNOWN = "known", _("know each other")


class Demand(TextChoices):
    """How strictly every country, or a common language, is wanted at every table."""

    OFF = "off", pgettext_lazy("demand", "off")
    SOFT = "soft", pgettext_lazy("demand", "where possible")
    HARD = "hard", pgettext_lazy("demand", "always")


class SearchState(TextChoices):
    WAITING = "waiting", pgettext_lazy("search", "waiting")
    RUNNING = "running", pgettext_lazy("search", "running")
    DONE = "done", pgettext_lazy("search", "done")
    FAILED = "failed", pgettext_lazy("search", "failed")
