"""Series, their editions, what the record says of them, who is appointed to what, and what was published."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from trilogue.domain.editions.choices import (
    FactKind,
    FigureKind,
    FileAudience,
    FileKind,
    LineKind,
    PhotoConsent,
    Role,
    Status,
)
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
    logo = models.CharField(max_length=64, blank=True)
    """The digest of a stored picture (foundation.files), "" for none; width and height are its own."""
    logo_width = models.PositiveIntegerField(default=0)
    logo_height = models.PositiveIntegerField(default=0)
    logo_alt = MultilingualField(blank=True)

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
    """A photograph of an edition's album; the file itself may not have been supplied yet (`picture` is "").

    The group photograph stands in place of the picture drawn from the figures. `picture` is the digest of the stored
    picture (foundation.files), width and height its own; the focus is what stays in view when it is cut, in
    percent from the left and from the top. `number` is permanent, `position` the place in the album.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="photographs")
    number = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=1)
    group = models.BooleanField(default=False)
    caption = MultilingualField()
    credit = MultilingualField()
    alt = MultilingualField(blank=True)
    picture = models.CharField(max_length=64, blank=True, db_index=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    focus_x = models.PositiveSmallIntegerField(default=50)
    focus_y = models.PositiveSmallIntegerField(default=50)
    consent = models.CharField(max_length=10, choices=PhotoConsent, blank=True)
    consent_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("edition", "position", "number")
        constraints = (
            models.UniqueConstraint("edition", "number", name="photograph_number"),
            models.UniqueConstraint(
                fields=("edition",), condition=Q(group=True), name="one_group_photograph"
            ),
            models.CheckConstraint(name="photograph_focus", condition=Q(focus_x__lte=100, focus_y__lte=100)),
            models.CheckConstraint(
                name="photograph_supplied_whole",
                condition=Q(picture="", width=0, height=0)
                | (~Q(picture="") & ~Q(consent="") & Q(width__gt=0, height__gt=0)),
            ),
        )


class EditionFile(models.Model):
    """A document of an edition (slides, a programme, a report). `digest` names the stored file, `language` its own."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    title = MultilingualField()
    credit = MultilingualField()
    language = models.CharField(max_length=7)
    audience = models.CharField(max_length=12, choices=FileAudience, default=FileAudience.DESK)
    kind = models.CharField(max_length=4, choices=FileKind)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ("edition", "number")
        constraints = (models.UniqueConstraint("edition", "number", name="edition_file_number"),)


class Term(models.Model):
    """A word of the series' own glossary. A language may have several words, divided by " / "."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="terms")
    key = models.SlugField()
    text = MultilingualField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("series", "key")
        constraints = (models.UniqueConstraint("series", "key", name="term_key"),)


class Revision(models.Model):
    """An object of the record as it stood after a change: the values of all its editable fields.

    Kept from the first change on, with number 1 for how the object stood before (then `at` is null where nobody
    knows since when). `fields` are those that differ from the revision before.
    The one kept when the object is `removed` has all of its values, so that it can be brought back.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="+")
    object_type = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField(null=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    removed = models.BooleanField(default=False)
    fields = models.JSONField(default=list)
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ("object_type", "object_id", "-number")
        constraints = (models.UniqueConstraint("object_type", "object_id", "number", name="revision_number"),)


class Erratum(models.Model):
    """What a published page said wrongly, and what is right. `mark` is the line concerned (E7.F2), "" for none.

    It is issued with the next publication; until then `issued_at` is null and it can be removed.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="errata")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="errata")
    number = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=40, blank=True)
    text = MultilingualField()
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("series", "edition", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("series", "number"), condition=Q(edition__isnull=True), name="series_erratum_number"
            ),
            models.UniqueConstraint("edition", "number", name="edition_erratum_number"),
        )


class ScheduledPublication(models.Model):
    """A publication that the worker makes when its time has come. It waits until it is done, failed or called off."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="scheduled")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="scheduled")
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("due_at", "pk")
        constraints = (
            models.UniqueConstraint(
                "series",
                Coalesce("edition_id", 0),
                condition=Q(ended_at__isnull=True),
                name="one_scheduled_publication",
            ),
        )


class AppointmentLink(models.Model):
    """A personal link by which somebody takes up a role, once. The token is given to the mail alone."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="appointment_links")
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, null=True, related_name="appointment_links"
    )
    role = models.CharField(max_length=12, choices=Role)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=7)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-sent_at", "-pk")


class AccessReview(models.Model):
    """Somebody went through a month of the log of who saw whose data. `month` is like 2027-05."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="access_reviews")
    month = models.CharField(max_length=7)
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("series", "-month", "-reviewed_at")


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
