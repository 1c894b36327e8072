"""What speaks for a nomination: registered links, a posting that spans the edition, earlier editions."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from trilogue.algorithms.dates import Cover, DateError, ImpreciseDate, cover
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries.ranking import serves_abroad
from trilogue.domain.delegations.queries.records import earlier_editions, same_people
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Posting
from trilogue.domain.places.models import Government, SisterLink


class Side(StrEnum):
    """How a government of a link stands to the one that somebody comes from or serves at."""

    ITSELF = "itself"
    ABOVE = "above"
    BEFORE = "before"


@dataclass(frozen=True)
class End:
    government: Government
    side: Side


@dataclass(frozen=True)
class Tie:
    """A link between the home's side and the host's side. Only a direct one is between these two themselves."""

    link: SisterLink
    home: End
    host: End

    @property
    def is_direct(self) -> bool:
        return self.home.side == self.host.side == Side.ITSELF


@dataclass(frozen=True)
class Service:
    """A posting of the person, whether it spans the edition, and whether it is the one nominated with."""

    posting: Posting
    cover: Cover
    is_named: bool


@dataclass(frozen=True)
class Evidence:
    """Direct ties come first. `needs_link` is false for somebody who serves at home."""

    ties: tuple[Tie, ...]
    services: tuple[Service, ...]
    earlier: tuple[Edition, ...]
    needs_link: bool

    @property
    def is_linked(self) -> bool:
        return any(tie.is_direct for tie in self.ties)

    @property
    def is_posted(self) -> bool:
        return any(each.is_named and each.cover == "surely" for each in self.services)


def evidence(participation: Participation) -> Evidence:
    """The same few queries, whatever is found."""
    return Evidence(
        ties=tuple(sorted(_ties(participation), key=lambda tie: (not tie.is_direct, tie.link.pk))),
        services=tuple(_services(participation)),
        earlier=earlier_editions([participation])[participation.pk],
        needs_link=serves_abroad(participation),
    )


def _ties(participation: Participation) -> Iterator[Tie]:
    if participation.home is None or participation.host is None:
        return
    homes, hosts = _ends(participation.home), _ends(participation.host)
    for link in _links(homes, hosts):
        for one, other in ((link.first_id, link.second_id), (link.second_id, link.first_id)):
            if one in homes and other in hosts:
                yield Tie(link, homes[one], hosts[other])


def _links(homes: dict[int, End], hosts: dict[int, End]) -> QuerySet[SisterLink]:
    between = Q(first__in=homes, second__in=hosts) | Q(first__in=hosts, second__in=homes)
    found = SisterLink.objects.filter(between).select_related("first__country", "second__country")
    return found.prefetch_related("assertions", "first__names", "second__names")


def _ends(government: Government) -> dict[int, End]:
    """The government itself, those above it, and those it took the place of."""
    ends = {government.pk: End(government, Side.ITSELF)}
    for before in government.predecessors.prefetch_related("names"):
        ends.setdefault(before.pk, End(before, Side.BEFORE))
    above = government.parent
    while above and above.pk not in ends:
        ends[above.pk] = End(above, Side.ABOVE)
        above = above.parent
    return ends


def _services(participation: Participation) -> Iterator[Service]:
    records = same_people([participation.person_id])
    postings = Posting.objects.filter(person__in=records).select_related("home", "host")
    named = (participation.home_id, participation.host_id)
    event = ImpreciseDate.parse(participation.edition.date)
    for posting in postings.prefetch_related("home__names", "host__names").order_by("-starts", "pk"):
        spans = cover(known_date(posting.starts), known_date(posting.ends), event)
        yield Service(posting, spans, (posting.home_id, posting.host_id) == named)


def known_date(text: str) -> ImpreciseDate | None:
    """None for nothing, and for what cannot be read."""
    try:
        return ImpreciseDate.parse(text) if text else None
    except DateError:
        return None
