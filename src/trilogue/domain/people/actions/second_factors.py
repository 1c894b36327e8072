"""Second factors of an account: added, taken away, reset. Secrets are sealed with a key of the account's own."""

import secrets
from base64 import b64encode
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from trilogue.domain.people.actions.sign_ins import end_sessions
from trilogue.domain.people.models import Account
from trilogue.domain.people.queries.second_factors import SEAL, factors_of, key_owner, recovery_of
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

Kind = Authenticator.Type
SEED_BYTES = 40


class AppKnown(Exception):
    """The account has an authenticator app already."""

    code = "app_known"


class LastFactor(Exception):
    """The only second factor of somebody who must have one. Another comes first."""

    code = "last_factor"


@transaction.atomic
def add_app(account: Account, *, by: Actor, secret: str) -> bool:
    """Whether recovery codes were made with it, as with the first factor. Raises AppKnown."""
    log.hold(Account.objects.all()).get(pk=account.pk)
    if factors_of(account).filter(type=Kind.TOTP).exists():
        raise AppKnown
    _add(account, Kind.TOTP, {"secret": _sealed(account, secret)}, by=by)
    return _add_codes(account, by=by)


@transaction.atomic
def add_passkey(account: Account, *, by: Actor, name: str, credential: dict[str, Any]) -> bool:
    """`credential` is the browser's answer, already proved. Whether recovery codes were made with it."""
    log.hold(Account.objects.all()).get(pk=account.pk)
    _add(account, Kind.WEBAUTHN, {"name": name, "credential": credential}, by=by)
    return _add_codes(account, by=by)


@transaction.atomic
def remove_factor(account: Account, factor: Authenticator, *, by: Actor, must_keep_one: bool) -> None:
    """With the last one the recovery codes go. Raises LastFactor."""
    log.hold(Account.objects.all()).get(pk=account.pk)
    others = factors_of(account).exclude(pk=factor.pk)
    if must_keep_one and not others.exists():
        raise LastFactor
    log.write("remove_factor", account, by=by, fields=[factor.type])
    factor.delete()
    if not others.exists():
        Authenticator.objects.filter(user=account).delete()


@transaction.atomic
def renew_codes(account: Account, *, by: Actor) -> None:
    """New recovery codes; those made before are void."""
    log.hold(Account.objects.all()).get(pk=account.pk)
    Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).delete()
    _add_codes(account, by=by)


@transaction.atomic
def reset_factors(account: Account, *, by: Actor) -> None:
    """For somebody who lost all of them: none is left, and every session ends."""
    log.hold(Account.objects.all()).get(pk=account.pk)
    Authenticator.objects.filter(user=account).delete()
    log.write("reset_factors", account, by=by)
    end_sessions(account, by=by)


def _add(account: Account, kind: str, data: dict[str, Any], *, by: Actor) -> None:
    Authenticator.objects.create(user=account, type=kind, data=data)
    log.write("add_factor", account, by=by, fields=[kind])


def _add_codes(account: Account, *, by: Actor) -> bool:
    """The library reckons the codes from a seed, and notes in a mask which were used."""
    if recovery_of(account):
        return False
    seed = _sealed(account, secrets.token_hex(SEED_BYTES))
    _add(account, Kind.RECOVERY_CODES, {"seed": seed, "used_mask": 0}, by=by)
    return True


def _sealed(account: Account, secret: str) -> str:
    owner = key_owner(account)
    return f"{owner}:{b64encode(keys.seal(owner, secret, place=SEAL)).decode()}"
