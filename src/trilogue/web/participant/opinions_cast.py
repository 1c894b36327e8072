"""Taking votes: one from a form, or all that waited on a telephone as JSON.

Nothing of it is written to the session, a log or a counter: none of them may hold a participant beside a vote or its
time.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trilogue.domain.opinions.access import VotingPlace, takes_part, voting_place, works_for
from trilogue.domain.opinions.actions import Casting, Kept, Refused
from trilogue.domain.opinions.actions import cast as keep
from trilogue.domain.opinions.choices import BALLOTS, Ballot, Choice, Phase
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import own_votes
from trilogue.foundation.access import Actor, predicate, requires
from trilogue.foundation.text.value import LANGUAGES
from trilogue.web.participant import phone
from trilogue.web.participant.opinion_cards import as_json
from trilogue.web.participant.opinion_marks import LAST, SHOWN, set_mark
from trilogue.web.participant.opinion_queue import Unreadable, parse, read
from trilogue.web.participant.opinion_words import OUTCOMES, REFUSALS
from trilogue.web.participant.opinions import load_exchange, own_deck
from trilogue.web.participant.own import actor_of, own_person

BACK = "back"
"""In the place of a vote: it is taken back."""
TAKEN = {"kept", "again", "older"}
STATUS = {"too_large": 413, "faulty": 400, "too_many": 413}


class CastForm(forms.Form):
    statement = forms.UUIDField()
    value = forms.ChoiceField(choices=[*((str(each), "") for each in Choice.values), (BACK, "")])
    number = forms.IntegerField()
    receipt = forms.UUIDField()
    language = forms.ChoiceField(choices=[(each, "") for each in LANGUAGES])
    ballot = forms.ChoiceField(choices=[(each, "") for each in Ballot.values])

    def casting(self) -> Casting:
        said = self.cleaned_data
        value = None if said["value"] == BACK else int(said["value"])
        return Casting(said["receipt"], said["statement"], value, said["number"], said["language"])


class ShowForm(forms.Form):
    show = forms.UUIDField()


@dataclass
class Polling:
    """Everybody in the room sends a vote every few seconds, so each asks once, and for no more than it needs."""

    conversation: Conversation
    place: VotingPlace | None = None


def load_polling(public_id: uuid.UUID) -> Polling:
    found = Conversation.objects.select_related("series", "edition")
    needed = found.only("public_id", "phase", "series__slug", "edition__series")
    return Polling(get_object_or_404(needed, public_id=public_id))


@predicate
def votes_in(actor: Actor, polling: Polling) -> bool:
    """As takes_part; what it has found stays with the polling."""
    place = polling.conversation.place
    polling.place = None if works_for(actor, place) else voting_place(actor.person, place)
    return polling.place is not None


@requires(votes_in, load_polling)
@require_POST
def cast(request: HttpRequest, polling: Polling) -> HttpResponse:
    if request.content_type == "application/json":
        return _queue(request, polling)
    wanted = ShowForm(request.POST)
    if wanted.is_valid():
        return _shown(request, polling.conversation, wanted.cleaned_data["show"])
    return _single(request, polling)


@requires(takes_part, load_exchange)
@require_GET
def cards(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What a telephone needs to go on without network."""
    answer = JsonResponse(_deck(request, conversation))
    answer.headers[phone.OWNER] = phone.owner_mark(actor_of(request).account or 0)
    return answer


def _queue(request: HttpRequest, polling: Polling) -> HttpResponse:
    try:
        sent = read(request, owner=phone.owner_mark(actor_of(request).account or 0))
        castings = [parse(each) for each in sent.castings]
        kept = _kept(request, polling, [each for each in castings if each], sent.ballot)
    except (Refused, Unreadable) as refused:
        said = {"state": refused.code, "error": str(REFUSALS[refused.code])}
        return JsonResponse(said, status=STATUS.get(refused.code, 409))
    told = iter(kept)
    outcomes = [next(told).outcome if each else "faulty" for each in castings]
    answer: dict[str, Any] = {"state": "read", "outcomes": outcomes}
    if sent.deck:
        answer["deck"] = _deck(request, polling.conversation)
    nothing_taken = bool(outcomes) and not set(outcomes) & TAKEN
    return JsonResponse(answer, status=422 if nothing_taken else 200)


def _single(request: HttpRequest, polling: Polling) -> HttpResponse:
    """Back to the next card, or to the list of the own votes where the form stood there."""
    conversation = polling.conversation
    form = CastForm(request.POST)
    from_list = request.POST.get("next") == "votes"
    answer = redirect("me_opinion_votes" if from_list else "me_opinion", conversation.public_id)
    if not form.is_valid():
        messages.error(request, str(REFUSALS["faulty"]))
        return answer
    casting = form.casting()
    try:
        (kept,) = _kept(request, polling, [casting], form.cleaned_data["ballot"])
    except Refused as refused:
        messages.error(request, str(REFUSALS[refused.code]))
        return answer
    if kept.outcome not in TAKEN:
        messages.error(request, str(OUTCOMES[kept.outcome]))
    elif from_list:
        messages.success(request, _("Kept. The last vote counts."))
    else:
        kind = SHOWN if casting.value is None else LAST
        set_mark(request, answer, conversation, kind, casting.statement)
    return answer


def _kept(request: HttpRequest, polling: Polling, castings: list[Casting], ballot: str) -> list[Kept]:
    by, now = actor_of(request), timezone.now()
    return keep(polling.conversation, castings, by=by, ballot=ballot, now=now, place=polling.place)


def _shown(request: HttpRequest, conversation: Conversation, wanted: uuid.UUID) -> HttpResponse:
    """The card of this measure; where it has been voted on, its place among the own votes."""
    ballot = BALLOTS.get(Phase(conversation.phase), Ballot.OPEN)
    given = own_votes(conversation, own_person(request), ballot=ballot)
    found = Statement.objects.filter(conversation=conversation, public_id=wanted).first()
    if found and found.pk in given and given[found.pk].value is not None:
        place = reverse("me_opinion_votes", args=(conversation.public_id,))
        return HttpResponseRedirect(f"{place}#m{found.number}")
    answer = redirect("me_opinion", conversation.public_id)
    set_mark(request, answer, conversation, SHOWN, wanted)
    return answer


def _deck(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    ballot = BALLOTS.get(Phase(conversation.phase), "")
    return as_json(request, own_deck(request, conversation, ballot) if ballot else None, ballot)
