"""88 people at their telephones, who vote while the server dies under them, and send again until they know."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from bench.installation import HOST
from bench.phones import TAKEN, Phone, Unanswered
from tests.faults.history import Press

LANGUAGES = ("ko", "ja", "zh-hans", "en")
VALUES = (1, 1, -1, 0, None)
PAUSE = 0.2
"""Seconds before a telephone that got no answer sends again."""
QUEUE = 8
"""Votes that a telephone without network gathers."""


@dataclass
class Progress:
    """How many presses were acknowledged so far, for whoever waits to break something in the middle of them."""

    acknowledged: int = 0
    abandoned: threading.Event = field(default_factory=threading.Event)
    """Set where there is no use in waiting any longer."""
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def add(self, count: int) -> None:
        with self._changed:
            self.acknowledged += count
            self._changed.notify_all()

    def wait_for(self, count: int, patience: float) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.acknowledged >= count, patience), self.acknowledged


@dataclass
class Voter:
    """`name` is the official's address. What `plan` says is pressed one after another, in the voter's own manner."""

    name: str
    phone: Phone
    plan: list[Press]
    progress: Progress
    lot: random.Random

    def send(self, presses: list[Press], *, hang_up: bool = False) -> None:
        """Raises Unanswered. A receipt goes with its press for good."""
        castings = [self.casting(each) for each in presses]
        outcomes = self.phone.send(castings, hang_up=hang_up)
        self.acknowledge(
            [press for press, outcome in zip(presses, outcomes, strict=True) if outcome in TAKEN]
        )
        assert set(outcomes) <= TAKEN, outcomes

    def casting(self, press: Press) -> dict[str, Any]:
        if not press.receipts:
            press.receipts.append(str(uuid4()))
        made = self.phone.casting(press.statement, press.value, press.number)
        return {**made, "receipt": press.receipts[-1]}

    def acknowledge(self, presses: list[Press]) -> None:
        fresh = [each for each in presses if not each.acknowledged]
        for each in fresh:
            each.acknowledged = True
        self.progress.add(len({id(each) for each in fresh}))

    def insist(self, attempt: Callable[[], None]) -> None:
        """Until there is an answer. Raises Unanswered once it was abandoned."""
        while True:
            try:
                attempt()
            except Unanswered:
                if self.progress.abandoned.wait(PAUSE):
                    raise
            else:
                return


def one_by_one(voter: Voter) -> None:
    for press in voter.plan:
        voter.insist(lambda: voter.send([press]))  # noqa: B023


def without_listening(voter: Voter) -> None:
    """Every third answer never arrives, as after a tunnel; the same is sent again."""
    for press in voter.plan:
        if voter.lot.random() < 1 / 3:
            voter.insist(lambda: _hang_up(voter, press))  # noqa: B023
        voter.insist(lambda: voter.send([press]))  # noqa: B023


def _hang_up(voter: Voter, press: Press) -> None:
    try:
        voter.send([press], hang_up=True)
    except Unanswered:
        return


def in_queues(voter: Voter) -> None:
    """Without network for a while; what was gathered is sent in any order, and some of it again with the next."""
    before: list[Press] = []
    for begin in range(0, len(voter.plan), QUEUE):
        queue = voter.plan[begin : begin + QUEUE]
        sent = [*queue, *voter.lot.sample(before, min(3, len(before)))]
        voter.lot.shuffle(sent)
        voter.insist(lambda: voter.send(sent))  # noqa: B023
        before += queue


def by_form(voter: Voter) -> None:
    """Without JavaScript: who gets an error page goes back and presses the same button of the same page."""

    def submit(press: Press) -> None:
        assert voter.phone.submit(voter.casting(press))
        voter.acknowledge([press])

    for press in voter.plan:
        voter.insist(lambda: submit(press))  # noqa: B023


def until_the_first_failure(voter: Voter) -> None:
    """Puts the telephone away when no answer comes: what was sent then may be stored or not."""
    for press in voter.plan:
        try:
            voter.send([press])
        except Unanswered:
            return


MANNERS = (one_by_one, without_listening, in_queues, by_form, one_by_one, in_queues, until_the_first_failure)


def forgetful(voter: Voter) -> None:
    """The control, wrong by intent: each attempt has a new receipt and number, and every second answer is lost."""
    number = 0
    for press in voter.plan:
        for hang_up in (True, False):
            number += 1
            press.receipts.append(str(uuid4()))
            press.number = number
            voter.insist(lambda: _hang_up(voter, press) if hang_up else voter.send([press]))  # noqa: B023


def voters(gathered: dict[str, Any], port: int, *, seed: int, presses: int) -> list[Voter]:
    """Everybody presses as often; the last presses change votes that were given before."""
    progress = Progress()
    made = []
    for number, (name, session) in enumerate(gathered["sessions"].items()):
        lot = random.Random(f"{seed}:{name}")
        phone = Phone(HOST, port, session, gathered["exchange"], LANGUAGES[number % len(LANGUAGES)])
        plan = _plan(name, gathered["statements"], presses, lot)
        made.append(Voter(name, phone, plan, progress, lot))
    return made


def _plan(name: str, statements: list[str], presses: int, lot: random.Random) -> list[Press]:
    mixed = lot.sample(statements, len(statements))
    return [
        Press(name, mixed[n % len(mixed)], lot.choice(VALUES), 1 + n // len(mixed)) for n in range(presses)
    ]


def vote(
    people: list[Voter],
    manners: tuple[Callable[[Voter], None], ...],
    meanwhile: Callable[[], None] = lambda: None,
    *,
    at_once: int = 0,
) -> None:
    """All at once, or so many of them; `meanwhile` in the caller's thread. Raises what went wrong with anybody."""
    with ThreadPoolExecutor(at_once or len(people)) as pool:
        running = [pool.submit(manners[n % len(manners)], each) for n, each in enumerate(people)]
        try:
            meanwhile()
            for each in running:
                each.result()
        finally:
            people[0].progress.abandoned.set()
