"""Appointing somebody by e-mail address: the account is opened when there is none yet."""

from typing import Any

from django.db import transaction

from trilogue.domain.editions import actions
from trilogue.domain.editions.models import Appointment, Edition, Series
from trilogue.domain.people.actions import open_account
from trilogue.foundation.access import Actor


@transaction.atomic
def appoint(
    series: Series, edition: Edition | None, *, by: Actor, email: str, name: str, **what: Any
) -> Appointment:
    """`what` is the role, and a country or government where the role needs one."""
    account = open_account(by=by, email=email, name=name)
    return actions.appoint(by=by, account=account, series=series, edition=edition, **what)
