"""When the last good backup was made, and how each went. Nothing of a backup is handed out here."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from trilogue.domain.editions.access import administers
from trilogue.domain.editions.models import Series
from trilogue.foundation.access import requires
from trilogue.foundation.backup.models import Run
from trilogue.foundation.backup.state import state
from trilogue.web.desk.frame import page
from trilogue.web.desk.place import load_series

RUNS_A_PAGE = 30
PROBLEMS = {
    "died": _("The program was ended before the backup was complete."),
    "cannot_write": _("The folder cannot be written to, or the disk is full."),
    "changed": _("What was read back is not what was written: the disk may be failing."),
    "no_program": _("pg_dump is not installed on the server."),
    "program": _("pg_dump could not write the database."),
    "recipient": _("The key to encrypt for (TRILOGUE_BACKUP_RECIPIENT) is not a public key of age."),
    "keys_name": _("The name of the file of keys must end in .keys or .keys.age."),
    "keys": _("The backup was made, but the file of keys could not be written."),
    "same_folder": _("The file of keys must lie in another folder than the backups."),
}
OTHER = _("It failed; the server’s log says why.")


@requires(administers, load_series)
@require_GET
def overview(request: HttpRequest, series: Series) -> HttpResponse:
    now = timezone.now()
    found = Paginator(Run.objects.all(), RUNS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "state": state(now=now),
        "found": found,
        "runs": [(run, _outcome(run)) for run in found.object_list],
        "scheduled": bool(settings.BACKUP_TO),
        "hour": f"{settings.BACKUP_HOUR:02}:00",
        "keys": bool(settings.BACKUP_KEYS_TO),
        "days": settings.BACKUP_DAYS,
    }
    return page(request, series, "desk/backups.html", context, here="backups")


def _outcome(run: Run) -> tuple[str, object, object]:
    """How it looks, the word for it, and what was wrong."""
    if run.ended_at is None:
        return "info", pgettext_lazy("backup", "running"), ""
    if run.problem:
        return "bad", pgettext_lazy("backup", "failed"), PROBLEMS.get(run.problem, OTHER)
    return "ok", pgettext_lazy("backup", "good"), ""
