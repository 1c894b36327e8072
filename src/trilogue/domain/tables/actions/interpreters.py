from django.db import transaction

from trilogue.domain.editions.models import Appointment
from trilogue.domain.tables.actions.refusals import Refused
from trilogue.domain.tables.models import InterpreterSeat, TablePlan
from trilogue.domain.tables.queries import interpreters_of
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def send_interpreter(
    plan: TablePlan,
    *,
    by: Actor,
    round: int,  # noqa: A002
    table: int,
    interpreter: Appointment,
) -> None:
    """To one table a round: who sat at another is called from there. Raises Refused: no_table, not_here."""
    held = log.hold(TablePlan.objects.filter(pk=plan.pk)).get()
    if not (1 <= round <= held.rounds and 1 <= table <= held.tables):
        raise Refused("no_table")
    if not interpreters_of(plan.edition).filter(pk=interpreter.pk).exists():
        raise Refused("not_here")
    InterpreterSeat.objects.update_or_create(
        plan=held, round=round, interpreter=interpreter, defaults={"table": table}
    )
    log.write("send_interpreter", plan, by=by, fields=["interpreters"], edition=plan.edition_id)


@transaction.atomic
def call_interpreter_back(seat: InterpreterSeat, *, by: Actor) -> None:
    log.write(
        "call_interpreter_back", seat.plan, by=by, fields=["interpreters"], edition=seat.plan.edition_id
    )
    seat.delete()
