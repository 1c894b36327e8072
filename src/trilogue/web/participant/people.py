"""The directory of participants and alumni, and the page of one of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from trilogue.domain.editions.models import Edition
from trilogue.domain.network.access import takes_part_somewhere
from trilogue.domain.network.queries import (
    contacts_of,
    shown_at,
    shown_in,
    shown_in_directory,
    shown_to,
)
from trilogue.domain.people.models import Person, PersonName
from trilogue.domain.people.queries import find
from trilogue.domain.places.models import Country, Government
from trilogue.domain.places.queries import find_governments
from trilogue.foundation.access import limits, origin_of, requires
from trilogue.foundation.access.limits import take
from trilogue.foundation.audit.access import seen
from trilogue.web.participant import phone
from trilogue.web.participant.cards import Card, as_card, as_cards
from trilogue.web.participant.contacts import load_person
from trilogue.web.participant.own import actor_of, own_person

PAGE = 30
LONGEST = 100
MOST_GOVERNMENTS = 20
"""Governments that one search text may mean at once; all of them are named on the page."""


@dataclass(frozen=True)
class Wanted:
    """What the form asks for."""

    text: str
    edition: str
    country: str
    government: str
    after: str

    @property
    def filters(self) -> bool:
        return bool(self.edition or self.country or self.government)

    def next(self, after: str) -> str:
        """The address of the next page; empty when there is none."""
        said = {
            "q": self.text,
            "edition": self.edition,
            "country": self.country,
            "government": self.government,
            "after": after,
        }
        return f"?{urlencode({name: value for name, value in said.items() if value})}" if after else ""


@requires(takes_part_somewhere)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    reader, wanted = own_person(request), _wanted(request)
    if wanted.text:
        take(limits.SEARCHES, actor_of(request).account)
    governments = find_governments(wanted.government, limit=MOST_GOVERNMENTS) if wanted.government else []
    within = _within(reader, wanted, governments)
    chosen, after = _found(within, wanted)
    shown = shown_to(reader, chosen)
    cards = as_cards(shown, get_language() or "en")
    seen(
        by=actor_of(request),
        what="directory",
        people=shown.keys(),
        edition=None,
        origin=origin_of(request),
    )
    context = {
        "wanted": wanted,
        "cards": [cards[each] for each in chosen if each in cards],
        "next": wanted.next(after),
        "governments": governments,
        "editions": _editions(),
        "countries": Country.objects.filter(person__in=shown_in_directory(reader))
        .distinct()
        .order_by("code"),
    }
    return phone.page(request, "participant/people.html", context, here="people")


@requires(takes_part_somewhere, load_person)
@require_GET
def person(request: HttpRequest, other: Person) -> HttpResponse:
    """What the links in other people's telephones open: gone as soon as nothing is shown to them any more."""
    reader = own_person(request)
    shown = shown_to(reader, [other.pk]).get(other.pk)
    is_contact = other.pk in contacts_of(reader)
    if shown is None and not is_contact:
        raise Http404
    card: Card | None = as_card(shown, get_language() or "en") if shown else None
    if shown:
        seen(by=actor_of(request), what="card", people=[other.pk], edition=None, origin=origin_of(request))
    context = {"card": card, "is_contact": is_contact, "other": other}
    answer = phone.page(request, "participant/person.html", context, here="people")
    answer.status_code = 200 if shown else 410
    return answer


def _wanted(request: HttpRequest) -> Wanted:
    def said(name: str, longest: int = LONGEST) -> str:
        return request.GET.get(name, "").replace("\0", "").strip()[:longest]

    return Wanted(said("q"), said("edition", 18), said("country", 2), said("government"), said("after", 1000))


def _within(reader: Person, wanted: Wanted, governments: list[Government]) -> QuerySet[Person]:
    chosen = shown_in_directory(reader)
    if wanted.country:
        chosen = chosen.filter(country=wanted.country)
    if wanted.edition:
        edition = _editions().filter(pk=int(wanted.edition)).first() if _number(wanted.edition) else None
        there = shown_in(reader, edition) if edition else Person.objects.none()
        chosen = chosen.filter(pk__in=there.values("pk"))
    if wanted.government:
        there = shown_at(reader, [each.pk for each in governments])
        chosen = chosen.filter(pk__in=there.values("pk"))
    return chosen


def _found(within: QuerySet[Person], wanted: Wanted) -> tuple[list[int], str]:
    """By name in the search's order; without one everybody, by their own name."""
    if wanted.text:
        found = find(wanted.text, within=within, limit=PAGE, after=wanted.after)
        return [hit.person for hit in found.hits], found.after
    begin = int(wanted.after) if _number(wanted.after) else 0
    names = PersonName.objects.filter(own=True, person__in=within).order_by("key", "person")
    chosen = list(names.values_list("person", flat=True)[begin : begin + PAGE + 1])
    return chosen[:PAGE], str(begin + PAGE) if len(chosen) > PAGE else ""


def _number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 19


def _editions() -> QuerySet[Edition, Any]:
    """Those that anybody took part in."""
    taken = Edition.objects.filter(participations__isnull=False).distinct()
    return taken.select_related("series").order_by("series", "-number")
