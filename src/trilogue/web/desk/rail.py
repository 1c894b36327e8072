"""The life of an edition: seven steps, each with its state from stored rows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trilogue.domain.delegations.access import nominates
from trilogue.domain.delegations.models import Call
from trilogue.domain.delegations.queries import Strength, call_of, strengths
from trilogue.domain.editions.access import meets_people, runs, translates
from trilogue.domain.editions.choices import Status
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.queries import exchanges_of
from trilogue.domain.tables.planning import roster_changed
from trilogue.domain.tables.queries import plan_of
from trilogue.foundation.access import Actor
from trilogue.web.desk.place import address

DONE, ATTENTION, TO_COME = "done", "att", "todo"
STATE_WORDS = {
    DONE: gettext_lazy("done"),
    ATTENTION: gettext_lazy("needs attention"),
    TO_COME: gettext_lazy("to come"),
}


@dataclass(frozen=True)
class Step:
    """`url` is empty for a step without a page, and for an actor who may not open it."""

    number: int
    key: str
    words: str
    state: str
    note: str
    url: str = ""

    @property
    def state_words(self) -> Any:
        return STATE_WORDS[self.state]


def life(actor: Actor, edition: Edition) -> list[Step]:
    strong = strengths(edition)
    call = call_of(edition)
    may_run = runs.test(actor, edition)
    may_meet = meets_people.test(actor, edition)
    may_translate = translates.test(actor, edition)
    return [
        _call(1, edition, strong, call, _call_page(actor, edition, call)),
        _delegations(2, strong, address("people", edition) if may_meet else ""),
        _programme(3, edition, address("record", edition) if may_translate else ""),
        _tables(4, edition, address("tables", edition) if may_run else ""),
        _opinions(5, edition, address("opinions", edition) if may_translate else ""),
        Step(6, "onsite", _("On site"), TO_COME, _("not yet part of the desk")),
        _report(7, edition, address("close", edition) if may_run else ""),
    ]


def _call_page(actor: Actor, edition: Edition, call: Call | None) -> str:
    """The desk's page, or that of the government for which the actor nominates."""
    if runs.test(actor, edition):
        return address("call", edition)
    if call and nominates.test(actor, edition):
        return reverse("nominations", args=(edition.series.slug, edition.number))
    return ""


def _call(number: int, edition: Edition, strong: list[Strength], call: Call | None, url: str) -> Step:
    """Without a stored call the edition's status and the first people tell how far it is."""
    if call is None:
        begun = edition.status in (Status.OPEN, Status.RUNNING) and any(each.confirmed for each in strong)
        state = DONE if begun or edition.status == Status.COMPLETED else TO_COME
        note = str(Status(edition.status).label)
    else:
        state, note = _progress(call)
    return Step(number, "call", _("Call for nominations"), state, note, url)


def _progress(call: Call) -> tuple[str, str]:
    if call.closed_at:
        return DONE, _("call closed")
    if call.opened_at is None:
        return ATTENTION, _("prepared, not open")
    if call.deadline <= timezone.now():
        return ATTENTION, _("the deadline is over")
    return DONE, _("open until %(day)s") % {"day": f"{timezone.localtime(call.deadline):%Y-%m-%d}"}


def _delegations(number: int, strong: list[Strength], url: str) -> Step:
    confirmed = sum(each.confirmed for each in strong)
    places = sum(each.quota or 0 for each in strong)
    full = all(each.quota is None or each.free == 0 for each in strong)
    state = TO_COME if not confirmed else DONE if full else ATTENTION
    counted = {"confirmed": confirmed, "places": places}
    note = _("%(confirmed)s of %(places)s confirmed") % counted if strong else _("none yet")
    return Step(number, "people", _("Delegations"), state, note, url)


def _programme(number: int, edition: Edition, url: str) -> Step:
    count = edition.sessions.count()
    note = ngettext("%(count)s session", "%(count)s sessions", count) % {"count": count}
    return Step(number, "programme", _("Programme"), DONE if count else TO_COME, note, url)


def _tables(number: int, edition: Edition, url: str) -> Step:
    plan = plan_of(edition)
    if plan is None:
        return Step(number, "tables", _("Tables"), TO_COME, _("no plan yet"), url)
    state = ATTENTION if roster_changed(plan) else DONE
    note = _("%(tables)s tables, %(rounds)s rounds") % {"tables": plan.tables, "rounds": plan.rounds}
    return Step(number, "tables", _("Tables"), state, note, url)


def _opinions(number: int, edition: Edition, url: str) -> Step:
    words, found = _("Exchange of opinions"), list(exchanges_of(edition))
    if not found:
        return Step(number, "opinions", words, TO_COME, _("none yet"), url)
    waiting = sum(each.waiting for each in found)  # type: ignore[attr-defined]
    if waiting:
        note = ngettext("%(count)s measure waits", "%(count)s measures wait", waiting) % {"count": waiting}
        return Step(number, "opinions", words, ATTENTION, note, url)
    phases = [Phase(each.phase) for each in found]
    state = TO_COME if all(phase == Phase.PREPARE for phase in phases) else DONE
    return Step(number, "opinions", words, state, str(phases[0].label), url)


def _report(number: int, edition: Edition, url: str) -> Step:
    closed = edition.status == Status.COMPLETED
    note = _("closed") if closed else _("not closed yet")
    return Step(number, "close", _("Report and closing"), DONE if closed else TO_COME, note, url)
