"""The log of sign-ins, and which of them are sessions still."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from trilogue.domain.people.choices import SignInOutcome
from trilogue.domain.people.models import Account, SignIn

LONGEST = timedelta(hours=12)


def sessions_of(account: Account, *, now: datetime) -> QuerySet[SignIn]:
    """Where somebody is signed in, the latest first."""
    alive = Session.objects.filter(session_key=OuterRef("session"), expire_date__gt=now)
    begun = SignIn.objects.filter(
        account=account, outcome=SignInOutcome.DONE, at__gt=now - LONGEST, session__gt=""
    )
    return begun.filter(Exists(alive))


def sign_ins_of(account: Account) -> QuerySet[SignIn]:
    return SignIn.objects.filter(account=account)


def is_known_place(account: Account, *, origin: str, program: str) -> bool:
    """Whether somebody signed in from there with this program before, or never at all."""
    done = SignIn.objects.filter(account=account, outcome=SignInOutcome.DONE)
    return done.filter(origin=origin, program=program).exists() or not done.exists()
