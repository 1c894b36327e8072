"""Authors are told by mail that there are answers, at the turn of an hour and all together: no mail row tells by its
time which decision it is about, and when the exchange is closed they go (actions.go_to).
"""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from trilogue.documents.opinion_mail import letter
from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions.wording import hour
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.access import ANONYMOUS


def tell_all(*, now: datetime) -> int:
    """Of what was decided before this hour began. Returns how many mails."""
    before = hour(now)
    waiting = Statement.objects.filter(told=False, decided_at__lt=before)
    found = Conversation.objects.filter(pk__in=waiting.values("conversation")).exclude(phase=Phase.CLOSED)
    return sum(_tell(each, before=before) for each in found.select_related("series", "edition__series"))


@transaction.atomic
def _tell(conversation: Conversation, *, before: datetime) -> int:
    from django.core.mail import send_mail

    decided = list(
        conversation.statements.filter(told=False, decided_at__lt=before).select_related(
            "author__person", "author__invitation", "author__delegation"
        )
    )
    actions.note_told(conversation, decided, by=ANONYMOUS)
    authors = {each.author for each in decided if each.author and each.author.state in LISTED}
    mails = [mail for author in _one_a_person(authors) for mail in letter(conversation, author)]
    for mail in sorted(mails, key=lambda mail: mail.to):
        send_mail(mail.subject, mail.body, None, [mail.to])
    return len(mails)


def _one_a_person(authors: set[Participation]) -> list[Participation]:
    """Of a series, somebody may have proposed with the places of two editions."""
    by_person: dict[int, list[Participation]] = defaultdict(list)
    for each in authors:
        by_person[each.person_id].append(each)
    return [max(each, key=lambda one: one.pk) for each in by_person.values()]
