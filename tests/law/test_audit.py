"""Every write is an action that says who did it and leaves an audit entry."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "src" / "trilogue" / "domain").glob("*/actions.py"))
ACTIONS = [
    (path.parent.name, function)
    for path in FILES
    for function in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
]


@pytest.mark.parametrize(("folder", "action"), ACTIONS, ids=[f"{f}.{a.name}" for f, a in ACTIONS])
def test_every_action_says_who_and_is_logged(folder: str, action: ast.FunctionDef) -> None:
    names = {argument.arg for argument in action.args.kwonlyargs}
    assert "by" in names, f"{folder}.{action.name} does not say by whom"
    called = {ast.unparse(node.func) for node in ast.walk(action) if isinstance(node, ast.Call)}
    others = {name for _, each in ACTIONS for name in [each.name]}
    assert "log.write" in called or called & others, f"{folder}.{action.name} is not audited"


def test_actions_are_the_only_functions_that_write() -> None:
    """`queries.py` and `access.py` call nothing that changes rows."""
    writing = {"create", "save", "delete", "update", "bulk_create", "get_or_create", "update_or_create"}
    found = [
        f"{path.parent.name}/{path.name}: {ast.unparse(node)}"
        for name in ("queries.py", "access.py")
        for path in (ROOT / "src" / "trilogue" / "domain").glob(f"*/{name}")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing
    ]
    assert found == []
