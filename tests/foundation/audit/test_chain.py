"""The log is a chain: any change to it shows."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit import log
from trilogue.foundation.audit.chain import breaks
from trilogue.foundation.audit.models import AppendOnlyError, Entry, Head

pytestmark = pytest.mark.django_db


def _write(times: int) -> list[Entry]:
    country = factories.create_country()
    return [log.write("add", country, by=ANONYMOUS, fields=["name"]) for _ in range(times)]


def _tamper(sql: str) -> None:
    """As somebody with the database in hand would, past the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_entry_no_{verb}")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
        cursor.execute(sql)


def test_an_untouched_log_is_sound() -> None:
    _write(3)
    assert list(breaks()) == []


def test_an_empty_log_is_sound() -> None:
    assert list(breaks()) == []


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE audit_entry SET action = 'other' WHERE number = 2", {(2, "altered")}),
        ("DELETE FROM audit_entry WHERE number = 2", {(2, "missing")}),
        ("DELETE FROM audit_entry WHERE number = 3", {(3, "truncated")}),
    ],
)
def test_a_changed_log_shows_where(sql: str, found: set[tuple[int, str]]) -> None:
    _write(3)
    _tamper(sql)
    assert found <= set(breaks())


def test_the_database_itself_refuses_to_change_an_entry() -> None:
    _write(1)
    for sql in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_an_entry_can_be_neither_saved_again_nor_deleted() -> None:
    entry = _write(1)[0]
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()


def test_values_never_enter_the_log() -> None:
    person = factories.create_person(native="김비밀", roman="KIM Bimil", email="secret@example.kr")
    log.write("register", person, by=ANONYMOUS, fields=["email", "names"])
    said = str(list(Entry.objects.values()))
    assert "secret@example.kr" not in said
    assert "Bimil" not in said


def test_a_rolled_back_change_leaves_no_entry() -> None:
    country = factories.create_country()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log.write("add", country, by=ANONYMOUS)
        _ = 1 / 0
    assert Entry.objects.count() == 0
    assert list(breaks()) == []
    assert Head.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    country = factories.create_country()
    with pytest.raises(RuntimeError):
        log.write("add", country, by=ANONYMOUS)
