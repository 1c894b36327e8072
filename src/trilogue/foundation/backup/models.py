from django.db import models


class Run(models.Model):
    """One backup that was begun; without an end it is running, or its process died.

    `problem` is a code, "" for a good one; `checksum` is the SHA-256 of the file as written, `lacking` how many files
    that the database names were not on the disk. `worker` is the name under which its process says that it lives.
    """

    started_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)
    scheduled = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)
    lacking = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    encrypted = models.BooleanField(default=False)
    problem = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")
