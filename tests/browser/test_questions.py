"""Questions to a speaker: asked in Korean, translated at the desk, wanted by others in Japanese, shown, answered."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as configured

from tests import factories
from tests.browser.site import DEMONSTRATION, session_cookie
from tests.browser.stories import DESK, at_the_desk, open_site
from tests.browser.test_meetings import on_the_phone
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.models import Question, QuestionTime, Screen
from trilogue.foundation.access import ANONYMOUS

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab
    from pytest_django.fixtures import Settings

KOREAN, JAPANESE = "haneul@example.kr", "ryo@example.jp"
WORDS, TRANSLATED = "첫해 예산은 누가 부담했습니까?", "初年度の予算はどこが負担しましたか。"
BEATS = 15_000
"""Milliseconds in which a phone surely has looked again."""


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    return live


def opened(edition: Edition) -> QuestionTime:
    for code, email in (("KR", KOREAN), ("JP", JAPANESE)):
        person = factories.create_person(factories.create_country(code), email=email)
        factories.create_account(email, person=person)
        factories.create_participation(edition, person=person)
    return actions.open_question_time(edition, by=ANONYMOUS, title=factories.text("A market of three ports"))


def test_a_question_goes_from_a_seat_to_the_speaker(browser: "Browser", site: str) -> None:
    time = opened(Edition.objects.get(series__slug=DEMONSTRATION))
    with on_the_phone(browser, site, "ko", KOREAN) as korean:
        korean.opens(f"/q/{time.code}/")
        korean.writes(WORDS, "Your question")
        korean.presses("Send the question")
        korean.is_told(korean.words("Asked. The desk reads it before it is put to the speaker."))
    with at_the_desk(browser, site) as officer:
        officer.opens(f"{DESK}questions/{time.number}/")
        waiting = officer.tab.get_by_role("region", name=re.compile(officer.words("Waiting", "questions")))
        assert WORDS in waiting.inner_text()
        waiting.get_by_role("link", name=officer.words("Translate", "a question")).click()
        officer.tab.locator("[name=text-ja]").fill(TRANSLATED)
        officer.presses("Save")
        put = officer.words("Put to the speaker", "decide about a question")
        officer.tab.get_by_role("button", name=put).click()
        question = time.questions.get()
        assert question.state == "accepted"
        officer.presses("Show on the screen", of=WORDS)
        officer.is_told(officer.words("On the screen of the room."))
        assert Screen.objects.get().question == question
    with on_the_phone(browser, site, "ja", JAPANESE) as japanese:
        japanese.opens(f"/ja/me/questions/{time.public_id}/")
        said = japanese.main()
        assert TRANSLATED in said
        assert japanese.words("Written in Korean") in said
        japanese.tab.locator("details summary", has_text=japanese.words("Written in Korean")).click()
        assert WORDS in japanese.main()
        japanese.tab.get_by_role("button", name=japanese.words("I would like to know this too")).click()
        assert japanese.words("You would like to know this too") in japanese.main()
        wide = japanese.tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390


@pytest.fixture
def time(live: str) -> QuestionTime:
    return opened(factories.create_edition())


@pytest.fixture
def phone(browser: "Browser", live: str, time: QuestionTime) -> Iterator["Tab"]:
    """A Japanese phone with JavaScript, in which somebody is writing."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    name, value = configured.SESSION_COOKIE_NAME, session_cookie(JAPANESE)
    context.add_cookies([{"name": name, "value": value, "url": live}])
    tab = context.new_page()
    tab.goto(f"{live}/en/me/questions/{time.public_id}/")
    tab.get_by_label("Your question").click()
    tab.keyboard.insert_text("書きか")
    yield tab
    context.close()


def asked(time: QuestionTime) -> Question:
    one = Participation.objects.get(person__email=KOREAN, edition=time.edition)
    return factories.create_question(time, words="What did it cost?", author=one)


def test_the_list_goes_on_by_itself_and_leaves_what_is_being_written(
    phone: "Tab", time: QuestionTime
) -> None:
    asked(time)
    phone.get_by_text("What did it cost?").first.wait_for(timeout=BEATS)
    focused = phone.evaluate("document.activeElement.name")
    assert (phone.get_by_label("Your question").input_value(), focused) == ("書きか", "text")
    phone.keyboard.insert_text("け")
    assert phone.get_by_label("Your question").input_value() == "書きかけ"


def test_a_voice_is_given_without_losing_what_is_being_written(phone: "Tab", time: QuestionTime) -> None:
    asked(time)
    button = phone.get_by_role("button", name="I would like to know this too")
    button.click(timeout=BEATS)
    phone.get_by_text("You would like to know this too").wait_for(timeout=BEATS)
    assert phone.get_by_label("Your question").input_value() == "書きか"
    assert time.questions.get().seconds.count() == 1
    phone.get_by_role("button", name="Take back").click()
    button.wait_for(timeout=BEATS)
    assert time.questions.get().seconds.count() == 0


def test_what_does_not_get_through_is_said(phone: "Tab", time: QuestionTime) -> None:
    asked(time)
    button = phone.get_by_role("button", name="I would like to know this too")
    button.wait_for(timeout=BEATS)
    phone.context.set_offline(True)
    button.click()
    phone.get_by_text("This did not get through.").wait_for(timeout=BEATS)
    phone.context.set_offline(False)
    button.click()
    phone.get_by_text("You would like to know this too").wait_for(timeout=BEATS)
    assert not phone.get_by_text("This did not get through.").is_visible()
