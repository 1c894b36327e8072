"""Every write is an action that says who did it and leaves an audit entry."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "src" / "trilogue" / "domain"


@cache
def _functions(folder: Path) -> dict[str, ast.FunctionDef]:
    """Those of `actions.py`, or of the package `actions`."""
    return {
        function.name: function
        for path in (*folder.glob("actions.py"), *folder.glob("actions/*.py"))
        for function in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef)
    }


def _offered(folder: Path) -> set[str]:
    """What others may call: what a package lists in `__all__`, or has no underscore in a module."""
    package = folder / "actions" / "__init__.py"
    if not package.exists():
        return {name for name in _functions(folder) if not name.startswith("_")}
    listed = [
        ast.literal_eval(node.value)
        for node in ast.parse(package.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return set(listed[0]) & _functions(folder).keys()


SECRET = {"opinions.cast", "opinions.second"}
"""Votes: no log may hold a participant beside one, or its time."""
LOGS = {"people.note_refusal", "people.note_sign_in", "people.note_sign_out"}
"""They write a log of their own, kept for a year; the audit is kept for ever."""
FOLDERS = sorted({path.parent for path in DOMAIN.glob("*/actions*")})
ACTIONS = [(folder, name) for folder in FOLDERS for name in sorted(_offered(folder))]


@pytest.mark.parametrize(("folder", "name"), ACTIONS, ids=[f"{f.name}.{name}" for f, name in ACTIONS])
def test_every_action_says_who_and_is_logged(folder: Path, name: str) -> None:
    functions = _functions(folder)
    arguments = {argument.arg for argument in functions[name].args.kwonlyargs}
    assert "by" in arguments, f"{folder.name}.{name} does not say by whom"
    logged = "log.write" in _reached(name, functions)
    assert logged != (f"{folder.name}.{name}" in SECRET | LOGS), f"{folder.name}.{name}: is it audited?"


def _reached(name: str, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """Everything that a function calls, itself or through others of its folder."""
    found: set[str] = set()
    asked = {name}
    while asked:
        body = functions[asked.pop()]
        called = {ast.unparse(node.func) for node in ast.walk(body) if isinstance(node, ast.Call)}
        asked |= (called - found) & functions.keys()
        found |= called
    return found


def test_actions_are_the_only_functions_that_write() -> None:
    """Queries and access call nothing that changes rows."""
    writing = {"create", "save", "delete", "update", "bulk_create", "get_or_create", "update_or_create"}
    found = [
        f"{path.relative_to(DOMAIN)}: {ast.unparse(node)}"
        for pattern in ("*/queries.py", "*/queries/*.py", "*/access.py")
        for path in DOMAIN.glob(pattern)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing
    ]
    assert found == []


def test_rows_are_locked_in_one_place() -> None:
    """By `log.hold`, which stands in line first: a lock taken before the line can wait for one taken after it."""
    allowed = {
        "foundation/audit/log.py",
        "cli/reaper.py",
    }  # the reaper skips what is locked, so it never waits
    source = ROOT / "src" / "trilogue"
    locking = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "select_for_update" in path.read_text(encoding="utf-8")
    }
    assert locking == allowed
