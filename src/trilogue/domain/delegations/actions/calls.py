"""The call for nominations of an edition: prepared, opened once, closed, and the questions its form asks."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from trilogue.domain.delegations.models import Answer, Call, CallField
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

CALL_FIELDS = ("deadline", "languages", "contact", "offer_days", "letter")
QUESTION_FIELDS = ("kind", "label", "purpose", "choices", "required", "sensitive", "retention_days")


class CallNotOpen(Exception):
    """Nominations are taken between the opening of a call and its deadline or closing."""


class DeadlinePassed(Exception):
    """A call cannot be opened after its own deadline."""


class FieldAnswered(Exception):
    """Somebody answered the question already. Carries how many: what they were told must not change."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def prepare_call(edition: Edition, *, by: Actor, **values: Any) -> Call:
    """Create the edition's call, or change what is given of CALL_FIELDS; a new one needs a deadline."""
    if not values.keys() <= set(CALL_FIELDS):
        raise TypeError(sorted(values.keys() - set(CALL_FIELDS)))
    call = log.hold(Call.objects.filter(edition=edition)).first()
    if call is None:
        call = Call.objects.create(edition=edition, **values)
        log.write("prepare_call", call, by=by, fields=values, edition=edition.pk)
        return call
    changed = [name for name, value in values.items() if getattr(call, name) != value]
    if changed:
        _store(call, **{name: values[name] for name in changed})
        log.write("prepare_call", call, by=by, fields=changed, edition=edition.pk)
    return call


@transaction.atomic
def set_field(call: Call, field: CallField | None = None, *, by: Actor, **values: Any) -> CallField:
    """Add a further question at the end, or change one. Raises FieldAnswered once somebody has answered it."""
    if field is None:
        log.hold(Call.objects.all()).get(pk=call.pk)
        last = call.fields.aggregate(last=Max("position"))["last"] or 0
        field = CallField.objects.create(call=call, position=last + 1, **values)
    else:
        _refuse_answered(field)
        _store(field, **values)
    log.write("set_call_field", field, by=by, fields=values, edition=call.edition_id)
    return field


@transaction.atomic
def remove_field(field: CallField, *, by: Actor) -> None:
    """Raises FieldAnswered once somebody has answered it."""
    _refuse_answered(field)
    log.write("remove_call_field", field, by=by, edition=field.call.edition_id)
    field.delete()


@transaction.atomic
def open_call(call: Call, *, by: Actor, now: datetime) -> Call:
    """Open the call, also again after it was closed. Raises DeadlinePassed."""
    if call.deadline <= now:
        raise DeadlinePassed
    _store(call, opened_at=call.opened_at or now, closed_at=None)
    log.write("open_call", call, by=by, fields=["opened_at"], edition=call.edition_id)
    return call


@transaction.atomic
def close_call(call: Call, *, by: Actor, now: datetime) -> Call:
    """Take no more nominations. Raises CallNotOpen for one that was never opened; closed twice changes nothing."""
    if call.opened_at is None:
        raise CallNotOpen
    if call.closed_at is None:
        _store(call, closed_at=now)
        log.write("close_call", call, by=by, fields=["closed_at"], edition=call.edition_id)
    return call


def _refuse_answered(field: CallField) -> None:
    count = Answer.objects.filter(field=field).count()
    if count:
        raise FieldAnswered(count)


def _store(row: Call | CallField, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
