from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(Exception):
    """An audit entry can be neither changed nor deleted."""


class Head(models.Model):
    """The end of the chain. One row, read and written only by who stands in line."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class Entry(models.Model):
    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    account = models.PositiveBigIntegerField(null=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    edition = models.PositiveBigIntegerField(null=True, db_index=True)
    fields = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002
        raise AppendOnlyError


class Access(models.Model):
    """One look at personal data: who saw them, where, and for a download why. Whose data: its subjects."""

    at = models.DateTimeField(db_index=True)
    account = models.PositiveBigIntegerField(null=True, db_index=True)
    what = models.CharField(max_length=60)
    edition = models.PositiveBigIntegerField(null=True, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=45, blank=True)

    class Meta:
        ordering = ("-at", "-pk")


class AccessSubject(models.Model):
    access = models.ForeignKey(Access, on_delete=models.CASCADE, related_name="subjects")
    person = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        ordering = ("access", "person")
