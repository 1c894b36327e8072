"""Countries, local governments by official code and as named at the time, and the links between them."""

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
    """Official codes are unique within a country only: 310000 is Tottori in Japan and Shanghai in China.

    `keys` is what it is found by, as algorithms.places.keys makes it; only actions that write names write it.
    """

    code = models.CharField(max_length=12)
    country = models.ForeignKey(Country, on_delete=models.PROTECT)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")
    keys = models.TextField(default="")

    class Meta:
        ordering = ("country", "code")
        constraints = (
            models.UniqueConstraint("country", "code", name="government_code"),
            models.CheckConstraint(name="government_level", condition=Q(level__in=(1, 2))),
            models.CheckConstraint(
                name="government_position",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
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


class SisterLink(models.Model):
    """Two governments tied by agreement. What the tie is called is what each register asserts."""

    first = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="links_as_first")
    second = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="links_as_second")

    class Meta:
        ordering = ("first", "second")
        constraints = (
            models.UniqueConstraint("first", "second", name="sister_link_once"),
            models.CheckConstraint(name="sister_link_order", condition=Q(first__lt=F("second"))),
        )


class Assertion(models.Model):
    """What one register says of a link. Registers disagree; none is the truth.

    `grade` is in the register's own word, in the language `tag`; `date` is imprecise, in ISO form.
    """

    link = models.ForeignKey(SisterLink, on_delete=models.CASCADE, related_name="assertions")
    register = models.CharField(max_length=120)
    grade = models.CharField(max_length=60)
    tag = models.CharField(max_length=10)
    date = models.CharField(max_length=10, blank=True)
    url = models.URLField(blank=True, max_length=500)

    class Meta:
        ordering = ("link", "register", "date")
        constraints = (models.UniqueConstraint("link", "register", "grade", name="assertion_once"),)
