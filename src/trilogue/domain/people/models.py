"""Persons, their names in every script, what they speak, where they serve, and the accounts they sign in with."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from trilogue.domain.people.choices import Script
from trilogue.domain.places.models import Country, Government


class Person(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True)
    email = models.EmailField(unique=True)

    class Meta:
        ordering = ("pk",)


class PersonName(models.Model):
    """One form of a name. `full` is as it was written; `key` is its NFC form for comparing."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    script = models.CharField(max_length=6, choices=Script)
    tag = models.CharField(max_length=10)
    family = models.CharField(max_length=100, blank=True)
    given = models.CharField(max_length=100, blank=True)
    full = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ("person", "script")
        constraints = (models.UniqueConstraint("person", "script", name="one_name_a_script"),)


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
    """Service at a host government. Dates keep the precision they were given in ("2024-04")."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="postings")
    home = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("person", "starts")


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
