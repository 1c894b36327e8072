"""Resetting the second factor of somebody who lost it: all of it goes, every session ends, and a mail says so."""

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from trilogue.domain.people.actions import reset_factors
from trilogue.domain.people.models import Account
from trilogue.foundation.access import Actor


class OwnFactor(Exception):
    """Nobody resets the own one: a stolen session could."""

    code = "own_factor"


@transaction.atomic
def reset_second_factor(account: Account, *, by: Actor) -> None:
    """Raises OwnFactor."""
    if account.pk == by.account:
        raise OwnFactor
    reset_factors(account, by=by)
    send_mail(_("Your second factor for Trilogue was reset"), _body(by), None, [account.email])


def _body(by: Actor) -> str:
    who = by.name or _("whoever runs the server")
    told = _("Your second factor was reset by: %(who)s") % {"who": who}
    ended = _("All your sessions have ended. At the next sign-in you set up a new one.")
    doubt = _("If you did not ask for this, tell the host of the workshop at once.")
    return f"{told}\n\n{ended}\n\n{doubt}"
