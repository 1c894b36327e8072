"""What the page of meetings shows: whom one can choose, and each meeting as one of the two sees it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from trilogue.documents.meeting_words import CHIPS, day, hours
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.choices import MeetingState
from trilogue.domain.network.models import Meeting
from trilogue.domain.network.queries import Offered, choosable, held_meetings, meetings_of, other_of
from trilogue.domain.places.models import Country


@dataclass(frozen=True)
class Line:
    """A meeting as one of the two sees it, with what can be done about it."""

    meeting: Meeting
    other: Participation
    day: str
    hours: str
    state: str
    chip: str
    asked_by_me: bool
    is_over: bool
    held: bool

    @property
    def is_agreed(self) -> bool:
        return self.meeting.state == MeetingState.AGREED

    @property
    def waits(self) -> bool:
        """For an answer that can still come."""
        return self.meeting.state == MeetingState.ASKED and not self.is_over


@dataclass(frozen=True)
class Wanted:
    """What was ticked: countries as a whole, and governments by number."""

    countries: frozenset[str]
    governments: frozenset[str]

    @classmethod
    def of(cls, request: HttpRequest) -> "Wanted":
        return cls(frozenset(request.GET.getlist("country")), frozenset(request.GET.getlist("government")))

    def has(self, one: Participation) -> bool:
        return one.delegation.country_id in self.countries or str(one.home_id) in self.governments


@dataclass(frozen=True)
class CountryChoice:
    country: Country
    governments: tuple[Offered, ...]
    is_open: bool


def lines(own: Participation, now: datetime) -> list[Line]:
    held, language = held_meetings(own.edition), get_language() or "en"
    return [
        Line(
            each,
            other_of(each, own),
            day(each.slot, language),
            hours(each.slot),
            str(MeetingState(each.state).label),
            CHIPS.get(MeetingState(each.state), ""),
            each.asking_id == own.pk,
            each.slot.ends_at <= now,
            each.pk in held,
        )
        for each in meetings_of(own)
    ]


def choices(own: Participation, others: list[Participation], wanted: Wanted) -> list[CountryChoice]:
    """By country, in the order in which the series has them for the language of the page."""
    offered = choosable(others)
    order = own.edition.series.country_order.get(get_language() or "en", [])
    countries = sorted(
        {each.delegation.country for each in others},
        key=lambda each: (order.index(each.code) if each.code in order else len(order), each.code),
    )
    return [
        CountryChoice(each, governments, any(one.ticked in wanted.governments for one in governments))
        for each in countries
        for governments in [tuple(one for one in offered if one.country == each.code)]
    ]
