"""What the desk can do with a nomination, by its state: one POST each, said in words before and after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trilogue.domain.delegations import actions
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import everybody, evidence, native_name
from trilogue.domain.editions.access import runs
from trilogue.flows import offer
from trilogue.flows.substitute import substitute as take_over
from trilogue.foundation.access import Actor, requires
from trilogue.foundation.text import say
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import Spot, address, load_edition, there

REASON_LENGTH = 300
Run = Callable[[Participation, Actor, datetime, str], list[Participation] | None]


@dataclass(frozen=True)
class Move:
    """`run` returns who was offered a place by it."""

    key: str
    words: Any
    hint: Any
    states: frozenset[State]
    run: Run
    needs_reason: bool = False
    is_grave: bool = False


def move(key: str, words: Any, hint: Any, states: Iterable[State], run: Run, **more: bool) -> Move:
    return Move(key, words, hint, frozenset(states), run, **more)


MOVES = (
    move(
        "accept",
        gettext_lazy("Offer a place"),
        gettext_lazy("By hand, out of order. Without a free place the person is put on the waiting list."),
        (State.ELIGIBLE, State.WAITING),
        lambda one, by, now, _reason: offer.accept(one, by=by, now=now),
    ),
    move(
        "confirm",
        gettext_lazy("Confirm"),
        gettext_lazy("The person has said yes."),
        (State.ACCEPTED,),
        lambda one, by, now, _reason: actions.confirm(one, by=by, now=now),
    ),
    move(
        "attend",
        gettext_lazy("Mark as attended"),
        "",
        (State.CONFIRMED, State.ABSENT),
        lambda one, by, now, _reason: actions.attend(one, by=by, now=now),
    ),
    move(
        "miss",
        gettext_lazy("Mark as absent"),
        "",
        (State.CONFIRMED, State.ATTENDED),
        lambda one, by, now, _reason: actions.miss(one, by=by, now=now),
    ),
    move(
        "hand_back",
        gettext_lazy("Hand back for correction"),
        gettext_lazy("The nomination is a draft of its government again."),
        (State.SUBMITTED,),
        lambda one, by, now, reason: actions.hand_back(one, by=by, now=now, reason=reason),
        needs_reason=True,
    ),
    move(
        "decline",
        gettext_lazy("Decline"),
        gettext_lazy("If the person holds a place, the next on the waiting list is offered it."),
        (State.SUBMITTED, State.ELIGIBLE, State.WAITING, State.ACCEPTED),
        lambda one, by, now, reason: offer.decline(one, by=by, now=now, reason=reason),
        needs_reason=True,
        is_grave=True,
    ),
    move(
        "withdraw",
        gettext_lazy("Record a withdrawal"),
        gettext_lazy("The person does not come. The next on the waiting list is offered the place."),
        (
            State.DRAFT,
            State.SUBMITTED,
            State.ELIGIBLE,
            State.WAITING,
            State.ACCEPTED,
            State.CONFIRMED,
        ),
        lambda one, by, now, reason: offer.withdraw(one, by=by, now=now, reason=reason),
        needs_reason=True,
        is_grave=True,
    ),
    move(
        "renew",
        gettext_lazy("Take up again"),
        gettext_lazy("It is judged like a new nomination."),
        (State.DECLINED, State.WITHDRAWN),
        lambda one, by, now, reason: actions.renew(one, by=by, now=now, reason=reason),
        needs_reason=True,
    ),
)
BY_KEY = {each.key: each for each in MOVES}


def possible(participation: Participation) -> list[Move]:
    return [each for each in MOVES if participation.state in each.states]


def load_nomination(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    found = everybody(edition).select_related("edition__series", "invitation", "evidence", "group")
    return Spot(edition, row=get_object_or_404(found, pk=pk))


def load_move(slug: str, number: int, pk: int, key: str) -> Spot:
    if key not in BY_KEY:
        raise Http404
    spot = load_nomination(slug, number, pk)
    return Spot(spot.place, BY_KEY[key], spot.row)


@requires(there(runs), load_move)
@require_POST
def make(request: HttpRequest, spot: Spot) -> HttpResponse:
    chosen: Move = spot.kind
    if not chosen.needs_reason or _reason(request):
        attempt(request, spot.row, chosen.run)
    else:
        messages.error(request, _("Give a reason: it is kept with the decision."))
    return _back(spot)


@requires(there(runs), load_nomination)
@require_POST
def judge(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Eligible by one of the links that were found, or by a reason."""
    found = {str(tie.link.pk): tie.link for tie in evidence(spot.row).ties}
    link = found.get(request.POST.get("link", ""))

    def run(one: Participation, by: Actor, now: datetime, reason: str) -> None:
        actions.hold_eligible(one, by=by, now=now, evidence=link, override="" if link else reason)

    attempt(request, spot.row, run)
    return _back(spot)


