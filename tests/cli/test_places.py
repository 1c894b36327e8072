"""`trilogue places`: the registry is counted and checked; the host's own governments come in whole or not at all."""

from pathlib import Path

import pytest

from tests import factories
from trilogue.cli import database
from trilogue.cli.main import main
from trilogue.domain.places.models import Government, GovernmentName
from trilogue.domain.places.queries import find_governments
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.formats.table import Table
from trilogue.foundation.formats.xlsx import write as workbook

pytestmark = pytest.mark.django_db

HEADER = "country,government,code,level,parent,from,until,successor,ko,en,also\n"
PROVINCE = "KR,,KR-41,1,,,,,경기도,Gyeonggi Province,\n"
CITY = "KR,,KR-41110,2,KR-41,,,,수원시,Suwon City,水原市\n"


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "open_database", lambda: None)
    factories.create_country("KR")


def write(folder: Path, *rows: str, header: str = HEADER) -> str:
    path = folder / "more.csv"
    path.write_text("".join((header, *rows)), encoding="utf-8")
    return str(path)


def test_governments_are_added_and_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "import", write(tmp_path, PROVINCE, CITY)]) == 0
    assert capsys.readouterr().out.startswith("2 governments added, 0 replaced\n")
    assert [each.code for each in find_governments("水原", limit=5)] == ["KR-41110"]
    assert Government.objects.get(code="KR-41110").parent == Government.objects.get(code="KR-41")
    assert Entry.objects.get().action == "add_governments"


def test_a_file_read_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, PROVINCE, CITY)
    main(["places", "import", path])
    before = list(Government.objects.values())
    main(["places", "import", path])
    assert "0 governments added, 2 replaced" in capsys.readouterr().out
    assert list(Government.objects.values()) == before


def test_a_merger_is_imported_over_what_is_there(tmp_path: Path) -> None:
    main(["places", "import", write(tmp_path, PROVINCE, CITY)])
    ended = "KR,,KR-41110,2,KR-41,,2026-12-31,KR-41999,수원시,Suwon City,\n"
    new = "KR,,KR-41999,2,KR-41,2027-01-01,,,새수원시,New Suwon City,\n"
    assert main(["places", "import", write(tmp_path, ended, new)]) == 0
    assert Government.objects.get(code="KR-41110").successor == Government.objects.get(code="KR-41999")
    assert {each.code for each in find_governments("수원", limit=5)} == {"KR-41999", "KR-41110"}


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    header, *rows = [line.split(",") for line in (HEADER + PROVINCE + CITY).splitlines()]
    (tmp_path / "more.xlsx").write_bytes(workbook([Table("governments", header, rows)]))
    assert main(["places", "import", str(tmp_path / "more.xlsx")]) == 0
    assert Government.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ((CITY,), "row 2, KR KR-41110, parent: “KR-41” is no first-level government"),
        ((PROVINCE, CITY.replace("KR-41110", "41110")), "row 3, KR 41110, code: “41110” is no code"),
        ((PROVINCE, CITY.replace("수원시", "")), "row 3, KR KR-41110, ko: the name in the government's own"),
        ((PROVINCE, CITY, CITY), "row 4, KR KR-41110, from: the period begins before"),
        ((PROVINCE.replace("KR,", "XX,", 1),), "row 2, XX KR-41, country: “XX” is no country"),
        ((PROVINCE.replace("KR,,KR-41,1,,", "KR,,KR-41,1,,soon"),), "row 2, KR KR-41, from: “soon” is no day"),
        ((), "there is a header but nothing below it"),
    ],
)  # fmt: skip
def test_one_fault_and_nothing_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: tuple[str, ...], refusal: str
) -> None:
    assert main(["places", "import", write(tmp_path, *rows)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"trilogue: more.csv: {refusal}")
    assert error.count("\n") == 1
    assert not Government.objects.exists()


def test_replacing_a_parent_cannot_orphan_its_cities(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["places", "import", write(tmp_path, PROVINCE, CITY)])
    moved = PROVINCE.replace("KR,,KR-41,1,,,", "KR,,KR-41,1,,2020-01-01,")
    assert main(["places", "import", write(tmp_path, moved)]) == 2
    assert "was not there in the whole period" in capsys.readouterr().err
    assert GovernmentName.objects.get(code="KR-41").valid_from is None


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 no", "the file is damaged"),
        (b"name;place\na;b\n", "country: there is no"),
    ],
)
def test_a_file_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, refusal: str
) -> None:
    (tmp_path / "more.csv").write_bytes(content)
    assert main(["places", "import", str(tmp_path / "more.csv")]) == 2
    assert capsys.readouterr().err.startswith(f"trilogue: more.csv: {refusal}")


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "import", "nowhere.csv"]) == 2
    assert capsys.readouterr().err == "trilogue: nowhere.csv: No such file or directory\n"


def test_the_check_counts_and_lists_gaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["places", "import", write(tmp_path, PROVINCE, CITY)])
    capsys.readouterr()
    assert main(["places", "check"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "KR: 1 of the first level, 1 of the second, 0 ended\nfaults: 0\nno name in a language: 4\n"
    )
    assert "  KR KR-41, ja: there is no name in this language.\n" in said
    assert said.count("there is no name in this language") == 3
    main(["places", "check", "--all"])
    assert capsys.readouterr().out.count("there is no name in this language") == 4


def test_the_check_ends_with_1_when_something_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["places", "import", write(tmp_path, PROVINCE, CITY)])
    Government.objects.filter(code="KR-41110").update(parent=None)
    capsys.readouterr()
    assert main(["places", "check"]) == 1
    assert "faults: 1\n  KR KR-41110, parent:" in capsys.readouterr().out
