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


PHOTOGRAPH_LETTER = "I"
"""The letter in the id of a photograph, E7.I1, and below that of a file, E7.M1."""
FILE_LETTER = "M"


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


class PhotoConsent(TextChoices):
    """How those who can be recognised agreed to being shown."""

    GIVEN = "given", pgettext_lazy("photograph", "everybody shown has agreed")
    SOURCE = "source", pgettext_lazy("photograph", "its source had it agreed, and published it")
    NOBODY = "nobody", pgettext_lazy("photograph", "nobody can be recognised")


class FileKind(TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    PPTX = "pptx", "PPTX"
    HWPX = "hwpx", "HWPX"


class FileAudience(TextChoices):
    """Who may fetch a document; everybody means once the edition is published with it."""

    EVERYBODY = "everybody", pgettext_lazy("file", "everybody")
    PARTICIPANTS = "participants", pgettext_lazy("file", "participants of the edition")
    DESK = "desk", pgettext_lazy("file", "the desk")


ERRATUM_LETTER = "R"
"""The letter in an erratum's id, E7.R1 or S.R1."""
CALLED_OFF = "called_off"
"""How a scheduled publication ended that somebody called off."""


class Failure(TextChoices):
    """Why a scheduled publication was not made."""

    NOT_ALLOWED = "not_allowed", _("Whoever scheduled it may no longer publish here.")
    BROKEN = "broken", _("Something in the record could not be published. Publish by hand to see what.")
