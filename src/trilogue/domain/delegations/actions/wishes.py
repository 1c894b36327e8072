"""What a government wishes for its own nominations: their order, and who comes together or not at all."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from trilogue.domain.delegations.actions.moves import UnlawfulMove
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Answer, Call, CallField, NominationGroup, Participation
from trilogue.domain.places.models import Government
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

OPEN_TO_WISHES = frozenset({State.DRAFT, State.SUBMITTED, State.ELIGIBLE, State.WAITING})
SEAL = "delegations_answer:sealed"
"""What a sealed answer is bound to."""


@transaction.atomic
def set_priorities(priorities: Mapping[Participation, int], *, by: Actor) -> None:
    """The government's own order, 1 first; who has a place or left keeps the number. Raises UnlawfulMove."""
    for participation, priority in priorities.items():
        if participation.priority == priority:
            continue
        _refuse_decided(participation)
        participation.priority = priority
        participation.save(update_fields=["priority"])
        log.write("amend", participation, by=by, fields=["priority"], edition=participation.edition_id)


@transaction.atomic
def group_together(
    call: Call,
    government: Government,
    members: Iterable[Participation],
    *,
    by: Actor,
    all_or_none: bool,
) -> NominationGroup | None:
    """Make a group of the members. None, and no group, for fewer than two. Raises UnlawfulMove."""
    members = list(members)
    if len(members) < 2:
        return None
    group = NominationGroup.objects.create(call=call, government=government, all_or_none=all_or_none)
    for each in members:
        _refuse_decided(each)
        each.group = group
        each.save(update_fields=["group"])
    log.write("group_together", group, by=by, fields=["members", "all_or_none"], edition=call.edition_id)
    return group


@transaction.atomic
def dissolve(group: NominationGroup, *, by: Actor) -> None:
    log.write("dissolve_group", group, by=by, edition=group.call.edition_id)
    group.delete()


@transaction.atomic
def answer_fields(participation: Participation, answers: Mapping[CallField, str], *, by: Actor) -> None:
    """Keep answers to further questions; an empty one is deleted. A sensitive one is sealed with the person's key."""
    for field, value in answers.items():
        given = Answer.objects.filter(participation=participation, field=field)
        if not value:
            given.delete()
            continue
        Answer.objects.update_or_create(
            participation=participation, field=field, defaults=_kept(participation, field, value)
        )
    if answers:
        log.write("answer", participation, by=by, fields=["answers"], edition=participation.edition_id)


def _kept(participation: Participation, field: CallField, value: str) -> dict[str, str | bytes]:
    if not field.sensitive:
        return {"value": value, "sealed": b""}
    return {"value": "", "sealed": keys.seal(participation.person.public_id, value, place=SEAL)}


def _refuse_decided(participation: Participation) -> None:
    if participation.state not in OPEN_TO_WISHES:
        raise UnlawfulMove(participation.state, participation.state)
