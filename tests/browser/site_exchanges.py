"""Exchanges of opinions as the desk has them: an agenda by hand, and one of the whole series with its results."""

from django.utils import timezone

from tests.browser.site_voting import voted_on
from tests.domain.opinions.outcome import content, measure, share
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Terms
from trilogue.domain.opinions.models import Conversation, Snapshot
from trilogue.foundation.access import Actor
from trilogue.foundation.text.value import LANGUAGES, Entry, Text


def lead(edition: Edition, by: Actor) -> None:
    """After `converse`."""
    now = timezone.now()
    chosen = voted_on().statements.filter(state="accepted")
    actions.set_agenda(voted_on(), [(each, "chosen", place == 0) for place, each in enumerate(chosen)], by=by)
    topic = Text("en", {language: Entry("The next ten years") for language in LANGUAGES})
    wide = actions.set_up(edition.series, by=by, terms=Terms(topic=topic, introduction=Text()))
    made = [
        actions.add_seed(wide, by=by, text=Text("en", {"en": Entry(f"Measure {number}.")}), now=now)
        for number in range(3)
    ]
    actions.go_to(wide, "vote", by=by, now=now)
    actions.go_to(wide, "discuss", by=by, now=now)
    actions.reveal(wide, by=by, now=now)
    actions.set_agenda(wide, [(made[0], "supported", True)], by=by)
    told = content(*(measure(each, share("KR", 90)) for each in made), supported=[(made[1], "KR")])
    Snapshot.objects.create(conversation=wide, ballot="open", number=1, content=told)


def shown_exchange(route: str) -> Conversation:
    """Whose pages at the desk are shown: of an edition, or of its series."""
    wide = Conversation.objects.filter(edition=None).first()
    return voted_on() if "<int:number>" in route or wide is None else wide


def shown_statement(route: str) -> int:
    """One that waits, where there is one."""
    found = shown_exchange(route).statements
    one = found.filter(state="waiting").first() or found.first()
    return one.number if one else 0
