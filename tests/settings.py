"""The product's settings in a folder of the test run's own, quicker where durability is not the question."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HERE = tempfile.mkdtemp(prefix="trilogue-test-")
atexit.register(shutil.rmtree, HERE, ignore_errors=True)
os.environ["TRILOGUE_DATA"] = HERE
os.environ["SECRET_KEY"] = "for tests only"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
"""The browser driver runs an event loop in the tests' own thread."""

from trilogue.config.settings import *  # noqa: E402, F403
from trilogue.config.settings import DATABASES  # noqa: E402

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
Path(HERE, "static").mkdir()

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(HERE, "test.sqlite3"))}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA secure_delete=OFF;"
    )

SECOND_FACTOR = "optional"
"""Most tests sign in by force; those about the second factor ask for it."""
