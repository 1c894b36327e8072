"""The seed files Trilogue is shipped with, as plain data. Needs no database and no settings."""

import json
from importlib.resources import files
from typing import Any

from trilogue.algorithms.places import Period, read

REGISTRY = ("kr", "jp", "cn")


def seed(name: str) -> Any:
    return json.loads(_text(name))


def registry() -> list[Period]:
    """Every period of every government, country by country, the first level first."""
    return [period for country in REGISTRY for period in _country(country)]


def _country(name: str) -> list[Period]:
    periods, faults = read(line.split("\t") for line in _text(f"places/{name}.tsv").splitlines())
    if faults:
        raise ValueError(f"places/{name}.tsv: {faults[0]}")
    return periods


def _text(name: str) -> str:
    return files("trilogue").joinpath("seed", name).read_text(encoding="utf-8")
