from django.conf import settings
from django.db import models

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition


class TablePlan(models.Model):
    """One plan for all rounds. The same seed and steps give it again; its figures are recounted from the seats."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="table_plan")
    rounds = models.PositiveSmallIntegerField()
    tables = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    steps = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )


class Seat(models.Model):
    """Rounds and tables count from 1."""

    plan = models.ForeignKey(TablePlan, on_delete=models.CASCADE, related_name="seats")
    round = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField()
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        ordering = ("plan", "round", "table", "participation")
        constraints = (models.UniqueConstraint("plan", "round", "participation", name="one_seat_a_round"),)
