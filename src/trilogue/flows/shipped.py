"""The seed files Trilogue is shipped with, as plain data. Needs no database and no settings."""

import json
from importlib.resources import files
from typing import Any

from trilogue.algorithms.places import Period, read
from trilogue.algorithms.places.model import COLUMNS

REGISTRY = ("kr", "jp", "cn")


def seed(name: str) -> Any:
    return json.loads(_text(name))


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of tab-separated values by the names in its first line."""
    header, *rows = (line.split("\t") for line in _text(name).splitlines())
    return [dict(zip(header, row, strict=True)) for row in rows]


def registry() -> list[Period]:
    """Every period of every government, country by country, the first level first."""
    return [period for country in REGISTRY for period in _country(country)]


def shipped_keys() -> set[tuple[str, str]]:
    """Country and code of every government, without reading the rest: it is asked at every start."""
    lines = [line for name in REGISTRY for line in _text(f"places/{name}.tsv").splitlines()]
    keys = {(cells[0], cells[1]) for cells in (line.split("\t", 2) for line in lines) if len(cells) > 2}
    return keys - {(COLUMNS[0], COLUMNS[1])}


def _country(name: str) -> list[Period]:
    periods, faults = read(line.split("\t") for line in _text(f"places/{name}.tsv").splitlines())
    if faults:
        raise ValueError(f"places/{name}.tsv: {faults[0]}")
    return periods


def _text(name: str) -> str:
    return files("trilogue").joinpath("seed", name).read_text(encoding="utf-8")
