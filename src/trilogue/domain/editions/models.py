"""Series, their editions, what the record says of them, who is appointed to what, and what was published."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from trilogue.domain.editions.choices import FactKind, FigureKind, LineKind, Role, Status
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Country, Government
from trilogue.foundation.text.fields import MultilingualField


class Installation(models.Model):
    """One row: whether this database is a demonstration, and the number of the published version."""

    demonstration = models.BooleanField(default=False)
    published_version = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(name="installation_single", condition=Q(pk=1)),)


class Series(models.Model):
    slug = models.SlugField(unique=True)
    name = MultilingualField()
    tagline = MultilingualField(blank=True)
    host = MultilingualField(blank=True)
    lead = MultilingualField(blank=True)
    demonstration = models.BooleanField(default=False)
    country_order = models.JSONField(default=dict)

    class Meta:
        ordering = ("demonstration", "slug")


class Source(models.Model):
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField()
    title = MultilingualField()
    publisher = MultilingualField()
    url = models.URLField(blank=True)
    published = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("series", "pk")
        constraints = (models.UniqueConstraint("series", "key", name="source_key"),)


class Edition(models.Model):
    """`date` is an imprecise date in ISO form, as precise as the register's source: "2019-05"."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.TENTATIVE)
    date = models.CharField(max_length=21)
    location = MultilingualField(blank=True)
    article_title = MultilingualField(blank=True)
    governments: "models.ManyToManyField[Government, EditionPlace]" = models.ManyToManyField(
        Government, through="EditionPlace"
    )

    class Meta:
        ordering = ("series", "-number")
        constraints = (
            models.UniqueConstraint("series", "number", name="edition_number"),
            models.CheckConstraint(name="edition_number_positive", condition=Q(number__gte=1)),
            models.CheckConstraint(name="edition_status", condition=Q(status__in=Status.values)),
        )


class EditionPlace(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="places")
    government = models.ForeignKey(Government, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("edition", "position")
        constraints = (models.UniqueConstraint("edition", "government", name="edition_place_once"),)


class Line(models.Model):
    """One line of the record: of the series (story, objective) or of an edition (detail, article)."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="lines")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="lines")
    kind = models.CharField(max_length=1, choices=LineKind)
    number = models.PositiveSmallIntegerField()
    title = MultilingualField(blank=True)
    text = MultilingualField()
    introduction = MultilingualField(blank=True)

    class Meta:
        ordering = ("series", "edition", "kind", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "kind", "number"),
                condition=Q(edition__isnull=True),
                name="series_line_number",
            ),
            models.UniqueConstraint("edition", "kind", "number", name="edition_line_number"),
            models.CheckConstraint(
                name="line_owner",
                condition=Q(kind__in=("P", "O"), edition__isnull=True)
                | Q(kind__in=("D", "A"), edition__isnull=False),
            ),
        )

    @property
    def key(self) -> str:
        owner = f"E{self.edition.number}" if self.edition else "S"
        return f"{owner}.{self.kind}{self.number}"


class Fact(models.Model):
    """A dated fact with its source. It is never overwritten, only superseded on a day."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="facts")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=FactKind)
    text = MultilingualField()
    date = models.CharField(max_length=21, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    superseded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("edition", "number")
        constraints = (models.UniqueConstraint("edition", "number", name="fact_number"),)


class Figure(models.Model):
    """How many were announced or took part; `country` is null for a total given without countries."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(max_length=9, choices=FigureKind)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, blank=True)
    count = models.PositiveIntegerField()
    approximate = models.BooleanField(default=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ("edition", "kind", F("country").asc(nulls_first=True))
        constraints = (
            models.UniqueConstraint("edition", "kind", "country", name="figure_once"),
            models.UniqueConstraint(
                fields=("edition", "kind"), condition=Q(country__isnull=True), name="figure_total_once"
            ),
        )


class Photograph(models.Model):
    """A photograph's caption and credit; the file itself may not have been supplied yet."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="photograph")
    caption = MultilingualField()
    credit = MultilingualField()


class Appointment(models.Model):
    """Who has which role where: in a whole series, or in one edition."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="appointments")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="appointments")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ("series", "edition", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                "account",
                "role",
                "series",
                Coalesce("edition_id", 0),
                Coalesce("country_id", Value("")),
                Coalesce("government_id", 0),
                name="appointment_once",
            ),
            models.CheckConstraint(
                name="appointment_scope",
                condition=Q(role=Role.COORDINATOR, country__isnull=False, government__isnull=True)
                | Q(role=Role.NOMINATOR, government__isnull=False, country__isnull=True)
                | (
                    ~Q(role__in=(Role.COORDINATOR, Role.NOMINATOR))
                    & Q(country__isnull=True, government__isnull=True)
                ),
            ),
        )


class Publication(models.Model):
    """What readers see of a series or of one edition since a version; empty content means withdrawn."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="publications")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="publications")
    version = models.PositiveBigIntegerField(unique=True)
    content = models.BinaryField(default=b"")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-version",)
