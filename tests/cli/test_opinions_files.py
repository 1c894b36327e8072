"""`trilogue opinions export` and `import`: out, in and out again; nothing half-done."""

from pathlib import Path

import pytest

from tests import factories
from tests.flows.published_exchange import closed
from tests.flows.test_import_exchange import FOLDER
from trilogue.cli import database
from trilogue.cli.main import main
from trilogue.domain.editions.models import Series
from trilogue.domain.opinions.models import Conversation
from trilogue.foundation.formats import polis

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "open_database", lambda: None)


@pytest.fixture
def series() -> Series:
    return factories.create_series("workshop")


def folder(place: Path, conversation: polis.Conversation = FOLDER) -> str:
    for name, content in polis.write(conversation).items():
        (place / name).write_bytes(content)
    return str(place)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["opinions", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_out_in_and_out_again(tmp_path: Path, series: Series, capsys: pytest.CaptureFixture[str]) -> None:
    conversation = closed(factories.create_edition(series, number=9))
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert main(["opinions", "export", "workshop", str(conversation.number), str(first)]) == 0
    assert main(["opinions", "import", "workshop", str(first), "--edition", "9", "--language", "ko"]) == 0
    made = Conversation.objects.latest("pk")
    assert made.edition == conversation.edition
    assert f"workshop {made.number}: 8 measures, 39 voters; not public yet" in capsys.readouterr().out
    assert main(["opinions", "export", "workshop", str(made.number), str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_is_read_as_well(tmp_path: Path, series: Series) -> None:
    assert main(["opinions", "import", "workshop", folder(tmp_path)]) == 0
    assert Conversation.objects.get().edition is None


def test_a_fault_names_file_row_and_cure_and_nothing_comes_in(
    tmp_path: Path, series: Series, capsys: pytest.CaptureFixture[str]
) -> None:
    where = folder(tmp_path)
    with (tmp_path / "votes.csv").open("a") as file:
        file.write(",,0,3,2\r\n")
    said = refused(capsys, "import", "workshop", where)
    assert 'votes.csv: row 26: vote may not be "2"' in said
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export", "nowhere", "1", "x.zip"], "there is no series nowhere"),
        (["export", "workshop", "7", "x.zip"], "workshop has no exchange 7"),
        (["import", "workshop", "nowhere"], "nowhere: No such file or directory"),
        (["import", "workshop", ".", "--edition", "99"], "workshop has no edition 99"),
    ],
)
def test_what_is_not_there_is_said(
    series: Series, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert said in refused(capsys, *words)


def test_an_open_exchange_is_not_written_and_no_file_is_replaced(
    tmp_path: Path, series: Series, capsys: pytest.CaptureFixture[str]
) -> None:
    open_one = factories.create_conversation(series=series)
    path = tmp_path / "votes.zip"
    assert "it is not closed yet" in refused(capsys, "export", "workshop", str(open_one.number), str(path))
    assert not path.exists()
    path.write_bytes(b"mine")
    assert "there already" in refused(capsys, "export", "workshop", str(open_one.number), str(path))
    assert path.read_bytes() == b"mine"
