"""Logs are one JSON object a line and hold no personal data."""

import json
import logging

import pytest

from trilogue.config.logs import JsonFormatter


def _formatted(record: logging.LogRecord) -> dict[str, object]:
    said: dict[str, object] = json.loads(JsonFormatter().format(record))
    return said


def test_a_line_holds_the_event_without_its_arguments() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "x.py", 1, "Not Found: %s", ("/김비밀",), None
    )
    record.status_code = 404
    said = _formatted(record)
    assert (said["event"], said["status"], said["level"]) == ("Not Found: %s", 404, "warning")
    assert "김비밀" not in json.dumps(said, ensure_ascii=False)


def test_a_traceback_in_the_message_stays_out() -> None:
    record = logging.LogRecord(
        "granian", logging.ERROR, "x.py", 1, "failed\nValueError: secret@example.kr", (), None
    )
    assert _formatted(record)["event"] == "failed"


def test_an_error_says_where_but_not_what_was_in_hand() -> None:
    with pytest.raises(ValueError, match="secret") as caught:
        int("secret@example.kr")
    info = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", (), info)
    said = _formatted(record)
    assert said["error"] == "ValueError"
    assert str(said["where"]).startswith("test_logs.py:")
    assert "secret" not in json.dumps(said)
