"""The exchanges of opinions of the demonstration, counted, and as addresses name them."""

from collections.abc import Iterable

from django.utils import timezone

from trilogue.domain.opinions.actions import screen_of, show
from trilogue.domain.opinions.choices import View
from trilogue.domain.opinions.models import Conversation, Screen
from trilogue.domain.opinions.planning import refresh_all
from trilogue.domain.opinions.queries import obstacle
from trilogue.flows.publish import publish_series
from trilogue.flows.publish_exchange import publish
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.text.value import LANGUAGES


def count_opinions() -> None:
    """What a worker would have done; the screen of the room shows what was found, and what is over is published."""
    for each in Conversation.objects.order_by("number"):
        refresh_all(each)
        if not obstacle(each):
            publish(each, by=ANONYMOUS, now=timezone.now())
            publish_series(each.series, by=ANONYMOUS, now=timezone.now())
    revealed = Conversation.objects.exclude(revealed_at=None).earliest("number")
    screen = screen_of(revealed.place, by=ANONYMOUS)
    show(screen, by=ANONYMOUS, view=View.COMMON, languages=LANGUAGES, conversation=revealed)


def is_of_opinions(route: str) -> bool:
    return "/screen/" in route or "/opinions/" in route


def of_opinions(route: str) -> Iterable[dict[str, object]]:
    """Values for a route: every exchange, or the screen; elsewhere none."""
    if "/opinions/<uuid:public_id>" in route:
        return [{"public_id": each.public_id} for each in Conversation.objects.order_by("number")]
    if (
        "<number:exchange>" in route
        or "<int:exchange>/publish/" in route
        or "<int:exchange>/withdraw/" in route
    ):
        return [{"exchange": each} for each in Conversation.objects.values_list("number", flat=True)]
    if "/screen/<str:code>/" in route:
        return [{"code": each.code} for each in Screen.objects.all()]
    return [{}]
