"""Who met whom, the cards people show one another, meetings of two, and what comes of it all."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import (
    Audience,
    CardField,
    ChannelKind,
    EncounterKind,
    FollowUpKind,
    FollowUpState,
    MeetingState,
)
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Government
from trilogue.foundation.text.fields import MultilingualField


class Encounter(models.Model):
    """Two of one edition who met, `first` being the lower. `number` is the round, the session or the meeting.

    `attended`: both were seen there, not only seated. That two took part in one edition is no row: it follows from
    their participations.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="encounters")
    kind = models.CharField(max_length=7, choices=EncounterKind)
    number = models.PositiveBigIntegerField()
    first = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    attended = models.BooleanField(default=False)

    class Meta:
        ordering = ("edition", "kind", "number", "first", "second")
        constraints = (
            models.UniqueConstraint("edition", "kind", "number", "first", "second", name="encounter_once"),
            models.CheckConstraint(name="encounter_order", condition=Q(first__lt=F("second"))),
        )


class Card(models.Model):
    """A person's card. Its code opens it to whoever was shown it; a new `serial` makes every older code void."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="card")
    serial = models.UUIDField(default=uuid.uuid4, unique=True)


class Channel(models.Model):
    """A way to reach a person, by the person's own choice and in this order."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=9, choices=ChannelKind)
    value = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("person", "position", "kind")
        constraints = (models.UniqueConstraint("person", "kind", name="one_channel_a_kind"),)


class Release(models.Model):
    """The person shows this field to this audience. Taken back, the row is gone, and with it the field everywhere."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="releases")
    field = models.CharField(max_length=9, choices=CardField)
    audience = models.CharField(max_length=8, choices=Audience)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("person", "audience", "field")
        constraints = (models.UniqueConstraint("person", "field", "audience", name="release_once"),)


class Contact(models.Model):
    """Two persons who exchanged cards, `first` being the lower. `receipt` is the telephone's own number for it."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, related_name="+")
    receipt = models.UUIDField(unique=True)
    exchanged_at = models.DateTimeField()

    class Meta:
        ordering = ("-exchanged_at", "-pk")
        constraints = (
            models.UniqueConstraint("first", "second", name="contact_once"),
            models.CheckConstraint(name="contact_order", condition=Q(first__lt=F("second"))),
        )


class MeetingTerms(models.Model):
    """May people ask each other for meetings, how many may each agree to, and how many questions may be open."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="meeting_terms")
    open = models.BooleanField(default=False)
    most_agreed = models.PositiveSmallIntegerField(default=4)
    most_asked = models.PositiveSmallIntegerField(default=6)


class MeetingSlot(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meeting_slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ("edition", "starts_at")
        constraints = (
            models.UniqueConstraint("edition", "starts_at", name="meeting_slot_once"),
            models.CheckConstraint(name="meeting_slot_lasts", condition=Q(ends_at__gt=F("starts_at"))),
        )


class MeetingPlace(models.Model):
    """Where one meeting at a time can be held."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meeting_places")
    number = models.PositiveSmallIntegerField()
    name = MultilingualField()

    class Meta:
        ordering = ("edition", "number")
        constraints = (models.UniqueConstraint("edition", "number", name="meeting_place_number"),)


class Meeting(models.Model):
    """Two of different governments, in a slot; a place is given when the other agrees."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meetings")
    slot = models.ForeignKey(MeetingSlot, on_delete=models.PROTECT, related_name="meetings")
    place = models.ForeignKey(MeetingPlace, on_delete=models.PROTECT, null=True, related_name="meetings")
    asking = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="meetings_asked")
    asked = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="meetings_received")
    topic = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("slot", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("slot", "place"), condition=Q(state=MeetingState.AGREED), name="one_meeting_a_place"
            ),
            models.CheckConstraint(name="meeting_of_two", condition=~Q(asking=F("asked"))),
            models.CheckConstraint(
                name="agreed_meeting_has_place",
                condition=~Q(state=MeetingState.AGREED) | Q(place__isnull=False),
            ),
        )


class MeetingSeat(models.Model):
    """Somebody's slot, taken by the meeting that both agreed to."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    slot = models.ForeignKey(MeetingSlot, on_delete=models.CASCADE, related_name="seats")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="meeting_seats")

    class Meta:
        ordering = ("slot", "participation")
        constraints = (models.UniqueConstraint("slot", "participation", name="one_meeting_a_slot"),)


class FollowUp(models.Model):
    """What two or more agreed to do. `date` keeps its precision ("2027-10"); texts stand in the recorder's language."""

    kind = models.CharField(max_length=9, choices=FollowUpKind)
    state = models.CharField(max_length=7, choices=FollowUpState, default=FollowUpState.PLANNED)
    title = models.CharField(max_length=200)
    outcome = models.TextField(blank=True)
    language = models.CharField(max_length=7)
    date = models.CharField(max_length=10, blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, related_name="follow_ups")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-recorded_at", "-pk")


class FollowUpParty(models.Model):
    """A person or a government that takes part in it."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="follow_ups")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="follow_ups")

    class Meta:
        ordering = ("follow_up", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("follow_up", "person"),
                condition=Q(person__isnull=False),
                name="person_once_a_follow_up",
            ),
            models.UniqueConstraint(
                fields=("follow_up", "government"),
                condition=Q(government__isnull=False),
                name="government_once_a_follow_up",
            ),
            models.CheckConstraint(
                name="person_or_government",
                condition=Q(person__isnull=False, government__isnull=True)
                | Q(person__isnull=True, government__isnull=False),
            ),
        )


class Reminder(models.Model):
    """Its parties were asked how it stands, so many months after it was recorded."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="reminders")
    months = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("follow_up", "months")
        constraints = (models.UniqueConstraint("follow_up", "months", name="reminder_once"),)
