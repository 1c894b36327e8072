"""How a card of somebody else is shown: names in their scripts, the post, and ways to reach them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from trilogue.documents.contact_cards import government_in
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import ChannelKind
from trilogue.domain.network.models import Channel
from trilogue.domain.network.queries import Shown
from trilogue.domain.people.models import Person, PersonName
from trilogue.web.participant.words import LEVELS, SPOKEN

LINKS = {ChannelKind.MAIL: "mailto:", ChannelKind.PHONE: "tel:"}


@dataclass(frozen=True)
class Way:
    """A channel; `link` opens it where a telephone knows how."""

    kind: Any
    value: str
    link: str


@dataclass(frozen=True)
class Written:
    """A government in words, with their language where it is known."""

    text: str
    tag: str


@dataclass(frozen=True)
class Card:
    person: Person
    names: tuple[PersonName, ...]
    post: Participation | None
    home: Written | None
    host: Written | None
    spoken: tuple[str, ...]
    editions: tuple[Edition, ...]
    ways: tuple[Way, ...]


def as_cards(shown: Mapping[int, Shown], language: str) -> dict[int, Card]:
    return {person: as_card(each, language) for person, each in shown.items()}


def as_card(shown: Shown, language: str) -> Card:
    post = shown.post
    return Card(
        shown.person,
        shown.names,
        post,
        _written(language, post.home, post.home_written) if post else None,
        _written(language, post.host, post.host_written) if post else None,
        tuple(f"{SPOKEN.get(each.language, each.language)} ({LEVELS[each.level]})" for each in shown.skills),
        shown.editions,
        tuple(_way(each) for each in shown.channels),
    )


def _written(language: str, government: Any, written: str) -> Written | None:
    text, tag = government_in(language, government, written)
    return Written(text, tag) if text else None


def _way(channel: Channel) -> Way:
    kind = ChannelKind(channel.kind)
    link = f"{LINKS[kind]}{quote(channel.value, safe='@+')}" if kind in LINKS else ""
    return Way(kind.label, channel.value, link)
