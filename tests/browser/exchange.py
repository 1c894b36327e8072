"""88 officials of three delegations in an exchange of opinions, what each of them thinks, and a count of their own."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.phones import Phone
from tests import factories
from tests.browser.site import session_cookie
from tests.faults.history import Press
from tests.faults.voters import Progress, Voter
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person

DELEGATIONS = {"KR": 38, "CN": 35, "JP": 15}
LANGUAGES = {"KR": "ko", "CN": "zh-hans", "JP": "ja"}
CHANGES_OF_MIND = 0.1
PASSES = 0.05
Votes = dict[tuple[str, str], int | None]
"""By official and measure: 1 agrees, -1 disagrees, 0 passes, None took the vote back."""


@dataclass(frozen=True)
class Official:
    """`camp` is one of two ways to see things, and is found in every delegation."""

    email: str
    country: str
    camp: int
    person: Person
    session: str


@dataclass(frozen=True)
class Leaning:
    """How likely somebody agrees: by country, else by camp."""

    countries: Mapping[str, float]
    camps: tuple[float, float] = (0.5, 0.5)

    def of(self, official: Official) -> float:
        return self.countries.get(official.country, self.camps[official.camp])


EVERYBODY = Leaning(dict.fromkeys(DELEGATIONS, 0.9))
NOBODY = Leaning(dict.fromkeys(DELEGATIONS, 0.1))
NOT_JAPAN = Leaning({"KR": 0.9, "CN": 0.9, "JP": 0.05})
BY_CAMP = Leaning({}, (0.95, 0.05))


def gather(edition: Edition) -> list[Official]:
    """All confirmed and signed in."""
    found = []
    for code, count in DELEGATIONS.items():
        country = factories.create_country(code)
        for number in range(count):
            person = factories.create_person(country)
            factories.create_participation(edition, country=country, person=person)
            account = factories.create_account(f"{code.lower()}-{number}@example.org", person=person)
            found.append(Official(account.email, code, number % 2, person, session_cookie(account.email)))
    return found


def opinions(officials: Iterable[Official], leanings: Mapping[str, Leaning], *, seed: int) -> Votes:
    """What each thinks of each measure."""
    lot = random.Random(seed)
    return {
        (each.email, measure): _opinion(leaning.of(each), lot)
        for each in officials
        for measure, leaning in leanings.items()
    }


def _opinion(likely: float, lot: random.Random) -> int:
    if lot.random() < PASSES:
        return 0
    return 1 if lot.random() < likely else -1


def at_telephones(
    officials: Iterable[Official], thought: Votes, address: tuple[str, int], exchange: str, ballot: str
) -> list[Voter]:
    """Some press another button first; the last press says what they think."""
    progress, voters = Progress(), []
    for each in officials:
        lot = random.Random(f"{ballot} {each.email}")
        phone = Phone(*address, each.session, exchange, LANGUAGES[each.country], ballot)
        plan = [
            press
            for (email, measure), value in thought.items()
            if email == each.email
            for press in _presses(email, measure, value, lot)
        ]
        voters.append(Voter(each.email, phone, plan, progress, lot))
    return voters


def _presses(email: str, measure: str, value: int | None, lot: random.Random) -> list[Press]:
    first = [lot.choice((1, 0, -1, None))] if lot.random() < CHANGES_OF_MIND else []
    return [Press(email, measure, each, number) for number, each in enumerate([*first, value], 1)]


def counted(officials: Iterable[Official], votes: Votes, measure: str) -> dict[str, Counter[int | None]]:
    """The test's own count of a measure: by country, how many gave each value."""
    found: dict[str, Counter[int | None]] = {code: Counter() for code in DELEGATIONS}
    for each in officials:
        found[each.country][votes.get((each.email, measure))] += 1
    return found


def agrees_with(shares: list[dict[str, Any]], own: Mapping[str, Counter[int | None]]) -> bool:
    """Whether what is shown of a measure is true: percents of those who voted, and how many where it says so."""
    for share in shares:
        counts = sum((own[code] for code in share["countries"]), Counter())
        voted = counts[1] + counts[0] + counts[-1]
        percent = 100 * counts[1] / voted
        if share["votes"] not in (None, voted):
            return False
        if share["low"] is not None and not share["low"] - 0.5 <= percent <= share["high"] + 0.5:
            return False
    return True


def majorities(own: Mapping[str, Counter[int | None]]) -> list[bool]:
    """Whether more than half of each delegation agree, those included who did not vote."""
    return [own[code][1] > size / 2 for code, size in DELEGATIONS.items()]
