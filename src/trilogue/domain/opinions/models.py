"""Exchanges of opinions: what is proposed, the votes on it under pseudonyms, the agenda, screens, and live questions.

Votes lie in tables without a row number and are inserted under random keys, so that nothing in the database tells in
which order people voted (migration 0001; on PostgreSQL actions.mix does it). No row with a person in it is beside one.
"""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.choices import (
    AgendaReason,
    Ballot,
    Choice,
    Phase,
    QuestionState,
    Reason,
    StatementState,
    View,
)
from trilogue.domain.places.models import Country
from trilogue.domain.programme.models import Session
from trilogue.foundation.text.fields import MultilingualField

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Those that nobody mistakes for another when typing them from a screen."""


def join_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def screen_code() -> str:
    return secrets.token_urlsafe(16)


class Conversation(models.Model):
    """An exchange of opinions in an edition, or without one in the whole series. `number` counts within the series.

    `public_id` owns the secret of the pseudonyms in the key store. Where a time is set, the phase begins then by
    itself. Nothing of the votes is shown before `revealed_at`, of the final vote before `final_revealed_at`.
    `content` is what readers of the public record see of it, nothing where it is empty; `published_at` is when that
    last changed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.CharField(max_length=6, default=join_code, unique=True)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="conversations")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="conversations")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="conversations")
    number = models.PositiveSmallIntegerField()
    topic = MultilingualField()
    introduction = MultilingualField(blank=True)
    phase = models.CharField(max_length=7, choices=Phase, default=Phase.PREPARE)
    collects_at = models.DateTimeField(null=True)
    votes_at = models.DateTimeField(null=True)
    discusses_at = models.DateTimeField(null=True)
    finals_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    most_proposals = models.PositiveSmallIntegerField(default=3)
    proposals_while_voting = models.BooleanField(default=True)
    strict = models.BooleanField(default=True)
    revealed_at = models.DateTimeField(null=True)
    final_revealed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    content = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("series", "number")
        constraints = (
            models.UniqueConstraint("series", "number", name="conversation_number"),
            models.CheckConstraint(name="conversation_phase", condition=Q(phase__in=Phase.values)),
            models.CheckConstraint(
                name="conversation_closed",
                condition=Q(phase=Phase.CLOSED, closed_at__isnull=False)
                | (~Q(phase=Phase.CLOSED) & Q(closed_at__isnull=True)),
            ),
        )

    @property
    def place(self) -> Series | Edition:
        return self.edition or self.series


class Statement(models.Model):
    """A measure proposed. Its `text` has the author's language as source, and is not changed once voted on: a new
    version is a new statement that `replaces` it.

    `author` goes when the exchange is closed; `author_number`, drawn then, tells the measures of one author apart.
    `seed`: written by the desk. `about_process`: about the exchange itself, and so in no result.
    `proposed_at` is rounded to the hour. `told`: nothing was decided of which the author has not had a mail.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = MultilingualField()
    key = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=StatementState, default=StatementState.WAITING)
    seed = models.BooleanField(default=False)
    about_process = models.BooleanField(default=False)
    author = models.ForeignKey(Participation, on_delete=models.SET_NULL, null=True, related_name="statements")
    author_number = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=7, choices=Reason, blank=True)
    note = MultilingualField(blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="later_versions")
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    told = models.BooleanField(default=True)

    class Meta:
        ordering = ("conversation", "number")
        constraints = (
            models.UniqueConstraint("conversation", "number", name="statement_number"),
            models.CheckConstraint(
                name="statement_rejected_for_a_reason",
                condition=~Q(state=StatementState.REJECTED) | ~Q(reason=""),
            ),
        )


class Voter(models.Model):
    """A pseudonym: a keyed hash of the person, which nobody can repeat once the exchange's secret is destroyed.

    `country` is that of the person's delegation, copied at the first vote.
    """

    key = models.CharField(max_length=64, primary_key=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="voters")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("key",)


class Vote(models.Model):
    """The vote that counts: that of the highest `number` among its events; without `value` it was taken back.

    `hour` is the time rounded to the hour, `language` the one in which the statement was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    ballot = models.CharField(max_length=5, choices=Ballot, default=Ballot.OPEN)
    value = models.SmallIntegerField(choices=Choice, null=True)
    number = models.PositiveIntegerField()
    hour = models.DateTimeField()
    language = models.CharField(max_length=7)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("voter", "statement", "ballot"), name="one_vote_a_statement"),
            models.CheckConstraint(
                name="vote_value", condition=Q(value__isnull=True) | Q(value__in=Choice.values)
            ),
        )


