"""Two participants meet in a booked slot: the desk offers it, a Korean asks on the telephone, a Japanese agrees."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as configured
from django.utils.timezone import localdate

from tests import factories
from tests.browser.site import DEMONSTRATION, session_cookie
from tests.browser.stories import DESK, PHONE, User, at_the_desk, mailed_link, open_site, visiting
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.models import MeetingSeat

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

KOREAN, JAPANESE = "김하늘", "小林 涼"
TOPIC, HOURS = "청년 교류 방문", "17:30–17:50"


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    return live


@pytest.fixture
def people(site: str) -> tuple[Participation, Participation]:
    edition = Edition.objects.get(series__slug=DEMONSTRATION)
    made = []
    for code, native, tag, roman, email in (
        ("KR", KOREAN, "ko", "KIM Haneul", "haneul@example.kr"),
        ("JP", JAPANESE, "ja", "KOBAYASHI Ryo", "ryo@example.jp"),
    ):
        person = factories.create_person(
            factories.create_country(code), native=native, tag=tag, roman=roman, email=email
        )
        factories.create_account(email, person=person)
        made.append(factories.create_participation(edition, person=person))
    return made[0], made[1]


@contextmanager
def on_the_phone(browser: "Browser", site: str, language: str, email: str) -> Iterator[User]:
    with visiting(browser, site, language, **PHONE) as user:
        name, value = configured.SESSION_COOKIE_NAME, session_cookie(email)
        user.tab.context.add_cookies([{"name": name, "value": value, "url": site}])
        yield user


def offer(browser: "Browser", site: str) -> None:
    """The desk opens meetings with two times and a place."""
    with at_the_desk(browser, site) as officer:
        officer.opens(f"{DESK}meetings/")
        officer.follows("Add times")
        officer.writes(f"{localdate() + timedelta(days=30)}T17:30", "First start")
        officer.writes("2", "How many")
        officer.presses("Save")
        officer.follows("Add a place")
        officer.tab.locator("[name=name-ko]").fill("로비 1번 자리")
        officer.tab.locator("[name=name-ja]").fill("ロビー1番")
        officer.presses("Save")
        officer.follows("Change the terms")
        officer.box("Participants can ask each other for meetings").check()
        officer.presses("Save")


def ask(browser: "Browser", site: str, own: Participation) -> None:
    with on_the_phone(browser, site, "ko", own.person.email) as korean:
        korean.opens("/ko/me/")
        korean.follows("Meetings")
        assert JAPANESE not in korean.main()
        korean.tab.locator("details", has_text="일본").locator("summary").click()
        korean.tab.locator("input[name=country][value=JP]").check()
        korean.tab.get_by_role("button", name=korean.words("Show", "meeting"), exact=True).click()
        korean.follows("Ask for a meeting", of=JAPANESE)
        korean.tab.get_by_label(HOURS).check()
        korean.writes(TOPIC, "What you would like to talk about")
        korean.tab.get_by_role("button", name=korean.words("Ask", "meeting"), exact=True).click()
        korean.is_told(korean.words("Asked. You are told by mail when there is an answer."))
        assert HOURS in korean.section("Whom you have asked").inner_text()


def agree(browser: "Browser", site: str, email: str) -> None:
    """By the link of the mail, in Japanese."""
    with on_the_phone(browser, site, "ja", email) as japanese:
        japanese.opens(mailed_link(email))
        question = japanese.section("Who would like to meet you")
        assert TOPIC in question.inner_text()
        question.get_by_role("button", name=japanese.words("Agree", "meeting")).click()
        japanese.is_told(japanese.words("Agreed. Place and time stand here."))
        said = japanese.section("Agreed meetings").inner_text()
        assert HOURS in said
        assert "ロビー1番" in said
        wide = japanese.tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["viewport"]["width"]


def test_two_meet_in_a_booked_slot(
    browser: "Browser", site: str, people: tuple[Participation, Participation]
) -> None:
    own, other = people
    offer(browser, site)
    ask(browser, site, own)
    agree(browser, site, other.person.email)
    with on_the_phone(browser, site, "ko", own.person.email) as korean:
        korean.opens(mailed_link(own.person.email))
        said = korean.section("Agreed meetings").inner_text()
        assert HOURS in said
        assert "로비 1번 자리" in said
        assert JAPANESE in said
    with at_the_desk(browser, site) as officer:
        officer.opens(f"{DESK}meetings/")
        said = officer.main()
        assert KOREAN in said
        assert JAPANESE in said
        assert TOPIC not in said
    assert MeetingSeat.objects.count() == 2
