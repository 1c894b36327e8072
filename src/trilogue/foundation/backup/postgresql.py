"""Calling PostgreSQL's own programs with the address that the settings have."""

import os
import subprocess


def run(program: str, *arguments: str) -> str:
    """What it prints. The password goes by the environment, never on the command line.

    Raises subprocess.CalledProcessError.
    """
    from django.db import connection

    given = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": given["HOST"] or "",
        "PGPORT": str(given["PORT"] or ""),
        "PGUSER": given["USER"] or "",
        "PGPASSWORD": given["PASSWORD"] or "",
        "PGDATABASE": given["NAME"],
    }
    said = {name: value for name, value in environment.items() if value or not name.startswith("PG")}
    command = [program, *arguments]
    ended = subprocess.run(command, env=said, capture_output=True, text=True, check=True)  # noqa: S603  no shell
    return ended.stdout
