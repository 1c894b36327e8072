"""`trilogue appoint`: the first host administrator of an installation, who appoints everybody else at the desk."""

import argparse
from typing import TYPE_CHECKING

from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands


def add(commands: "Commands") -> None:
    appoint = commands.add_parser("appoint", help="appoint a host administrator by e-mail address")
    appoint.add_argument("email", metavar="EMAIL", help="the address that codes to sign in are sent to")
    appoint.add_argument("--name", required=True, help="as others will see it")
    appoint.set_defaults(run=_appoint)


def sign_in_page() -> str:
    """In English; the page offers the other languages."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import translation

    with translation.override("en"):
        return f"{settings.URL.geturl().rstrip('/')}{reverse('account_login')}"


def _appoint(chosen: argparse.Namespace) -> int:
    from trilogue.cli.database import is_up_to_date, open_database

    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from trilogue.domain.editions.choices import Role
    from trilogue.domain.editions.models import Series
    from trilogue.flows.appoint import appoint
    from trilogue.foundation.access import ANONYMOUS

    try:
        validate_email(chosen.email)
    except ValidationError:
        raise Refused(
            f"EMAIL: {chosen.email!r} is not an e-mail address: give one like name@example.org"
        ) from None
    for series in Series.objects.filter(demonstration=False):
        appoint(series, None, by=ANONYMOUS, email=chosen.email, name=chosen.name, role=Role.HOST_ADMIN)
        print(f"{chosen.email} is host administrator of {series.slug}")
    print(f"Sign in at {sign_in_page()}")
    return 0