@requires(there(runs), load_nomination)
@require_POST
def substitute(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Somebody eligible, waiting or accepted of the same delegation takes the place over."""
    chosen = request.POST.get("coming", "")
    others = substitutes(spot.row)
    coming = next((each for each in others if str(each.pk) == chosen), None)
    reason = _reason(request)
    if coming is None or not reason:
        messages.error(request, _("Choose who comes instead, and give a reason."))
        return _back(spot)
    attempt(request, spot.row, lambda one, by, now, why: take_over(one, coming, by=by, now=now, reason=why))
    return redirect(address("nomination", spot.place, coming.pk))


def substitutes(participation: Participation) -> list[Participation]:
    states = (State.ELIGIBLE, State.WAITING, State.ACCEPTED)
    found = everybody(participation.edition).filter(delegation=participation.delegation_id, state__in=states)
    return list(found.exclude(pk=participation.pk).order_by("priority", "submitted_at", "pk"))


def attempt(request: HttpRequest, participation: Participation, run: Run) -> bool:
    """Make the move and say what became of it, or why it cannot be made."""
    name = native_name(participation).full
    try:
        promoted = run(participation, actor_of(request), timezone.now(), _reason(request)) or []
    except (
        actions.UnlawfulMove,
        actions.NoPlaceLeft,
        actions.GroupUnjudged,
        actions.ReasonNeeded,
    ) as refusal:
        messages.error(request, refused(refusal))
        return False
    participation.refresh_from_db()
    state = participation.get_state_display()
    messages.success(request, _("%(name)s is now: %(state)s.") % {"name": name, "state": state})
    say_offered(request, promoted)
    return True


def marked(participation: Participation, key: str, *, by: Actor) -> bool:
    """Whether the move was made; somebody may have been quicker."""
    try:
        BY_KEY[key].run(participation, by, timezone.now(), "")
    except actions.UnlawfulMove:
        return False
    return True


def say_offered(request: HttpRequest, offered: list[Participation]) -> None:
    if not offered:
        return
    language = get_language() or "en"
    names = say.LIST_GLUE[language].join(native_name(each).full for each in offered)
    words = ngettext(
        "A place is offered to %(names)s. The mail is on its way.",
        "Places are offered to %(names)s. The mails are on their way.",
        len(offered),
    )
    messages.success(request, words % {"names": names})


def refused(error: Exception) -> str:
    match error:
        case actions.UnlawfulMove():
            state = State(error.before).label
            said = _(
                "This cannot be done: the nomination is %(state)s by now. Somebody may have been quicker."
            )
            return said % {"state": state}
        case actions.NoPlaceLeft():
            return _("No place of this delegation is free.")
        case actions.GroupUnjudged():
            return _("Somebody of the same group is not judged yet, and they come together or not at all.")
    return _("Choose a link, or give a reason why the person is eligible without one.")


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:REASON_LENGTH]


def _back(spot: Spot) -> HttpResponse:
    return redirect(address("nomination", spot.place, spot.row.pk))
