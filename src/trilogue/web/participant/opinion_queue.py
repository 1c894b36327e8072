"""What a telephone sends: {"owner", "ballot", "castings": [{"receipt", "statement", "value", "number", "language"}]},
and "deck": true where it wants the cards back.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from trilogue.domain.opinions.actions import Casting
from trilogue.foundation.text.value import LANGUAGES

MOST_BYTES = 128 * 1024


class Unreadable(Exception):
    """`code` is too_large, faulty or owner (of somebody else)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Sent:
    ballot: str
    castings: list[Any]
    deck: bool


def read(request: HttpRequest, *, owner: str) -> Sent:
    """Raises Unreadable: too_large, faulty, owner."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Unreadable("too_large")
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("faulty") from fault
    if not isinstance(said, dict):
        raise Unreadable("faulty")
    ballot, castings = said.get("ballot"), said.get("castings")
    if not (isinstance(ballot, str) and isinstance(castings, list)):
        raise Unreadable("faulty")
    if said.get("owner") != owner:
        raise Unreadable("owner")
    return Sent(ballot, castings, said.get("deck") is True)


def parse(said: Any) -> Casting | None:
    """None for what is no casting. Whether its value and number are possible is for the action to say."""
    if not isinstance(said, dict):
        return None
    value, number, language = said.get("value", ""), said.get("number"), said.get("language")
    receipt, statement = _uuid(said.get("receipt")), _uuid(said.get("statement"))
    if receipt is None or statement is None or language not in LANGUAGES:
        return None
    if type(number) is not int or not (value is None or type(value) is int):
        return None
    return Casting(receipt, statement, value, number, language)


def _uuid(said: Any) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None
