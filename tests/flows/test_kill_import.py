"""Whatever moment an import is killed at, everybody of the roster is there or nobody, and the log is sound."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from bench.private import ROOT, private_database

VENDOR = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2].replace("sqlite3", "sqlite")
KILLS = 50
NOBODY = {"people": 0, "names": 0, "participations": 0, "changes": 0, "uploads": 1, "breaks": 0}
EVERYBODY = {"people": 4, "names": 8, "participations": 4, "changes": 4, "uploads": 0, "breaks": 0}


def kill(times: int) -> list[dict[str, Any]]:
    with private_database(VENDOR) as environment:
        command = [sys.executable, "-m", "tests.flows.killed_import", str(times)]
        ended = subprocess.run(
            command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
    return [json.loads(line) for line in ended.stdout.splitlines()]


def all_or_nothing(outcomes: list[dict[str, Any]]) -> None:
    assert all(each["killed"] for each in outcomes)
    for each in outcomes:
        assert each["found"] == (EVERYBODY if each["moment"] == "after commit" else NOBODY), each


@pytest.mark.prove
@pytest.mark.own_database
def test_an_import_killed_fifty_times_leaves_all_or_nothing() -> None:
    outcomes = kill(KILLS)
    assert len(outcomes) == KILLS
    all_or_nothing(outcomes)
    sys.stdout.write(f"\n{KILLS} imports of {outcomes[0]['of']} statements killed on {VENDOR}\n")
