"""What is ready and what is not, counted from stored rows; every item leads to where it is done."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.record import edition_facts, live_edition
from trilogue.domain.delegations.queries import Strength
from trilogue.domain.editions.choices import Status
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.queries import exchanges_of
from trilogue.domain.tables.planning import roster_changed
from trilogue.domain.tables.queries import plan_of
from trilogue.foundation.text import say
from trilogue.foundation.text.value import LANGUAGES, State
from trilogue.web.desk import changes
from trilogue.web.desk.place import address
from trilogue.web.desk.rail import ATTENTION, DONE, TO_COME


@dataclass(frozen=True)
class Item:
    words: str
    note: str
    state: str
    page: str


@dataclass(frozen=True)
class Linked:
    item: Item
    url: str


def items(edition: Edition, strong: list[Strength]) -> list[Item]:
    found = [
        _date(edition),
        _place(edition),
        _texts(edition),
        _quotas(strong),
        _roster(strong),
        _sessions(edition),
        _tables(edition, strong),
        _opinions(edition),
        _published(edition),
        _closed(edition),
    ]
    return sorted(found, key=lambda item: (ATTENTION, TO_COME, DONE).index(item.state))


def linked(edition: Edition, found: list[Item], allowed: frozenset[str]) -> list[Linked]:
    """With addresses for the pages this actor may open."""
    return [Linked(item, address(item.page, edition) if item.page in allowed else "") for item in found]


def _date(edition: Edition) -> Item:
    known = ImpreciseDate.parse(edition.date)
    exact = known.precision == "day"
    said = say.when(known, get_language() or "en")
    note = said if exact else _("Known as %(date)s only.") % {"date": said}
    return Item(_("Dates to the day"), note, DONE if exact else TO_COME, "record")


def _place(edition: Edition) -> Item:
    count = edition.places.count()
    note = ngettext("%(count)s local government", "%(count)s local governments", count) % {"count": count}
    return Item(_("Host places"), note, DONE if count else TO_COME, "places")


def _texts(edition: Edition) -> Item:
    texts = edition_facts(live_edition(edition)).values()
    missing = sum(text.state(language) == State.MISSING for text in texts for language in LANGUAGES)
    stale = sum(entry.outdated for text in texts for entry in text.entries.values())
    state = ATTENTION if missing or stale else DONE if texts else TO_COME
    counted = {"missing": missing, "stale": stale}
    behind = _("%(missing)s translations missing, %(stale)s behind their original") % counted
    note = behind if missing or stale else _("Complete.") if texts else _("Nothing is written yet.")
    return Item(_("Texts in four languages"), note, state, "record")


def _quotas(strong: list[Strength]) -> Item:
    open_ones = [each.delegation.country_id for each in strong if each.quota is None]
    state = DONE if strong and not open_ones else TO_COME
    note = say.LIST_GLUE[get_language() or "en"].join(open_ones) or _("%(count)s places in all") % {
        "count": sum(each.quota or 0 for each in strong)
    }
    return Item(_("Quotas decided"), note, state, "quotas")


def _roster(strong: list[Strength]) -> Item:
    confirmed = sum(each.confirmed for each in strong)
    over = [each for each in strong if each.free is not None and each.free < 0]
    free = sum(each.free or 0 for each in strong if each.free and each.free > 0)
    if over:
        note = _("More people than places: %(countries)s") % {
            "countries": ", ".join(each.delegation.country_id for each in over)
        }
    elif confirmed:
        note = ngettext("%(count)s place free", "%(count)s places free", free) % {"count": free}
    else:
        note = _("Import the list of participants.")
    state = TO_COME if not confirmed else ATTENTION if over or free else DONE
    return Item(_("List of participants"), note, state, "roster")


def _sessions(edition: Edition) -> Item:
    count = edition.sessions.count()
    note = ngettext("%(count)s session", "%(count)s sessions", count) % {"count": count}
    return Item(_("Programme entered"), note, DONE if count else TO_COME, "record")


def _tables(edition: Edition, strong: list[Strength]) -> Item:
    plan = plan_of(edition)
    if plan is None:
        ready = any(each.confirmed for each in strong)
        note = _("Everybody can be seated now.") if ready else _("Needs the list of participants first.")
        return Item(_("Table plan"), note, TO_COME, "tables")
    if roster_changed(plan):
        return Item(_("Table plan"), _("The list has changed since. Plan again."), ATTENTION, "tables")
    note = _("%(tables)s tables, %(rounds)s rounds") % {"tables": plan.tables, "rounds": plan.rounds}
    return Item(_("Table plan"), note, DONE, "tables")


def _opinions(edition: Edition) -> Item:
    words, found = _("Exchange of opinions"), list(exchanges_of(edition))
    if not found:
        return Item(words, _("None is set up."), TO_COME, "opinions")
    waiting = sum(each.waiting for each in found)  # type: ignore[attr-defined]
    if waiting:
        note = ngettext(
            "%(count)s measure still waits for a decision.",
            "%(count)s measures still wait for a decision.",
            waiting,
        )
        return Item(words, note % {"count": waiting}, ATTENTION, "opinions")
    phases = [Phase(each.phase) for each in found]
    state = DONE if all(phase == Phase.CLOSED for phase in phases) else TO_COME
    return Item(words, str(phases[0].label), state, "opinions")


def _published(edition: Edition) -> Item:
    if changes.published_part(edition) is None:
        return Item(_("Published"), _("Readers do not see this edition."), TO_COME, "publish")
    count = len(changes.differences(edition))
    if count:
        note = ngettext("%(count)s change is not published", "%(count)s changes are not published", count)
        return Item(_("Published"), note % {"count": count}, ATTENTION, "publish")
    return Item(_("Published"), _("Readers see what stands here."), DONE, "publish")


def _closed(edition: Edition) -> Item:
    closed = edition.status == Status.COMPLETED
    note = _("The figures by country are public.") if closed else _("After the event: figures by country.")
    return Item(_("Closed with its figures"), note, DONE if closed else TO_COME, "close")
