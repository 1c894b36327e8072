"""Leading an exchange from step to step, and showing its results; each step says first what it means."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.domain.opinions import actions
from trilogue.domain.opinions.access import moderates
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import BALLOTS, Ballot, Phase, StatementState
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import count_by_state, on_ballot
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.opinions import HERE
from trilogue.web.desk.opinions_place import at, load_exchange, of_row
from trilogue.web.desk.opinions_words import BEGIN, MEANS, NOTHING_FINAL, SHOWS, said
from trilogue.web.desk.place import Spot


def load_phase(slug: str, exchange: int, phase: str, number: int | None = None) -> Spot:
    if phase not in Phase.values:
        raise Http404
    conversation = load_exchange(slug, exchange, number)
    return Spot(conversation.place, Phase(phase), conversation)


def load_ballot(slug: str, exchange: int, ballot: str, number: int | None = None) -> Spot:
    if ballot not in Ballot.values:
        raise Http404
    conversation = load_exchange(slug, exchange, number)
    return Spot(conversation.place, Ballot(ballot), conversation)


@requires(of_row(moderates), load_phase)
@require_http_methods(["GET", "POST"])
def phase(request: HttpRequest, spot: Spot) -> HttpResponse:
    conversation, wanted = spot.row, spot.kind
    if request.method == "POST":
        try:
            actions.go_to(conversation, wanted, by=actor_of(request), now=timezone.now())
        except Refused as refused:
            nothing = refused.code == "too_few" and wanted == Phase.FINAL
            messages.error(request, str(NOTHING_FINAL) if nothing else said(refused))
        else:
            messages.success(request, _("Done: %(phase)s.") % {"phase": wanted.label})
        return redirect(at("opinion", conversation))
    if conversation.phase in (wanted, Phase.CLOSED):
        return redirect(at("opinion", conversation))
    context = {
        "title": BEGIN[wanted],
        "means": [*MEANS[wanted], *_counted(conversation, wanted)],
        "is_grave": wanted == Phase.CLOSED,
        "back": at("opinion", conversation),
    }
    return page(request, conversation.place, "desk/opinion_step.html", context, here=HERE)


def _counted(conversation: Conversation, wanted: Phase) -> list[str]:
    """What the step is about in numbers, and what is still open before it."""
    waiting = count_by_state(conversation)[StatementState.WAITING]
    said_of = []
    if wanted in (Phase.VOTE, Phase.FINAL):
        ballot = Ballot.OPEN if wanted == Phase.VOTE else Ballot.FINAL
        count = on_ballot(conversation, ballot).count()
        said_of.append(
            ngettext(
                "%(count)s measure is put to the vote.", "%(count)s measures are put to the vote.", count
            )
            % {"count": count}
        )
    if waiting:
        said_of.append(
            ngettext(
                "%(count)s measure still waits for a decision.",
                "%(count)s measures still wait for a decision.",
                waiting,
            )
            % {"count": waiting}
        )
    return said_of


@requires(of_row(moderates), load_ballot)
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, spot: Spot) -> HttpResponse:
    conversation, final = spot.row, spot.kind == Ballot.FINAL
    if request.method == "POST":
        try:
            actions.reveal(conversation, by=actor_of(request), now=timezone.now(), final=final)
        except Refused as refused:
            messages.error(request, said(refused))
        else:
            messages.success(request, _("The results are shown from now on."))
        return redirect(at("opinion", conversation))
    context = {
        "title": _("Show the result of the final vote") if final else _("Show the results"),
        "means": [*SHOWS[final], *_while_voting(conversation)],
        "is_grave": False,
        "back": at("opinion", conversation),
    }
    return page(request, conversation.place, "desk/opinion_step.html", context, here=HERE)


def _while_voting(conversation: Conversation) -> list[str]:
    if conversation.phase not in BALLOTS:
        return []
    return [_("The vote is still under way: whoever has not voted yet sees the results too.")]


@requires(of_row(moderates), load_ballot)
@require_POST
def conceal(request: HttpRequest, spot: Spot) -> HttpResponse:
    try:
        actions.conceal(spot.row, by=actor_of(request), final=spot.kind == Ballot.FINAL)
    except Refused as refused:
        messages.error(request, said(refused))
    else:
        messages.success(request, _("The results are hidden again."))
    return redirect(at("opinion", spot.row))
