from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_, or_

from django.db.models import Case, Q, Value, When

from trilogue.algorithms.places import Period
from trilogue.algorithms.places.keys import PARTING, search_key
from trilogue.algorithms.places.model import Name
from trilogue.domain.places.models import Government, GovernmentName


def name_at(government: Government, day: date) -> GovernmentName:
    """The name a government had on a day; before its first or after its last period, the nearest one."""
    names = list(government.names.all())
    for name in names:
        if (name.valid_from is None or name.valid_from <= day) and (
            name.valid_until is None or day <= name.valid_until
        ):
            return name
    return names[-1]


def present_name(government: Government) -> GovernmentName:
    """The latest name; governments need `names` fetched before."""
    return list(government.names.all())[-1]


def governments_by_code(codes: Collection[str] = ()) -> dict[tuple[str, str], Government]:
    """Governments by country and code: all of them, or those that have had one of `codes`. Present codes come first."""
    chosen = (
        Government.objects.filter(names__code__in=codes).distinct() if codes else Government.objects.all()
    )
    governments = list(chosen.prefetch_related("names"))
    found = {(each.country_id, each.code): each for each in governments}
    for government in governments:
        for name in government.names.all():
            found.setdefault((government.country_id, name.code), government)
    return found


def find_governments(text: str, *, limit: int) -> list[Government]:
    """Governments found by any name of any time, in any script, by code, reading or a part of these; best first.

    The keys of a government stand in one column, so that one scan of the few thousand rows finds and ranks them on any
    database. Several words may also name the parent: "Gyeonggi Gwangju". Show parent and code beside each name.
    """
    whole = search_key(text)
    if not whole:
        return []
    words = [key for word in text.split() if (key := search_key(word))]
    asked = Q(keys__contains=whole)
    if len(words) > 1:
        named = reduce(or_, (Q(keys__contains=word) for word in words))
        placed = (Q(keys__contains=word) | Q(parent__keys__contains=word) for word in words)
        asked |= reduce(and_, placed, named)
    found = Government.objects.filter(asked).annotate(rank=_rank(whole), ended=Q(successor__isnull=False))
    shown = found.select_related("parent", "country").prefetch_related("names", "parent__names")
    return list(shown.order_by("rank", "ended", "level", "country", "code")[:limit])


def _rank(whole: str) -> Case:
    """A whole key before the beginning of one, before a part, before words of its own and of its parent."""
    ways = (f"{PARTING}{whole}{PARTING}", f"{PARTING}{whole}", whole)
    whens = (When(keys__contains=way, then=Value(number)) for number, way in enumerate(ways))
    return Case(*whens, default=Value(len(ways)))


def registry() -> list[Period]:
    """Every period of every government; other writings (`also`) are kept among the search keys alone."""
    names = list(GovernmentName.objects.select_related("government__parent", "government__successor"))
    codes = {
        (name.government.country_id, str(name.name)): name.code
        for name in names
        if name.government.level == 1
    }
    return [_period(name, codes) for name in names]


def _period(name: GovernmentName, codes: Mapping[tuple[str, str], str]) -> Period:
    """`codes` are those that first-level governments had under each of their names."""
    government = name.government
    present = government.parent.code if government.parent else ""
    return Period(
        country=government.country_id,
        government=government.code,
        code=name.code,
        level=government.level,
        parent=codes.get((government.country_id, str(name.parent_name)), present) if present else "",
        names={
            language: Name(entry.text, entry.state.value) for language, entry in name.name.entries.items()
        },
        since=name.valid_from,
        until=name.valid_until,
        successor=government.successor.code if government.successor else "",
        position=_position(government),
    )


def _position(government: Government) -> tuple[Decimal, Decimal] | None:
    if government.latitude is None or government.longitude is None:
        return None
    return government.latitude, government.longitude
