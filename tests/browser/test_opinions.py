"""Officials vote on their phones: with a network, without one, without JavaScript, on two devices, in two tabs."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import expect

from tests import factories
from tests.browser.stories import User
from tests.browser.test_contacts import COUNT, on_the_phone, sign_in
from tests.domain.network.gathering import participant
from trilogue.domain.opinions.models import Conversation, Vote, VoteEvent
from trilogue.domain.opinions.queries import own_votes
from trilogue.domain.people.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.fixtures import Settings

MEASURES = 12
KEPT = """async (wanted) => {
  while (!(await Promise.all(wanted.map((each) => caches.match(each)))).every(Boolean)) {
    await new Promise((look) => requestAnimationFrame(look));
  }
}"""
"""Until the phone has these addresses."""
NOTHING_WAITS = """() => !Object.keys(localStorage).some((each) => each.startsWith('trilogue.vote.'))"""
CARD_IS = """(words) => document.querySelector('[data-text]').textContent === words"""
DECK_HAS = """async ([path, count]) => {
  for (;;) {
    const deck = await (await caches.match(path)).json();
    if (deck.cards.filter((each) => each.value !== null).length === count) return;
    await new Promise((look) => requestAnimationFrame(look));
  }
}"""


@pytest.fixture
def conversation(live: str, settings: "Settings", tmp_path: Any) -> Conversation:
    settings.KEYS = tmp_path / "keys"
    made = factories.create_conversation(factories.create_edition(number=9))
    for number in range(MEASURES):
        factories.create_statement(made, words=f"방안 {number} 하나", language="ko")
    return made


@pytest.fixture
def official(conversation: Conversation) -> Person:
    assert conversation.edition
    person = participant(conversation.edition)
    factories.create_account(person=person)
    return person


def at(conversation: Conversation, language: str, page: str = "") -> str:
    return f"/{language}/me/opinions/{conversation.public_id}/{page}"


def the_card(tab: "Page") -> str:
    return tab.locator("[data-text]").inner_text()


def votes(tab: "Page", *choices: str) -> list[str]:
    """One after the other; the words of each card."""
    seen = []
    for each in choices:
        seen.append(the_card(tab))
        tab.locator(f".vote.{each}").click()
    return seen


def is_sent(tab: "Page") -> None:
    tab.wait_for_function(NOTHING_WAITS)


def values(conversation: Conversation, person: Person) -> dict[str, int | None]:
    found = own_votes(conversation, person, ballot="open")
    words = {each.pk: str(each.text) for each in conversation.statements.all()}
    return {words[key]: vote.value for key, vote in found.items()}


def ready(user: User, conversation: Conversation) -> None:
    """The page is open and kept, with its measures, by a worker that answers for it."""
    user.opens(at(conversation, user.language))
    user.tab.evaluate(KEPT, [at(conversation, user.language), at(conversation, user.language, "deck.json")])
    user.tab.wait_for_function("() => navigator.serviceWorker.controller")


@pytest.mark.parametrize("language", ["ko", "zh-hans"])
def test_votes_without_network_are_kept_and_sent_once(
    browser: "Browser", live: str, conversation: Conversation, official: Person, language: str
) -> None:
    with on_the_phone(browser, live, language, official) as phone:
        tab = phone.tab
        ready(phone, conversation)
        online = votes(tab, "yes", "no")
        told = phone.words("Last vote: %(vote)s", vote=phone.words("Disagree", "vote"))
        assert tab.locator("[data-said]").inner_text() == told
        is_sent(tab)
        tab.evaluate(DECK_HAS, [at(conversation, language, "deck.json"), 2])
        tab.context.set_offline(True)
        offline = votes(tab, "yes", "no", "pass", "yes", "yes")
        assert len({*online, *offline}) == 7
        waiting = phone.words(
            "Votes on this phone that wait to be sent: {count}. They are sent as soon as there is a network."
        )
        tab.get_by_text(waiting.replace("{count}", "5")).wait_for()
        assert Vote.objects.count() == 2
        card = the_card(tab)
        tab.reload()
        expect(tab.locator("body[data-kept]")).to_have_count(1)
        tab.get_by_text(waiting.replace("{count}", "5")).wait_for()
        tab.wait_for_function(CARD_IS, arg=card)
        phone.presses("Undo the last vote")
        assert the_card(tab) == offline[-1]
        assert Vote.objects.count() == 2
        tab.context.set_offline(False)
        is_sent(tab)
        tab.reload()
        progress = phone.words("Measure %(number)s of %(total)s", number=7, total=MEASURES)
        assert progress in phone.main()
        wide = tab.evaluate("() => document.documentElement.scrollWidth")
        assert wide == 390
    kept = values(conversation, official)
    expected = dict(zip([*online, *offline], [1, -1, 1, -1, 0, 1, None], strict=True))
    assert kept == expected
    assert VoteEvent.objects.count() == 8


def test_an_answer_that_is_lost_doubles_nothing(
    browser: "Browser", live: str, conversation: Conversation, official: Person
) -> None:
    with on_the_phone(browser, live, "ko", official, service_workers="block") as phone:
        phone.opens(at(conversation, "ko"))
        lost: list[int] = []

        def lose(route: Any) -> None:
            """The server has it; the phone never hears of it."""
            if len(lost) < 2:
                lost.append(route.fetch().status)
                route.abort()
            else:
                route.continue_()

        phone.tab.route("**/cast/", lose)
        votes(phone.tab, "yes", "no")
        is_sent(phone.tab)
        assert lost == [200, 200]
    assert sorted(Vote.objects.values_list("value", "number")) == [(-1, 1), (1, 1)]
    assert VoteEvent.objects.count() == 2


def test_two_devices_and_two_tabs_end_as_the_voter_left_them(
    browser: "Browser", live: str, conversation: Conversation, official: Person
) -> None:
    with (
        on_the_phone(browser, live, "ko", official) as phone,
        on_the_phone(browser, live, "ja", official) as tablet,
    ):
        ready(phone, conversation)
        tablet.opens(at(conversation, "ja"))
        assert the_card(tablet.tab) == the_card(phone.tab)
        phone.tab.context.set_offline(True)
        on_the_way = votes(phone.tab, "yes", "yes", "yes")
        assert votes(tablet.tab, "no", "no") == on_the_way[:2]
        is_sent(tablet.tab)
        phone.tab.context.set_offline(False)
        is_sent(phone.tab)
        second = phone.tab.context.new_page()
        second.goto(live + at(conversation, "ko"))
        card = the_card(second)
        votes(second, "pass")
        is_sent(second)
        phone.tab.wait_for_function(
            "(card) => document.querySelector('[data-text]').textContent !== card", arg=card
        )
        votes(phone.tab, "no")
        is_sent(phone.tab)
    kept = values(conversation, official)
    assert [kept[each] for each in on_the_way] == [1, 1, 1], "what arrived last counts"
    assert (kept[card], len(kept)) == (0, 5)
    assert VoteEvent.objects.count() == 7


def test_votes_that_wait_are_nobody_else_s_and_are_sent_when_their_owner_is_back(
    browser: "Browser", live: str, conversation: Conversation, official: Person
) -> None:
    assert conversation.edition
    other = participant(conversation.edition, "JP", roman="MATSUMOTO Naoki")
    factories.create_account(person=other)
    with on_the_phone(browser, live, "ko", official) as phone:
        tab = phone.tab
        ready(phone, conversation)
        tab.context.set_offline(True)
        votes(tab, "yes", "no")
        tab.context.clear_cookies(name=configured.SESSION_COOKIE_NAME)
        tab.context.set_offline(False)
        signed_out = phone.words(
            "Votes on this phone that wait to be sent: {count}. Sign in again, and they are sent."
        )
        tab.get_by_text(signed_out.replace("{count}", "2")).wait_for()
        sign_in(phone, other)
        phone.opens(at(conversation, "ko"))
        assert phone.words("Measure %(number)s of %(total)s", number=1, total=MEASURES) in phone.main()
        votes(tab, "pass")
        tab.wait_for_function("() => Object.keys(localStorage).length === 2")
        assert list(Vote.objects.values_list("value", flat=True)) == [0]
        sign_in(phone, official)
        phone.opens("/ko/me/tables/")
        is_sent(tab)
    assert set(values(conversation, official).values()) == {1, -1}
    assert set(values(conversation, other).values()) == {0}


def test_what_is_sent_after_the_vote_is_over_is_said_and_not_counted(
    browser: "Browser", live: str, conversation: Conversation, official: Person
) -> None:
    with on_the_phone(browser, live, "ko", official) as phone:
        ready(phone, conversation)
        phone.tab.context.set_offline(True)
        votes(phone.tab, "yes", "no")
        Conversation.objects.update(phase="discuss")
        phone.tab.context.set_offline(False)
        over = phone.words("Votes on this phone that were not counted, because the vote is over: {count}.")
        phone.tab.get_by_text(over.replace("{count}", "2")).wait_for()
        phone.presses("Discard")
        is_sent(phone.tab)
    assert not Vote.objects.exists()


def test_the_pages_a_phone_kept_of_the_exchange_end_with_the_session(
    browser: "Browser", live: str, conversation: Conversation, official: Person
) -> None:
    with on_the_phone(browser, live, "ko", official) as phone:
        ready(phone, conversation)
        phone.opens("/ko/me/")
        phone.presses("Sign out")
        phone.tab.wait_for_url(re.compile("/ko/$"))
        assert phone.tab.evaluate(COUNT) == 0


def test_without_javascript_everything_can_be_voted_on_undone_and_changed(
    browser: "Browser", live: str, conversation: Conversation, official: Person
) -> None:
    with on_the_phone(browser, live, "ja", official, java_script_enabled=False) as phone:
        tab = phone.tab
        phone.opens(f"/o/{conversation.code.lower()}/")
        assert tab.url == live + at(conversation, "ja")
        first = votes(tab, "yes")[0]
        phone.presses("Undo the last vote")
        assert the_card(tab) == first
        seen = votes(tab, *["yes", "no", "pass"] * (MEASURES // 3))
        assert len(set(seen)) == MEASURES
        assert phone.words("You have voted on everything. Thank you.") in phone.main()
        phone.follows("My votes")
        card = tab.locator("article").filter(has_text=first)
        card.locator("summary").click()
        card.get_by_role("button", name=phone.words("Disagree", "vote"), exact=True).click()
        phone.is_told(phone.words("Kept. The last vote counts."))
        phone.follows("Go on voting")
        phone.follows("Add a measure of your own")
        phone.writes("職員の相互派遣を毎年行う。", "Your measure")
        phone.presses("Propose")
        phone.is_told(phone.words("Sent to the desk. Here you see what becomes of it."))
        assert "職員の相互派遣を毎年行う。" in phone.main()
    kept = values(conversation, official)
    assert kept == {
        each: (-1 if each == first else value)
        for each, value in zip(seen, [1, -1, 0] * (MEASURES // 3), strict=True)
    }
