"""A country in an edition, how many places it has by which decision, and who takes part."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Country, Government


class Delegation(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="delegations")
    country = models.ForeignKey(Country, on_delete=models.PROTECT)

    class Meta:
        ordering = ("edition", "country")
        constraints = (models.UniqueConstraint("edition", "country", name="delegation_once"),)


class QuotaDecision(models.Model):
    """A dated decision on a delegation's places; the one recorded last holds."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="quota_decisions")
    places = models.PositiveSmallIntegerField()
    decided_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("delegation", "-pk")


class Participation(models.Model):
    """A person in an edition, with the post held at the time."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed"
        WITHDRAWN = "withdrawn"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="participations")
    state = models.CharField(max_length=9, choices=State, default=State.CONFIRMED)
    reference = models.CharField(max_length=8)
    home = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="+")
    host = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="+")
    home_written = models.CharField(max_length=200)
    host_written = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("edition", "reference")
        constraints = (
            models.UniqueConstraint("edition", "person", name="participation_once"),
            models.UniqueConstraint("edition", "reference", name="participation_reference"),
            models.CheckConstraint(
                name="participation_state", condition=Q(state__in=("confirmed", "withdrawn"))
            ),
        )


class RosterUpload(models.Model):
    """A roster waiting for the desk's answers. Deleted when imported, discarded or a day old."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("-uploaded_at",)
