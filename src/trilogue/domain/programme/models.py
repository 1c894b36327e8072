from django.db import models

from trilogue.domain.editions.models import Edition, Source
from trilogue.domain.programme.choices import SessionKind
from trilogue.foundation.text.fields import MultilingualField


class Session(models.Model):
    """`starts_on` is known for some sessions only, and to the day only."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=SessionKind)
    title = MultilingualField()
    starts_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ("edition", "number")
        constraints = (models.UniqueConstraint("edition", "number", name="session_number"),)


class Speaker(models.Model):
    """A speaker under the name and the title of the time."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField()
    name = MultilingualField()
    native_name = models.CharField(max_length=100, blank=True)
    native_tag = models.CharField(max_length=10, blank=True)
    romanisation_confirmed = models.BooleanField(default=False)
    title = MultilingualField()

    class Meta:
        ordering = ("session", "position")
        constraints = (models.UniqueConstraint("session", "position", name="speaker_position"),)
