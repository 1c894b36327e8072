"""People as the editions know them: who may be seen by whom, and what somebody did over the years."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.access import RUNNING_ROLES, runs_everything
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Merge, Person, Posting
from trilogue.domain.people.queries import parts_of, records_of
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor, Appointed


@dataclass(frozen=True)
class History:
    """Over all records that stand for the person, the latest first."""

    participations: list[Participation]
    postings: list[Posting]


def participations_seen_by(actor: Actor) -> QuerySet[Participation]:
    """Of the series or edition of each role: all at the desk, else those of the own country or government."""
    wanted = _run_by(actor)
    for each in actor.appointments:
        if each.role == Role.COORDINATOR and each.country:
            wanted |= _where(each) & Q(delegation__country=each.country)
        if each.role == Role.NOMINATOR and each.government:
            wanted |= _where(each) & _at({each.government})
    return Participation.objects.filter(wanted)


def people_seen_by(actor: Actor) -> QuerySet[Person] | None:
    """None for all people there are: who runs every series sees those too who belong to none."""
    return None if runs_everything.test(actor) else _in(participations_seen_by(actor))


def people_kept_by(actor: Actor) -> QuerySet[Person] | None:
    """Whose records the actor looks after: the people of the own desks. None for all people there are."""
    return None if runs_everything.test(actor) else _in(Participation.objects.filter(_run_by(actor)))


def sees(actor: Actor, person: Person) -> bool:
    """Whether the actor may see the person, by any of the records that stand for them."""
    return _is_in(people_seen_by(actor), person)


def keeps(actor: Actor, person: Person) -> bool:
    """Whether the actor looks after the person, by any of the records that stand for them."""
    return _is_in(people_kept_by(actor), person)


def parts(actor: Actor, decision: Merge) -> bool:
    """Whether the actor may undo it: who looks after both, each by itself."""
    kept = people_kept_by(actor)
    return kept is None or all(kept.filter(pk__in=side).exists() for side in parts_of(decision))


def history_of(person: Person, *, actor: Actor | None = None) -> History:
    """As far as the actor may see; postings only for the desk that looks after the person."""
    records = [each.pk for each in records_of(person)]
    entries = participations_seen_by(actor) if actor else Participation.objects.all()
    whole = actor is None or keeps(actor, person)
    postings = Posting.objects.filter(person__in=records).order_by("-starts", "pk")
    return History(
        list(_told(entries.filter(person__in=records))),
        list(
            postings.select_related(
                "home__parent", "host__parent", "link__first", "link__second"
            ).prefetch_related(
                "home__names",
                "host__names",
                "home__parent__names",
                "host__parent__names",
                "link__assertions",
            )
        )
        if whole
        else [],
    )


def entries_of(people: Collection[int], actor: Actor) -> Mapping[int, list[Participation]]:
    """For each of these standing records what the actor may see of the editions, the latest first."""
    rows = _told(participations_seen_by(actor).filter(_stands_for(people))).select_related("person")
    found: dict[int, list[Participation]] = defaultdict(list)
    for each in rows:
        found[each.person.merged_into_id or each.person_id].append(each)
    return found


def people_at(governments: Iterable[Government]) -> QuerySet[Person]:
    """Who came from, served at or was nominated by one of these, in an edition or a posting."""
    chosen = [each.pk for each in governments]
    posted = Posting.objects.filter(Q(home__in=chosen) | Q(host__in=chosen)).values("person")
    entered = Participation.objects.filter(_at(chosen)).values("person")
    return Person.objects.filter(Q(pk__in=posted) | Q(pk__in=entered))


def people_in(edition: Edition) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=edition.participations.values("person"))


def governments_of(people: Collection[int]) -> dict[int, frozenset[str]]:
    """Codes of home and host of all nominations, by the record that stands for the person."""
    rows = Participation.objects.filter(_stands_for(people)).values_list(
        "person", "person__merged_into", "home__code", "host__code"
    )
    found: dict[int, set[str]] = defaultdict(set)
    for person, end, *codes in rows:
        found[end or person] |= {code for code in codes if code}
    return {person: frozenset(codes) for person, codes in found.items()}


def _stands_for(people: Collection[int]) -> Q:
    return Q(person__in=people) | Q(person__merged_into__in=people)


def _told(entries: QuerySet[Participation]) -> QuerySet[Participation]:
    return (
        entries.select_related(
            "edition__series", "delegation__country", "home__parent", "host__parent", "person"
        )
        .prefetch_related("home__names", "host__names", "home__parent__names", "host__parent__names")
        .order_by("-edition__date", "-edition__number", "pk")
    )


def _in(entries: QuerySet[Participation]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=entries.values("person"))


def _is_in(people: QuerySet[Person] | None, person: Person) -> bool:
    return people is None or people.filter(pk__in=[each.pk for each in records_of(person)]).exists()


def _run_by(actor: Actor) -> Q:
    wanted = Q(pk__in=[])
    for each in actor.appointments:
        if each.role in RUNNING_ROLES:
            wanted |= _where(each)
    return wanted


def _where(appointed: Appointed) -> Q:
    if appointed.edition:
        return Q(edition=appointed.edition)
    return Q(edition__series=appointed.series)


def _at(governments: Collection[int]) -> Q:
    return Q(home__in=governments) | Q(host__in=governments) | Q(nominator__in=governments)
