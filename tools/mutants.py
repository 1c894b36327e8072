"""Plants each fault of tests/mutants/mutants.toml in a copy of the tree: its named test must turn red.

mutants.py [WORD...]     only the faults whose name has one of the words; exit 1 if one survives

Two halves are judged side by side. What is not killed there is judged once more, alone and listed last.
"""

import argparse
import compileall
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "mutants" / "mutants.toml"
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".make", ".*_cache", ".hypothesis", "__pycache__", "data", "dist", "build"
)
PASSED, FAILED = 0, 1
"""Exit codes of pytest; others mean that it could not run the test."""
KILLED = "killed"
TIMEOUT = 300
FRESH = ["--no-migrations"]
"""Tables made from the models: in a third of the time. Where a test needs what only migrations make, they run."""


@dataclass(frozen=True)
class Mutant:
    """`find` occurs exactly once in `file`; `test` is the node that must notice its replacement."""

    name: str
    file: str
    find: str
    replace: str
    test: str


def mutants(table: Path = TABLE) -> list[Mutant]:
    return [Mutant(**entry) for entry in tomllib.loads(table.read_text(encoding="utf-8"))["mutant"]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="WORD")
    words = parser.parse_args().words
    chosen = [each for each in mutants() if not words or any(word in each.name for word in words)]
    with ThreadPoolExecutor(max_workers=2) as workers:
        verdicts = [each for part in workers.map(_judged, (chosen[::2], chosen[1::2])) for each in part]
    doubtful = [mutant for mutant, verdict in verdicts if verdict != KILLED]
    verdicts += _judged(doubtful)
    for mutant, verdict in verdicts:
        sys.stdout.write(f"{verdict:<10} {mutant.name}  ({mutant.test})\n")
    killed = sum(verdict == KILLED for _, verdict in verdicts)
    sys.stdout.write(f"{killed} of {len(chosen)} mutants killed\n")
    return int(killed < len(chosen))


def _judged(chosen: list[Mutant]) -> list[tuple[Mutant, str]]:
    """In a copy of the tree of its own."""
    if not chosen:
        return []
    with tempfile.TemporaryDirectory(prefix="trilogue-mutants-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        # By hashes: within one second a time would not tell a planted fault from its original.
        compileall.compile_dir(tree / "src", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
        sound = _sound(tree, [each for each in chosen if not _by_migrations(each)])
        return [(each, _verdict(tree, each, _way(tree, each, sound))) for each in chosen]


def _by_migrations(mutant: Mutant) -> bool:
    return "/migrations/" in mutant.file


def _sound(tree: Path, chosen: list[Mutant]) -> set[str]:
    """Those of their tests that are green, on fresh tables, without any fault: asked all together, which is quicker."""
    if not chosen:
        return set()
    tests = sorted({each.test for each in chosen})
    ended = _run(tree, ["-rfE", *FRESH, *tests])
    if ended.returncode not in (PASSED, FAILED):
        return set()
    red = re.findall(r"^(?:FAILED|ERROR) ([^\s\[]+)", ended.stdout, re.MULTILINE)
    return {test for test in tests if test.partition("[")[0] not in red}


def _way(tree: Path, mutant: Mutant, sound: set[str]) -> list[str] | None:
    """The flags with which the test is green without any fault; None if it never is."""
    if mutant.test in sound and not _by_migrations(mutant):
        return FRESH
    ways: list[list[str]] = [[]] if _by_migrations(mutant) else [FRESH, []]
    return next((way for way in ways if _outcome(tree, mutant.test, way) == PASSED), None)


def _verdict(tree: Path, mutant: Mutant, way: list[str] | None) -> str:
    """Killed, survived, or why nothing can be said: the place is not there, or the test is red without the fault."""
    path = tree / mutant.file
    original = path.read_text(encoding="utf-8") if path.exists() else ""
    if original.count(mutant.find) != 1:
        return "misplaced"
    if way is None:
        return "test red"
    path.write_text(original.replace(mutant.find, mutant.replace), encoding="utf-8")
    try:
        outcome = _outcome(tree, mutant.test, way)
    finally:
        path.write_text(original, encoding="utf-8")
    return {PASSED: "survived", FAILED: KILLED}.get(outcome, "no result")


def _outcome(tree: Path, test: str, flags: list[str]) -> int:
    """Exit code of pytest for one test in the copy; what does not end is not green."""
    try:
        return _run(tree, ["-x", *flags, test], timeout=TIMEOUT).returncode
    except subprocess.TimeoutExpired:
        return FAILED


def _run(tree: Path, arguments: list[str], timeout: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Pytest in the copy; it writes no byte code, which could outlive its source."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TRILOGUE_SHARED": os.environ.get("TRILOGUE_SHARED", str(ROOT.parent / "shared")),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    with subprocess.Popen(
        command, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=timeout)
        finally:
            _end_group(process.pid)
    return subprocess.CompletedProcess(command, process.returncode, said)


def _end_group(leader: int) -> None:
    """Also of what a test started and, with a fault in it, did not end: it would keep its port."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
