"""The page that says when the last good backup was made, and how to put one back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.foundation.backup.models import Run

pytestmark = pytest.mark.django_db
HERE = "/en/desk/workshop/backups/"


@pytest.fixture
def host(signed_in_as: As) -> Client:
    return signed_in_as(Role.HOST_ADMIN)


def said(client: Client) -> str:
    answered = client.get(HERE)
    assert answered.status_code == 200
    return answered.content.decode()


def made(hours_ago: int, **columns: object) -> Run:
    then = timezone.now() - timedelta(hours=hours_ago)
    return Run.objects.create(**{"started_at": then, "ended_at": then, "size": 3_000_000, **columns})


def test_without_any_it_warns_and_says_what_to_set(host: Client) -> None:
    page = said(host)
    assert "There is no good backup yet." in page
    assert "TRILOGUE_BACKUP_TO" in page


def test_a_good_one_is_shown_by_its_name_and_warns_nobody(host: Client, settings: Settings) -> None:
    settings.BACKUP_TO = "/var/backups/a-private-place"
    made(12, name="trilogue-1.zip", encrypted=True)
    page = said(host)
    assert "trilogue-1.zip" in page
    assert "2.9\xa0MB" in page
    assert 'role="alert"' not in page
    assert "a-private-place" not in page


def test_it_warns_once_the_last_good_one_is_too_old(host: Client, settings: Settings) -> None:
    settings.BACKUP_TO = "/var/backups"
    made(37, name="old.zip")
    made(1, name="new.zip", problem="changed", size=0)
    page = said(host)
    assert "older than 36 hours" in page
    assert "the disk may be failing" in page


def test_one_that_runs_one_that_died_and_one_that_lacks_files_are_told(host: Client) -> None:
    made(1, ended_at=None)
    made(2, problem="died")
    made(3, problem="something new")
    made(4, lacking=2)
    page = said(host)
    for words in ("running", "ended before", "log says why", "2 files that the record names"):
        assert words in page
