"""An exchange of opinions from the first measure to the result: 88 officials, four of them at browsers in their own
languages and one at the desk, the others at telephones of every kind. The figures shown are counted again here.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from bench.stored import stored
from tests.browser.exchange import (
    BY_CAMP,
    DELEGATIONS,
    EVERYBODY,
    NOBODY,
    NOT_JAPAN,
    Leaning,
    Official,
    Votes,
    agrees_with,
    at_telephones,
    counted,
    gather,
    majorities,
    opinions,
)
from tests.browser.onlookers import Seen, seen
from tests.browser.site import DEMONSTRATION, SOMEBODY
from tests.browser.stories import DESK, User, open_site
from tests.browser.test_contacts import on_the_phone
from tests.browser.test_tables import officer
from tests.faults.history import faults
from tests.faults.voters import by_form, in_queues, one_by_one, vote
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.models import AgendaItem, Conversation, Screen, Statement, Vote
from trilogue.domain.opinions.planning import refresh_all
from trilogue.domain.opinions.queries import own_votes, turnout
from trilogue.foundation import keys

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

EXCHANGE = f"{DESK}opinions/1/"
SEEDS = """English,한국어,日本語,中文
Open one joint desk for sister cities.,자매도시 공동 창구를 열자.,姉妹都市の共同窓口を設ける。,开设友好城市联合窗口。
"Share contacts, day and night.","재해 연락망을, 늘 나누자.","災害連絡網を、共有する。","共享灾害联络网，昼夜畅通。"
Exchange officials for half a year.,공무원을 반년 동안 서로 파견하자.,職員を半年間相互に派遣する。,公务员互派工作半年。
Hold the workshop twice a year.,워크숍을 해마다 두 번 열자.,ワークショップを年二回開く。,研讨会每年举办两次。
End the paper letters between offices.,기관 사이의 종이 공문을 없애자.,機関間の紙の文書をやめる。,取消机关间的纸质公文。
Build one joint archive of cases.,사례를 모은 공동 자료실을 만들자.,事例の共同資料室を作る。,建立共同的案例资料库。
Send schools on joint trips.,학교가 함께 수학여행을 가게 하자.,学校の合同修学旅行を行う。,组织学校联合研学旅行。
Charge a fee for interpreters.,통역 비용을 따로 받자.,通訳の費用を徴収する。,收取口译费用。
"""
LEANINGS = (EVERYBODY, EVERYBODY, EVERYBODY, NOT_JAPAN, NOT_JAPAN, BY_CAMP, BY_CAMP, NOBODY)
PROPOSED = {
    "en": "Let young officials write the agenda.",
    "ko": "청년 공무원이 의제를 정하게 하자.",
    "ja": "若手職員の合同研修を行う。",
    "zh-hans": "建立三国公务员通讯录。",
}
OF_OTHERS = (
    "시장을 한 사람 파견하자.",
    "통역 앱을 함께 만들자.",
    "姉妹都市の日を設ける。",
    "举办联合体育比赛。",
)
AT_BROWSERS = {"en": "KR", "ko": "KR", "ja": "JP", "zh-hans": "CN"}
RESULTS = {"results.json", "results.xlsx", "results.pdf"}
BUTTONS = {1: "yes", -1: "no", 0: "pass"}
NEXT_CARD = """words => document.querySelector('[data-card]').hidden
  || document.querySelector('[data-text]').textContent !== words"""
FEWEST_PAGES = 40
"""That can be seen by others than the voter while the vote is under way."""
NOTHING_WAITS = """() => !Object.keys(localStorage).some((each) => each.startsWith('trilogue.vote.'))"""


@dataclass
class Story:
    """Who is there, what they think, and what became of it so far."""

    site: str
    officials: list[Official]
    desk: User
    browsers: dict[str, User] = field(default_factory=dict)
    at_browser: dict[str, Official] = field(default_factory=dict)

    @property
    def exchange(self) -> Conversation:
        return Conversation.objects.select_related("series", "edition").get(series__slug=DEMONSTRATION)

    @property
    def others(self) -> list[Official]:
        mine = {each.email for each in self.at_browser.values()}
        return [each for each in self.officials if each.email not in mine]

    def telephones(self, people: list[Official], thought: Votes, ballot: str) -> list[Any]:
        address = urlsplit(self.site)
        at = (str(address.hostname), int(address.port or 0))
        return at_telephones(people, thought, at, str(self.exchange.public_id), ballot)

    def opens(self, language: str, page: str = "") -> User:
        user = self.browsers[language]
        user.opens(f"/{language}/me/opinions/{self.exchange.public_id}/{page}")
        return user


@pytest.fixture
def story(browser: "Browser", live: str, settings: "Settings", tmp_path: Path) -> Iterator[Story]:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    open_site(settings, tmp_path)
    officials = gather(Edition.objects.get(series__slug=DEMONSTRATION, number=9))
    with ExitStack() as stack:
        made = Story(live, officials, stack.enter_context(officer(browser, live, scripts=True)))
        for number, (language, country) in enumerate(AT_BROWSERS.items()):
            one = [each for each in officials if each.country == country][number]
            kind: dict[str, Any] = {"java_script_enabled": False} if language == "ja" else {}
            made.at_browser[language] = one
            made.browsers[language] = stack.enter_context(
                on_the_phone(browser, live, language, one.person, **kind)
            )
        yield made


@pytest.mark.prove
def test_from_the_first_measure_to_the_result(story: Story) -> None:
    set_up(story)
    collect(story)
    moderate(story)
    thought = vote_on_everything(story)
    before = nothing_shows_how_people_voted(story, thought)
    reveal(story, thought, before)
    put_together_the_agenda(story)
    finally_thought = vote_finally(story)
    close(story, finally_thought)


def set_up(story: Story) -> None:
    desk = story.desk
    desk.opens(f"{DESK}opinions/add/")
    desk.tab.locator("[name='topic-ko']").fill("협력을 넓힐 방안")
    desk.presses("Save")
    desk.opens(f"{EXCHANGE}measures/add-many/")
    desk.tab.locator("input[type=file]").set_input_files(
        {"name": "seeds.csv", "mimeType": "text/csv", "buffer": SEEDS.encode()}
    )
    desk.presses("Add the measures")
    assert story.exchange.statements.filter(seed=True, state="accepted").count() == len(LEANINGS)
    step(desk, "phase/collect/", "Start collecting measures")


def step(desk: User, page: str, words: str) -> None:
    """Where what it means is read, and confirmed by a button of the same words."""
    desk.opens(f"{EXCHANGE}{page}")
    desk.presses(words)
    desk.tab.wait_for_url(f"**{EXCHANGE}")
    expect(desk.tab.locator("main [role=status]")).to_have_count(1)


def collect(story: Story) -> None:
    for language, words in PROPOSED.items():
        user = story.opens(language, "propose/")
        user.tab.locator("[name=text]").fill(words)
        user.presses("Propose")
        user.tab.wait_for_url("**/measures/")
        assert words in user.main()
    phones = [each.phone for each in story.telephones(story.others[: len(OF_OTHERS)], {}, "open")]
    assert all(phone.propose(words) for phone, words in zip(phones, OF_OTHERS, strict=True))
    assert not phones[1].propose(OF_OTHERS[0]), "the same words a second time"
    assert not Vote.objects.filter(statement__conversation=story.exchange).exists()


def moderate(story: Story) -> None:
    """One is not accepted, one says what a measure of the desk says already, and the others are put to the vote."""
    desk, exchange = story.desk, story.exchange
    desk.opens(f"{EXCHANGE}measures/")
    expect(desk.tab.locator("form button[value=accept]")).to_have_count(len(PROPOSED) + len(OF_OTHERS))
    refused, merged = (numbered(exchange, words) for words in (PROPOSED["zh-hans"], OF_OTHERS[3]))
    desk.opens(f"{EXCHANGE}measures/{refused}/")
    desk.tab.locator("input[name=reason][value=several]").check()
    desk.writes("명부와 규정을 나누어 제안해 주십시오.", "Note to the author, in the language of this page")
    desk.presses("Do not accept")
    desk.opens(f"{EXCHANGE}measures/{merged}/")
    desk.tab.locator("input[name=into]").first.check()
    desk.presses("Merge into the chosen one")
    desk.opens(f"{EXCHANGE}measures/")
    while desk.tab.locator("form button[value=accept]").count():
        with desk.tab.expect_navigation():
            desk.tab.locator("form button[value=accept]").first.click()
    assert exchange.statements.filter(state="accepted").count() == len(LEANINGS) + 6
    author = story.opens("zh-hans", "measures/")
    assert (
        author.words("It asks for several things at once; propose them one by one.", "rejection")
        in author.main()
    )
    step(desk, "phase/vote/", "Start the vote")


def numbered(exchange: Conversation, words: str) -> int:
    return next(each.number for each in exchange.statements.all() if str(each.text) == words)


def vote_on_everything(story: Story) -> Votes:
    """Telephones without scripts, without network for a while, and all others; what is stored is what was thought."""
    accepted = list(story.exchange.statements.filter(state="accepted").order_by("number"))
    leanings = dict(
        zip([str(each.public_id) for each in accepted], (*LEANINGS, *[BY_CAMP, EVERYBODY] * 3), strict=True)
    )
    return take_votes(story, leanings, "open", seed=1)


def take_votes(story: Story, leanings: dict[str, Leaning], ballot: str, *, seed: int) -> Votes:
    """What is stored is what everybody thought, and nothing else."""
    thought = opinions(story.officials, leanings, seed=seed)
    voters = story.telephones(story.others, thought, ballot)
    vote(voters, (one_by_one, in_queues, by_form, in_queues), at_once=4)
    presses = [press for each in voters for press in each.plan]
    assert all(each.acknowledged for each in presses)
    sent = {each.name: [one for press in each.plan for one in press.receipts] for each in voters}
    assert faults(presses, stored(str(story.exchange.public_id), sent, ballot)) == []
    for language in story.browsers:
        vote_on_cards(story, language, thought, ballot)
    assert turnout(story.exchange, ballot=ballot) == DELEGATIONS
    for measure in leanings:
        assert in_the_database(measure, ballot) == counted(story.officials, thought, measure)
    return thought


def vote_on_cards(story: Story, language: str, thought: Votes, ballot: str) -> None:
    """One card after another; the Chinese telephone has no network for the first four, the Japanese no scripts."""
    user, email = story.opens(language), story.at_browser[language].email
    card, text = user.tab.locator("[data-card]"), user.tab.locator("[data-text]")
    measures = {
        each.text.shown(language).text: str(each.public_id) for each in story.exchange.statements.all()
    }
    user.tab.context.set_offline(language == "zh-hans")
    for number in range(len(LEANINGS) + len(PROPOSED) + len(OF_OTHERS)):
        if number == 4:
            user.tab.context.set_offline(False)
        if not card.is_visible():
            break
        words = text.inner_text()
        button = user.tab.locator(f".vote.{BUTTONS[thought[email, measures[words]] or 0]}")
        if language == "ja":
            with user.tab.expect_navigation():
                button.click()
        else:
            button.click()
            user.tab.wait_for_function(NEXT_CARD, arg=words)
    user.tab.context.set_offline(False)
    assert user.words("You have voted on everything. Thank you.") in user.main()
    if language != "ja":
        user.tab.wait_for_function(NOTHING_WAITS)
    mine = {measure: value for (who, measure), value in thought.items() if who == email}
    stored_of = own_votes(story.exchange, story.at_browser[language].person, ballot=ballot)
    assert {str(each.statement.public_id): each.value for each in stored_of.values()} == mine, language


def in_the_database(measure: str, ballot: str) -> dict[str, Counter[int | None]]:
    found: dict[str, Counter[int | None]] = {code: Counter() for code in DELEGATIONS}
    for each in Vote.objects.filter(statement__public_id=measure, ballot=ballot).select_related("voter"):
        found[each.voter.country_id][each.value] += 1
    return found


def nothing_shows_how_people_voted(story: Story, thought: Votes) -> Seen:
    """A third of the room thinks the opposite for a moment: nobody sees any difference, the desk included."""
    story.desk.opens(f"{DESK}screen/")
    story.desk.tab.locator("#exchange").select_option("1")
    story.desk.tab.locator("button[name=view][value=turnout]").click()
    story.desk.tab.wait_for_selector("button[value=turnout][aria-pressed=true]")
    watcher = story.others[0].email
    refresh_all(story.exchange)
    before = seen(story.exchange, SOMEBODY.email, watcher)
    assert len([status for status, _ in before.values() if status == 200]) > FEWEST_PAGES
    change_minds(story, thought, by=-1, number=3)
    refresh_all(story.exchange)
    assert differences(before, seen(story.exchange, SOMEBODY.email, watcher)) == []
    change_minds(story, thought, by=1, number=4)
    refresh_all(story.exchange)
    return before


def change_minds(story: Story, thought: Votes, *, by: int, number: int) -> None:
    for voter in story.telephones(story.others[1::3], thought, "open"):
        last = [press for press in voter.plan if press.value == thought[voter.name, press.statement]]
        queue = {press.statement: press for press in last}.values()
        outcomes = voter.phone.send(
            [voter.phone.casting(each.statement, by * (each.value or 0), number) for each in queue]
        )
        assert set(outcomes) == {"kept"}


def differences(one: Seen, other: Seen) -> list[str]:
    return [name for name in {*one, *other} if one.get(name) != other.get(name)]


def reveal(story: Story, thought: Votes, before: Seen) -> None:
    """Shown at once to all, on telephones, at the desk and on the screen; and it is true."""
    step(story.desk, "phase/discuss/", "End the vote and start the discussion")
    assert shown_data(story) is None
    step(story.desk, "reveal/open/", "Show the results")
    now = seen(story.exchange, SOMEBODY.email, story.others[0].email)
    assert {each.rpartition("/")[2] for each in differences(before, now)} >= RESULTS
    data = shown_data(story)["ballots"]["open"]
    is_true(story, data, thought, "open")
    everywhere = [majorities(of_number(story, thought, each["number"])) for each in data["measures"]]
    supported = [
        each["number"] for each, all_of in zip(data["measures"], everywhere, strict=True) if all(all_of)
    ]
    assert sorted(data["supported"]) == supported
    first = story.exchange.statements.get(number=data["supported"][0])
    for language, user in story.browsers.items():
        story.opens(language, "results/")
        assert first.text.shown(language).text in user.main()
        assert user.words("By opinion group") in user.main()
    show_on_the_screen(story, "common", first)


def shown_data(story: Story) -> Any:
    """The results as the official of another delegation takes them away; None where there are none."""
    phone = story.telephones(story.others[-1:], {}, "open")[0].phone
    answer = phone.ask("GET", f"{phone.path}results.json")
    assert answer.status in (200, 404)
    return answer.json() if answer.status == 200 else None


def is_true(story: Story, data: Any, thought: Votes, ballot: str) -> None:
    assert data["voters"] == sum(DELEGATIONS.values())
    assert data["votes"] == len(thought)
    for each in data["measures"]:
        assert agrees_with(each["shares"], of_number(story, thought, each["number"])), each


def of_number(story: Story, thought: Votes, number: int) -> dict[str, Counter[int | None]]:
    statement = story.exchange.statements.get(number=number)
    return counted(story.officials, thought, str(statement.public_id))


def show_on_the_screen(story: Story, view: str, statement: Statement) -> None:
    """From the desk to the room, in two languages."""
    desk = story.desk
    desk.opens(f"{DESK}screen/")
    for position, language in enumerate(("ja", "zh-hans", "", "")):
        desk.tab.locator(f"#language{position}").select_option(language)
    desk.tab.locator(f"button[name=view][value={view}]").click()
    desk.tab.wait_for_selector(f"button[value={view}][aria-pressed=true]")
    room = desk.tab.context.new_page()
    room.goto(f"{story.site}/ko/screen/{Screen.objects.get(edition=story.exchange.edition).code}/")
    assert statement.text.shown("ja").text in room.locator("main").inner_text()
    assert statement.text.shown("zh-hans").text in room.locator("main").inner_text()
    room.close()


def put_together_the_agenda(story: Story) -> None:
    desk = story.desk
    desk.opens(f"{EXCHANGE}agenda/")
    desk.presses("Add all suggestions")
    numbers = [each.statement.number for each in agenda(story)]
    assert len(numbers) > 3
    for command in (f"down:{numbers[0]}", f"remove:{numbers[-1]}"):
        with desk.tab.expect_navigation():
            desk.tab.locator(f"button[value='{command}']").click()
    assert [each.statement.number for each in agenda(story)] == [numbers[1], numbers[0], *numbers[2:-1]]
    desk.tab.locator(f"#f-{numbers[2]}").uncheck()
    with desk.tab.expect_navigation():
        desk.tab.locator("button.btn[value=save]").click()
    assert [each.in_final for each in agenda(story)].count(False) == 1
    step(desk, "phase/final/", "Start the final vote")


def agenda(story: Story) -> list[AgendaItem]:
    return list(story.exchange.agenda.select_related("statement").order_by("position"))


def vote_finally(story: Story) -> Votes:
    chosen = [str(each.statement.public_id) for each in agenda(story) if each.in_final]
    leanings = dict.fromkeys(chosen, EVERYBODY) | {chosen[-1]: NOT_JAPAN}
    thought = take_votes(story, leanings, "final", seed=2)
    assert "final" not in shown_data(story)["ballots"]
    return thought


def close(story: Story, thought: Votes) -> None:
    step(story.desk, "reveal/final/", "Show the result of the final vote")
    step(story.desk, "phase/closed/", "Close for good")
    data = shown_data(story)["ballots"]["final"]
    is_true(story, data, thought, "final")
    for language, user in story.browsers.items():
        story.opens(language, "results/")
        expect(user.section("Result of the final vote")).to_be_visible()
    show_on_the_screen(story, "final", agenda(story)[0].statement)
    assert not keys.exists(story.exchange.public_id)
    late = story.telephones(story.others[:1], thought, "final")[0].phone
    late.deck()
    with pytest.raises(LookupError, match="409"):
        late.send([late.casting(next(measure for _, measure in thought), -1, 9)])
    assert not story.exchange.statements.exclude(author=None).exists()
