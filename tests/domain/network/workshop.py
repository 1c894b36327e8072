"""An edition in which people of three countries may meet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.actions import add_slots, ask, set_terms
from trilogue.domain.network.models import Meeting, MeetingSlot
from trilogue.foundation.access import ANONYMOUS


@dataclass(frozen=True)
class Workshop:
    edition: Edition
    slots: list[MeetingSlot]
    now: datetime

    def person(self, country: str = "KR", **more: object) -> Participation:
        return factories.create_participation(
            self.edition,
            country=factories.create_country(country),
            **more,  # type: ignore[arg-type]
        )

    def asked(self, one: Participation, other: Participation, slot: int = 0, topic: str = "") -> Meeting:
        return ask(one, other, slot=self.slots[slot], topic=topic, by=ANONYMOUS, now=self.now)


def open_workshop(*, slots: int = 3, places: int = 2, most_agreed: int = 2, most_asked: int = 2) -> Workshop:
    edition, now = factories.create_edition(), timezone.now()
    set_terms(edition, by=ANONYMOUS, opened=True, most_agreed=most_agreed, most_asked=most_asked)
    made = add_slots(
        edition,
        by=ANONYMOUS,
        first=now + timedelta(hours=1),
        length=timedelta(minutes=20),
        pause=timedelta(minutes=5),
        count=slots,
    )
    for _ in range(places):
        factories.create_meeting_place(edition)
    return Workshop(edition, made, now)
