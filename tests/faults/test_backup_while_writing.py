"""A backup made while 20 write holds one moment: restored on an empty machine it is equal, whole, nothing is lost."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bench.private import ROOT, empty_database, private_database

pytestmark = [pytest.mark.prove, pytest.mark.own_database, pytest.mark.xdist_group("backup_while_writing")]
VENDOR = connection.vendor
PROCESSES, THREADS = 4, 5
Environment = dict[str, str]


@pytest.fixture
def here() -> Iterator[Environment]:
    with private_database(VENDOR) as environment:
        yield environment


@pytest.fixture
def elsewhere(here: Environment, tmp_path: Path) -> Iterator[Environment]:
    """An empty machine."""
    with empty_database(VENDOR) as url:
        kept = {name: value for name, value in here.items() if name != "DATABASE_URL"}
        yield {**kept, "TRILOGUE_DATA": str(tmp_path / "new"), **({"DATABASE_URL": url} if url else {})}


def run(environment: Environment, *command: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout


def test_it_holds_one_moment_and_every_write_that_was_acknowledged_before(
    here: Environment, elsewhere: Environment, tmp_path: Path
) -> None:
    lines = json.loads(run(here, "tests.faults.writers", "prepare", str(PROCESSES * THREADS)))
    stop, began, backups = tmp_path / "stop", [], []
    writing = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.faults.writers",
                "write",
                str(stop),
                *map(str, lines[at::PROCESSES]),
            ],
            env=here,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for at in range(PROCESSES)
    ]
    try:
        wait_for_files(here, 5)
        for number in range(3):
            began.append(time.monotonic())
            backups.append(tmp_path / f"{number}.zip")
            run(here, "trilogue.cli.main", "backup", str(backups[-1]))
    finally:
        stop.touch()
        said = [each.communicate()[0] for each in writing]
    acknowledged = [one for each in said for one in json.loads(each)]
    told = run(elsewhere, "trilogue.cli.main", "restore", str(backups[-1]))
    assert "every hash equal" in told
    assert "the chain holds" in run(elsewhere, "trilogue.cli.main", "verify-audit")
    found = json.loads(run(elsewhere, "tests.faults.writers", "found"))
    assert half_written(found) == []
    assert lost(acknowledged, found, before=began[-1]) == []
    assert written_since(acknowledged, found) > 0, "nobody wrote on while the backup was made"
    count = sum(number for number, _, _ in found["lines"].values())
    sys.stdout.write(
        f"\nbackup beside {len(lines)} writers on {VENDOR}: {len(acknowledged)} writes acknowledged, "
        f"{count} and {found['files']} files in the last backup\n"
    )


def wait_for_files(here: Environment, count: int) -> None:
    folder = Path(here["TRILOGUE_DATA"]) / "files" / "documents"
    deadline = time.monotonic() + 120
    while not folder.is_dir() or len(list(folder.glob("*.pdf"))) < count:
        assert time.monotonic() < deadline, "nobody writes"
        time.sleep(0.1)


def half_written(found: dict[str, Any]) -> list[object]:
    """Lines whose text, revisions and entries in the log disagree; files without row, entry or content."""
    wrong: list[object] = [line for line, told in found["lines"].items() if len(set(told)) > 1]
    if found["files"] != found["logged"]:
        wrong.append("files and log")
    return [*wrong, *found["lost"], *found["breaks"]]


def lost(acknowledged: list[list[Any]], found: dict[str, Any], *, before: float) -> list[list[Any]]:
    return [each for each in acknowledged if each[2] < before and found["lines"][str(each[0])][0] < each[1]]


def written_since(acknowledged: list[list[Any]], found: dict[str, Any]) -> int:
    return sum(number > found["lines"][str(line)][0] for line, number, _ in acknowledged)


def test_the_checker_can_fail() -> None:
    """Its control: a line without its revision, a file without content, an acknowledged change that is not there."""
    found = {"lines": {"1": [3, 2, 3]}, "files": 1, "logged": 1, "lost": ["x"], "breaks": []}
    assert half_written(found) == ["1", "x"]
    assert lost([[1, 4, 0.5]], found, before=1.0) == [[1, 4, 0.5]]
    assert lost([[1, 4, 1.5]], found, before=1.0) == []
