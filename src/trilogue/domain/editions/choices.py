from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    TENTATIVE = "tentative", pgettext_lazy("edition", "tentative")
    ANNOUNCED = "announced", pgettext_lazy("edition", "announced")
    OPEN = "open", pgettext_lazy("edition", "open for nominations")
    RUNNING = "running", pgettext_lazy("edition", "running")
    COMPLETED = "completed", pgettext_lazy("edition", "held")
    CANCELLED = "cancelled", pgettext_lazy("edition", "cancelled")


class Role(TextChoices):
    HOST_ADMIN = "host_admin", _("host administrator")
    DESK = "desk", _("desk officer")
    COORDINATOR = "coordinator", _("delegation coordinator")
    NOMINATOR = "nominator", _("nominator")
    PARTICIPANT = "participant", _("participant")
    SPEAKER = "speaker", _("speaker")
    INTERPRETER = "interpreter", _("interpreter")
    DOOR = "door", _("door staff")
    TRANSLATOR = "translator", _("translator")
    READER = "reader", _("reader of reports")


class LineKind(TextChoices):
    """The lines of the record. The value is the letter in the line's id: S.P1, S.O1, E3.D2, E7.A1."""

    STORY = "P", _("story")
    OBJECTIVE = "O", _("objective")
    DETAIL = "D", _("detail line")
    ARTICLE = "A", _("article")


class FactKind(TextChoices):
    DATE = "date", _("date")
    PLACE = "place", _("place")
    PARTICIPANTS = "participants", _("participants")
    PROGRAMME = "programme", _("programme")
    ORGANISATION = "organisation", _("organisation")
    NOTE = "note", _("note")


class FigureKind(TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("figure", "announced")
    ACTUAL = "actual", pgettext_lazy("figure", "took part")
