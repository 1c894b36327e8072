"""Emptying what the network keeps of a person. That two of an edition met stays, for the counts."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from trilogue.domain.network.models import Card, Channel, Contact, FollowUp, FollowUpParty, Meeting, Release
from trilogue.domain.people.models import Person
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def forget(people: Collection[Person], *, by: Actor) -> None:
    """Cards, channels, releases, contacts and the topics of meetings go; follow-ups without another party too."""
    them = [each.pk for each in people]
    Card.objects.filter(person__in=them).delete()
    Channel.objects.filter(person__in=them).delete()
    Release.objects.filter(person__in=them).delete()
    Contact.objects.filter(Q(first__in=them) | Q(second__in=them)).delete()
    Meeting.objects.filter(Q(asking__person__in=them) | Q(asked__person__in=them)).update(topic="")
    shared = list(FollowUpParty.objects.filter(person__in=them).values_list("follow_up", flat=True))
    FollowUpParty.objects.filter(person__in=them).delete()
    FollowUp.objects.filter(pk__in=shared, parties=None).delete()
    for each in people:
        log.write("erase", each, by=by, fields=["channels", "contacts", "releases"])
