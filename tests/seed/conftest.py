"""The shipped seed files as plain data, and every text in them with the path that leads to it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

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
def places() -> Any:
    return json.loads(read("places.json"))


@pytest.fixture(scope="session")
def texts(record: Any, places: Any) -> list[tuple[str, dict[str, Any]]]:
    return [*texts_in(record, "record"), *texts_in(places, "places")]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the repository."""
    folder = Path(__file__).parents[3] / "shared"
    if not folder.is_dir():
        pytest.skip("the reference data is not beside this repository")
    return folder
