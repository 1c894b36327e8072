"""A statement as a voter reads it: in the page's language, with where it comes from and the words it was written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from trilogue.domain.opinions.models import Statement, Vote
from trilogue.domain.opinions.queries import Deck
from trilogue.foundation.text.value import Shown, Text
from trilogue.web.participant.opinion_words import NOT_TRANSLATED, ORIGINS, OUTDATED, STANDINGS
from trilogue.web.participant.own import actor_of
from trilogue.web.participant.phone import owner_mark

MOST_LEFT = 200
"""So many cards a phone gets at once; the rest follows when they are voted on."""


@dataclass(frozen=True)
class Card:
    """`original` only where the words shown are a translation; `value` and `number` are those of the own last vote."""

    public_id: UUID
    shown: Shown
    origin: str
    original: Shown | None
    value: int | None
    number: int

    @property
    def next_number(self) -> int:
        return self.number + 1


def as_card(statement: Statement, vote: Vote | None, language: str) -> Card:
    shown = statement.text.shown(language)
    return Card(
        statement.public_id,
        shown,
        origin(statement.text, language),
        None if shown.language == statement.text.source else statement.text.shown(statement.text.source),
        vote.value if vote else None,
        vote.number if vote else 0,
    )


def origin(text: Text, language: str) -> str:
    """Where the words come from and how far a translation can be trusted."""
    shown = text.shown(language)
    said = [ORIGINS[text.source]]
    if shown.language != text.source:
        said.append(STANDINGS[shown.state])
        if shown.outdated:
            said.append(OUTDATED)
    elif shown.language != language:
        said.append(NOT_TRANSLATED)
    return " · ".join(str(each) for each in said)


def as_json(request: HttpRequest, deck: Deck | None, ballot: str) -> dict[str, Any]:
    """What a telephone needs to go on without network; without cards where nothing can be voted on."""
    return {
        "owner": owner_mark(actor_of(request).account or 0),
        "token": get_token(request),
        "ballot": ballot,
        "total": deck.total if deck else 0,
        "cards": _cards(deck, get_language() or "en") if deck else [],
    }


def _cards(deck: Deck, language: str) -> list[dict[str, Any]]:
    """Those that are left, in the voter's order, then those voted on."""
    left = {each.pk for each in deck.left}
    voted = [each for each in deck.statements if each.pk not in left]
    return [_card(each, deck.votes, language) for each in (*deck.left[:MOST_LEFT], *voted)]


def _card(statement: Statement, votes: Mapping[int, Vote], language: str) -> dict[str, Any]:
    card = as_card(statement, votes.get(statement.pk), language)
    return {
        "statement": str(card.public_id),
        "text": card.shown.text,
        "tag": card.shown.tag,
        "language": card.shown.language,
        "origin": card.origin,
        "original": card.original.text if card.original else "",
        "originalTag": card.original.tag if card.original else "",
        "value": card.value,
        "number": card.number,
    }