class VoteEvent(models.Model):
    """One casting, under a keyed hash of the receipt that the voter's device made for it. `number` orders the castings
    of one voter on one statement; there is no other order.
    """

    id = models.UUIDField(primary_key=True)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    value = models.SmallIntegerField(choices=Choice, null=True)
    hour = models.DateTimeField()
    language = models.CharField(max_length=7)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("vote", "number"), name="vote_event_number"),
            models.CheckConstraint(
                name="vote_event_value", condition=Q(value__isnull=True) | Q(value__in=Choice.values)
            ),
        )


class Snapshot(models.Model):
    """What was last computed of a ballot. `state` lets the next computation go on from it, wherever it runs;
    `published` is the last that the secrecy rule let out; `content` is all that is ever shown. `number` counts up.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="snapshots")
    ballot = models.CharField(max_length=5, choices=Ballot)
    number = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    state = models.TextField(blank=True)
    published = models.TextField(blank=True)
    priorities = models.JSONField(default=dict)
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ("conversation", "ballot")
        constraints = (models.UniqueConstraint("conversation", "ballot", name="one_snapshot_a_ballot"),)


class Archive(models.Model):
    """The single votes of an exchange that is over, as they are given away: a zip file of tables in Polis's form.

    It is made once, so that whoever gets it twice learns nothing from the difference. `imported`: the exchange was
    held elsewhere, and this is all that is known of its votes.
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="archive")
    folder = models.BinaryField()
    imported = models.BooleanField(default=False)


class AgendaItem(models.Model):
    """What is discussed, in this order. `in_final`: put to the final vote as well."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="agenda")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=9, choices=AgendaReason, default=AgendaReason.CHOSEN)
    in_final = models.BooleanField(default=True)

    class Meta:
        ordering = ("conversation", "position", "pk")
        constraints = (models.UniqueConstraint("conversation", "statement", name="agenda_item_once"),)


class QuestionTime(models.Model):
    """Questions to a speaker, from the phones in the room. `public_id` owns the secret of those who second them."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    code = models.CharField(max_length=6, default=join_code, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="question_times")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="question_times")
    number = models.PositiveSmallIntegerField()
    title = MultilingualField()
    open = models.BooleanField(default=False)
    most_questions = models.PositiveSmallIntegerField(default=5)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("edition", "number")
        constraints = (
            models.UniqueConstraint("edition", "number", name="question_time_number"),
            models.CheckConstraint(
                name="question_time_closed", condition=Q(open=False) | Q(closed_at__isnull=True)
            ),
        )


class Question(models.Model):
    """Its `author` goes when the question time is closed. `asked_at` is rounded to the hour."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    question_time = models.ForeignKey(QuestionTime, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    text = MultilingualField()
    state = models.CharField(max_length=8, choices=QuestionState, default=QuestionState.WAITING)
    author = models.ForeignKey(Participation, on_delete=models.SET_NULL, null=True, related_name="questions")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("question_time", "number")
        constraints = (models.UniqueConstraint("question_time", "number", name="question_number"),)


class Second(models.Model):
    """Somebody, under a pseudonym, would like to hear the answer to this question too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="seconds")
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("question", "key"), name="seconded_once"),)


class Screen(models.Model):
    """What the screen in the room of an edition shows, or of the whole series; whoever has the code can open it.

    `number` counts the changes. `languages` are those shown side by side, the first one large.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="screens")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="screens")
    code = models.CharField(max_length=22, default=screen_code, unique=True)
    view = models.CharField(max_length=9, choices=View, default=View.BLANK)
    conversation = models.ForeignKey(Conversation, on_delete=models.SET_NULL, null=True, related_name="+")
    question_time = models.ForeignKey(QuestionTime, on_delete=models.SET_NULL, null=True, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, related_name="+")
    languages = models.JSONField(default=list)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("series", "edition")
        constraints = (
            models.UniqueConstraint(fields=("edition",), name="one_screen_an_edition"),
            models.UniqueConstraint(
                fields=("series",), condition=Q(edition__isnull=True), name="one_screen_a_series"
            ),
        )

    @property
    def place(self) -> Series | Edition:
        return self.edition or self.series
