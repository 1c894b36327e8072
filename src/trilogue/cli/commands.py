"""How a command line is read: one line for every refusal."""

import argparse
from typing import TYPE_CHECKING, NoReturn

from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  argparse gives it no other name


class Parser(argparse.ArgumentParser):
    """Refuses wrong arguments in one line instead of the usage."""

    def error(self, message: str) -> NoReturn:
        raise Refused(f"{message}; see {self.prog} --help")


def positive(text: str) -> int:
    """A whole number above 0."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def port(text: str) -> int:
    """A whole number a program may listen on."""
    number = positive(text)
    if number > 65535:
        raise ValueError
    return number
