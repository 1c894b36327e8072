"""Whose account these pages are about."""

from django.http import HttpRequest

from trilogue.domain.people.models import Account
from trilogue.foundation.access import Actor


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def own_account(request: HttpRequest) -> Account:
    return Account.objects.get(pk=actor_of(request).account or 0)
