"""Rounds, the rules of an edition's seating, the plans made for it, and the searches that make them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Appointment, Edition
from trilogue.domain.tables.choices import Asked, Demand, RuleKind, SearchState
from trilogue.foundation.text.fields import MultilingualField


class Round(models.Model):
    """What people do in the round of this number, in every plan of the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = MultilingualField()

    class Meta:
        ordering = ("edition", "number")
        constraints = (models.UniqueConstraint("edition", "number", name="round_number"),)


class Rule(models.Model):
    """Leads a table (`first` alone), or keep apart, keep together, know each other (two, `first` being the lower)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="seating_rules")
    kind = models.CharField(max_length=8, choices=RuleKind)
    first = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Participation, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ("edition", "kind", "first", "second")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "kind", "first"), condition=Q(second=None), name="rule_of_one_once"
            ),
            models.UniqueConstraint(
                fields=("edition", "kind", "first", "second"),
                condition=~Q(second=None),
                name="rule_of_two_once",
            ),
            models.CheckConstraint(
                name="rule_of_one_or_two",
                condition=Q(kind=RuleKind.LEADER, second__isnull=True)
                | (~Q(kind=RuleKind.LEADER) & Q(second__isnull=False) & Q(second__gt=F("first"))),
            ),
        )


class Absence(models.Model):
    """Somebody who is not there in this round."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="absences")
    round = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("participation", "round")
        constraints = (models.UniqueConstraint("participation", "round", name="absence_once"),)


class TablePlan(models.Model):
    """One plan for all rounds; figures are recounted from its seats, never stored.

    The first `played` rounds have taken place and stay as they are. `based_on` is the plan that this one changed, and
    `moved` how many people sit elsewhere than there. At most one plan of an edition is published.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="table_plans")
    number = models.PositiveSmallIntegerField()
    rounds = models.PositiveSmallIntegerField()
    tables = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    steps = models.PositiveBigIntegerField()
    presence = models.CharField(max_length=4, choices=Demand, default=Demand.SOFT)
    language = models.CharField(max_length=4, choices=Demand, default=Demand.OFF)
    interpreters = models.PositiveSmallIntegerField(null=True)
    history = models.BooleanField(default=True)
    played = models.PositiveSmallIntegerField(default=0)
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    moved = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("edition", "number")
        constraints = (
            models.UniqueConstraint("edition", "number", name="table_plan_number"),
            models.UniqueConstraint(
                fields=("edition",), condition=Q(published_at__isnull=False), name="one_plan_published"
            ),
            models.CheckConstraint(name="table_plan_played", condition=Q(played__lte=F("rounds"))),
        )

    @property
    def asked(self) -> Asked:
        return Asked(
            self.rounds,
            self.tables,
            self.seed,
            self.presence,
            self.language,
            self.interpreters,
            self.history,
        )


class Seat(models.Model):
    """Rounds and tables count from 1. Who is `locked` stays there when the plan is solved again."""

    plan = models.ForeignKey(TablePlan, on_delete=models.CASCADE, related_name="seats")
    round = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField()
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="seats")
    locked = models.BooleanField(default=False)

    class Meta:
        ordering = ("plan", "round", "table", "participation")
        constraints = (models.UniqueConstraint("plan", "round", "participation", name="one_seat_a_round"),)


class InterpreterSeat(models.Model):
    """An interpreter of the edition, sent to a table for a round."""

    plan = models.ForeignKey(TablePlan, on_delete=models.CASCADE, related_name="interpreter_seats")
    round = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField()
    interpreter = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("plan", "round", "table", "interpreter")
        constraints = (
            models.UniqueConstraint("plan", "round", "interpreter", name="interpreter_one_table_a_round"),
        )


class Search(models.Model):
    """A plan being looked for in the background: what was asked, how far it is, and what came of it.

    `parameters` are the numbers and choices asked for (Asked), and with `anew` that only locked seats of `start` stay,
    with `priced` that the same is solved without a common language first. `best` are value and bound of both aims so
    far. `failure` is the code, the ids and the rules of a problem that contradicts itself.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="table_searches")
    parameters = models.JSONField(default=dict)
    start = models.ForeignKey(TablePlan, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=SearchState, default=SearchState.WAITING)
    steps = models.PositiveBigIntegerField(default=0)
    most_steps = models.PositiveBigIntegerField()
    best = models.JSONField(default=dict)
    stop_asked = models.BooleanField(default=False)
    failure = models.JSONField(default=dict)
    plan = models.ForeignKey(TablePlan, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    heard_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
