"""The tables written by hand, and what follows from them: spans of a code and a parent, first-level periods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from trilogue.algorithms.places import Period
from trilogue.algorithms.places.model import LANGUAGES, STATES, Name

Row = Mapping[str, str]
Position = tuple[Decimal, Decimal]
CAREFUL = {"KR": "oohh", "JP": "ohoh", "CN": "ohho"}
"""States of names read by hand: English and the own language are official."""


@dataclass(frozen=True)
class Span:
    """The days a government had one code, one own name and one parent."""

    code: str
    parent: str
    name: str
    since: date | None
    until: date | None


FOLDER = Path(__file__).with_name("facts")


@dataclass(frozen=True)
class Facts:
    """The folder of tables."""

    folder: Path = FOLDER

    def table(self, name: str, country: str = "") -> list[dict[str, str]]:
        lines = (self.folder / f"{name}.tsv").read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        return [each for each in found if not country or each["country"] == country]

    @cached_property
    def first_level(self) -> list[Period]:
        return [
            Period(
                country=each["country"],
                government=each["government"],
                code=each["code"],
                level=1,
                parent="",
                names=names(each, each["states"]),
                since=day(each["from"]),
                until=day(each["until"]),
                successor=each["successor"],
                position=position(each["latitude"], each["longitude"]),
            )
            for each in self.table("first_level")
        ]

    @cached_property
    def careful(self) -> dict[tuple[str, str], dict[str, str]]:
        """Second-level names and seats read by hand, by country and code."""
        return {(each["country"], each["government"]): each for each in self.table("second_level")}

    def spans(self, country: str, government: str, parent: str, name: str) -> Iterator[Span]:
        """What a government was before each change written by hand; since then, what its parent's renamings made it."""
        since = None
        for change in self.table("changes", country):
            if change["government"] == government:
                until = date.fromisoformat(change["until"])
                yield Span(change["code"], change["province"], change["name"] or name, since, until)
                since = until + timedelta(days=1)
                name = change["now"] or name
        for above in self.first_level:
            if (above.country, above.government) != (country, parent):
                continue
            if above.until and since and above.until < since:
                continue
            code = government.replace(parent, above.code, 1) if country == "KR" else government
            started = since if since and since >= (above.since or date.min) else above.since
            yield Span(code, above.code, name, started, above.until)


def names(row: Row, states: str) -> dict[str, Name]:
    """Names of the four languages with their states, one letter a language."""
    return {
        language: Name(row[language], STATES[letter])
        for language, letter in zip(LANGUAGES, states, strict=True)
        if row.get(language)
    }


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def position(latitude: str | float, longitude: str | float, places: int = 4) -> Position | None:
    """Latitude and longitude, to so many decimals as the source is worth."""
    if latitude == "":
        return None
    return degrees(latitude, places), degrees(longitude, places)


def degrees(number: str | float, places: int) -> Decimal:
    return Decimal(str(round(float(number), places))).normalize()
