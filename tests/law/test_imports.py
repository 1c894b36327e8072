"""The floors hold: by import contracts, by the reach of foreign keys, and by what an algorithm may touch."""

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / "importlinter.ini"
ALGORITHMS = sorted((ROOT / "src" / "trilogue" / "algorithms").rglob("*.py"))
WORLD = {
    "asyncio", "datetime.datetime", "gettext", "glob", "io", "locale", "logging", "os", "pathlib", "random", "secrets",
    "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
"""Modules that reach a clock, a file, a process, the network or the reader's language."""
BUILTINS = {"input", "open", "print"}
CLOCK = {"now", "today", "utcnow"}


def test_the_import_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(config_filename=str(CONTRACTS), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", ALGORITHMS, ids=lambda path: "-".join(path.parts[-2:]))
def test_an_algorithm_reads_no_clock_no_file_and_no_shared_randomness(path: Path) -> None:
    assert list(_reaches_out(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import os.path",
        "from pathlib import Path",
        "from datetime import datetime",
        "from datetime import date\ndef f(): return date.today()",
        "import random",
        "from random import shuffle",
        "from random import Random\nrng = Random(1)",
        "def f(): return open('file')",
    ],
)
def test_the_law_notices(source: str) -> None:
    assert list(_reaches_out(ast.parse(source)))


def test_the_law_allows_randomness_that_was_handed_in() -> None:
    source = "from random import Random\nfrom datetime import date\ndef f(seed): return Random(seed)"
    assert list(_reaches_out(ast.parse(source))) == []


def test_foreign_keys_obey_the_folder_order() -> None:
    order = _folder_order()
    upward = [
        f"{model.__name__}.{field.name} -> {target.__name__}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        for target in [_target(field)]
        if target and model.__module__.startswith("trilogue.")
        if not _may_refer(_folder(model), _folder(target), order)
    ]
    assert upward == []


def _reaches_out(tree: ast.Module) -> Iterator[str]:
    """Every place, as `line: what`."""
    local = {
        inner
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for inner in ast.walk(function)
    }
    for node in ast.walk(tree):
        found = [name for name in _imported(node) if not WORLD.isdisjoint({name, name.split(".", 1)[0]})]
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            shared = name == "Random" and node not in local
            found += [name] if shared or name in BUILTINS or name.rsplit(".", 1)[-1] in CLOCK else []
        yield from (f"{getattr(node, 'lineno', 0)}: {name}" for name in found)


def _imported(node: ast.AST) -> Iterator[str]:
    """What an import brings in, dotted; of randomness only the class may come in."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module="random", names=names):
            yield from ("random" for alias in names if alias.name != "Random")
        case ast.ImportFrom(module=module, names=names, level=0):
            yield from (f"{module}.{alias.name}" for alias in names)


def _folder_order() -> dict[str, int]:
    """Height of each folder, from the second contract: what stands lower in the list is lower."""
    contracts = configparser.ConfigParser()
    contracts.read(CONTRACTS, encoding="utf-8")
    layers = contracts["importlinter:contract:2"]["layers"].split("\n")
    lines = [re.findall(r"\w+", line) for line in layers if line.strip()]
    return {name: -height for height, names in enumerate(lines) for name in names}


def _folder(model: type[models.Model]) -> str:
    """Folder under domain/; empty for a model of another floor or of another project."""
    found = re.match(r"trilogue\.domain\.(\w+)\.", model.__module__)
    return found[1] if found else ""


def _target(field: object) -> type[models.Model] | None:
    related = getattr(field, "remote_field", None) if isinstance(field, models.Field) else None
    return related.model if related else None


def _may_refer(source: str, target: str, order: dict[str, int]) -> bool:
    """Downwards or within a folder; the foundation, which has no folder here, to no folder."""
    return not target or source == target or order[target] < order.get(source, min(order.values()))
