"""Tasks that a killed worker left behind: put back into the queue, or failed after the third death."""

import fcntl
import socket
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

FORGOTTEN = timedelta(hours=1)
"""After this long a task of a worker on another machine counts as left behind; tasks can run twice without harm."""
CHANCES = 3


class Presence:
    """A worker's name, and the file it keeps locked for as long as it lives, however it dies."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.name = f"{socket.gethostname()[:24]}-{uuid4().hex}"
        self._held = _locked(folder / self.name)

    def is_gone(self, name: str) -> bool | None:
        """Whether a worker of this folder has died; None for a stranger's."""
        path = self.folder / name
        if not path.exists():
            return None
        try:
            _locked(path).close()
        except BlockingIOError:
            return False
        return True

    def forget_the_dead(self) -> None:
        """Remove the files of workers that died long ago."""
        for path in self.folder.iterdir():
            if time.time() - path.stat().st_mtime > FORGOTTEN.total_seconds() and self.is_gone(path.name):
                path.unlink(missing_ok=True)

    def die(self) -> None:
        """What the system does for a process that is killed."""
        self._held.close()

    def leave(self) -> None:
        self.die()
        (self.folder / self.name).unlink(missing_ok=True)


def _locked(path: Path) -> IO[str]:
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


def reap(presence: Presence, *, now: datetime) -> int:
    """Free every task whose worker is gone. Returns how many."""
    with transaction.atomic():
        running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
        left = [task for task in running if _is_left(task, presence, now)]
        for task in left:
            _free(task, now)
    presence.forget_the_dead()
    return len(left)


def _is_left(task: "DBTaskResult[Any, Any]", presence: Presence, now: datetime) -> bool:
    gone = presence.is_gone(task.worker_ids[-1]) if task.worker_ids else True
    if gone is None:
        return task.started_at is None or now - task.started_at > FORGOTTEN
    return gone


def _free(task: "DBTaskResult[Any, Any]", now: datetime) -> None:
    if len(task.worker_ids) >= CHANCES:
        task.status, task.finished_at = TaskResultStatus.FAILED, now
        task.save(update_fields=["status", "finished_at"])
    else:
        task.status, task.started_at = TaskResultStatus.READY, None
        task.save(update_fields=["status", "started_at"])
