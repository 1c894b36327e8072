"""88 people vote on a real installation whose processes are killed twice, and whose database loses its power once."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings

from bench.installation import Installation, installation
from tests.faults.history import faults
from tests.faults.postgres import postgres_server
from tests.faults.voters import MANNERS, Voter, forgetful, vote, voters

pytestmark = [
    pytest.mark.prove,
    pytest.mark.xdist_group("installation"),
    pytest.mark.skipif(
        "sqlite" not in settings.DATABASES["default"]["ENGINE"],
        reason="it starts databases of its own: the proofs on SQLite have it",
    ),
]

PEOPLE, STATEMENTS, PRESSES = 88, 20, 28
PATIENCE = 120.0
Break = Callable[[], None]


@pytest.fixture(params=["sqlite", "postgresql"])
def breakable(request: pytest.FixtureRequest) -> Iterator[tuple[Installation, list[Break]]]:
    """A running installation, and what is done to it, one after another."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server()) if request.param == "postgresql" else None
        site = stack.enter_context(installation(server.url if server else ""))
        site.start()
        yield site, [site.kill_and_start, *([server.cut_and_start] if server else []), site.kill_and_start]


def test_every_vote_that_was_acknowledged_is_there_once_and_the_last_one_counts(
    breakable: tuple[Installation, list[Break]],
) -> None:
    site, breaks = breakable
    gathered = site.asked("bench.gathering", str(PEOPLE), str(STATEMENTS))
    people = voters(gathered, site.port, seed=5, presses=PRESSES)
    progress, share = people[0].progress, PEOPLE * PRESSES // (len(breaks) + 3)

    def meanwhile() -> None:
        for number, each in enumerate(breaks, start=1):
            progress.wait_for(number * share, PATIENCE)
            each()

    vote(people, MANNERS, meanwhile)
    found = found_of(site, gathered, people)
    presses = [press for each in people for press in each.plan]
    assert faults(presses, found) == []
    manners = [MANNERS[number % len(MANNERS)].__name__ for number in range(len(people))]
    unknown = Counter(
        manner
        for manner, each in zip(manners, people, strict=True)
        for press in each.plan
        if not press.acknowledged
    )
    assert set(unknown) <= {"until_the_first_failure"}
    said = f"{progress.acknowledged} of {len(presses)} acknowledged, {found['castings']} stored"
    sys.stdout.write(f"\nvotes through {len(breaks)} failures: {said}\n")


def test_a_telephone_that_forgets_its_receipts_is_found_out(
    breakable: tuple[Installation, list[Break]],
) -> None:
    """The control: the checker can fail. Even so nobody has two votes."""
    site, _ = breakable
    gathered = site.asked("bench.gathering", "8", "5")
    people = voters(gathered, site.port, seed=6, presses=5)
    vote(people, (forgetful,))
    found = found_of(site, gathered, people)
    kinds = {each.kind for each in faults([press for each in people for press in each.plan], found)}
    assert kinds == {"doubled"}
    assert found["counted"] == 8 * 5


def found_of(site: Installation, gathered: dict[str, Any], people: list[Voter]) -> dict[str, Any]:
    sent = {each.name: [one for press in each.plan for one in press.receipts] for each in people}
    found: dict[str, Any] = site.asked("bench.stored", gathered["exchange"], given=sent)
    return found
