"""Writes the dump of a release that later releases must be able to take over: dump.py VERSION

A demonstration after a day of use, as SQL, goes to tests/upgrades/VERSION.sql.gz. Run once, when a version is tagged.
"""

import gzip
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRILOGUE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "trilogue.config.settings"
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT))
        _furnish()
        database = sqlite3.connect(Path(folder, "trilogue.sqlite3"))
        words = "\n".join(database.iterdump())
        database.close()
    target = ROOT / "tests" / "upgrades" / f"{version}.sql.gz"
    target.write_bytes(gzip.compress(words.encode(), 9, mtime=0))
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size} bytes")


def _furnish() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from django.conf import settings

    settings.ALLOWED_HOSTS.append("testserver")
    from tests.browser.site import furnish

    furnish()


if __name__ == "__main__":
    main(sys.argv[1])
