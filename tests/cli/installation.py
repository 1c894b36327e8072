"""An installation with one person in it: a name that can be read in its files, and a diet that cannot."""

import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from tests.cli.conftest import clean_environment

PERSON = uuid4()
CANARY = "canary-name-of-a-person"
DIET = "canary-diet-of-a-person"
PLACE = "people_sealeddetail:diet"
BRING_UP_TO_DATE = """
import django; django.setup()
from trilogue.cli.database import bring_up_to_date
bring_up_to_date()
"""
MAKE = """
import django; django.setup()
from django.utils import timezone
from trilogue.cli.database import bring_up_to_date
from trilogue.domain.people.models import Person, PersonName, SealedDetail
from trilogue.foundation import keys
bring_up_to_date()
person = Person.objects.create(public_id="{person}", email="gone@example.org")
PersonName.objects.create(person=person, script="latin", tag="en", full="{canary}", key="{canary}", own=True)
sealed = keys.seal(person.public_id, "{diet}", place="{place}")
SealedDetail.objects.create(person=person, kind="diet", data=sealed, recorded_at=timezone.now())
from django.contrib.sessions.models import Session
Session.objects.create(session_key="a-session-key", session_data="", expire_date=timezone.now())
"""


def make_database(folder: Path) -> Path:
    """By the migrations, from nothing."""
    run_python(BRING_UP_TO_DATE, folder)
    return folder / "data" / "trilogue.sqlite3"


def put_database(migrated: Path, folder: Path) -> None:
    """Where an installation of that folder looks for its own."""
    (folder / "data").mkdir()
    shutil.copy(migrated, folder / "data" / "trilogue.sqlite3")


def make_installation(folder: Path, **settings: str) -> None:
    """In the folder's data; elsewhere the database that DATABASE_URL names. It is migrated unless it was already."""
    code = MAKE.format(person=PERSON, canary=CANARY, diet=DIET, place=PLACE)
    run_python(code, folder, **settings)


def run_python(code: str, folder: Path, **settings: str) -> str:
    """What a script with the installation's settings prints."""
    environment = clean_environment(folder) | {
        "DJANGO_SETTINGS_MODULE": "trilogue.config.settings",
        **settings,
    }
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        check=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )
    return ended.stdout
