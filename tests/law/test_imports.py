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
    "asyncio", "datetime.datetime", "gettext", "glob", "io", "locale", "logging", "os", "pathlib", "secrets",
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
        "import random\ndef f(): return random.random()",
        "import random\nrng = random.Random(1)",
        "from random import shuffle",
        "def f(): return open('file')",
    ],
)
def test_the_law_notices(source: str) -> None:
    assert list(_reaches_out(ast.parse(source)))


def test_the_law_allows_randomness_that_was_handed_in() -> None:
    source = "import random\nfrom datetime import date\ndef f(seed): return random.Random(seed)"
    assert list(_reaches_out(ast.parse(source))) == []


def test_foreign_keys_obey_the_folder_order() -> None:
    order = _folder_order()
    upward = [
        f"{model.__name__}.{field.name} -> {target.__name__}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        for target in [_target(field)]
        if target and _folder(model) and not _may_refer(_folder(model), _folder(target), order)
    ]
    assert upward == []


def _reaches_out(tree: ast.Module) -> Iterator[str]:
    """Every place, as `line: what`."""
    inside_functions = {
        inner
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for inner in ast.walk(function)
    }
    for node in ast.walk(tree):
        for name in _names(node):
            top = name.split(".")[0]
            forbidden = name in WORLD or top in WORLD
            shared = top == "random" and (name != "random.Random" or node not in inside_functions)
            clock = name.split(".")[-1] in CLOCK and isinstance(node, ast.Call)
            if forbidden or clock or (shared and not isinstance(node, ast.Import)):
                yield f"{getattr(node, 'lineno', 0)}: {name}"


def _names(node: ast.AST) -> Iterator[str]:
    """What an import brings in or a call reaches, dotted."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=0):
            yield from (f"{module}.{alias.name}" for alias in names)
        case ast.Call(func=ast.Name(id=name)) if name in BUILTINS:
            yield f"os.{name}"
        case ast.Call(func=ast.Attribute()):
            yield ast.unparse(node.func)


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
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        related = field.related_model
        return related if isinstance(related, type) else None
    return None


def _may_refer(source: str, target: str, order: dict[str, int]) -> bool:
    return not target or source == target or order[target] < order[source]
