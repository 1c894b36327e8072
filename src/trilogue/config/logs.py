"""Structured logs: one JSON object a line, without addresses, names or other personal data."""

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Keeps time, level, logger, message template and status; never arguments, query strings or a person's data."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record.msg),
        }
        status = getattr(record, "status_code", None)
        if status is not None:
            said["status"] = status
        if record.exc_info and record.exc_info[0]:
            said["error"] = record.exc_info[0].__name__
            said["where"] = _where(record)
        return json.dumps(said, ensure_ascii=False)


def _event(message: object) -> str:
    """The first line only: some servers put whole tracebacks, which may quote data, into the message."""
    return message.partition("\n")[0] if isinstance(message, str) else type(message).__name__


def _where(record: logging.LogRecord) -> str:
    """File and line of the innermost frame, without the exception's words, which may quote data."""
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
