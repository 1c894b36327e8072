from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from trilogue.algorithms.names import key
from trilogue.algorithms.ties import open_triangles, triangles
from trilogue.domain.places.models import Government, GovernmentName, SisterLink


@dataclass(frozen=True)
class Ties:
    """Governments of three countries linked each with each, and (middle, one, other) where `one` and `other` lack
    a link with each other.
    """

    triangles: tuple[tuple[Government, Government, Government], ...]
    open: tuple[tuple[Government, Government, Government], ...]


def links_of(government: Government) -> QuerySet[SisterLink]:
    """With what each register asserts, and both governments' names."""
    mine = SisterLink.objects.filter(Q(first=government) | Q(second=government))
    return mine.select_related(
        "first__parent", "second__parent", "first__country", "second__country"
    ).prefetch_related(
        "assertions", "first__names", "second__names", "first__parent__names", "second__parent__names"
    )


def linked_governments() -> list[Government]:
    """Every government with a link abroad or at home, by country and code."""
    found = Government.objects.filter(Q(links_as_first__isnull=False) | Q(links_as_second__isnull=False))
    return list(
        found.distinct().select_related("parent", "country").prefetch_related("names", "parent__names")
    )


def link_between(one: Government, other: Government) -> SisterLink | None:
    first, second = sorted((one.pk, other.pk))
    return SisterLink.objects.filter(first=first, second=second).prefetch_related("assertions").first()


def ties() -> Ties:
    """Over all links, in three queries."""
    links = [(str(one), str(other)) for one, other in SisterLink.objects.values_list("first", "second")]
    ends = {end for link in links for end in link}
    found = (
        Government.objects.filter(pk__in=ends).select_related("parent", "country").prefetch_related("names")
    )
    governments = {str(each.pk): each for each in found}
    countries = {pk: each.country_id for pk, each in governments.items()}
    return Ties(
        tuple((governments[a], governments[b], governments[c]) for a, b, c in triangles(links, countries)),
        tuple(
            (governments[each.middle], governments[each.lacking[0]], governments[each.lacking[1]])
            for each in open_triangles(links, countries)
        ),
    )


def by_name() -> dict[tuple[str, str], tuple[Government, ...]]:
    """Governments by country and comparing key of their codes and of any name they have had, in any language.

    Homonyms share a key.
    """
    names = GovernmentName.objects.select_related("government__parent", "government__country")
    found: dict[tuple[str, str], dict[int, Government]] = defaultdict(dict)
    for name in names:
        government = name.government
        for said in (government.code, name.code, *(entry.text for entry in name.name.entries.values())):
            found[government.country_id, key(said)][government.pk] = government
    return {place: tuple(governments.values()) for place, governments in found.items()}


def government_by_label(label: str) -> Government | None:
    """The government named by country and present code, as pages write it: "KR KR-41", "JP 130001"."""
    country, _, code = label.strip().partition(" ")
    found = Government.objects.filter(country=country.upper(), code=code.strip())
    return found.select_related("parent", "country").first()
