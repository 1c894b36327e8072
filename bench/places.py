"""200 requests at once for the last places: none too many given, none left empty, none failed, and how long it took.

Four processes with fifty requests each, on a database of their own. The control takes the lock of the delegation away
on PostgreSQL, and must give too many: a race that cannot fail proves nothing. (Badge numbers, unique in the edition,
would stop most of them; so in the control everybody has one already.) SQLite has one writer at a time in any case.
"""

import json
import queue
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from bench.private import ROOT, private_database, server

if TYPE_CHECKING:
    from trilogue.domain.delegations.models import Delegation

PROCESSES = 4
RACERS = 50 * PROCESSES
ROUNDS = 10
"""With one to ten places."""
CONNECTIONS = 12
"""That a process has open at once, so many threads serve it: PostgreSQL allows a hundred in all, and `trilogue serve`
has four threads in each process. The other requests wait for a thread, and the wait counts."""
LIMITS = {"sqlite": 5.0, "postgresql": 2.0}
"""Seconds that 99 of 100 requests may take."""


@dataclass
class Outcome:
    """Over all rounds: places too many, places left empty, failures by name, and the seconds of every request."""

    oversold: int = 0
    empty: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def said(self) -> str:
        failed = sum(self.failures.values())
        return (
            f"{len(self.seconds)} requests, {self.oversold} places oversold, {self.empty} left empty, "
            f"{failed} failed, p50 {self.quantile(0.5):.2f} s, p99 {self.quantile(0.99):.2f} s"
        )


def race(vendor: str, *, rounds: int = ROUNDS, locked: bool = True) -> Outcome:
    outcome = Outcome()
    with private_database(vendor) as environment, ExitStack() as running:
        started = [running.enter_context(_racer(environment, number)) for number in range(PROCESSES)]
        for number in range(rounds):
            _ask(started[:1], {"prepare": number, "numbered": not locked})
            answers = _ask(started, {"race": number, "locked": locked})
            for answer in answers:
                outcome.seconds += answer["seconds"]
                outcome.failures.update(answer["failures"])
            (counted,) = _ask(started[:1], {"count": number})
            outcome.oversold += max(0, counted["held"] - counted["places"])
            outcome.empty += max(0, counted["places"] - counted["held"])
    return outcome


class _racer:  # noqa: N801  a context manager read like a function
    """A process that answers each line it is sent with one line."""

    def __init__(self, environment: dict[str, str], number: int) -> None:
        command = [sys.executable, "-m", "bench.places", "racer", str(number)]
        self.process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> "subprocess.Popen[str]":
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


def _ask(racers: list["subprocess.Popen[str]"], line: dict[str, Any]) -> list[dict[str, Any]]:
    """Send the line to all of them first, and only then wait for the answers."""
    for racer in racers:
        _pipe(racer.stdin).write(json.dumps(line) + "\n")
        _pipe(racer.stdin).flush()
    return [json.loads(_pipe(racer.stdout).readline()) for racer in racers]


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe
    return pipe


# in the processes


def answer_lines(number: int) -> None:
    import django

    django.setup()
    for written in sys.stdin:
        line = json.loads(written)
        match line:
            case {"prepare": place, "numbered": numbered}:
                said = prepare(place, numbered=numbered)
            case {"race": place, "locked": locked}:
                said = run(place, number, locked=locked)
            case {"count": place}:
                said = count(place)
            case _:
                raise LookupError(written)
        print(json.dumps(said), flush=True)


