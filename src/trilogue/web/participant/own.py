"""Whose pages these are."""

from django.http import Http404, HttpRequest

from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import standing_for
from trilogue.foundation.access import Actor


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def own_account(request: HttpRequest) -> Account:
    return Account.objects.select_related("person").get(pk=actor_of(request).account or 0)


def own_person(request: HttpRequest) -> Person:
    """The record that stands for whoever is signed in. 404 for an account without one."""
    person = own_account(request).person
    if person is None:
        raise Http404
    return standing_for(person)
