"""The agenda of the discussion, and what of it is put to the final vote."""

from collections.abc import Sequence

from django.db import transaction

from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.choices import Phase, StatementState
from trilogue.domain.opinions.models import AgendaItem, Conversation, Statement
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

Point = tuple[Statement, str, bool]
"""Statement, reason (AgendaReason), whether it is put to the final vote."""


@transaction.atomic
def set_agenda(conversation: Conversation, points: Sequence[Point], *, by: Actor) -> list[AgendaItem]:
    """These points in this order, in the place of those before.

    Raises Refused: closed, not_accepted, there_already, phase (the final vote is under way).
    """
    found = log.hold(Conversation.objects.filter(pk=conversation.pk)).get()
    if found.phase in (Phase.CLOSED, Phase.FINAL):
        raise Refused("closed" if found.phase == Phase.CLOSED else "phase")
    statements = [statement for statement, _, _ in points]
    if any(each.conversation_id != found.pk or each.state != StatementState.ACCEPTED for each in statements):
        raise Refused("not_accepted")
    if len({each.pk for each in statements}) < len(statements):
        raise Refused("there_already")
    found.agenda.all().delete()
    made = AgendaItem.objects.bulk_create(
        AgendaItem(
            conversation=found, statement=statement, position=position, reason=reason, in_final=in_final
        )
        for position, (statement, reason, in_final) in enumerate(points, start=1)
    )
    log.write("set_agenda", found, by=by, fields=["agenda"], edition=found.edition_id)
    return made