def prepare(number: int, *, numbered: bool) -> dict[str, Any]:
    """An edition with one delegation, one to ten places, and everybody eligible."""
    from django.utils import timezone

    from trilogue.domain.delegations.models import Delegation, Participation, QuotaDecision
    from trilogue.domain.editions.models import Edition, Series
    from trilogue.domain.people.models import Person
    from trilogue.domain.places.models import Country
    from trilogue.foundation.text.value import Text

    country, _ = Country.objects.get_or_create(code="KR", defaults={"name": Text(), "short": Text()})
    series, _ = Series.objects.get_or_create(slug="race", defaults={"name": Text()})
    edition = Edition.objects.create(series=series, number=number + 1, date="2027-05")
    delegation = Delegation.objects.create(edition=edition, country=country)
    QuotaDecision.objects.create(
        delegation=delegation, places=number % 10 + 1, decided_on=timezone.localdate()
    )
    people = Person.objects.bulk_create(Person(country=country) for _ in range(RACERS))
    Participation.objects.bulk_create(
        Participation(
            edition=edition,
            delegation=delegation,
            person=person,
            state="eligible",
            submitted_at=timezone.now(),
            reference=f"KR{place:03}" if numbered else "",
        )
        for place, person in enumerate(people, start=1)
    )
    return {}


def run(number: int, part: int, *, locked: bool) -> dict[str, Any]:
    """This process's share of the racers, all let go at once, served by threads with a connection each."""
    delegation = _delegation(number)
    everybody = list(delegation.participations.order_by("pk"))[part::PROCESSES]
    share = _Share(queue.SimpleQueue(), threading.Barrier(CONNECTIONS))
    for each in everybody:
        share.waiting.put(each)
    threads = [threading.Thread(target=share.serve) for _ in range(CONNECTIONS)]
    with _unlocked() if not locked else ExitStack():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return {"seconds": share.seconds, "failures": share.failures}


@dataclass
class _Share:
    """Requests that came at one moment, and what became of them."""

    waiting: "queue.SimpleQueue[Any]"
    gate: threading.Barrier
    begun: float = 0.0
    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    def serve(self) -> None:
        """One thread of a server: its connection stays open, and it takes one request after another."""
        from django.db import connection

        connection.ensure_connection()
        if self.gate.wait() == 0:
            self.begun = time.perf_counter()
        self.gate.wait()
        with suppress(queue.Empty):
            while True:
                self._accept(self.waiting.get_nowait())
        connection.close()

    def _accept(self, participation: Any) -> None:
        from django.utils import timezone

        from trilogue.flows.offer import accept
        from trilogue.foundation.access import Actor

        try:
            accept(participation, by=Actor(), now=timezone.now())
        except Exception as error:  # noqa: BLE001  whatever fails is counted
            self.failures[type(error).__name__] += 1
        self.seconds.append(time.perf_counter() - self.begun)


class _unlocked:  # noqa: N801
    """The lock removed: the delegation and the nomination are only read."""

    def __enter__(self) -> None:
        from trilogue.foundation.audit import log

        self.usual = log.hold
        log.hold = lambda rows, *, of=(): rows  # noqa: ARG005

    def __exit__(self, *_: object) -> None:
        from trilogue.foundation.audit import log

        log.hold = self.usual


def count(number: int) -> dict[str, Any]:
    from trilogue.domain.delegations.queries import held_places, quota_of

    delegation = _delegation(number)
    return {"held": held_places(delegation), "places": quota_of(delegation)}


def _delegation(number: int) -> "Delegation":
    from trilogue.domain.delegations.models import Delegation

    return Delegation.objects.get(edition__number=number + 1)


def rows() -> Iterator[tuple[str, str, bool]]:
    """Name, figures, and whether all is as it must be."""
    for vendor in ("sqlite", *(["postgresql"] if server() else [])):
        outcome = race(vendor)
        sound = not (outcome.oversold or outcome.empty or outcome.failures)
        yield (
            f"places on {vendor} (p99 limit {LIMITS[vendor]:g} s)",
            outcome.said(),
            sound and outcome.quantile(0.99) <= LIMITS[vendor],
        )
    if server():
        outcome = race("postgresql", rounds=3, locked=False)
        yield "places on postgresql, the lock removed (must oversell)", outcome.said(), outcome.oversold > 0


def main() -> int:
    within = True
    for name, figures, ok in rows():
        print(f"{name}: {figures} {'ok' if ok else 'OVER'}")
        within &= ok
    return 0 if within else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["racer"]:
        answer_lines(int(sys.argv[2]))
    else:
        sys.exit(main())
