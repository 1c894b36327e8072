"""A measure of one's own, and what has become of those one proposed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.opinions.access import takes_part
from trilogue.domain.opinions.actions import Refused, propose
from trilogue.domain.opinions.actions.wording import LONGEST, same
from trilogue.domain.opinions.choices import BALLOTS, Phase, Reason, StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import alike, own_proposals
from trilogue.foundation.access import limits, requires
from trilogue.foundation.access.limits import take
from trilogue.foundation.text.value import ENDONYMS
from trilogue.web.participant import phone
from trilogue.web.participant.opinion_words import PROPOSAL_FAULTS, STATES
from trilogue.web.participant.opinions import load_exchange, proposals_open
from trilogue.web.participant.own import actor_of, own_person


class ProposalForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language in which you write"), choices=list(ENDONYMS.items())
    )
    text = forms.CharField(
        label=gettext_lazy("Your measure"),
        help_text=gettext_lazy(
            "One thing that should be done, in at most 140 characters (280 in Latin letters)."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": LONGEST, "autocomplete": "off"}),
    )


@requires(takes_part, load_exchange)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    form = ProposalForm(
        request.POST if request.method == "POST" else None, initial={"language": get_language()}
    )
    there: Statement | None = None
    if request.method == "POST":
        take(limits.PROPOSALS, actor_of(request).account)
    if form.is_valid():
        refused = _proposed(request, conversation, form)
        if refused is None:
            return redirect("me_opinion_measures", conversation.public_id)
        if refused.code == "there_already":
            there = alike(conversation, same(request.POST["text"]))
    context = {
        "exchange": conversation,
        "form": form,
        "left": proposals_open(request, conversation),
        "there": there,
        "votes": conversation.phase == Phase.VOTE,
    }
    return phone.page(request, "participant/opinion_propose.html", context, here="opinions")


def _proposed(request: HttpRequest, conversation: Conversation, form: ProposalForm) -> Refused | None:
    said = form.cleaned_data
    try:
        made = propose(
            conversation,
            by=actor_of(request),
            text=said["text"],
            language=said["language"],
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error("language" if refused.code == "language" else "text", PROPOSAL_FAULTS[refused.code])
        return refused
    waits = made.state == StatementState.WAITING
    messages.success(
        request,
        _("Sent to the desk. Here you see what becomes of it.")
        if waits
        else _("Your measure can be voted on now."),
    )
    return None


@requires(takes_part, load_exchange)
@require_GET
def measures(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    context: dict[str, Any] = {
        "exchange": conversation,
        "measures": [_fate(each) for each in own_proposals(conversation, own_person(request))],
        "left": proposals_open(request, conversation),
        "votes": conversation.phase in BALLOTS,
        "closed": conversation.phase == Phase.CLOSED,
    }
    return phone.page(request, "participant/opinion_measures.html", context, here="opinions")


def _fate(statement: Statement) -> dict[str, Any]:
    into = statement.merged_into
    return {
        "statement": statement,
        "state": StatementState(statement.state).label,
        "chip": STATES.get(StatementState(statement.state), ""),
        "reason": Reason(statement.reason).label if statement.reason else "",
        "into": into,
        "reworded": into is not None and into.replaces_id == statement.pk,
    }
