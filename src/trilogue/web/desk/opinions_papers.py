"""Files of an exchange: the log of moderation, which names nobody, and the sheets for the table discussions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents import moderation_log
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.access import moderates
from trilogue.domain.tables.queries import plan_of
from trilogue.foundation.access import requires
from trilogue.web.desk.downloads import ask_and_hand_out, attachment
from trilogue.web.desk.opinions import HERE
from trilogue.web.desk.opinions_agenda import standing
from trilogue.web.desk.opinions_place import at, load_exchange, of_row
from trilogue.web.desk.place import Spot

SHEETS = "discussion_sheets"
SHEET_FORMS = ("pdf", "docx")


def load_log(slug: str, exchange: int, form: str, number: int | None = None) -> Spot:
    if form not in moderation_log.FORMS:
        raise Http404
    conversation = load_exchange(slug, exchange, number)
    return Spot(conversation.place, form, conversation)


def load_sheets(slug: str, number: int, exchange: int, round: int, form: str) -> Spot:  # noqa: A002
    conversation = load_exchange(slug, exchange, number)
    plan = plan_of(conversation.edition) if conversation.edition else None
    if form not in SHEET_FORMS or plan is None or not 1 <= round <= plan.rounds:
        raise Http404
    return Spot(conversation.place, (round, form), conversation)


@requires(of_row(moderates), load_log)
@require_GET
def log(request: HttpRequest, spot: Spot) -> HttpResponse:  # noqa: ARG001  every view has it
    document = moderation_log.build(spot.row, get_language() or "en", spot.kind)
    return attachment(document.name, document.media_type, document.data)


@requires(of_row(moderates), load_sheets)
@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest, spot: Spot) -> HttpResponse:
    conversation = spot.row
    edition = spot.place
    assert isinstance(edition, Edition)  # noqa: S101  the loader's promise
    number, form = spot.kind
    if not standing(conversation):
        messages.error(request, _("Put together the agenda first."))
        return redirect(at("opinion_agenda", conversation))
    words = _("Sheets for the table discussions, round %(number)s (%(form)s)") % {
        "number": number,
        "form": form.upper(),
    }
    return ask_and_hand_out(
        request,
        edition,
        SHEETS,
        form,
        words=words,
        back=at("opinion_agenda", conversation),
        here=HERE,
        conversation=conversation,
        round_number=number,
    )
