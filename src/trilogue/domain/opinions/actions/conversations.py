"""Setting an exchange up, leading it from phase to phase, showing its results, closing it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from secrets import SystemRandom

from django.db import transaction
from django.db.models import Max

from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.actions.turns import halt_votes
from trilogue.domain.opinions.choices import BALLOTS, Phase
from trilogue.domain.opinions.models import Conversation, QuestionTime
from trilogue.domain.opinions.queries import on_ballot
from trilogue.domain.opinions.queries.conversations import ORDER
from trilogue.domain.programme.models import Session
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.mail import forget as mail
from trilogue.foundation.queue import enqueue
from trilogue.foundation.text.value import Text

FEWEST = {Phase.VOTE: 2, Phase.FINAL: 1}
"""Statements that each vote needs."""
TIMES = ("collects_at", "votes_at", "discusses_at", "finals_at", "closes_at")


@dataclass(frozen=True)
class Terms:
    """What the desk sets; times that are None are left to the desk's own hand."""

    topic: Text
    introduction: Text
    session: Session | None = None
    collects_at: datetime | None = None
    votes_at: datetime | None = None
    discusses_at: datetime | None = None
    finals_at: datetime | None = None
    closes_at: datetime | None = None
    most_proposals: int = 3
    proposals_while_voting: bool = True
    strict: bool = True


@transaction.atomic
def set_up(place: Series | Edition, *, by: Actor, terms: Terms) -> Conversation:
    """A new exchange, in preparation. Raises Refused: no_topic, order, not_here (a session of another edition)."""
    log.stand_in_line()
    edition = place if isinstance(place, Edition) else None
    series = place.series if isinstance(place, Edition) else place
    _check(terms, edition)
    last = Conversation.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
    made = Conversation.objects.create(series=series, edition=edition, number=last + 1, **_values(terms))
    keys.make_fleeting(made.public_id)
    log.write("set_up_conversation", made, by=by, fields=_values(terms), edition=made.edition_id)
    return made


@transaction.atomic
def change(conversation: Conversation, *, by: Actor, terms: Terms) -> Conversation:
    """Raises Refused: no_topic, order, not_here, closed."""
    found = _held(conversation)
    _check(terms, found.edition)
    changed = {name: value for name, value in _values(terms).items() if getattr(found, name) != value}
    if changed:
        _write(found, changed, "change_conversation", by=by)
    return found


@transaction.atomic
def go_to(conversation: Conversation, phase: str, *, by: Actor, now: datetime) -> Conversation:
    """Into another phase, forward or back; closing is for good, and destroys the secret behind the pseudonyms.

    Raises Refused: closed, phase (there already), too_few (nothing to vote on).
    """
    found = _held(conversation)
    halt_votes()
    if phase not in Phase.values or found.phase == phase:
        raise Refused("phase")
    wanted = Phase(phase)
    needed = FEWEST.get(wanted, 0)
    if needed and on_ballot(found, BALLOTS[wanted]).count() < needed:
        raise Refused("too_few", needed)
    values: dict[str, object] = {"phase": wanted, **_times_passed(found, wanted, now)}
    if wanted == Phase.CLOSED:
        values["closed_at"] = now
        _forget_authors(found)
        mail.forget({str(found.public_id)})
        transaction.on_commit(partial(keys.destroy, found.public_id))
    _write(found, values, "move_conversation", by=by)
    enqueue("refresh_opinions", conversation=found.pk)
    return found


@transaction.atomic
def reveal(conversation: Conversation, *, by: Actor, now: datetime, final: bool = False) -> Conversation:
    """From now on the results may be seen, on phones, screens and at the desk. Raises Refused: phase, shown."""
    found = _held(conversation, even_closed=True)
    name, since = ("final_revealed_at", Phase.FINAL) if final else ("revealed_at", Phase.VOTE)
    if ORDER.index(Phase(found.phase)) < ORDER.index(since):
        raise Refused("phase")
    if getattr(found, name):
        raise Refused("shown")
    _write(found, {name: now}, "reveal_final_vote" if final else "reveal_conversation", by=by)
    enqueue("refresh_opinions", conversation=found.pk)
    return found


@transaction.atomic
def conceal(conversation: Conversation, *, by: Actor, final: bool = False) -> Conversation:
    """Back behind the curtain: who has seen the results has seen them. Raises Refused: closed."""
    found = _held(conversation)
    name = "final_revealed_at" if final else "revealed_at"
    if getattr(found, name):
        _write(found, {name: None}, "conceal_final_vote" if final else "conceal_conversation", by=by)
    return found


@transaction.atomic
def destroy_left_secrets(*, by: Actor) -> int:
    """Of exchanges and question times that were closed by somebody who was interrupted. Returns how many."""
    closed: list[Conversation | QuestionTime] = [
        *Conversation.objects.filter(phase=Phase.CLOSED),
        *QuestionTime.objects.exclude(closed_at=None),
    ]
    left = [each for each in closed if keys.exists(each.public_id)]
    for each in left:
        log.write("destroy_secret", each, by=by, edition=each.edition_id)
        transaction.on_commit(partial(keys.destroy, each.public_id))
    return len(left)


def _held(conversation: Conversation, *, even_closed: bool = False) -> Conversation:
    found = log.hold(Conversation.objects.filter(pk=conversation.pk)).get()
    if found.phase == Phase.CLOSED and not even_closed:
        raise Refused("closed")
    return found


def _check(terms: Terms, edition: Edition | None) -> None:
    if not terms.topic:
        raise Refused("no_topic")
    times = [getattr(terms, name) for name in TIMES if getattr(terms, name)]
    if times != sorted(times) or len(set(times)) < len(times):
        raise Refused("order")
    if terms.session and (edition is None or terms.session.edition_id != edition.pk):
        raise Refused("not_here")


def _values(terms: Terms) -> dict[str, object]:
    return {each.name: getattr(terms, each.name) for each in fields(terms)}


def _times_passed(conversation: Conversation, wanted: Phase, now: datetime) -> dict[str, None]:
    """Set times that would lead straight back out of a phase the desk goes to by hand."""
    later = TIMES[ORDER.index(wanted) :]
    return {
        name: None for name in later if getattr(conversation, name) and getattr(conversation, name) <= now
    }


def _forget_authors(conversation: Conversation) -> None:
    """In the place of authors stand numbers, drawn by lot, that tell the measures of one author apart."""
    mine = list(conversation.statements.exclude(author=None).select_related("author"))
    people = sorted({each.author.person_id for each in mine if each.author})
    numbers = list(range(1, len(people) + 1))
    SystemRandom().shuffle(numbers)
    drawn = dict(zip(people, numbers, strict=True))
    for each in mine:
        if each.author:
            each.author_number, each.author = drawn[each.author.person_id], None
            each.save(update_fields=["author", "author_number"])


def _write(conversation: Conversation, values: Mapping[str, object], action: str, *, by: Actor) -> None:
    for name, value in values.items():
        setattr(conversation, name, value)
    conversation.save(update_fields=list(values))
    log.write(action, conversation, by=by, fields=values, edition=conversation.edition_id)
