from collections.abc import Collection

from django.db import transaction

from trilogue.domain.opinions.models import Question, Statement
from trilogue.domain.people.models import Person
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def forget(people: Collection[Person], *, by: Actor) -> None:
    """Who wrote a statement or a question. The words stay, and votes are under pseudonyms that nobody can repeat
    once the person's identifier is gone.
    """
    them = [each.pk for each in people]
    Statement.objects.filter(author__person__in=them).update(author=None)
    Question.objects.filter(author__person__in=them).update(author=None)
    for each in people:
        log.write("erase", each, by=by, fields=["statements", "questions"])
