"""The directory of people: found by any form of their name, by government and edition, as far as one may see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from trilogue.algorithms.names.search import Form, asked, why_found
from trilogue.domain.delegations.queries import (
    participations_seen_by,
    people_at,
    people_in,
    people_seen_by,
)
from trilogue.domain.editions.access import meets_anybody, runs_anything
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person, PersonName
from trilogue.domain.people.queries import Found, Hit, find, standing
from trilogue.domain.places.models import Government
from trilogue.domain.places.queries import find_governments
from trilogue.foundation.access import Actor, limits, origin_of, requires
from trilogue.foundation.access.limits import take
from trilogue.foundation.audit.access import seen
from trilogue.web.desk.cards import Card, Shown, cards, shown
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.people_words import WHY

PAGE = 50
LONGEST = 100
MOST_GOVERNMENTS = 20
"""Governments that one search text may mean at once; all of them are named on the page."""
INITIALS = "initials"


@dataclass(frozen=True)
class Wanted:
    """What the form asks for."""

    text: str
    government: str
    edition: str
    after: str

    @property
    def filters(self) -> bool:
        return bool(self.government or self.edition)

    def next(self, after: str) -> str:
        """The address of the next page; empty when there is none."""
        values = {"q": self.text, "government": self.government, "edition": self.edition, "after": after}
        return f"?{urlencode({name: value for name, value in values.items() if value})}" if after else ""


@dataclass(frozen=True)
class Row:
    card: Card
    why: Any


@requires(meets_anybody)
@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    actor, wanted = actor_of(request), _wanted(request)
    governments = find_governments(wanted.government, limit=MOST_GOVERNMENTS) if wanted.government else []
    within = _within(actor, wanted, governments)
    if wanted.text:
        take(limits.SEARCHES, actor.account)
        found = find(wanted.text, within=within, limit=PAGE, after=wanted.after)
        rows, after = _rows(found, wanted.text, actor), found.after
    elif wanted.filters:
        rows, after = _everybody(within, wanted.after, actor)
    else:
        rows, after = [], ""
    people = [row.card.person.pk for row in rows]
    seen(by=actor, what="directory", people=people, edition=None, origin=origin_of(request))
    context = {
        "wanted": wanted,
        "rows": rows,
        "next": wanted.next(after),
        "governments": governments,
        "editions": _editions(actor),
        "may_merge": runs_anything.test(actor),
        "here": "directory",
    }
    return render(request, "desk/directory.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    def said(name: str, longest: int = LONGEST) -> str:
        return request.GET.get(name, "").replace("\0", "").strip()[:longest]

    return Wanted(said("q"), said("government"), said("edition", 20), said("after", 1000))


def _within(actor: Actor, wanted: Wanted, governments: list[Government]) -> QuerySet[Person] | None:
    """None for everybody there is."""
    limits = [people_seen_by(actor)]
    if wanted.government:
        limits.append(people_at(governments))
    if wanted.edition:
        edition = _editions(actor).filter(pk=int(wanted.edition)).first() if _number(wanted.edition) else None
        limits.append(people_in(edition) if edition else Person.objects.none())
    chosen = Person.objects.filter(merged_into=None)
    for people in limits:
        if people is not None:
            chosen = chosen.filter(pk__in=standing(people).values("pk"))
    return chosen if any(people is not None for people in limits) else None


def _number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 19


def _editions(actor: Actor) -> QuerySet[Edition]:
    """Those in which the actor sees somebody."""
    entered = participations_seen_by(actor).values("edition")
    return Edition.objects.filter(pk__in=entered).select_related("series").order_by("series", "-number")


def _rows(found: Found, typed: str, actor: Actor) -> list[Row]:
    hits = {hit.person: hit for hit in found.hits}
    return [_row(card, hits[card.person.pk], typed) for card in cards(list(hits), actor)]


def _row(card: Card, hit: Hit, typed: str) -> Row:
    names = _marked(card.person, hit, typed)
    why = "corrected" if hit.corrected else why_found(typed, hit.why, _forms(names))
    return Row(Card(card.person, names, card.entries), WHY.get(why, ""))


def _marked(person: Person, hit: Hit, typed: str) -> list[Shown]:
    """Letters that the query stands for: as typed, else as it was compared, else word by word."""
    query = asked(typed)
    words = [text for texts in query.words for text in texts]
    for texts in (query.texts[:1], [hit.asked], words):
        names = shown(person, texts, by_initials=hit.why == INITIALS)
        if any(is_marked for each in names for _, is_marked in each.pieces):
            return names
    return shown(person)


def _forms(names: list[Shown]) -> tuple[Form, ...]:
    return tuple(Form(n.script, n.family, n.given, n.full) for n in (each.name for each in names))


def _everybody(within: QuerySet[Person] | None, after: str, actor: Actor) -> tuple[list[Row], str]:
    """Without a name: all within the filters, by their own name."""
    begin = int(after) if _number(after) else 0
    names = PersonName.objects.filter(
        own=True, person__in=Person.objects.none() if within is None else within
    )
    ordered = names.order_by("key", "person").values_list("person", flat=True)
    people = list(ordered[begin : begin + PAGE + 1])
    rows = [Row(card, "") for card in cards(people[:PAGE], actor)]
    return rows, str(begin + PAGE) if len(people) > PAGE else ""
