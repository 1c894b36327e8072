"""The log of sign-ins, and the end of sessions.

What people do at the door is a log of its own, kept for a year: it is not written into the audit a second time,
which is kept for ever.
"""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from trilogue.domain.people.choices import SignInOutcome, SignInWay
from trilogue.domain.people.models import Account, SignIn
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

LONGEST_PROGRAM = 200


@dataclass(frozen=True)
class Client:
    """From where somebody asks, and with which program, as the program itself says."""

    origin: str
    program: str


@transaction.atomic
def note_sign_in(*, by: Actor, way: str, client: Client, session: str, now: datetime) -> SignIn:
    return _note(by.account, SignInOutcome.DONE, way, client, now=now, session=session)


@transaction.atomic
def note_refusal(*, by: Actor, way: str, client: Client, now: datetime) -> SignIn:
    """Somebody did not get in: whose account was tried, or nobody for an address that has none."""
    return _note(by.account, SignInOutcome.REFUSED, way, client, now=now)


@transaction.atomic
def note_sign_out(*, by: Actor, client: Client, session: str, now: datetime) -> None:
    for each in SignIn.objects.filter(account=by.account, session=session).exclude(session=""):
        _forget(each)
        _note(by.account, SignInOutcome.ENDED, each.way, client, now=now)


@transaction.atomic
def end_session(sign_in: SignIn, *, by: Actor) -> None:
    """The session is dead with its next request."""
    if not sign_in.session:
        return
    log.write("end_session", sign_in, by=by)
    _end(sign_in)


@transaction.atomic
def end_sessions(account: Account, *, by: Actor, keep: str = "") -> int:
    """All of them but the one with the key `keep`. Returns how many ended."""
    begun = SignIn.objects.filter(account=account, session__gt="").exclude(session=keep)
    ended = list(begun)
    for each in ended:
        _end(each)
    if ended:
        log.write("end_sessions", account, by=by)
    return len(ended)


def _end(sign_in: SignIn) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore().delete(sign_in.session)
    client = Client(sign_in.origin, sign_in.program)
    _forget(sign_in)
    _note(sign_in.account_id, SignInOutcome.ENDED, sign_in.way, client, now=timezone.now())


def _forget(sign_in: SignIn) -> None:
    sign_in.session = ""
    sign_in.save(update_fields=["session"])


def _note(
    account: int | None, outcome: str, way: str, client: Client, *, now: datetime, session: str = ""
) -> SignIn:
    return SignIn.objects.create(
        at=now,
        account_id=account,
        way=SignInWay(way),
        outcome=outcome,
        origin=client.origin,
        program=client.program[:LONGEST_PROGRAM],
        session=session,
    )
