"""Each failure of a trusted peer has its answer here: the table of docs/trust.md is whole, and what it names exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import RequestFactory

from tools.mutants import mutants
from trilogue.foundation.access.origin import origin_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "trilogue"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "trust.md").read_text(encoding="utf-8"))
NAMED = re.compile(r"`([^`]+)`")
NOT_YET = "does not apply: "
FETCHING = frozenset(
    {"urllib.request", "http.client", "requests", "httpx", "urllib3", "aiohttp", "ftplib", "socket"}
)
OWN_SOCKETS = frozenset({"cli/preconditions.py", "cli/reaper.py", "cli/supervise.py"})
"""A look whether a port is free, the machine's name, and a bell between two processes."""
ENGINES = frozenset({"jinja2", "mako", "string"})
FROM_DJANGO = frozenset({"Template", "Engine", "engines"})
SECRET = re.compile(r"(^|_)(token|secret)(_hash)?$")


def test_every_failure_stands_in_the_table_once() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 21))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_row_names_exists(row: tuple[str, ...]) -> None:
    """Its tests can be found; each planted fault turns one of them red. Or it says why there is none."""
    _, _, here, tests, planted = row
    if here.startswith(NOT_YET):
        return
    named = NAMED.findall(tests)
    assert named
    for test in named:
        path, _, function = test.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8"), test
    known = {each.name: each.test.partition("[")[0] for each in mutants()}
    assert NAMED.findall(planted)
    for name in NAMED.findall(planted):
        assert known.get(name) in named, name


def test_nothing_fetches_an_address() -> None:
    """No address that somebody gave is ever opened by the server: it could be one of its own network."""
    found = {
        (str(path.relative_to(SOURCE)), name)
        for path in SOURCE.rglob("*.py")
        for name in _imported(path)
        if name in FETCHING or name.partition(".")[0] in FETCHING - {"urllib.request", "http.client"}
    }
    assert {path for path, _ in found} <= OWN_SOCKETS, found


def test_no_text_of_anybody_is_a_template() -> None:
    """Templates are the files of the package; what desks write is filled in by a list of names (ADR 13)."""
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.template"):
                assert not FROM_DJANGO & {each.name for each in node.names}, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile"}, path
        assert not ENGINES & {name.partition(".")[0] for name in _imported(path)}, path


def test_two_links_never_share_a_token() -> None:
    """The database itself refuses it, and no migration gives rows that exist one and the same."""
    secrets = [
        field
        for model in apps.get_models()
        if model.__module__.startswith("trilogue.")
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and SECRET.search(field.name)
    ]
    assert secrets
    for field in secrets:
        assert field.unique, field
        assert not field.has_default(), field


def test_a_header_that_a_browser_made_up_is_not_read() -> None:
    asked = RequestFactory().get("/", REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR="203.0.113.66")
    assert origin_of(asked) == "192.0.2.9"


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
