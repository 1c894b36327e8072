"""What the last form did, for the next page: which vote can be undone, or which measure is wanted first.

It lies in a cookie of that page alone and for minutes: the server keeps no order of votes, and an address with a
measure in it would stand in logs.
"""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from trilogue.domain.opinions.models import Conversation
from trilogue.web.participant.own import actor_of
from trilogue.web.participant.phone import owner_mark

NAME = "opinion"
LAST, SHOWN = "last", "shown"
SECONDS = 600


def set_mark(
    request: HttpRequest, answer: HttpResponse, conversation: Conversation, kind: str, statement: uuid.UUID
) -> None:
    answer.set_signed_cookie(
        NAME,
        f"{kind}.{statement.hex}",
        salt=_salt(request),
        max_age=SECONDS,
        path=_path(conversation),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def mark_of(request: HttpRequest) -> tuple[str, uuid.UUID | None]:
    """LAST or SHOWN with the statement; "" and None without a mark, and for one that somebody else left."""
    said = request.get_signed_cookie(NAME, default="", salt=_salt(request), max_age=SECONDS) or ""
    kind, _dot, statement = said.partition(".")
    return (kind, uuid.UUID(hex=statement)) if statement else ("", None)


def _salt(request: HttpRequest) -> str:
    return f"{NAME}.{owner_mark(actor_of(request).account or 0)}"


def _path(conversation: Conversation) -> str:
    return reverse("me_opinion", args=(conversation.public_id,))
