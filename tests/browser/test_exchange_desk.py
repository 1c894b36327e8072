"""The desk moderates in Korean, with scripts and without: seeds, decisions, the vote, the reveal, the agenda."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as configured
from django.utils import timezone

from tests import factories
from tests.browser.site import DEMONSTRATION, SOMEBODY, session_cookie
from tests.browser.stories import DESK, User, open_site
from tests.domain.opinions.exchange import actor, casting, vote
from tests.domain.opinions.outcome import content, measure, share
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.models import Conversation, Statement

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

OPINIONS = f"{DESK}opinions/"
SEEDS = ("세 나라 말로 된 지방행정 용어집을 만들자.", "재난 때 바로 연락할 수 있는 담당자 명단을 두자.")
PROPOSED = ("청년 공무원이 매달 온라인으로 만나자.", "용어집을 세 나라 말로 만들자.", "숙소가 불편합니다.")


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    return live


@pytest.fixture
def people(site: str) -> list[Participation]:
    edition = Edition.objects.get(series__slug=DEMONSTRATION)
    return [
        factories.create_participation(edition, country=factories.create_country(code))
        for code in ("KR", "KR", "JP", "CN")
    ]


@contextmanager
def officer(browser: "Browser", site: str, *, scripts: bool) -> Iterator[User]:
    context = browser.new_context(
        java_script_enabled=scripts, locale="ko", viewport={"width": 1280, "height": 900}
    )
    name, value = configured.SESSION_COOKIE_NAME, session_cookie(SOMEBODY.email)
    context.add_cookies([{"name": name, "value": value, "url": site}])
    yield User(context.new_page(), site, "ko")
    context.close()


def press(desk: User, message: str, context: str = "", of: str = "") -> None:
    words = desk.words(message, context)
    desk.tab.get_by_role("button", name=f"{words} : {of}" if of else words, exact=True).first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_desk_leads_an_exchange_from_seeds_to_the_agenda(
    browser: "Browser", site: str, people: list[Participation], scripts: bool
) -> None:
    with officer(browser, site, scripts=scripts) as desk:
        made = set_up(desk)
        home = f"{OPINIONS}{made.number}/"
        step(desk, home, "Start collecting measures")
        waiting = [
            actions.propose(made, by=actor(who), text=words, language="ko", now=timezone.now())
            for who, words in zip(people, PROPOSED, strict=False)
        ]
        moderate(desk, home, waiting)
        step(desk, home, "Start the vote")
        watch(desk, home, people, scripts=scripts)
        step(desk, home, "End the vote and start the discussion")
        agenda(desk, home, made)


def set_up(desk: User) -> Conversation:
    desk.opens(OPINIONS)
    desk.follows("Set up an exchange")
    desk.tab.locator("[name=topic-ko]").fill("협력 발전 방안")
    desk.presses("Save")
    made = Conversation.objects.get(edition__series__slug=DEMONSTRATION)
    desk.opens(f"{OPINIONS}{made.number}/measures/add-many/")
    desk.writes("\n".join(SEEDS), "Measures, one a line")
    desk.presses("Add the measures")
    desk.is_told(desk.counted("%(count)s measure is added.", "%(count)s measures are added.", 2))
    return made


def step(desk: User, home: str, words: str) -> None:
    """The page says what it means; only the button there does it."""
    desk.opens(home)
    desk.follows(words)
    assert desk.words("What this means") in desk.main()
    desk.presses(words)


def moderate(desk: User, home: str, waiting: list[Statement]) -> None:
    accepted, merged, rejected = waiting
    number = desk.words("No.")
    desk.opens(f"{home}measures/")
    assert [words for words in PROPOSED if words in desk.main()] == list(PROPOSED)
    press(desk, "Accept", "measure", of=f"{number} {accepted.number}")
    desk.follows("Decide otherwise", of=f"{number} {merged.number}")
    desk.tab.locator("input[name=into]").first.check()
    desk.presses("Merge into the chosen one")
    desk.follows("Decide otherwise", of=f"{number} {rejected.number}")
    desk.presses("Do not accept")
    assert desk.words("Choose a reason.") in desk.main()
    desk.box("It is not about the topic.", "rejection").check()
    desk.presses("Do not accept")
    for each in waiting:
        each.refresh_from_db()
    assert [each.state for each in waiting] == ["accepted", "merged", "rejected"]
    assert merged.merged_into
    assert str(merged.merged_into.text) == SEEDS[0]
    assert desk.words("Nothing waits for a decision.") not in desk.main()


def watch(desk: User, home: str, people: list[Participation], *, scripts: bool) -> None:
    """Turnout moves by itself where scripts run, and nothing tells how anybody voted."""
    desk.opens(home)
    made = Conversation.objects.get(edition__series__slug=DEMONSTRATION)
    counted = desk.words("%(voted)s of %(voters)s people", voted=1, voters=len(people) + _others(made))
    vote(made, people[0], casting(made.statements.filter(state="accepted")[0], -1))
    if not scripts:
        desk.opens(home)
    desk.tab.get_by_text(counted).wait_for()
    assert desk.words("Disagree", "vote") not in desk.main()


def _others(made: Conversation) -> int:
    from trilogue.domain.opinions.queries import sizes

    return sum(sizes(made).values()) - 4


def agenda(desk: User, home: str, made: Conversation) -> None:
    desk.opens(f"{home}agenda/")
    assert (
        desk.words("Suggestions need the results, and the results are hidden from the desk too.")
        in desk.main()
    )
    statements = list(made.statements.filter(state="accepted").order_by("number"))
    told = content(
        *(measure(each, share("KR", 90), share("JP", 80)) for each in statements),
        supported=[(each, "JP") for each in statements[:2]],
        divides=statements[2:],
    )
    factories.create_snapshot(made, content=told)
    desk.follows("Show the results")
    desk.presses("Show the results")
    desk.opens(f"{home}agenda/")
    desk.presses("Add all suggestions")
    number = desk.words("No.")
    press(desk, "Up", "agenda", of=f"{number} {statements[2].number}")
    desk.box(f"{desk.words('put to the final vote')} : {number} {statements[0].number}").uncheck()
    desk.tab.get_by_role("button", name=desk.words("Save"), exact=True).last.click()
    listed = made.agenda.order_by("position").values_list("statement", "in_final")
    first, second, third = (each.pk for each in statements)
    assert list(listed) == [(first, False), (third, True), (second, True)]
