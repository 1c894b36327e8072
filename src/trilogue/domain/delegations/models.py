"""A country in an edition, its places, the call, who is nominated by whom, and the lists handed out."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from trilogue.domain.delegations.choices import HOLDING, FieldKind
from trilogue.domain.delegations.choices import State as NominationState
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Country, Government, SisterLink
from trilogue.foundation.text.fields import MultilingualField


class Delegation(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="delegations")
    country = models.ForeignKey(Country, on_delete=models.PROTECT)

    class Meta:
        ordering = ("edition", "country")
        constraints = (models.UniqueConstraint("edition", "country", name="delegation_once"),)


class QuotaDecision(models.Model):
    """A dated decision on a delegation's places; the one recorded last holds.

    `counterpart` is the delegation that places were taken from or given to, in the same transaction.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="quota_decisions")
    places = models.PositiveSmallIntegerField()
    decided_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    counterpart = models.ForeignKey(Delegation, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("delegation", "-pk")


class Call(models.Model):
    """The call for nominations of an edition. `offer_days` is how long an accepted person has to confirm."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="call")
    deadline = models.DateTimeField()
    languages = models.JSONField(default=list)
    letter = MultilingualField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    offer_days = models.PositiveSmallIntegerField(default=7)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="call_closed_after_opening",
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
            ),
        )


class CallField(models.Model):
    """A further question of the form, with why it is asked and for how many days after the edition it is kept."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=FieldKind, default=FieldKind.TEXT)
    label = MultilingualField()
    purpose = MultilingualField()
    choices = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)
    retention_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        ordering = ("call", "position")
        constraints = (models.UniqueConstraint("call", "position", name="call_field_position"),)


class Invitation(models.Model):
    """A personal link: to a government, to nominate, or to one official, to register. Only its hash is kept."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="invitations")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    personal = models.BooleanField(default=False)
    email = models.EmailField()
    language = models.CharField(max_length=7)
    places = models.PositiveSmallIntegerField(null=True)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("call", "government", "pk")


class NominationGroup(models.Model):
    """People nominated together; `all_or_none` asks that either all of them get places or none."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="groups")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    all_or_none = models.BooleanField(default=False)


class Participation(models.Model):
    """A person in an edition, from the first draft of the nomination to attendance, with the post held then.

    `nominator` is the government that nominated; `priority` its own order; `email` the address it gave, which may
    belong to the record of somebody else. `reference` is the badge number, given
    with the place and kept by whoever holds the place. `evidence` is the sister link found, `override` the reason
    why the desk holds somebody eligible without one.
    """

    State = NominationState

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="participations")
    state = models.CharField(max_length=9, choices=NominationState, default=NominationState.DRAFT)
    reference = models.CharField(max_length=8, blank=True)
    room = models.CharField(max_length=40, blank=True)
    nominator = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="+")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, related_name="participations"
    )
    group = models.ForeignKey(NominationGroup, on_delete=models.SET_NULL, null=True, related_name="members")
    priority = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)
    evidence = models.ForeignKey(SisterLink, on_delete=models.SET_NULL, null=True, related_name="+")
    override = models.CharField(max_length=300, blank=True)
    offer_expires_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="replaced_by")
    home = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="+")
    host = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="+")
    home_written = models.CharField(max_length=200)
    host_written = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200, blank=True)
    case_title = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ("edition", "reference")
        indexes: ClassVar = [models.Index(fields=("delegation", "state"), name="participation_by_state")]
        constraints = (
            models.UniqueConstraint("edition", "person", name="participation_once"),
            models.UniqueConstraint(
                fields=("edition", "reference"),
                condition=~Q(reference=""),
                name="participation_reference",
            ),
            models.CheckConstraint(name="participation_state", condition=Q(state__in=NominationState.values)),
            models.CheckConstraint(
                name="participation_place_has_reference",
                condition=~Q(state__in=sorted(HOLDING)) | ~Q(reference=""),
            ),
        )


class Answer(models.Model):
    """What somebody answered to a further question; sealed with the person's key where the question is sensitive."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="answers")
    field = models.ForeignKey(CallField, on_delete=models.CASCADE, related_name="+")
    value = models.TextField(blank=True)
    sealed = models.BinaryField(default=b"")

    class Meta:
        ordering = ("participation", "field")
        constraints = (models.UniqueConstraint("participation", "field", name="one_answer_a_field"),)


class StateChange(models.Model):
    """One move of a nomination: who, when, why. `account` is null for a personal link and for the clock."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveSmallIntegerField()
    before = models.CharField(max_length=9, blank=True)
    after = models.CharField(max_length=9, choices=NominationState)
    at = models.DateTimeField()
    account = models.PositiveBigIntegerField(null=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("participation", "number")
        constraints = (models.UniqueConstraint("participation", "number", name="state_change_number"),)


class ListVersion(models.Model):
    """The roster as it stood when a list was handed out."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="list_versions")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=200, blank=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("edition", "-number")
        constraints = (models.UniqueConstraint("edition", "number", name="list_version_number"),)


class ListEntry(models.Model):
    """One person on a frozen list, as shown there: field names to values."""

    version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="entries")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    shown = models.JSONField(default=dict)

    class Meta:
        ordering = ("version", "pk")
        constraints = (models.UniqueConstraint("version", "participation", name="once_on_a_list"),)


class ColumnMapping(models.Model):
    """Which field a sender's own column heading means, as the desk decided once."""

    series = models.ForeignKey("editions.Series", on_delete=models.CASCADE, related_name="+")
    sender = models.CharField(max_length=200)
    header = models.CharField(max_length=200)
    field = models.CharField(max_length=20)

    class Meta:
        ordering = ("series", "sender", "header")
        constraints = (models.UniqueConstraint("series", "sender", "header", name="one_field_a_header"),)


class RosterUpload(models.Model):
    """A roster waiting for answers. Deleted when imported, discarded or a day old.

    Files that were sent together share `batch`. One that came back by a personal link has the government that
    sent it, and no account. `nominations`: its people are to be judged, not confirmed yet.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="uploads")
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    sender = models.CharField(max_length=200, blank=True)
    nominations = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-uploaded_at",)
        constraints = (
            models.CheckConstraint(
                name="upload_from_somebody",
                condition=Q(uploaded_by__isnull=False) | Q(government__isnull=False),
            ),
        )
