"""`trilogue second-factor reset`: for the last administrator who lost phone and recovery codes."""

import argparse
from typing import TYPE_CHECKING

from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands


def add(commands: "Commands") -> None:
    parser = commands.add_parser("second-factor", help="reset the second factor of an account")
    parser.add_argument("what", choices=["reset"], help="remove passkeys, app and recovery codes")
    parser.add_argument("email", metavar="EMAIL", help="the address of the account")
    parser.set_defaults(run=_reset)


def _reset(chosen: argparse.Namespace) -> int:
    from trilogue.cli.database import is_up_to_date, open_database

    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    from trilogue.domain.people.models import Account
    from trilogue.flows.reset_second_factor import reset_second_factor
    from trilogue.foundation.access import ANONYMOUS

    account = Account.objects.filter(email__iexact=chosen.email).first()
    if account is None:
        raise Refused(f"EMAIL: nobody has an account with the address {chosen.email!r}")
    reset_second_factor(account, by=ANONYMOUS)
    print(f"The second factor of {account.email} is reset, every session of theirs has ended.")
    return 0
