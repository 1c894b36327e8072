"""A real installation of one's own: `trilogue serve` in a folder and on a port of its own, that can be killed."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.private import ROOT

TRILOGUE = str(Path(sys.executable).parent / "trilogue")
HOST = "127.0.0.1"
PATIENCE = 120.0


class NotServed(Exception):
    """The installation ended or gave no answer; with what it said last."""


@dataclass
class Installation:
    """`start` returns once it answers; `kill` ends all of its processes at once and without a word of warning."""

    environment: dict[str, str]
    port: int
    log: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None)
    under: Sequence[str] = ()

    def start(self, under: Sequence[str] = ()) -> None:
        """`under` is a program that runs it and looks on."""
        self.under = under
        command = [*under, TRILOGUE, "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise NotServed(self.log.read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        assert self.process
        for each in (self.process.pid, *_descendants(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self.process.wait()
        self._wait_for_port()

    def _wait_for_port(self) -> None:
        """A process that was being started while the others were killed ends once it sees that it is alone."""
        until = time.monotonic() + PATIENCE
        while not _is_free(self.port):
            if time.monotonic() > until:
                raise NotServed(f"somebody holds port {self.port}")
            time.sleep(0.05)

    def kill_and_start(self) -> None:
        self.kill()
        self.start()

    def stop(self) -> None:
        """Asks; a program that it runs under goes with it."""
        if self.process and self.process.poll() is None:
            first = self.process.pid
            os.kill(first if not self.under else _descendants(first)[0], signal.SIGTERM)
            self.process.wait(timeout=PATIENCE)

    def asked(self, module: str, *arguments: str, given: object = None) -> Any:
        """What a program of ours that works on the installation's database prints, read as JSON."""
        ended = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment,
            cwd=ROOT,
            input=json.dumps(given),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(ended.stdout)


@contextmanager
def installation(database: str = "") -> Iterator[Installation]:
    """Nothing is started yet. `database` is the address of an empty PostgreSQL database; else it is SQLite."""
    with tempfile.TemporaryDirectory(prefix="trilogue-installation-") as folder:
        port = free_port()
        left_out = ("DATABASE_URL", "CACHE_URL", "TRILOGUE_URL", "SECRET_KEY", "EMAIL_URL")
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        environment = {
            **kept,
            "TRILOGUE_DATA": str(Path(folder, "data")),
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "trilogue.config.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            **({"DATABASE_URL": database} if database else {}),
        }
        made = Installation(environment, port, Path(folder, "log"))
        try:
            yield made
        finally:
            made.stop()


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def children(pid: int) -> list[int]:
    """From the kernel's own list; none where there is no such process any more."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _descendants(pid: int) -> list[int]:
    direct = children(pid)
    return direct + [below for each in direct for below in _descendants(each)]
