"""A PostgreSQL server of the test's own, on a port of its own, that can be stopped as by a power cut."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.installation import HOST, children, free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: float(each.parent.name))
NAME = "postgres"


@dataclass(frozen=True)
class Server:
    programs: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Of an empty database."""
        return f"postgres://{NAME}@{HOST}:{self.port}/{NAME}"

    def start(self) -> None:
        log = self.folder / "log"
        self._run("pg_ctl", "start", "--wait", "--silent", f"--pgdata={self.folder / 'data'}", f"--log={log}")

    def cut(self) -> None:
        """At once: nothing is finished, nothing written that was not yet."""
        self._run("pg_ctl", "stop", "--silent", "--mode=immediate", f"--pgdata={self.folder / 'data'}")

    def cut_and_start(self) -> None:
        self.cut()
        self.start()

    def backends(self) -> list[int]:
        """The processes that serve somebody's connection."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        return [each for each in children(postmaster) if NAME in _title(each).split()]

    def prepare(self) -> None:
        data = self.folder / "data"
        self._run("initdb", f"--pgdata={data}", f"--username={NAME}", "--auth=trust", "--encoding=UTF8")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"listen_addresses = '{HOST}'\nport = {self.port}\n")
            settings.write(f"unix_socket_directories = '{self.folder}'\n")

    def _run(self, program: str, *arguments: str) -> None:
        """The server refuses to be run by root."""
        command = [str(self.programs / program), *arguments]
        user = NAME if os.geteuid() == 0 else None
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user=user,
            extra_groups=[] if user else None,
        )


@contextmanager
def postgres_server() -> Iterator[Server]:
    """It runs. Skips the test where there is no PostgreSQL, or nobody to run it."""
    if not PROGRAMS:
        pytest.skip("no PostgreSQL server is installed in /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="trilogue-postgres-"))
    try:
        if os.geteuid() == 0:
            _give(folder)
        server = Server(PROGRAMS[-1], folder, free_port())
        server.prepare()
        server.start()
        try:
            yield server
        finally:
            server.cut()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give(folder: Path) -> None:
    try:
        user = pwd.getpwnam(NAME)
    except KeyError:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {NAME}")
    os.chown(folder, user.pw_uid, user.pw_gid)


def _title(pid: int) -> str:
    """Of a backend: postgres: USER DATABASE HOST(PORT) and what it does."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").removeprefix("postgres:")
    except OSError:
        return ""
