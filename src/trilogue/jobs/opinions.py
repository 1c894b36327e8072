from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.planning import refresh_all
from trilogue.foundation.queue import job


@job
def refresh_opinions(conversation: int) -> None:
    """Nothing is done for an exchange that was removed meanwhile."""
    found = Conversation.objects.filter(pk=conversation).first()
    if found:
        refresh_all(found)
