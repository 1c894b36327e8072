"""One period of a local government's name, and a finding about it."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LANGUAGES = ("en", "ko", "ja", "zh-hans")
OWN = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
"""The language a government's own name is in."""

STATES = {"o": "official", "h": "human", "m": "machine"}
"""How far a name can be trusted, by the letter that stands for it in the column `states`."""

COLUMNS = (
    "country",
    "government",
    "code",
    "level",
    "parent",
    "from",
    "until",
    "successor",
    "latitude",
    "longitude",
    *LANGUAGES,
    "states",
    "also",
)


@dataclass(frozen=True)
class Name:
    text: str
    state: str


@dataclass(frozen=True)
class Period:
    """A government between two days, both included; an open end is None.

    `government` is its present (or last) code and tells that several periods are of one government; `code` and `parent`
    are its own and its parent's code in the period. `also` are other writings that find it: Han characters, kana.
    """

    country: str
    government: str
    code: str
    level: int
    parent: str
    names: Mapping[str, Name]
    since: date | None = None
    until: date | None = None
    successor: str = ""
    position: tuple[Decimal, Decimal] | None = None
    also: tuple[str, ...] = ()
    row: int = dataclasses.field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.country, self.government

    @property
    def own_name(self) -> str:
        name = self.names.get(OWN.get(self.country, "en")) or next(iter(self.names.values()), None)
        return name.text if name else ""

    def covers(self, other: "Period") -> bool:
        return (self.since or date.min) <= (other.since or date.min) and (other.until or date.max) <= (
            self.until or date.max
        )


@dataclass(frozen=True)
class Finding:
    """What is wrong (`fault`) or only missing, in which row and column, with the values its sentence needs."""

    code: str
    country: str = ""
    government: str = ""
    field: str = ""
    row: int = 0
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def fault(self) -> bool:
        return self.code not in GAPS


GAPS = frozenset({"NO_NAME", "NO_ROMANISATION", "NO_POSITION", "HOMONYM", "NO_SUCCESSOR"})
"""Findings that a registry may have and be used; every other one keeps it from being imported."""
