"""Plants each fault of tests/mutants/mutants.toml in a copy of the tree: its named test must turn red.

mutants.py [WORD...]     only the faults whose name has one of the words; exit 1 if one survives
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "mutants" / "mutants.toml"
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".make", ".*_cache", ".hypothesis", "__pycache__", "data", "dist", "build"
)
PASSED, FAILED = 0, 1
"""Exit codes of pytest; others mean that it could not run the test."""
TIMEOUT = 300


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
    # Whose test is the same stand together, so that each test is seen sound once.
    ordered = sorted(chosen, key=lambda each: each.test)
    half = len(ordered) // 2
    with ThreadPoolExecutor(max_workers=2) as workers:
        verdicts = [each for part in workers.map(_judged, (ordered[:half], ordered[half:])) for each in part]
    for mutant, verdict in verdicts:
        sys.stdout.write(f"{verdict:<10} {mutant.name}  ({mutant.test})\n")
    killed = sum(verdict == "killed" for _, verdict in verdicts)
    sys.stdout.write(f"{killed} of {len(verdicts)} mutants killed\n")
    return int(killed < len(verdicts))


def _judged(chosen: list[Mutant]) -> list[tuple[Mutant, str]]:
    """In a copy of the tree of its own."""
    with tempfile.TemporaryDirectory(prefix="trilogue-mutants-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        sound = {test: _outcome(tree, test) == PASSED for test in dict.fromkeys(each.test for each in chosen)}
        return [(each, _verdict(tree, each, sound=sound[each.test])) for each in chosen]


def _verdict(tree: Path, mutant: Mutant, *, sound: bool) -> str:
    """Killed, survived, or why nothing can be said: the place is not there, or the test is red without the fault."""
    path = tree / mutant.file
    original = path.read_text(encoding="utf-8") if path.exists() else ""
    if original.count(mutant.find) != 1:
        return "misplaced"
    if not sound:
        return "test red"
    path.write_text(original.replace(mutant.find, mutant.replace), encoding="utf-8")
    try:
        outcome = _outcome(tree, mutant.test)
    finally:
        path.write_text(original, encoding="utf-8")
    return {PASSED: "survived", FAILED: "killed"}.get(outcome, "no result")


def _outcome(tree: Path, test: str) -> int:
    """Exit code of pytest for one test in the copy; no byte code, which could outlive its source."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TRILOGUE_SHARED": os.environ.get("TRILOGUE_SHARED", str(ROOT.parent / "shared")),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    ended = subprocess.run(
        command, cwd=tree, env=environment, stdout=subprocess.DEVNULL, timeout=TIMEOUT, check=False
    )
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
