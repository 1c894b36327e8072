"""The web server: granian with several processes, its log in our form."""

import os
import resource
import threading
from pathlib import Path
from typing import Any

APPLICATION = "trilogue.config.wsgi:application"
KILL_AFTER = 10
MOST_CONNECTIONS = 8192
"""That a web process keeps open. Every browser keeps one for half a minute; whoever comes beyond that waits so long."""
OTHER_FILES = 256
"""That a web process may have open besides."""
ALONE = 10
"""Seconds after which a web server that has lost all its processes, and starts none, ends."""
LOG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "trilogue.config.logs.JsonFormatter"}},
    "handlers": {
        name: {"class": "logging.StreamHandler", "formatter": "json"} for name in ("console", "access")
    },
}
"""Takes the place of granian's own; its loggers keep their names."""


def connections() -> int:
    """How many this process may keep open, once it has asked the system for as many as it wants."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, soft - OTHER_FILES)


def serve_pages(
    *, host: str, port: int, workers: int, certificate: Path | None, key: Path | None, threads: int = 4
) -> None:
    """Answer requests until a signal asks to stop; a web process that died is replaced."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=connections(),
        http=HTTPModes.http1,
        websockets=False,
        ssl_cert=certificate,
        ssl_key=key,
        log_level=LogLevels.warning,
        log_dictconfig=LOG,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=KILL_AFTER,
    )
    threading.Thread(target=_end_when_alone, args=(server,), name="end-when-alone", daemon=True).start()
    server.serve()


def _end_when_alone(server: Any) -> None:
    """Granian can miss the deaths of processes that fall together, and then waits for ever. The supervisor, which
    sees the server alive, starts another once it has ended.
    """
    alone = 0
    while alone < ALONE:
        threading.Event().wait(1)
        alone = 0 if any(_lives(each.inner.pid) for each in list(server.wrks)) else alone + 1
    os._exit(1)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
