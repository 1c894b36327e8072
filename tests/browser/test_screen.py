"""The screen of the room at 1920 × 1080, commanded from a phone of 390: what is pressed is seen, and can be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings as configured
from django.utils import timezone

from tests.browser.site import PARTICIPANT, SOMEBODY, session_cookie
from tests.browser.site_opinions import count_opinions
from tests.browser.stories import User, open_site
from trilogue.domain.opinions.choices import Phase, View
from trilogue.domain.opinions.models import Conversation, Screen
from trilogue.domain.opinions.planning import refresh_all
from trilogue.domain.opinions.queries import turnout

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.fixtures import Settings

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
ASK = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(v => v.id)"
SIZES = """() => [...document.querySelectorAll('main *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .filter(e => !e.closest('svg, .vh, [hidden]'))
  .map(e => 100 * parseFloat(getComputedStyle(e).fontSize) / innerHeight)"""
OVERFLOW = """() => [document.documentElement.scrollWidth - innerWidth,
  document.documentElement.scrollHeight - innerHeight,
  ...[...document.querySelectorAll('main p')].filter(e => !e.closest('[hidden], .vh'))
    .map(e => e.getBoundingClientRect().bottom - innerHeight)]"""
CONTROL = "/ko/desk/demo-under-way/10/screen/"
TURN = 12_000
"""Milliseconds for which a page of a list stays."""
SMALLEST = 2.2
"""Percent of the height of the screen: what can be read from the last row."""


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    count_opinions()
    return live


@pytest.fixture
def phone(browser: "Browser", site: str) -> Iterator[User]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    name, value = configured.SESSION_COOKIE_NAME, session_cookie(SOMEBODY.email)
    context.add_cookies([{"name": name, "value": value, "url": site}])
    yield User(context.new_page(), site, "ko")
    context.close()


def room(browser: "Browser", width: int, height: int) -> "Page":
    context = browser.new_context(
        viewport={"width": width, "height": height}, bypass_csp=True, reduced_motion="reduce"
    )
    context.add_init_script(AXE)
    return context.new_page()


def choose(phone: User, conversation: Conversation) -> None:
    phone.opens(CONTROL)
    phone.tab.locator("#exchange").select_option(str(conversation.number))


def press(phone: User, view: str) -> None:
    phone.tab.locator(f"button[name=view][value={view}]").click()
    phone.tab.wait_for_selector(f"button[value={view}][aria-pressed=true]")


@pytest.mark.parametrize(
    ("width", "height"), [(1920, 1080), pytest.param(1280, 720, marks=pytest.mark.prove)]
)
def test_the_phone_commands_and_everything_can_be_read(
    browser: "Browser", site: str, phone: User, width: int, height: int
) -> None:
    over = Conversation.objects.exclude(revealed_at=None).earliest("number")
    choose(phone, over)
    press(phone, View.COMMON)
    screen = Screen.objects.get(conversation=over)
    tab = room(browser, width, height)
    tab.goto(f"{site}/ko/screen/{screen.code}/")
    for view in (View.COMMON, View.DIVIDES, View.MAP, View.AGENDA, View.FINAL, View.TURNOUT, View.JOIN):
        choose(phone, over)
        heading = tab.locator("h1").inner_text()
        press(phone, view)
        if view != View.COMMON:
            tab.wait_for_function(
                "before => document.querySelector('h1').textContent !== before", arg=heading
            )
        assert min(tab.evaluate(SIZES)) >= SMALLEST
        assert max(tab.evaluate(OVERFLOW)) <= 1
        assert tab.evaluate(ASK) == []
    phone.tab.locator("#asked").select_option(index=1)
    press(phone, View.QUESTIONS)
    tab.wait_for_selector("text=연사에게 묻는 질문")
    assert tab.evaluate(ASK) == []
    press(phone, View.BLANK)
    tab.wait_for_selector(".rest")
    assert "%" not in tab.inner_text("main")
    tab.context.close()


TURNED = """first => document.querySelector('[data-page]').textContent.startsWith('2 / ')
    && [...document.querySelectorAll('ol > li')].find(item => !item.hidden).innerText !== first"""


def test_a_long_list_turns_its_pages(browser: "Browser", site: str, phone: User) -> None:
    over = Conversation.objects.exclude(revealed_at=None).earliest("number")
    choose(phone, over)
    press(phone, View.COMMON)
    tab = room(browser, 1280, 500)
    tab.clock.install()
    tab.goto(f"{site}/ko/screen/{Screen.objects.get(conversation=over).code}/")
    tab.wait_for_function("() => document.querySelector('[data-page]').textContent.startsWith('1 / ')")
    first = tab.locator("ol > li:visible").first.inner_text()
    tab.clock.fast_forward(TURN)
    tab.wait_for_function(TURNED, arg=first)
    tab.context.close()


def test_it_counts_as_people_vote(browser: "Browser", site: str, phone: User) -> None:
    now = Conversation.objects.get(phase=Phase.VOTE)
    choose(phone, now)
    press(phone, View.TURNOUT)
    tab = room(browser, 1920, 1080)
    tab.goto(f"{site}/ko/screen/{Screen.objects.get(conversation=now).code}/")
    before = sum(turnout(now, ballot="open").values())
    assert tab.locator(".count b").inner_text() == str(before)
    gone = now.voters.first()
    assert gone
    gone.votes.all().delete()
    tab.wait_for_function(
        "count => document.querySelector('.count b').textContent === count", arg=str(before - 1)
    )
    tab.context.close()


def test_phones_that_wait_follow_the_reveal(browser: "Browser", site: str) -> None:
    """The page opens by itself, and tells who looks again that nothing has changed."""
    now = Conversation.objects.get(phase=Phase.VOTE)
    context = browser.new_context(viewport={"width": 390, "height": 844})
    name, value = configured.SESSION_COOKIE_NAME, session_cookie(PARTICIPANT.email)
    context.add_cookies([{"name": name, "value": value, "url": site}])
    tab = context.new_page()
    tab.clock.install()
    tab.goto(f"{site}/ja/me/opinions/{now.public_id}/results/")
    assert "結果はまだ公開されていません" in tab.inner_text("main")
    with tab.expect_response(lambda answer: answer.status == 304):
        tab.clock.fast_forward(TURN)
    Conversation.objects.filter(pk=now.pk).update(phase=Phase.DISCUSS, revealed_at=timezone.now())
    refresh_all(now)
    with tab.expect_response(lambda answer: answer.status == 200):
        tab.clock.fast_forward(TURN)
    tab.wait_for_selector("text=全代表団が支持")
    context.close()
