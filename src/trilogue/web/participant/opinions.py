"""Exchanges of opinions on the telephone: which there are, one measure after another to vote on, and the own votes."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trilogue.domain.network.access import takes_part_somewhere
from trilogue.domain.opinions.access import participation_in, takes_part, works_for
from trilogue.domain.opinions.choices import BALLOTS, Ballot, Choice, Phase
from trilogue.domain.opinions.models import Conversation, Statement, Vote
from trilogue.domain.opinions.queries import (
    Deck,
    conversations_of,
    deck,
    ends_at,
    on_ballot,
    own_votes,
    proposals_left,
    takes_proposals,
)
from trilogue.foundation.access import anyone, requires
from trilogue.foundation.keys import KeyRefused
from trilogue.web.participant import phone
from trilogue.web.participant.opinion_cards import Card, as_card, as_json
from trilogue.web.participant.opinion_marks import LAST, SHOWN, mark_of
from trilogue.web.participant.opinion_words import CHIPS, CHOICE_CHIPS, MEANS
from trilogue.web.participant.own import actor_of, own_person

PROMPT_AFTER = 8
"""Votes, after which the voter is asked for a measure of the own."""


@dataclass(frozen=True)
class Line:
    """An exchange with what can be done in it, and until when."""

    conversation: Conversation
    phase: str
    chip: str
    means: str
    until: Any
    votes: bool
    proposes: bool


@dataclass(frozen=True)
class Cast:
    """An own vote with its statement."""

    statement: Statement
    card: Card
    choice: str
    chip: str
    withdrawn: bool
    receipt: uuid.UUID


def load_exchange(public_id: uuid.UUID) -> Conversation:
    return get_object_or_404(
        Conversation.objects.select_related("series", "edition__series"), public_id=public_id
    )


@requires(takes_part_somewhere)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = conversations_of(actor.person).order_by("-edition__date", "-number")
    lines = [_line(each) for each in found if not works_for(actor, each.place)]
    lines.sort(key=lambda each: not each.votes)
    return phone.page(request, "participant/opinions.html", {"lines": lines}, here="opinions", kept=True)


@requires(takes_part, load_exchange)
@require_GET
def opinion(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """One card while a vote is under way; else what is to be done now."""
    ballot = BALLOTS.get(Phase(conversation.phase), "")
    context: dict[str, Any] = {"exchange": conversation, "line": _line(conversation), "ballot": ballot}
    if ballot:
        context |= _voting(request, conversation, ballot)
    return phone.page(request, "participant/opinion.html", context, here="opinions", kept=True)


@requires(takes_part, load_exchange)
@require_GET
def votes(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The own votes on both ballots; those of the one that is under way can be changed."""
    context = {
        "exchange": conversation,
        "line": _line(conversation),
        "open": BALLOTS.get(Phase(conversation.phase), ""),
        "choices": Choice,
        "ballots": [
            (each, casts) for each in reversed(Ballot) if (casts := _casts(request, conversation, each))
        ],
    }
    return phone.page(request, "participant/opinion_votes.html", context, here="opinions")


@requires(anyone)
@require_GET
def join(request: HttpRequest, code: str) -> HttpResponse:
    """What the room's screen shows as a QR code: the exchange, in the language of whoever scanned it."""
    found = Conversation.objects.filter(code=code.strip().upper()).exclude(phase=Phase.CLOSED).first()
    with override(get_language_from_request(request)):
        if found is None:
            context = {"language": get_language(), "siblings": []}
            answer = render(request, "participant/code_unknown.html", context, status=404)
        else:
            answer = HttpResponseRedirect(reverse("me_opinion", args=(found.public_id,)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def own_deck(request: HttpRequest, conversation: Conversation, ballot: str) -> Deck | None:
    """None where the secret behind the pseudonyms is lost."""
    try:
        return deck(conversation, own_person(request), ballot=ballot)
    except KeyRefused:
        return None


def proposals_open(request: HttpRequest, conversation: Conversation) -> int:
    """How many more measures the participant may propose now."""
    if not takes_proposals(conversation):
        return 0
    author = participation_in(actor_of(request).person, conversation.place)
    if author is None:
        raise Http404
    return max(proposals_left(conversation, author), 0)


def _line(conversation: Conversation) -> Line:
    phase = Phase(conversation.phase)
    return Line(
        conversation,
        str(phase.label),
        CHIPS.get(phase, ""),
        str(MEANS[phase]),
        ends_at(conversation),
        phase in BALLOTS,
        takes_proposals(conversation),
    )


def _voting(request: HttpRequest, conversation: Conversation, ballot: str) -> dict[str, Any]:
    found, language = own_deck(request, conversation, ballot), get_language() or "en"
    if found is None:
        return {"lost": True}
    mark, marked = mark_of(request)
    by_id: dict[uuid.UUID | None, Statement] = {each.public_id: each for each in found.statements}
    last = by_id.get(marked) if mark == LAST else None
    vote = found.votes.get(last.pk) if last else None
    wanted = by_id.get(marked) if mark == SHOWN else None
    first = wanted if wanted in found.left else next(iter(found.left), None)
    progress, said = _("Measure %(number)s of %(total)s"), _("Last vote: %(vote)s")
    is_given = last is not None and vote is not None and vote.value is not None
    return {
        "deck": found,
        "cards": as_json(request, found, ballot),
        "card": as_card(first, found.votes.get(first.pk), language) if first else None,
        "receipt": uuid.uuid4(),
        "progress": progress % {"number": min(found.answered + 1, found.total), "total": found.total},
        "progress_words": progress,
        "last": as_card(last, vote, language) if last and is_given else None,
        "last_words": said,
        "last_said": said % {"vote": Choice(int(vote.value or 0)).label} if vote and is_given else "",
        "undo_receipt": uuid.uuid4(),
        "prompts": found.answered == PROMPT_AFTER,
        "prompt_after": PROMPT_AFTER,
        "proposals": proposals_open(request, conversation),
    }


def _casts(request: HttpRequest, conversation: Conversation, ballot: str) -> list[Cast]:
    found = own_votes(conversation, own_person(request), ballot=ballot)
    votable = set(on_ballot(conversation, ballot).values_list("pk", flat=True))
    statements = conversation.statements.filter(pk__in=found).order_by("number")
    return [
        _cast(each, found[each.pk], get_language() or "en", withdrawn=each.pk not in votable)
        for each in statements
        if found[each.pk].value is not None
    ]


def _cast(statement: Statement, vote: Vote, language: str, *, withdrawn: bool) -> Cast:
    value = Choice(int(vote.value or 0))
    return Cast(
        statement,
        as_card(statement, vote, language),
        str(value.label),
        CHOICE_CHIPS.get(value, ""),
        withdrawn,
        uuid.uuid4(),
    )
