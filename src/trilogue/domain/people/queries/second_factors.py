"""With what an account proves its owner beside the code by e-mail. The rows are the library's (allauth.mfa)."""

from base64 import b64decode
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from trilogue.domain.people.models import Account
from trilogue.foundation import keys

SEAL = "mfa_authenticator:data"
KINDS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
"""Recovery codes stand in for one of these; alone they are none."""
SHOWN_FOR = timedelta(minutes=10)
"""So long after they were made recovery codes can be read; never again."""


def factors_of(account: Account) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=account, type__in=KINDS)
    return found.order_by("pk")


def recovery_of(account: Account) -> Authenticator | None:
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()


def key_owner(account: Account) -> UUID:
    """Under what the account's secrets are sealed. A number that a restore gives anew is another account."""
    return uuid5(NAMESPACE_URL, f"trilogue:account:{account.pk}:{account.joined_at.timestamp():.6f}")


def opened(sealed: str) -> str:
    """A secret that was sealed as "owner:base64". Raises keys.KeyRefused, also where its key was destroyed."""
    owner, _, data = sealed.partition(":")
    text = keys.unseal(UUID(owner), b64decode(data), place=SEAL)
    if text is None:
        raise keys.KeyRefused("DESTROYED", UUID(owner))
    return text
