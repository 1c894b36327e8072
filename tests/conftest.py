"""What tests of every floor share: the texts beside the repository, a running site, a real browser."""

import gc
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

hypothesis.settings.register_profile("unhurried", hypothesis.settings(deadline=None))
hypothesis.settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parents[1]
LONG_NAME = 40
"""Bytes."""
NO_BROWSER = "browser tests are skipped: no chromium found (apt install chromium, or name one in CHROMIUM)"
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The one without windows where it is there: it shows the same pages and starts in half the time."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium-headless-shell") or shutil.which("chromium")


def pytest_report_header() -> str:
    return f"browser: {chromium() or NO_BROWSER}"


def pytest_make_parametrize_id(val: object) -> str | None:
    """Files are made anew in each process, with its time or an id of their own: their bytes name no test."""
    return "bytes" if isinstance(val, bytes) and len(val) > LONG_NAME else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for the browser is a browser test; one that asks no database answers the same on every one."""
    from tests.marks import once

    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "browser" in asked:
            item.add_marker("browser")
        if not _asks_the_database(item, asked):
            item.add_marker(once)


def _asks_the_database(item: pytest.Item, asked: Collection[str]) -> bool:
    """That of the test run, or one of its kind; what starts from `migrated` is on SQLite wherever it runs."""
    if item.get_closest_marker("own_database"):
        return True
    if "migrated" in asked:
        return False
    return "django_db_setup" in asked or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts and data beside the repository, named by TRILOGUE_SHARED elsewhere."""
    folder = Path(os.environ.get("TRILOGUE_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; TRILOGUE_SHARED can name another place")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    program = chromium()
    if program is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, _clicks_wait():
        opened = driver.chromium.launch(executable_path=program, args=BROWSER_FLAGS)
        yield opened
        opened.close()


@contextmanager
def _clicks_wait() -> Iterator[None]:
    """Playwright goes on when the answer to a click begins: what is read or opened next would race with its rest."""
    from playwright.sync_api import Locator

    usual = Locator.click

    def click(clicked: Locator, **options: Any) -> None:
        usual(clicked, **options)
        clicked.page.wait_for_load_state()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click)
        yield


@contextmanager
def kept_for_several(blocker: Any) -> Iterator[None]:
    """What is written within stays for several tests, each of which takes back only what it wrote itself."""
    from django.db import transaction

    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """What was migrated for the tests is kept as it is before the first of them, for `migrated`."""
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and "django_migrations" in connection.introspection.table_names():
            connection.cursor().execute("VACUUM INTO %s", [str(kept_database())])


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database of this version in which nothing is, for installations whose making is not the question."""
    from tests.cli.installation import make_database

    if not kept_database().exists():
        shutil.copy(make_database(tmp_path_factory.mktemp("migrated")), kept_database())
    return kept_database()


def kept_database() -> Path:
    from django.conf import settings

    return Path(settings.DATA, "migrated.sqlite3")


@pytest.fixture
def live(transactional_db: None, live_server: "LiveServer") -> str:
    """Address of a site that answers from the test's own, empty database, which both see committed."""
    return live_server.url


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A page that an earlier test asked for leaves its language behind."""
    from django.utils import translation

    translation.activate("en")


@pytest.fixture(scope="session", autouse=True)
def _emptying_passes_the_triggers() -> Iterator[None]:
    """SQLite empties tables by DELETE, which the append-only log refuses: its triggers step aside meanwhile."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    operations_of_sqlite = type(connection.ops)
    usual = operations_of_sqlite.sql_flush

    def sql_flush(operations: Any, *arguments: Any, **options: Any) -> list[str]:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = dict(cursor.fetchall())
        emptying = usual(operations, *arguments, **options)
        return [*(f"DROP TRIGGER {name}" for name in triggers), *emptying, *triggers.values()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations_of_sqlite, "sql_flush", sql_flush)
        yield
