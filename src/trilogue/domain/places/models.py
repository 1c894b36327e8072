"""Countries and local governments, by official code and as they were named at the time."""

from django.db import models
from django.db.models import F, Q

from trilogue.foundation.text.fields import MultilingualField


class Country(models.Model):
    code = models.CharField(max_length=2, primary_key=True)
    name = MultilingualField()
    short = MultilingualField()

    class Meta:
        ordering = ("code",)


class Government(models.Model):
    """Official codes are unique within a country only: 310000 is Tottori in Japan and Shanghai in China."""

    code = models.CharField(max_length=12)
    country = models.ForeignKey(Country, on_delete=models.PROTECT)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=4)
    longitude = models.DecimalField(max_digits=7, decimal_places=4)

    class Meta:
        ordering = ("country", "code")
        constraints = (
            models.UniqueConstraint("country", "code", name="government_code"),
            models.CheckConstraint(name="government_level", condition=Q(level__in=(1, 2))),
            models.CheckConstraint(
                name="government_position",
                condition=Q(latitude__range=(-90, 90)) & Q(longitude__range=(-180, 180)),
            ),
        )


class GovernmentName(models.Model):
    """The name and code a government had in a period. Open ends are null."""

    government = models.ForeignKey(Government, on_delete=models.CASCADE, related_name="names")
    code = models.CharField(max_length=12)
    name = MultilingualField()
    parent_name = MultilingualField(blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ("government", F("valid_from").asc(nulls_first=True))
        constraints = (
            models.CheckConstraint(
                name="government_name_period",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
            ),
        )
