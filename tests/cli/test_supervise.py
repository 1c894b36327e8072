"""What dies is started again, a signal ends all, and nobody is left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import WaitUntil
from trilogue.cli.supervise import ENOUGH

PROGRAM = """
import os, pathlib, signal, sys
from multiprocessing import get_context
from trilogue.cli import supervise

folder = pathlib.Path(sys.argv[1])
supervise.FIRST_PAUSE = 0.01

def stay():
    (folder / f"{os.getpid()}.alive").touch()
    signal.pause()

def fall():
    with (folder / "falls").open("a") as falls:
        falls.write(".")

def deaf():
    signal.signal(signal.SIGTERM, lambda *_: None)
    supervise.GRACE = 0.1
    (folder / f"{os.getpid()}.alive").touch()
    while True:
        signal.pause()

def load(): # granian forks a web process with its own handler, which notes the signal for itself alone
    import trilogue.config.wsgi
    os.kill(os.getpid(), signal.SIGTERM)

if sys.argv[2] == "load":
    signal.signal(signal.SIGTERM, lambda *_: None)
    web = get_context("fork").Process(target=load)
    web.start()
    web.join()
    sys.exit(web.exitcode != -signal.SIGTERM)
bodies = {"stay": stay, "fall": fall, "deaf": deaf}
sys.exit(supervise.supervise({"body": bodies[sys.argv[2]]}))
"""


@pytest.fixture
def supervisor(
    request: pytest.FixtureRequest, tmp_path: Path, environment: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), getattr(request, "param", "stay")]
    with subprocess.Popen(command, env=environment) as process:
        yield process
        process.kill()


def _seen(folder: Path) -> set[int]:
    return {int(path.stem) for path in folder.glob("*.alive")}


def _lives(pid: int) -> bool:
    """False also for a process that is dead and only not yet collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_process_comes_back(
    tmp_path: Path, supervisor: "subprocess.Popen[bytes]", wait_until: WaitUntil
) -> None:
    wait_until(lambda: len(_seen(tmp_path)) == 1)
    os.kill(_seen(tmp_path).pop(), signal.SIGKILL)
    wait_until(lambda: len(_seen(tmp_path)) == 2)
    supervisor.terminate()
    assert supervisor.wait() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_all_of_them_well(
    tmp_path: Path, supervisor: "subprocess.Popen[bytes]", wait_until: WaitUntil, number: int
) -> None:
    wait_until(lambda: len(_seen(tmp_path)) == 1)
    supervisor.send_signal(number)
    assert supervisor.wait() == 0
    assert not any(map(_lives, _seen(tmp_path)))


@pytest.mark.parametrize("supervisor", ["stay", "deaf"], indirect=True)
def test_a_killed_supervisor_leaves_nobody_behind(
    tmp_path: Path, supervisor: "subprocess.Popen[bytes]", wait_until: WaitUntil
) -> None:
    wait_until(lambda: len(_seen(tmp_path)) == 1)
    supervisor.kill()
    wait_until(lambda: not any(map(_lives, _seen(tmp_path))))


def test_a_web_process_that_is_still_starting_hears_the_signal(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path), "load"], env=environment, check=True)


def test_a_process_that_cannot_live_is_given_up(tmp_path: Path, environment: dict[str, str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), "fall"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr == f"trilogue: the body process ended {ENOUGH} times in a row: see above\n"
    assert (tmp_path / "falls").read_text() == "." * ENOUGH
