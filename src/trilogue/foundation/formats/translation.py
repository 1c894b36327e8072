"""What a file of translations holds, whatever its format: one text a unit, from one language into another."""

from dataclasses import dataclass
from typing import Any

MOST_BYTES = 5 * 1024 * 1024
MOST_UNITS = 5_000


@dataclass(frozen=True)
class Unit:
    """`of` and `over` are digests: of the source wording and of the translation that stood when the file was made.

    `state` is that of the translation: missing, machine, human, official or outdated. `where` is the row or the
    unit of a file read, for a person to find.
    """

    key: str
    source: str
    target: str
    state: str
    of: str
    over: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True)
class Translations:
    """`place` says what the texts belong to: "cjk-workshop" or "cjk-workshop/7"."""

    source: str
    target: str
    place: str
    units: tuple[Unit, ...]


class TranslationsRefused(Exception):
    """A file that cannot be taken: the code of what is wrong, and where."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
