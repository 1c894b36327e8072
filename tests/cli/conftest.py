"""Running `trilogue` as its own process, as a person would."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
TRILOGUE = [sys.executable, "-W", "error::ResourceWarning", "-m", "trilogue.cli.main"]
PATIENCE, PATIENCE_AT_A_FIRST_START = 60.0, 300.0
"""Seconds after which a process is given up; far more than any needs, so that no test depends on speed."""

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[str]"]
WaitUntil = Callable[[Callable[[], bool]], None]


def clean_environment(folder: Path) -> dict[str, str]:
    """Nothing of the tests' own settings reaches the process."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(SOURCE), "TRILOGUE_DATA": str(folder / "data")}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return clean_environment(tmp_path)


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Run:
    """Run a command to its end."""

    def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*TRILOGUE, *arguments],
            cwd=tmp_path,
            env=environment | settings,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def wait_until() -> WaitUntil:
    """Wait for something that another process does."""

    def wait_until(happened: Callable[[], bool]) -> None:
        deadline, pause = time.monotonic() + PATIENCE_AT_A_FIRST_START, threading.Event()
        while not happened():
            assert time.monotonic() < deadline, "it never happened"
            pause.wait(0.05)

    return wait_until
