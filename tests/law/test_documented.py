"""Every setting and every command is documented, and the documented examples do what they show."""

import argparse
import ast
import doctest
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from trilogue.cli.main import parser

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
OF_DJANGO = {"DJANGO_SETTINGS_MODULE"}
FENCED = re.compile(r"^```(console|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [body for kind, body in FENCED.findall(COMMANDS) if kind == "console"]
FILES = {"problem.json": next(body for kind, body in FENCED.findall(COMMANDS) if kind == "json")} | dict(
    re.findall(r"^`([\w/-]+\.csv)`:\n\n```csv\n(.*?)^```$", COMMANDS, re.MULTILINE | re.DOTALL)
)


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    used = {name for path in (ROOT / "src").rglob("*.py") for name in _settings(path)} - OF_DJANGO
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS, re.MULTILINE))
    assert documented == used


def test_every_command_and_option_is_documented() -> None:
    missing = [
        word
        for path, command in _commands("trilogue", parser())
        for word in [path, *_options(command)]
        if not re.search(rf"{re.escape(word)}(?![\w-])", COMMANDS)
    ]
    assert missing == []


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert declared
    assert set(re.findall(r"^\| `make (\w+)` \|", COMMANDS, re.MULTILINE)) == set(declared[1].split())


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0])
def test_the_examples_do_what_they_show(block: str, tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    for words, expected in _examples(block):
        assert words[0] == "trilogue"
        said = _run(words[1:], tmp_path)
        assert doctest.OutputChecker().check_output(expected, said, doctest.ELLIPSIS), said


def _run(words: list[str], folder: Path) -> str:
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "trilogue.cli.main", *words]
    ended = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ended.stdout


def _examples(block: str) -> Iterator[tuple[list[str], str]]:
    """Each `$ command` with what it prints."""
    starts = [found.start() for found in re.finditer(r"^\$ ", block, re.MULTILINE)]
    for start, end in pairwise([*starts, len(block)]):
        command, _, expected = block[start:end].partition("\n")
        yield shlex.split(command.removeprefix("$ ")), expected


def _commands(path: str, command: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that can be run, with the words that call it."""
    below = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]
    yield path, command
    for action in below:
        for name, inner in action.choices.items():
            yield from _commands(f"{path} {name}", inner)


def _options(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:
        yield from (option for option in action.option_strings if option not in {"-h", "--help"})


def _settings(path: Path) -> Iterator[str]:
    """Names read from or written to the environment."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case (
                ast.Call(
                    func=ast.Attribute(value=ast.Attribute(attr="environ")),
                    args=[ast.Constant(value=str(name)), *_],
                )
                | ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name)))
                | ast.Call(func=ast.Attribute(attr="getenv"), args=[ast.Constant(value=str(name)), *_])
            ):
                yield name
