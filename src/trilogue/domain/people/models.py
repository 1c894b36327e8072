"""Persons, their names in every script, what they speak, where they serve, and the accounts they sign in with."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from trilogue.domain.people.choices import (
    Detail,
    NameOrder,
    Origin,
    PostingKind,
    Purpose,
    Script,
    SignInOutcome,
    SignInWay,
)
from trilogue.domain.places.models import Country, Government, SisterLink
from trilogue.foundation.text.fields import MultilingualField

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class BinaryOrderField(models.CharField[str, str]):
    """A text that is compared byte by byte on every database."""

    def db_parameters(self, connection: "BaseDatabaseWrapper") -> dict[str, str | None]:
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        return {**super().db_parameters(connection), "collation": collation}


class Person(models.Model):
    """One person over all editions. `merged_into` points at the record that stands for this one since a merge.

    `order` is how the own name is said in Roman letters; `honorifics` by language are what the person wants
    to be addressed with.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True)
    email = models.EmailField(blank=True)
    order = models.CharField(max_length=12, choices=NameOrder, default=NameOrder.FAMILY_FIRST)
    honorifics = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("email",), condition=~Q(email=""), name="person_email"),
            models.CheckConstraint(name="person_not_into_itself", condition=~Q(merged_into=F("pk"))),
        )


class PersonName(models.Model):
    """One form of a name. `full` is as it was written; `key` is its NFC form for comparing.

    `own` marks the form in which the person writes the own name.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    script = models.CharField(max_length=11, choices=Script)
    own = models.BooleanField(default=False)
    tag = models.CharField(max_length=10)
    family = models.CharField(max_length=100, blank=True)
    given = models.CharField(max_length=100, blank=True)
    full = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    origin = models.CharField(max_length=9, choices=Origin, default=Origin.WRITTEN)
    confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ("person", "script")
        constraints = (
            models.UniqueConstraint("person", "script", name="one_name_a_script"),
            models.UniqueConstraint(fields=("person",), condition=Q(own=True), name="one_own_name"),
        )


class LanguageSkill(models.Model):
    """0 none, 1 little, 2 conversation, 3 good, 4 native."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    language = models.CharField(max_length=2)
    level = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("person", "language")
        constraints = (
            models.UniqueConstraint("person", "language", name="one_level_a_language"),
            models.CheckConstraint(name="skill_level", condition=Q(level__lte=4)),
        )


class Posting(models.Model):
    """Service at a host government. Dates keep the precision they were given in ("2024-04").

    `link` is the sister link that supports it, if one was found.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="postings")
    home = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=8, choices=PostingKind, default=PostingKind.DISPATCH)
    link = models.ForeignKey(SisterLink, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("person", "starts")


class SealedDetail(models.Model):
    """A sensitive value, encrypted with the person's own key (foundation.keys); unreadable once it is destroyed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="details")
    kind = models.CharField(max_length=9, choices=Detail)
    data = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("person", "kind")
        constraints = (models.UniqueConstraint("person", "kind", name="one_detail_a_kind"),)


class Merge(models.Model):
    """The decision that two records are one person; undone, it stays as history."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absorptions")
    reasons = models.JSONField(default=list)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-decided_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("absorbed",), condition=Q(undone_at__isnull=True), name="merged_once"
            ),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("absorbed"))),
        )


class Distinction(models.Model):
    """The decision that two records are two people, whatever their names; they are not proposed again."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("first", "second")
        constraints = (
            models.UniqueConstraint("first", "second", name="distinction_once"),
            models.CheckConstraint(name="distinction_order", condition=Q(first__lt=F("second"))),
        )


class ConsentText(models.Model):
    """A version of what a person is asked to consent to; never changed once somebody answered it."""

    purpose = models.CharField(max_length=11, choices=Purpose)
    version = models.PositiveSmallIntegerField()
    text = MultilingualField()
    valid_from = models.DateTimeField()

    class Meta:
        ordering = ("purpose", "-version")
        constraints = (models.UniqueConstraint("purpose", "version", name="consent_text_version"),)


class Consent(models.Model):
    """One answer, as given: append-only, the latest a purpose holds. `channel` says where it was given."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    granted = models.BooleanField()
    language = models.CharField(max_length=7)
    channel = models.CharField(max_length=20)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ("person", "-answered_at", "-pk")


class SearchKey(models.Model):
    """One text by which a person is found: see algorithms.names.search. Found by ranges of `text` within a tier.

    The last tier answers no search: it says whose names need a SearchWord.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="search_keys")
    tier = models.PositiveSmallIntegerField()
    text = BinaryOrderField(max_length=200)
    why = models.CharField(max_length=12)

    class Meta:
        ordering = ("tier", "text", "person")
        indexes = (models.Index(fields=("tier", "text", "person", "why"), name="search_key_range"),)


class SearchWord(models.Model):
    """A Latin word of names, under itself and under each form with one letter left out: one typing error away."""

    near = BinaryOrderField(max_length=100)
    word = BinaryOrderField(max_length=100)

    class Meta:
        ordering = ("near", "word")
        constraints = (models.UniqueConstraint("near", "word", name="search_word_once"),)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """What signs in. There is no password; `people` never looks up what the account may do."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.SET_NULL, null=True, related_name="account")
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.password:
            self.set_unusable_password()
        super().save(*args, **kwargs)


class SignIn(models.Model):
    """One line of the log of sign-ins: who, when, how, from where. That of an unknown address has no account.

    `session` is the key of the session that a sign-in opened, until that session is ended.
    """

    at = models.DateTimeField(db_index=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sign_ins")
    way = models.CharField(max_length=8, choices=SignInWay)
    outcome = models.CharField(max_length=7, choices=SignInOutcome)
    origin = models.CharField(max_length=45, blank=True)
    program = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=40, blank=True, db_index=True)

    class Meta:
        ordering = ("-at", "-pk")
