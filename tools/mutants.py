"""Plants known faults, one at a time, in a copy of the tree and demands that a named test turns red.

tests/mutants/faults.toml lists them: name, file, find (occurs exactly once), replace, test. A fault that goes unnoticed
makes this exit 1: then a law has a hole.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAULTS = ROOT / "tests" / "mutants" / "faults.toml"
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    "__pycache__",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
    "data",
    "dist",
    "build",
    ".make",
)


@dataclass(frozen=True)
class Fault:
    name: str
    file: str
    find: str
    replace: str
    test: str


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="only these faults")
    chosen = parser.parse_args().names
    faults = [Fault(**each) for each in tomllib.loads(FAULTS.read_text(encoding="utf-8"))["fault"]]
    faults = [fault for fault in faults if not chosen or fault.name in chosen]
    with tempfile.TemporaryDirectory(prefix="trilogue-mutants-") as folder:
        copy = Path(folder) / "trilogue"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        sound = {test: _is_green(copy, test) for test in dict.fromkeys(fault.test for fault in faults)}
        results = [(fault, sound[fault.test] and _is_noticed(copy, fault)) for fault in faults]
    width = max(len(fault.name) for fault, _ in results)
    for fault, noticed in results:
        verdict = (
            "red, as it must be" if noticed else "NOT NOTICED" if sound[fault.test] else "TEST NOT GREEN"
        )
        print(f"{fault.name:{width}}  {verdict}  {fault.test}")
    return 0 if all(noticed for _, noticed in results) else 1


def _is_noticed(copy: Path, fault: Fault) -> bool:
    path = copy / fault.file
    original = path.read_text(encoding="utf-8")
    if original.count(fault.find) != 1:
        raise SystemExit(
            f"{fault.name}: the text to replace stands {original.count(fault.find)} times in {fault.file}"
        )
    path.write_text(original.replace(fault.find, fault.replace), encoding="utf-8")
    noticed = not _is_green(copy, fault.test)
    path.write_text(original, encoding="utf-8")
    return noticed


def _is_green(copy: Path, test: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *test.split()]
    environment = {"PYTHONPATH": f"{copy / 'src'}:{copy}", "PYTHONDONTWRITEBYTECODE": "1"}
    import os

    done = subprocess.run(
        command, cwd=copy, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
