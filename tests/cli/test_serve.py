"""The demonstration starts in an empty folder, survives what kills its parts, and never overwrites what is there."""

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE, TRILOGUE, Run, WaitUntil, clean_environment
from tests.cli.installation import put_database

pytestmark = pytest.mark.xdist_group("serve")
"""All on one worker, which makes the demonstration once."""

ONE_TRY = 5.0
ROOM = 1500
Serve = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    return _free_port()


@pytest.fixture
def serve(tmp_path: Path, environment: dict[str, str], port: int, wait_until: WaitUntil) -> Iterator[Serve]:
    """Start a command and wait until it answers; stopped after the test."""
    started: list[subprocess.Popen[str]] = []

    def serve(command: str) -> "subprocess.Popen[str]":
        started.append(_started(command, environment, port, tmp_path))
        wait_until(lambda: started[-1].poll() is not None or _answers(port))
        return started[-1]

    yield serve
    for process in started:
        with process:
            process.terminate()


@dataclass(frozen=True)
class Start:
    """The first start of a demonstration: its folder, its port, and what it said until it was stopped."""

    folder: Path
    port: int
    said: str


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, wait_until: WaitUntil) -> Start:
    folder, port = tmp_path_factory.mktemp("first"), _free_port()
    with _started("demo", clean_environment(folder), port, folder) as process:
        wait_until(lambda: process.poll() is not None or _answers(port))
        return Start(folder, port, _stop(process))


@pytest.fixture
def demonstration(first: Start, tmp_path: Path) -> Path:
    """A copy of its data, to go on with."""
    return Path(shutil.copytree(first.folder / "data", tmp_path / "data"))


def _started(command: str, environment: dict[str, str], port: int, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*TRILOGUE, command, "--port", str(port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


def _answers(port: int) -> bool:
    """One lost connection is no verdict: whoever waits asks again."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=ONE_TRY) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _stop(process: "subprocess.Popen[str]") -> str:
    process.terminate()
    said, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaints
    return said


def _children(pid: int) -> list[int]:
    """All descendants, from the kernel's own list."""
    direct = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return direct + [below for child in direct for below in _children(child)]


def _contents(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "trilogue.sqlite3")) as database:
        return list(database.iterdump())


def test_a_demonstration_prints_its_address_and_who_one_may_be(first: Start) -> None:
    assert f"http://localhost:{first.port}\n" in first.said
    assert "오수린" in first.said


def test_a_second_start_keeps_everything(serve: Serve, demonstration: Path) -> None:
    key = (demonstration / "secret-key").read_text()
    mark = demonstration / "static" / "mark-of-the-test"
    mark.touch()
    _stop(serve("demo"))
    assert (demonstration / "secret-key").read_text() == key
    assert mark.exists()


def test_a_real_installation_is_never_made_a_demonstration(
    serve: Serve, run: Run, migrated: Path, tmp_path: Path
) -> None:
    put_database(migrated, tmp_path)
    said = _stop(serve("serve"))
    assert "demonstration" not in said
    before = _contents(tmp_path / "data")
    refused = run("demo")
    assert refused.returncode == 2
    assert "is not a demonstration" in refused.stderr
    assert _contents(tmp_path / "data") == before


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_is_served_on_this_machine_only(serve: Serve, run: Run) -> None:
    abroad = {"TRILOGUE_URL": "https://workshop.example.org", "TRILOGUE_BEHIND_PROXY": "1"}
    refused = run("serve", "--host", "0.0.0.0", **abroad)
    assert refused.returncode == 2
    assert "is a demonstration" in refused.stderr
    assert run("serve", **abroad).returncode == 2
    assert "This is a demonstration" in _stop(serve("serve"))


@pytest.mark.usefixtures("demonstration")
def test_what_dies_is_replaced_while_the_site_runs(serve: Serve, port: int, wait_until: WaitUntil) -> None:
    process = serve("demo")
    before = set(_children(process.pid))
    for child in _children(process.pid):
        if child in _children(process.pid):
            os.kill(child, signal.SIGKILL)
    wait_until(lambda: len(set(_children(process.pid)) - before) >= len(before) and _answers(port))
    _stop(process)


@pytest.mark.usefixtures("demonstration")
def test_a_room_full_of_open_connections_keeps_nobody_out(serve: Serve, port: int) -> None:
    """Granian by itself lets a thousand in and has the next wait until one of them has been idle for half a minute."""
    process = serve("demo")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2 * ROOM)), hard))
    with ExitStack() as room:
        for _ in range(ROOM):
            open_one = closing(HTTPConnection("127.0.0.1", port, timeout=ONE_TRY))
            connection = room.enter_context(open_one)
            connection.request("GET", "/healthz")
            assert connection.getresponse().read() == b"ok\n"
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    _stop(process)


@pytest.mark.usefixtures("demonstration")
def test_an_installation_that_ran_is_in_order(run: Run) -> None:
    checked = run("check")
    assert checked.stderr == ""
    assert checked.returncode == 0, checked.stdout
    verified = run("verify-audit")
    assert verified.returncode == 0
    assert "the chain holds" in verified.stdout
