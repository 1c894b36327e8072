"""Meetings of two: with whom, when, and how they stand."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import named
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import EncounterKind, MeetingState
from trilogue.domain.network.models import Encounter, Meeting, MeetingSeat, MeetingSlot, MeetingTerms
from trilogue.domain.places.models import Government

STANDING = (MeetingState.ASKED, MeetingState.AGREED)
"""States in which something is still to come of it."""


@dataclass(frozen=True)
class Offered:
    """A government of which somebody takes part whom one could meet, for which delegation, and how many do."""

    country: str
    government: Government
    count: int

    @property
    def ticked(self) -> str:
        """What a form sends when it is chosen."""
        return str(self.government.pk)


@dataclass(frozen=True)
class Slot:
    """How many meetings are agreed in it, how many questions are open, and how many there ever were."""

    slot: MeetingSlot
    agreed: int
    asked: int
    used: int


def terms_of(edition: Edition) -> MeetingTerms:
    """What the desk has set; until then nobody can ask."""
    return MeetingTerms.objects.filter(edition=edition).first() or MeetingTerms(edition=edition)


def is_open(edition: Edition) -> bool:
    return MeetingTerms.objects.filter(edition=edition, open=True).exists()


def shares_government(one: Participation, other: Participation) -> bool:
    """By home or host; where the registry knows none, by how the list writes it."""
    if {one.home_id, one.host_id} & {other.home_id, other.host_id} - {None}:
        return True
    return None in (one.home_id, other.home_id) and one.home_written == other.home_written


def choosable(others: Iterable[Participation]) -> list[Offered]:
    """Home governments of colleagues, by country of the delegation and code."""
    counts: Counter[tuple[str, Government]] = Counter(
        (each.delegation.country_id, each.home) for each in others if each.home
    )
    found = [Offered(country, government, count) for (country, government), count in counts.items()]
    return sorted(found, key=lambda each: (each.country, each.government.code))


def colleagues_of(own: Participation) -> list[Participation]:
    """Who takes part in the same edition for another government."""
    others = named(own.edition).exclude(pk=own.pk).exclude(person=own.person_id)
    return [each for each in others if not shares_government(own, each)]


def slots_of(edition: Edition) -> list[Slot]:
    """In their order, in one query."""
    counted = edition.meeting_slots.annotate(
        agreed=Count("meetings", filter=Q(meetings__state=MeetingState.AGREED)),
        asked=Count("meetings", filter=Q(meetings__state=MeetingState.ASKED)),
        used=Count("meetings"),
    )
    return [Slot(each, each.agreed, each.asked, each.used) for each in counted.order_by("starts_at")]


def free_slots(people: Collection[Participation], *, edition: Edition, now: datetime) -> list[MeetingSlot]:
    """Slots to come in which none of these has agreed to meet somebody, and a place is left."""
    taken = MeetingSeat.objects.filter(participation__in=[each.pk for each in people])
    busy = set(taken.values_list("slot", flat=True))
    places = edition.meeting_places.count()
    return [
        each.slot
        for each in slots_of(edition)
        if each.slot.pk not in busy and each.slot.starts_at > now and each.agreed < places
    ]


def meetings_of(own: Participation) -> list[Meeting]:
    """All that somebody asked for or was asked for, in the order of their slots, with both people."""
    mine = Meeting.objects.filter(Q(asking=own) | Q(asked=own))
    return list(_told(mine).order_by("slot__starts_at", "pk"))


def agreed_in(edition: Edition) -> list[Meeting]:
    """By slot, then by place."""
    found = _told(Meeting.objects.filter(edition=edition, state=MeetingState.AGREED))
    return list(found.order_by("slot__starts_at", F("place__number"), "pk"))


def _told(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    people = [f"{side}__{part}" for side in ("asking", "asked") for part in ("person", "home", "host")]
    countries = ["asking__delegation__country", "asked__delegation__country"]
    names = [f"{side}__person__names" for side in ("asking", "asked")]
    governments = [f"{side}__{part}__names" for side in ("asking", "asked") for part in ("home", "host")]
    return meetings.select_related("slot", "place", *people, *countries).prefetch_related(
        *names, *governments
    )


def held_meetings(edition: Edition) -> frozenset[int]:
    """Meetings that are marked as held: they are encounters since."""
    kept = Encounter.objects.filter(edition=edition, kind=EncounterKind.MEETING)
    return frozenset(kept.values_list("number", flat=True))


def other_of(meeting: Meeting, own: Participation) -> Participation:
    return meeting.asked if meeting.asking_id == own.pk else meeting.asking
