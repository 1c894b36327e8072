"""What the people concerned correct, or take back, themselves."""

from collections.abc import Collection

from django.db import transaction

from trilogue.domain.delegations.models import Answer, Participation
from trilogue.domain.delegations.queries import OVER
from trilogue.domain.people.models import Person
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class EditionOver(Exception):
    """The post held at an edition that is over is part of its record; the desk corrects it."""

    code = "edition_over"


@transaction.atomic
def correct_post(entry: Participation, *, by: Actor, department: str, position: str) -> None:
    """The department and position as the person says. Raises EditionOver."""
    if entry.edition.status in OVER:
        raise EditionOver
    entry.department, entry.position = department, position
    entry.save(update_fields=["department", "position"])
    log.write("correct_post", entry, by=by, fields=["department", "position"], edition=entry.edition_id)


@transaction.atomic
def drop_sensitive_answers(people: Collection[Person], *, by: Actor) -> None:
    """Delete the answers to sensitive questions, in every edition."""
    for answer in Answer.objects.filter(participation__person__in=people, field__sensitive=True):
        log.write("drop_answer", answer, by=by, fields=["sealed", "value"])
        answer.delete()
