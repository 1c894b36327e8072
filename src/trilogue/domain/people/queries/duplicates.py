"""Records that may be one person, with the reasons to ask. Who was told apart is not asked about again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, QuerySet

from trilogue.algorithms.names.likeness import NAMESAKE, Described, likely_same
from trilogue.algorithms.names.search import Form, keys_of
from trilogue.domain.people.models import Distinction, Person, SearchKey
from trilogue.domain.people.queries.search import standing

WHOLE_TIERS = (1, 2, 4)
WHOLE_NAMES = ("name", "reading", "romanisation")
"""Keys that show a whole name in one of its orders or sounds: who shares none is not compared."""
MOST_ALIKE = 40
"""A name that more people share than these says nothing about one person."""

Governments = Callable[[Collection[int]], Mapping[int, frozenset[str]]]
"""Codes of the governments that people served at, beyond their postings."""


@dataclass(frozen=True)
class Proposal:
    """`reasons` are codes of algorithms.names.likeness; `namesakes` when more speaks for two people."""

    first: Person
    second: Person
    reasons: tuple[str, ...]

    @property
    def namesakes(self) -> bool:
        return self.reasons == (NAMESAKE,)


def no_more(people: Collection[int]) -> Mapping[int, frozenset[str]]:  # noqa: ARG001
    return {}


def proposals(
    *, within: QuerySet[Person] | None = None, governments: Governments = no_more
) -> list[Proposal]:
    """All likely pairs, those with most reasons first. As many questions to the database for few as for many."""
    keys = _keys(within)
    shared = keys.values("text").annotate(people=Count("person", distinct=True))
    texts = shared.filter(people__gte=2, people__lte=MOST_ALIKE).values("text")
    return _likely(_pairs(keys.filter(text__in=texts).values_list("text", "person")), governments)


def alike(
    person: Person, *, within: QuerySet[Person] | None = None, governments: Governments = no_more
) -> list[Proposal]:
    """Who may be the same as this one."""
    texts = _keys().filter(person=person).values("text")
    found = _keys(within).filter(text__in=texts)
    others = set(found.exclude(person=person).values_list("person", flat=True)[: MOST_ALIKE * 4])
    return _likely({(min(person.pk, other), max(person.pk, other)) for other in others}, governments)


def resembling(described: Described) -> list[tuple[Person, tuple[str, ...]]]:
    """Who is here already and may be the one that a list describes, with the reasons."""
    texts = {key.text for key in keys_of(described.country, described.forms) if key.tier in WHOLE_TIERS}
    found = _keys().filter(text__in=texts)
    chosen = set(found.values_list("person", flat=True)[: MOST_ALIKE * 4])
    known = _people(chosen)
    if described.email:
        known |= _people(
            Person.objects.filter(email__iexact=described.email, merged_into=None).values_list(
                "pk", flat=True
            )
        )
    reasons = ((each, likely_same(described, describe(each))) for each in known.values())
    return sorted(((each, why) for each, why in reasons if why), key=lambda each: (-len(each[1]), each[0].pk))


def describe(person: Person, more: frozenset[str] = frozenset()) -> Described:
    """With names and postings of the records merged into it."""
    records = [person, *person.merged.all()]
    forms = (Form(n.script, n.family, n.given, n.full) for each in records for n in each.names.all())
    posted = (g.code for each in records for p in each.postings.all() for g in (p.home, p.host))
    return Described(
        person.country_id or "",
        tuple(forms),
        email=person.email,
        governments=more.union(posted),
    )


def _keys(within: QuerySet[Person] | None = None) -> QuerySet[SearchKey]:
    """Of everybody there is, or of these people, by the records that stand for them."""
    keys = SearchKey.objects.filter(tier__in=WHOLE_TIERS, why__in=WHOLE_NAMES).order_by()
    return keys if within is None else keys.filter(person__in=standing(within).values("pk"))


def _pairs(shared: Iterable[tuple[str, int]]) -> set[tuple[int, int]]:
    by_text: dict[str, set[int]] = defaultdict(set)
    for text, person in shared:
        by_text[text].add(person)
    return {pair for people in by_text.values() for pair in combinations(sorted(people), 2)}


def _likely(pairs: set[tuple[int, int]], governments: Governments) -> list[Proposal]:
    people = _people({each for pair in pairs for each in pair})
    apart = _told_apart(people.values())
    more = governments(people.keys())
    known = {each: describe(person, more.get(each, frozenset())) for each, person in people.items()}
    found = [
        Proposal(people[one], people[other], likely_same(known[one], known[other]))
        for one, other in sorted(pairs - apart)
    ]
    return sorted(
        (each for each in found if each.reasons), key=lambda each: (each.namesakes, -len(each.reasons))
    )


def _people(chosen: Iterable[int]) -> dict[int, Person]:
    found = Person.objects.filter(pk__in=set(chosen)).prefetch_related(
        "names",
        "postings__home",
        "postings__host",
        "merged__names",
        "merged__postings__home",
        "merged__postings__host",
    )
    return {person.pk: person for person in found}


def _told_apart(people: Iterable[Person]) -> set[tuple[int, int]]:
    """Decisions of any records count for those that stand for them now."""
    standing = {record.pk: each.pk for each in people for record in (each, *each.merged.all())}
    decided = Distinction.objects.filter(first__in=standing, second__in=standing)
    ends = ((standing[one], standing[other]) for one, other in decided.values_list("first", "second"))
    return {(min(pair), max(pair)) for pair in ends}
