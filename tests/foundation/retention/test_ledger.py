"""The ledger of erasures survives power cuts and says nobody's name."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from trilogue.foundation.retention import ledger

NOW = datetime(2027, 5, 20, 12, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")


def test_nobody_is_erased_where_there_is_no_ledger() -> None:
    assert ledger.erased() == ledger.Erased()


def test_what_is_noted_is_read_and_later_lines_are_added() -> None:
    one, other = uuid4(), uuid4()
    ledger.note([one], now=NOW)
    ledger.note([other], now=NOW)
    ledger.note_account(7, now=NOW)
    assert ledger.erased() == ledger.Erased({one: NOW, other: NOW}, {7: NOW})
    assert ledger.path().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("torn", ['{"person": "1234', "null", "[]", '{"person": "x", "at": "y"}', "\udcff"])
def test_a_torn_line_hides_no_other(torn: str) -> None:
    one, other = uuid4(), uuid4()
    ledger.note([one], now=NOW)
    with ledger.path().open("a", encoding="utf-8", errors="surrogateescape") as file:
        file.write(torn)
    ledger.note([other], now=NOW)
    assert list(ledger.erased().people) == [one, other]
