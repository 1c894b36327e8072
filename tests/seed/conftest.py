"""The shipped seed files as plain data, and every text in them with the path that leads to it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from trilogue.algorithms.places import Period
from trilogue.algorithms.places.model import OWN
from trilogue.flows.shipped import registry

LANGUAGES = {"en", "ko", "ja", "zh-hans"}


def read(name: str) -> str:
    return files("trilogue").joinpath("seed", name).read_text(encoding="utf-8")


def texts_in(data: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(data, dict):
        if "source" in data and data.keys() & LANGUAGES:
            yield path, data
            return
        for key, value in data.items():
            yield from texts_in(value, f"{path}/{key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts_in(value, f"{path}/{index}")


@pytest.fixture(scope="session")
def record() -> Any:
    return json.loads(read("record.json"))


@pytest.fixture(scope="session")
def countries() -> Any:
    return json.loads(read("countries.json"))


@pytest.fixture(scope="session")
def places() -> list[Period]:
    return registry()


@pytest.fixture(scope="session")
def texts(record: Any, countries: Any, places: list[Period]) -> list[tuple[str, dict[str, Any]]]:
    """Everything that persons wrote; what is derived by rule is looked at in test_places."""
    written = [(f"places/{period.code}", as_text(period)) for period in places if not is_derived(period)]
    return [*texts_in(record, "record"), *texts_in(countries, "places"), *written]


def as_text(period: Period) -> dict[str, Any]:
    names = {language: {"text": name.text, "state": name.state} for language, name in period.names.items()}
    return {"source": OWN[period.country], **names}


def is_derived(period: Period) -> bool:
    return any(name.state == "machine" for name in period.names.values())


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the repository."""
    folder = Path(__file__).parents[3] / "shared"
    if not folder.is_dir():
        pytest.skip("the reference data is not beside this repository")
    return folder
