"""Imports that are killed with -9 at every kind of moment, each in a process of its own; one line of JSON for each.

`python -m tests.flows.killed_import KILLS` on the database of DATABASE_URL, which must be empty and up to date.
The moments are statements of the import, evenly over all of them, and the instants before and after the commit.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import django

django.setup()

from django.db import connection, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests import factories  # noqa: E402
from trilogue.domain.delegations.actions import keep_upload  # noqa: E402
from trilogue.domain.delegations.models import Participation, RosterUpload, StateChange  # noqa: E402
from trilogue.domain.editions.models import Edition  # noqa: E402
from trilogue.domain.people.models import Person, PersonName  # noqa: E402
from trilogue.flows.import_roster import store  # noqa: E402
from trilogue.foundation.access import Actor  # noqa: E402
from trilogue.foundation.audit.chain import breaks  # noqa: E402

HEADER = (
    "country,native_name,family,given,roman_family,roman_given,home_government,home_code,"
    "department,position,ko,ja,zh,en,email"
)
NAMES = (
    "김하늘,김,하늘,KIM,Haneul",
    "이바다,이,바다,LEE,Bada",
    "박가람,박,가람,PARK,Garam",
    "최누리,최,누리,CHOI,Nuri",
)
BEFORE_COMMIT, AFTER_COMMIT = "before commit", "after commit"
Moment = int | str


def uploaded(number: int) -> RosterUpload:
    """A roster of four people nobody has seen yet, for an edition of its own."""
    edition = factories.create_edition(number=number + 1)
    desk = factories.actor(edition=edition)
    rows = [
        f"KR,{name},경주시,KR-47130,국제팀,주무관,4,0,1,2,one-{number}-{place}@example.kr"
        for place, name in enumerate(NAMES)
    ]
    data = "\n".join((HEADER, *rows)).encode()
    return keep_upload(by=desk, edition=edition, name="roster.csv", data=data, now=timezone.now())


def import_it(upload: RosterUpload) -> None:
    desk = Actor(upload.uploaded_by_id)
    store(upload, answers={}, quota_changes={}, by=desk, now=timezone.now())


def statements(upload: RosterUpload) -> int:
    """How many an import makes; it is undone again."""
    made = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal made
        made += 1
        return execute(*arguments)

    with transaction.atomic():
        with connection.execute_wrapper(count):
            import_it(upload)
        transaction.set_rollback(True)
    return made


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed(upload: RosterUpload, moment: Moment) -> bool:
    """Import in a forked process that is killed at the moment; whether it really was."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        with _fate(moment):
            import_it(RosterUpload.objects.get(pk=upload.pk))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _fate(moment: Moment) -> ExitStack:
    fate = ExitStack()
    if isinstance(moment, int):
        left = moment

        def one_more(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                die()
            return execute(*arguments)

        fate.enter_context(connection.execute_wrapper(one_more))
        return fate
    database: Any = connection
    usual = database._commit

    def commit() -> None:
        if moment == AFTER_COMMIT:
            usual()
        die()

    database._commit = commit
    return fate


def moments(kills: int, total: int) -> Iterator[Moment]:
    """The first statement and the last are among them."""
    yield from (BEFORE_COMMIT, AFTER_COMMIT)
    spread = kills - 2
    yield from (1 + number * (total - 1) // (spread - 1) for number in range(spread))


def found(edition: Edition, number: int) -> dict[str, Any]:
    """What is there afterwards, table by table."""
    mine = {"email__startswith": f"one-{number}-"}
    people = Person.objects.filter(**mine)
    return {
        "people": people.count(),
        "names": PersonName.objects.filter(person__in=people).count(),
        "participations": Participation.objects.filter(edition=edition).count(),
        "changes": StateChange.objects.filter(participation__edition=edition).count(),
        "uploads": RosterUpload.objects.filter(edition=edition).count(),
        "breaks": len(list(breaks())),
    }


def main(kills: int) -> None:
    factories.create_country("KR")
    total = statements(uploaded(0))
    for number, moment in enumerate(moments(kills, total), start=1):
        upload = uploaded(number)
        was_killed = killed(upload, moment)
        said = {"moment": moment, "of": total, "killed": was_killed, "found": found(upload.edition, number)}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
