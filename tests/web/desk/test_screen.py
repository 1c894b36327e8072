"""The remote control: what is pressed on the desk's phone is on the screen, and what may not be shown is refused."""

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.domain.opinions.stories import discussed
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.models import Conversation, Screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation() -> Conversation:
    return factories.create_conversation(factories.create_edition())


@pytest.fixture
def desk(conversation: Conversation) -> Client:
    account = factories.create_account()
    factories.create_appointment(account, role="desk", series=conversation.series)
    client = Client()
    client.force_login(account)
    return client


def at(conversation: Conversation, rest: str = "") -> str:
    edition = conversation.edition
    assert isinstance(edition, Edition)
    return f"/en/desk/{edition.series.slug}/{edition.number}/screen/{rest}"


def press(desk: Client, conversation: Conversation, view: str, **more: str) -> str:
    data = {"view": view, "exchange": str(conversation.number), "language0": "ko", "language1": "en", **more}
    return html.unescape(desk.post(at(conversation), data, follow=True).content.decode())


def test_the_first_command_makes_the_screen(desk: Client, conversation: Conversation) -> None:
    assert "once you have pressed a button" in desk.get(at(conversation)).content.decode()
    assert not Screen.objects.exists()
    page = press(desk, conversation, "turnout")
    screen = Screen.objects.get()
    assert (screen.view, screen.conversation, screen.languages) == ("turnout", conversation, ["ko", "en"])
    assert f"/ko/screen/{screen.code}/" in page
    assert re.search(r'value="turnout" aria-pressed="true"', page)


@pytest.mark.parametrize(
    ("view", "more", "words"),
    [
        ("common", {}, "This is not revealed yet."),
        ("final", {}, "This is not revealed yet."),
        ("join", {"exchange": ""}, "Choose what this view shows"),
        ("questions", {"asked": ""}, "Choose what this view shows"),
        ("questions", {"asked": "9999999999"}, "Choose what this view shows"),
        ("join", {"exchange": "１"}, "Choose what this view shows"),
        ("no-such-view", {}, "Choose what this view shows"),
        ("join", {"language1": "ko"}, "each only once"),
        ("join", {"language0": "fr"}, "each only once"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(
    desk: Client, conversation: Conversation, view: str, more: dict[str, str], words: str
) -> None:
    assert words in press(desk, conversation, view, **more)
    assert Screen.objects.get().view == "blank"


def test_results_once_they_are_revealed(desk: Client, conversation: Conversation) -> None:
    assert "once the results are revealed" in desk.get(at(conversation)).content.decode()
    Conversation.objects.filter(pk=conversation.pk).update(revealed_at=timezone.now())
    assert "once the results are revealed" not in desk.get(at(conversation)).content.decode()
    press(desk, conversation, "common")
    assert Screen.objects.get().view == "common"


def test_a_question_is_chosen_or_the_list(desk: Client, conversation: Conversation) -> None:
    question = factories.create_question(factories.create_question_time(conversation.edition))
    waiting = factories.create_question(question.question_time, state="waiting")
    time = question.question_time.number
    press(desk, conversation, "questions", asked=f"{time}.{question.number}")
    assert Screen.objects.get().question == question
    for chosen in (str(time), f"{time}.{waiting.number}", f"{time}.x"):
        press(desk, conversation, "questions", asked=chosen)
        assert (Screen.objects.get().question_time_id, Screen.objects.get().question) == (
            question.question_time_id,
            None,
        )


def test_exchanges_of_others_cannot_be_chosen(desk: Client, conversation: Conversation) -> None:
    foreign = discussed(measures=2)
    foreign.number = 7
    foreign.save()
    assert "Choose what this view shows" in press(desk, conversation, "join", exchange=str(foreign.number))


def test_a_new_address(desk: Client, conversation: Conversation) -> None:
    press(desk, conversation, "blank")
    old = Screen.objects.get().code
    page = desk.post(at(conversation, "renew/"), follow=True).content.decode()
    new = Screen.objects.get().code
    assert new != old
    assert new in page
    assert old not in page


def test_the_series_has_a_screen_of_its_own(desk: Client, conversation: Conversation) -> None:
    wide = factories.create_conversation(series=conversation.series)
    path = f"/en/desk/{conversation.series.slug}/screen/"
    desk.post(path, {"view": "join", "exchange": str(wide.number), "language0": "en"})
    screen = Screen.objects.get()
    assert (screen.edition, screen.conversation) == (None, wide)
    assert Client().get(f"/en/screen/{screen.code}/").status_code == 200
