"""A government's own order and groups, stored as one wish."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from trilogue.domain.delegations import actions
from trilogue.domain.delegations.models import NominationGroup, Participation
from trilogue.flows.nominate import Office


@dataclass(frozen=True)
class Wish:
    """`group` names those who belong together within one form; empty for who comes alone."""

    participation: Participation
    priority: int
    group: str = ""


@transaction.atomic
def arrange(office: Office, wishes: Iterable[Wish], *, all_or_none: frozenset[str]) -> None:
    """`all_or_none` names the groups of which all get places or none. Raises delegations.actions.UnlawfulMove."""
    wishes = list(wishes)
    actions.set_priorities({each.participation: each.priority for each in wishes}, by=office.by)
    members: dict[str, list[Participation]] = defaultdict(list)
    for each in wishes:
        if each.group:
            members[each.group].append(each.participation)
    if _unchanged(wishes, members, all_or_none):
        return
    for group in NominationGroup.objects.filter(
        members__in=[each.participation for each in wishes]
    ).distinct():
        actions.dissolve(group, by=office.by)
    for name, together in members.items():
        actions.group_together(
            office.call, office.government, together, by=office.by, all_or_none=name in all_or_none
        )


def _unchanged(
    wishes: list[Wish], members: dict[str, list[Participation]], all_or_none: frozenset[str]
) -> bool:
    before: dict[int, tuple[set[int], bool]] = {}
    for each in wishes:
        group = each.participation.group
        if group:
            before.setdefault(group.pk, (set(), group.all_or_none))[0].add(each.participation.pk)
    after = [
        ({each.pk for each in together}, name in all_or_none)
        for name, together in members.items()
        if len(together) > 1
    ]
    return sorted(map(_sortable, before.values())) == sorted(map(_sortable, after))


def _sortable(group: tuple[set[int], bool]) -> tuple[list[int], bool]:
    return sorted(group[0]), group[1]
