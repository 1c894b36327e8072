from collections.abc import Collection

from django.db import transaction

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.actions.refusals import Refused
from trilogue.domain.tables.choices import RuleKind
from trilogue.domain.tables.models import Absence, Round, Rule
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text


@transaction.atomic
def add_rule(
    *, by: Actor, edition: Edition, kind: str, first: Participation, second: Participation | None = None
) -> Rule:
    """Raises Refused: not_here, two_wanted, one_wanted, same_person, there_already."""
    people = [each for each in (first, second) if each]
    if any(each.edition_id != edition.pk or each.state not in LISTED for each in people):
        raise Refused("not_here")
    if (kind == RuleKind.LEADER) != (second is None):
        raise Refused("one_wanted" if second else "two_wanted")
    if second == first:
        raise Refused("same_person")
    log.stand_in_line()
    lower, *higher = sorted(people, key=lambda each: each.pk)
    rule, added = Rule.objects.get_or_create(
        edition=edition, kind=kind, first=lower, second=higher[0] if higher else None
    )
    if not added:
        raise Refused("there_already")
    log.write("add_seating_rule", rule, by=by, fields=["kind"], edition=edition.pk)
    return rule


@transaction.atomic
def remove_rule(rule: Rule, *, by: Actor) -> None:
    log.write("remove_seating_rule", rule, by=by, fields=["kind"], edition=rule.edition_id)
    rule.delete()


@transaction.atomic
def set_absences(participation: Participation, *, by: Actor, rounds: Collection[int]) -> bool:
    """In these rounds the person is not there, in all others is; returns whether anything changed."""
    log.stand_in_line()
    before = set(participation.absences.values_list("round", flat=True))
    if before == set(rounds):
        return False
    participation.absences.exclude(round__in=rounds).delete()
    Absence.objects.bulk_create(
        Absence(participation=participation, round=number) for number in sorted(set(rounds) - before)
    )
    log.write("set_absences", participation, by=by, fields=["absences"], edition=participation.edition_id)
    return True


@transaction.atomic
def title_round(*, by: Actor, edition: Edition, number: int, title: Text) -> Round:
    found, _added = Round.objects.update_or_create(edition=edition, number=number, defaults={"title": title})
    log.write("title_round", found, by=by, fields=["title"], edition=edition.pk)
    return found
