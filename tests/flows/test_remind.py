"""Parties of a follow-up are asked how it stands, each once a time, until it is done or given up."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests import factories
from trilogue.domain.network.models import FollowUp, Reminder
from trilogue.flows.remind import remind, remind_all
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"  # type: ignore[attr-defined]


@pytest.fixture
def old() -> FollowUp:
    """A hundred days old, of a Korean and a Japanese with accounts and a Chinese without."""
    follow_up = factories.create_follow_up(factories.create_edition())
    follow_up.recorded_at = timezone.now() - timedelta(days=100)
    follow_up.save()
    for code, signs_in in (("KR", True), ("JP", True), ("CN", False)):
        person = factories.create_person(factories.create_country(code))
        factories.create_follow_up_party(follow_up, person)
        if signs_in:
            factories.create_account(f"{code}@example.org", person=person)
    return follow_up


def months_later(months: int) -> datetime:
    return timezone.now() + timedelta(days=31 * months)


def test_those_with_an_account_are_asked_in_their_language_once(old: FollowUp) -> None:
    for _ in range(2):
        remind_all(now=timezone.now())
    mails = {each.to: each.body for each in Mail.objects.all()}
    assert set(mails) == {"KR@example.org", "JP@example.org"}
    assert f"/ko/me/follow-ups/{old.pk}/" in mails["KR@example.org"]
    assert f"/ja/me/follow-ups/{old.pk}/" in mails["JP@example.org"]
    assert [each.months for each in old.reminders.all()] == [3]


def test_three_times_in_all(old: FollowUp) -> None:
    for months in range(36):
        remind_all(now=months_later(months))
    assert [each.months for each in old.reminders.all()] == [3, 6, 12]
    assert Mail.objects.count() == 6


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_done_or_given_up_is_not_asked_about(old: FollowUp, state: str) -> None:
    FollowUp.objects.update(state=state)
    assert remind_all(now=months_later(12)) == 0
    assert remind(old, 3, now=timezone.now()) == 0
    assert not Reminder.objects.exists()
