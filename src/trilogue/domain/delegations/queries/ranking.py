"""Who stands for a place, in the order of the ranking, and who would get one now."""

from collections.abc import Collection
from dataclasses import dataclass

from trilogue.algorithms.quota import Candidate, divide, ranking_key
from trilogue.domain.delegations.choices import BEGINNINGS, State
from trilogue.domain.delegations.models import Delegation, Participation
from trilogue.domain.delegations.queries.places import free_places
from trilogue.domain.delegations.queries.records import earlier_editions
from trilogue.domain.editions.models import Edition

STANDING = (State.ELIGIBLE, State.WAITING)


@dataclass(frozen=True)
class Contender:
    """`earlier` are the editions in which the same person took part."""

    participation: Participation
    candidate: Candidate
    earlier: tuple[Edition, ...]


@dataclass(frozen=True)
class Outlook:
    """What accepting in order would do now. `unjudged` wait for members of their group that nobody judged yet."""

    free: int | None
    offered: tuple[Contender, ...]
    waiting: tuple[Contender, ...]
    unjudged: tuple[Participation, ...]


def contenders(delegation: Delegation, states: Collection[State] = STANDING) -> list[Contender]:
    """In the order of the ranking, without those whose group wants all or none and is not judged as a whole."""
    found = _standing(delegation, states)
    incomplete = _incomplete_groups(delegation, states)
    judged = [each for each in found if each.group_id not in incomplete]
    earlier = earlier_editions(judged)
    standing = [
        Contender(each, _candidate(each, first_time=not earlier[each.pk]), earlier[each.pk])
        for each in judged
    ]
    return sorted(standing, key=lambda each: ranking_key(each.candidate))


def outlook(delegation: Delegation) -> Outlook:
    free = free_places(delegation)
    standing = contenders(delegation)
    accepted = accepted_of(standing, free)
    ranked = {each.participation.pk for each in standing}
    return Outlook(
        free,
        tuple(each for each in standing if each.participation in accepted),
        tuple(each for each in standing if each.participation not in accepted),
        tuple(each for each in _standing(delegation, STANDING) if each.pk not in ranked),
    )


def accepted_of(standing: list[Contender], free: int | None) -> list[Participation]:
    """Those who get the free places, in order; without a quota everybody."""
    by_key = {each.candidate.key: each.participation for each in standing}
    division = divide([each.candidate for each in standing], len(standing) if free is None else free)
    return [by_key[key] for key in division.accepted]


def _standing(delegation: Delegation, states: Collection[State]) -> list[Participation]:
    found = delegation.participations.filter(state__in=list(states)).order_by("pk")
    return list(found.select_related("edition__call", "delegation", "group"))


def _incomplete_groups(delegation: Delegation, states: Collection[State]) -> frozenset[int | None]:
    """Groups that want all or none, with a member who is not judged yet or does not stand among the others."""
    lacking = [state for state in (*BEGINNINGS, *STANDING) if state not in states]
    absent = delegation.participations.filter(group__all_or_none=True, state__in=lacking)
    return frozenset(absent.order_by().values_list("group", flat=True))


def _candidate(participation: Participation, *, first_time: bool) -> Candidate:
    group, submitted = participation.group, participation.submitted_at
    return Candidate(
        key=f"{participation.pk:012}",
        supported=is_supported(participation),
        priority=participation.priority,
        first_time=first_time,
        submitted=int(submitted.timestamp() * 1_000_000) if submitted else 0,
        group=str(group.pk) if group and group.all_or_none else "",
    )


def is_supported(participation: Participation) -> bool:
    """By a link, or by the desk's reason; who serves at home needs neither."""
    decided = participation.evidence_id is not None or bool(participation.override)
    return decided or not serves_abroad(participation)


def serves_abroad(participation: Participation) -> bool:
    """A host is named, whether or not the register knows it."""
    return participation.host_id is not None or bool(participation.host_written)
