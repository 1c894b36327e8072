"""The web server: granian with several processes, its log in our form."""

from pathlib import Path
from typing import Any

APPLICATION = "trilogue.config.wsgi:application"
KILL_AFTER = 10
LOG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "trilogue.config.logs.JsonFormatter"}},
    "handlers": {
        name: {"class": "logging.StreamHandler", "formatter": "json"} for name in ("console", "access")
    },
}
"""Takes the place of granian's own; its loggers keep their names."""


def serve_pages(
    *, host: str, port: int, workers: int, certificate: Path | None, key: Path | None, threads: int = 4
) -> None:
    """Answer requests until a signal asks to stop; a web process that died is replaced."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        http=HTTPModes.http1,
        websockets=False,
        ssl_cert=certificate,
        ssl_key=key,
        log_level=LogLevels.warning,
        log_dictconfig=LOG,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=KILL_AFTER,
    ).serve()
