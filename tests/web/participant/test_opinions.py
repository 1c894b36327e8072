"""Voting and proposing on the own pages: what is shown, kept and refused, and nothing of it anywhere else."""

import json
import re
import uuid
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.domain.opinions.exchange import NOW, casting, official, vote
from tests.web.sign_in.second_factors import answers_code
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.models import Conversation, Statement, Vote, VoteEvent
from trilogue.domain.opinions.queries import own_votes
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.access.sessions import SEEN
from trilogue.foundation.audit.models import Access, Entry
from trilogue.foundation.text.value import Entry as Words
from trilogue.foundation.text.value import State, Text

pytestmark = pytest.mark.django_db
Box = dict[str, str]


@pytest.fixture
def conversation() -> Conversation:
    made = factories.create_conversation()
    for _ in range(3):
        factories.create_statement(made)
    return made


@pytest.fixture
def who(conversation: Conversation) -> Participation:
    return official(conversation.edition)


@pytest.fixture
def client(who: Participation) -> Client:
    return of(who)


def of(who: Participation) -> Client:
    client = Client()
    client.force_login(factories.create_account(person=who.person))
    return client


def at(conversation: Conversation, page: str = "", language: str = "en") -> str:
    return f"/{language}/me/opinions/{conversation.public_id}/{page}"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer.content.decode()


def desk_of(conversation: Conversation) -> Actor:
    assert conversation.edition
    return factories.actor(edition=conversation.edition)


def form_of(page: str, mark: str) -> Box:
    """The hidden fields of a form of the page."""
    form = re.search(rf"<form[^>]*{mark}.*?</form>", page, re.DOTALL)
    assert form
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def the_card(client: Client, conversation: Conversation) -> Box:
    return form_of(said(client, at(conversation)), "data-cast")


def cast(client: Client, conversation: Conversation, value: str, **more: str) -> Any:
    box = {**the_card(client, conversation), "value": value, **more}
    return client.post(at(conversation, "cast/"), box, follow=True)


def queue(client: Client, conversation: Conversation, *castings: Any, **more: Any) -> Any:
    owner = client.get(at(conversation, "deck.json")).json()["owner"]
    body = {"owner": owner, "ballot": "open", "castings": castings, **more}
    return client.post(at(conversation, "cast/"), json.dumps(body), content_type="application/json")


def sent(statement: Statement, value: Any = 1, number: Any = 1, **more: Any) -> dict[str, Any]:
    return {
        "receipt": str(uuid.uuid4()),
        "statement": str(statement.public_id),
        "value": value,
        "number": number,
        "language": "en",
        **more,
    }


def test_one_card_after_the_other_until_nothing_is_left(conversation: Conversation, client: Client) -> None:
    seen = []
    for number, value in enumerate(("1", "-1", "0")):
        page = said(client, at(conversation))
        assert f"Measure {number + 1} of 3" in page
        assert f'value="{number}" max="3"' in page
        seen.append(form_of(page, "data-cast")["statement"])
        assert form_of(said(client, at(conversation)), "data-cast")["statement"] == seen[-1], "a reload"
        assert cast(client, conversation, value).redirect_chain == [(at(conversation), 302)]
    assert len(set(seen)) == 3
    page = said(client, at(conversation))
    assert re.search(r"data-card[^>]* hidden", page)
    assert not re.search(r"data-thanks[^>]* hidden", page)
    assert set(Vote.objects.values_list("value", flat=True)) == {-1, 0, 1}


def test_the_last_vote_can_be_undone_and_its_card_comes_again(
    conversation: Conversation, client: Client
) -> None:
    first = the_card(client, conversation)["statement"]
    page = cast(client, conversation, "1").content.decode()
    assert "Last vote: Agree" in page
    undo = form_of(page, "data-undo")
    assert undo["statement"] == first
    answer = client.post(at(conversation, "cast/"), {**undo, "value": "back"}, follow=True)
    assert form_of(answer.content.decode(), "data-cast")["statement"] == first
    assert re.search(r"data-undo[^>]* hidden", answer.content.decode())
    assert Vote.objects.get().value is None
    assert cast(client, conversation, "-1").status_code == 200
    assert Vote.objects.get().value == -1


def test_what_one_did_last_is_nothing_for_who_signs_in_after(
    conversation: Conversation, client: Client
) -> None:
    cast(client, conversation, "1")
    client.force_login(factories.create_account(person=official(conversation.edition).person))
    assert re.search(r"data-undo[^>]* hidden", said(client, at(conversation)))


def test_own_votes_are_listed_changed_and_taken_back(conversation: Conversation, client: Client) -> None:
    for value in ("1", "1"):
        cast(client, conversation, value)
    page = said(client, at(conversation, "votes/"))
    assert page.count("<article") == 2
    box = form_of(page, 'action="[^"]*cast/"')
    assert box["next"] == "votes"
    answer = client.post(at(conversation, "cast/"), {**box, "value": "-1"}, follow=True)
    assert "Kept. The last vote counts." in answer.content.decode()
    box = form_of(answer.content.decode(), 'action="[^"]*cast/"')
    client.post(at(conversation, "cast/"), {**box, "value": "back"})
    assert said(client, at(conversation, "votes/")).count("<article") == 1
    assert VoteEvent.objects.count() == 4


def test_after_the_vote_own_votes_are_read_only(
    conversation: Conversation, client: Client, who: Participation
) -> None:
    vote(conversation, who, casting(conversation.statements.all()[0]))
    Conversation.objects.update(phase="discuss")
    page = said(client, at(conversation, "votes/"))
    assert page.count("<article") == 1
    assert "<form" not in page
    assert "The vote is over." in said(client, at(conversation))


def test_nothing_but_the_vote_is_written(conversation: Conversation, client: Client) -> None:
    """No log, no session, no counter."""
    box = the_card(client, conversation)
    sessions = list(Session.objects.values_list())
    before = Entry.objects.count(), Access.objects.count()
    with CaptureQueriesContext(connection) as captured:
        client.post(at(conversation, "cast/"), {**box, "value": "1"})
        queue(client, conversation, *[sent(each) for each in conversation.statements.all()])
        said(client, at(conversation))
        said(client, at(conversation, "votes/"))
    writes = re.findall(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', "".join(q["sql"] for q in captured))
    assert set(writes) == {"opinions_voter", "opinions_vote", "opinions_voteevent"}
    assert list(Session.objects.values_list()) == sessions
    assert (Entry.objects.count(), Access.objects.count()) == before


def test_a_vote_long_after_signing_in_leaves_the_session_as_it_was(
    conversation: Conversation, who: Participation
) -> None:
    """A use that is noted would have the second of the vote beside the person."""
    client = Client()
    answers_code(client, factories.create_account(person=who.person))
    session = client.session
    session[SEEN] -= 3600
    session.save()
    sessions = list(Session.objects.values_list())
    cast(client, conversation, "1")
    queue(client, conversation, *[sent(each) for each in conversation.statements.all()])
    assert Vote.objects.count() == len(conversation.statements.all())
    assert list(Session.objects.values_list()) == sessions


def test_no_tally_is_in_any_page(conversation: Conversation, client: Client) -> None:
    """Pages of one who has voted are the same, whatever the others voted."""
    others = [official(conversation.edition, country=code) for code in ("KR", "JP", "CN") * 3]
    cast(client, conversation, "1")
    client.cookies.pop("opinion")

    def pages() -> list[str]:
        hidden = re.compile(
            r'name="(?:receipt|csrfmiddlewaretoken)" value="[^"]*"|"token": "\w+"|<time.*?</time>'
        )
        found = [said(client, at(conversation, page)) for page in ("", "votes/", "measures/", "deck.json")]
        return [hidden.sub("", each) for each in (*found, said(client, "/en/me/opinions/"))]

    before = pages()
    for place, each in enumerate(others):
        vote(conversation, each, *[casting(one, place % 3 - 1) for one in conversation.statements.all()])
    assert pages() == before


def test_a_statement_is_read_in_one_s_own_language_and_says_where_it_comes_from(
    conversation: Conversation, client: Client
) -> None:
    words = {
        "ko": Words("공동 창구를 열자."),
        "ja": Words("共同窓口を設ける。", State.MACHINE),
        "en": Words("Open a joint desk.", State.HUMAN, outdated=True),
    }
    conversation.statements.all()[1].delete()
    conversation.statements.all()[1].delete()
    conversation.statements.update(text=Text("ko", words))
    page = said(client, at(conversation))
    assert '<p class="state" lang="en" tabindex="-1" data-text>Open a joint desk.</p>' in page
    assert "Written in Korean · translation checked by staff · original changed since" in page
    assert '<p lang="ko" data-original-text>공동 창구를 열자.</p>' in page
    korean = said(client, at(conversation, language="ko"))
    assert '<p class="state" lang="ko" tabindex="-1" data-text>공동 창구를 열자.</p>' in korean
    assert re.search(r"data-original hidden", korean)
    chinese = said(client, at(conversation, language="zh-hans"))
    assert '<p class="state" lang="ko" tabindex="-1" data-text>공동 창구를 열자.</p>' in chinese
    cast(client, conversation, "1")
    client.post(
        at(conversation, "cast/", "zh-hans"),
        {**form_of(said(client, at(conversation, "votes/", "zh-hans")), "[^>]*cast/"), "value": "-1"},
    )
    assert Vote.objects.get().language == "ko", "what was read, not what the page is in"
    assert sorted(VoteEvent.objects.values_list("language", flat=True)) == ["en", "ko"]


def test_a_queue_is_kept_once_and_each_vote_is_answered(conversation: Conversation, client: Client) -> None:
    one, other, third = conversation.statements.all()
    castings = [sent(one), sent(other, -1), sent(one, None, 2)]
    answer = queue(client, conversation, *castings, deck=True)
    assert (answer.status_code, answer.json()["outcomes"]) == (200, ["kept", "kept", "kept"])
    deck = answer.json()["deck"]
    assert [each["value"] for each in deck["cards"]].count(None) == 2
    assert {each["statement"]: each["number"] for each in deck["cards"]}[str(one.public_id)] == 2
    again = queue(client, conversation, *reversed(castings))
    assert again.json() == {"state": "read", "outcomes": ["again", "again", "again"]}
    assert (Vote.objects.count(), VoteEvent.objects.count()) == (2, 3)
    assert third.votes.count() == 0


FAULTS: list[dict[str, Any]] = [
    {"value": 2},
    {"value": "1"},
    {"value": True},
    {"value": 1.0},
    {"value": []},
    {"number": 0},
    {"number": "1"},
    {"number": 10**30},
    {"number": None},
    {"receipt": "mine"},
    {"receipt": 7},
    {"receipt": "\x00"},
    {"statement": "00000000-0000-4000-8000-000000000000"},
    {"statement": None},
    {"statement": "\ud800"},
    {"language": "tlh"},
    {"language": {"a": 1}},
]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_what_is_no_vote_is_answered_and_keeps_no_other_back(
    conversation: Conversation, client: Client, fault: dict[str, Any]
) -> None:
    one, other, _third = conversation.statements.all()
    alone = queue(client, conversation, {**sent(one), **fault})
    assert alone.status_code == 422
    assert alone.json()["outcomes"][0] in {"value", "number", "unknown", "faulty"}
    both = queue(client, conversation, {**sent(one), **fault}, sent(other))
    assert (both.status_code, both.json()["outcomes"][1]) == (200, "kept")
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("item", [None, 1, "vote", [], {}, {"value": 1}])
def test_what_is_no_casting_at_all_is_faulty(conversation: Conversation, client: Client, item: Any) -> None:
    answer = queue(client, conversation, item)
    assert (answer.status_code, answer.json()["outcomes"]) == (422, ["faulty"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"null", 400),
        (b"[" * 100_000, 400),
        (b"9" * 5000, 400),
        (b'{"owner": "x", "ballot": "open", "castings": {}}', 400),
        (b'{"owner": "x", "ballot": 3, "castings": []}', 400),
        (b'{"owner": "somebody", "ballot": "open", "castings": []}', 409),
        (b" " * (10 * 1024 * 1024), 413),
        (b" " * (13 * 1024 * 1024), 413),
    ],
    ids=lambda each: str(each)[:40],
)
def test_what_cannot_be_read_is_refused_whole(
    conversation: Conversation, client: Client, body: bytes, status: int
) -> None:
    answer = client.post(at(conversation, "cast/"), body, content_type="application/json")
    assert answer.status_code == status
    assert not Vote.objects.exists()


def test_more_votes_than_can_be_are_refused_whole(conversation: Conversation, client: Client) -> None:
    one = conversation.statements.all()[0]
    answer = queue(client, conversation, *[sent(one, number=number) for number in range(1, 202)])
    assert (answer.status_code, answer.json()["state"]) == (413, "too_many")
    assert not Vote.objects.exists()


@pytest.mark.parametrize("phase", ["prepare", "collect", "discuss", "closed"])
def test_outside_the_vote_a_queue_is_told_so_and_the_page_says_what_is(
    conversation: Conversation, client: Client, phase: str
) -> None:
    one = conversation.statements.all()[0]
    Conversation.objects.update(phase=phase, closed_at="2027-05-21T00:00Z" if phase == "closed" else None)
    answer = queue(client, conversation, sent(one))
    assert (answer.status_code, answer.json()["state"]) == (409, "closed")
    assert answer.json()["error"] == "No vote is under way at present, so nothing was counted."
    page = said(client, at(conversation))
    assert "data-cast" not in page
    form = {**sent(one), "ballot": "open", "value": "1"}
    assert (
        "No vote is under way" in client.post(at(conversation, "cast/"), form, follow=True).content.decode()
    )
    assert not Vote.objects.exists()


def test_a_lost_key_is_said(conversation: Conversation, client: Client) -> None:
    one = conversation.statements.all()[0]
    keys.destroy(conversation.public_id)
    assert "the key of the exchange is lost" in said(client, at(conversation))
    assert queue(client, conversation, sent(one)).json()["state"] == "gone"


@pytest.mark.parametrize(
    "change", [{"value": "2"}, {"value": ""}, {"statement": "x"}, {"receipt": ""}, {"number": "x"}]
)
def test_a_form_that_was_tampered_with_counts_nothing_and_says_so(
    conversation: Conversation, client: Client, change: Box
) -> None:
    answer = client.post(
        at(conversation, "cast/"), {**the_card(client, conversation), "value": "1", **change}, follow=True
    )
    assert answer.redirect_chain == [(at(conversation), 302)]
    assert 'role="alert"' in answer.content.decode()
    assert not Vote.objects.exists()


def test_a_measure_that_was_withdrawn_meanwhile_is_said(conversation: Conversation, client: Client) -> None:
    box = the_card(client, conversation)
    Statement.objects.update(state="merged")
    answer = client.post(at(conversation, "cast/"), {**box, "value": "1"}, follow=True)
    assert "not put to the vote any more" in answer.content.decode()


def test_a_form_without_its_mark_is_refused(conversation: Conversation, who: Participation) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.create_account(person=who.person))
    one = conversation.statements.all()[0]
    assert strict.post(at(conversation, "cast/"), {**sent(one), "ballot": "open"}).status_code == 403
    deck = strict.get(at(conversation, "deck.json")).json()
    body = {"owner": deck["owner"], "ballot": "open", "castings": [sent(one)]}
    path, kind = at(conversation, "cast/"), "application/json"
    assert strict.post(path, json.dumps(body), content_type=kind).status_code == 403
    token = {"X-CSRFToken": deck["token"]}
    assert strict.post(path, json.dumps(body), content_type=kind, headers=token).status_code == 200


def test_in_the_final_vote_the_agenda_s_measures_are_voted_on_once_more(
    conversation: Conversation, client: Client, who: Participation
) -> None:
    one, other, _third = conversation.statements.all()
    vote(conversation, who, casting(one))
    factories.create_agenda_item(statement=other)
    Conversation.objects.update(phase="final")
    page = said(client, at(conversation))
    assert "Measure 1 of 1" in page
    assert form_of(page, "data-cast")["statement"] == str(other.public_id)
    cast(client, conversation, "-1")
    assert own_votes(conversation, who.person, ballot="final")[other.pk].value == -1
    page = said(client, at(conversation, "votes/"))
    assert page.count("<article") == 2
    assert page.count("<form") == 1, "the votes of before stay as they were"


@pytest.mark.parametrize("page", ["", "votes/", "propose/", "measures/", "deck.json"])
def test_only_who_takes_part_there_has_the_pages(conversation: Conversation, page: str) -> None:
    stranger = official(factories.create_edition())
    client = of(stranger)
    assert client.get(at(conversation, page)).status_code == 404
    assert client.post(at(conversation, "cast/")).status_code == 404
    staff = official(conversation.edition)
    account = factories.create_account(person=staff.person)
    factories.create_appointment(account, role="desk", edition=conversation.edition)
    client = Client()
    client.force_login(account)
    assert client.get(at(conversation, page)).status_code == 404
    assert "Measures for cooperation" not in said(client, "/en/me/opinions/")


def test_the_list_has_what_has_begun_in_one_s_editions_and_series(
    conversation: Conversation, client: Client
) -> None:
    assert conversation.edition
    of_series = factories.create_conversation(series=conversation.edition.series, phase="collect")
    prepared = factories.create_conversation(conversation.edition, phase="prepare")
    elsewhere = factories.create_conversation()
    page = said(client, "/en/me/opinions/")
    for each, is_there in ((conversation, True), (of_series, True), (prepared, False), (elsewhere, False)):
        assert (at(each) in page) is is_there
    assert at(of_series, "propose/") in page


def test_lists_make_as_many_queries_for_three_rows_as_for_one(
    conversation: Conversation, client: Client, who: Participation
) -> None:
    assert conversation.edition
    pages = [
        "/en/me/opinions/",
        *(at(conversation, page) for page in ("votes/", "measures/", "", "deck.json")),
    ]
    vote(conversation, who, casting(conversation.statements.all()[0]))
    mine = factories.create_statement(conversation, author=who, state="merged")
    Statement.objects.filter(pk=mine.pk).update(merged_into=conversation.statements.all()[0])
    before = [_queries(client, page) for page in pages]
    for number in range(2):
        factories.create_conversation(conversation.edition, phase="collect")
        vote(conversation, who, casting(factories.create_statement(conversation)))
        more = factories.create_statement(conversation, author=who, state="merged")
        Statement.objects.filter(pk=more.pk).update(merged_into=conversation.statements.all()[number])
    assert [_queries(client, page) for page in pages] == before
    assert max(before) <= 25


def _queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def test_after_eight_votes_a_measure_of_the_own_is_asked_for(
    conversation: Conversation, client: Client, who: Participation
) -> None:
    statements = [
        *conversation.statements.all(),
        *(factories.create_statement(conversation) for _ in range(7)),
    ]
    vote(conversation, who, *[casting(each) for each in statements[:7]])
    assert re.search(r"data-prompt hidden", said(client, at(conversation)))
    vote(conversation, who, casting(statements[7]))
    assert not re.search(r"data-prompt hidden", said(client, at(conversation)))


@pytest.mark.parametrize("typed", ["upper", "lower", "spaced"])
def test_a_code_leads_to_the_exchange_in_the_browser_s_language(
    conversation: Conversation, typed: str
) -> None:
    code = {"upper": conversation.code, "lower": conversation.code.lower(), "spaced": f" {conversation.code}"}
    answer = Client().get(f"/o/{code[typed]}/", headers={"Accept-Language": "ja,en;q=0.5"})
    assert (answer.status_code, answer.headers["Location"]) == (302, at(conversation, language="ja"))
    assert answer.headers["Cache-Control"] == "no-store"
    followed = Client().get(answer.headers["Location"])
    assert followed.headers["Location"].startswith("/ja/sign-in/?next=")


@pytest.mark.parametrize("code", ["AAAAAA", "1", "x" * 300, "%ED%95%9C", "../../desk"])
def test_a_wrong_code_is_said_clearly(conversation: Conversation, code: str) -> None:
    answer = Client().get(f"/o/{code}/", headers={"Accept-Language": "zh-CN"})
    assert answer.status_code == 404
    if "/" not in code:
        assert 'lang="zh-Hans"' in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"


def propose(client: Client, conversation: Conversation, text: str, language: str = "ko") -> str:
    answer = client.post(at(conversation, "propose/"), {"text": text, "language": language}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_measure_is_proposed_and_its_fate_told_to_its_author_alone(
    conversation: Conversation, client: Client, who: Participation
) -> None:
    page = said(client, at(conversation, "propose/", "ko"))
    assert '<option value="ko" selected>' in page
    assert "You can propose 3 more." in said(client, at(conversation, "propose/"))
    page = propose(client, conversation, "자매도시 공동 창구를 열자.")
    assert "Sent to the desk." in page
    assert "waiting for the desk" in page
    made = Statement.objects.get(author=who)
    assert (made.text.source, str(made.text)) == ("ko", "자매도시 공동 창구를 열자.")
    desk = desk_of(conversation)
    actions.reject(
        made, by=desk, now=NOW, reason="unclear", note=Text("en", {"en": Words("Which desk?", State.HUMAN)})
    )
    page = said(client, at(conversation, "measures/"))
    assert "It is not clear what is to be done." in page
    assert "Which desk?" in page
    one = conversation.statements.filter(state="accepted")[0]
    propose(client, conversation, "One more", "en")
    actions.merge(Statement.objects.latest("pk"), by=desk, now=NOW, into=one)
    page = said(client, at(conversation, "measures/"))
    assert "This one says the same and stands for both:" in page
    assert str(one.text) in page
    other = of(official(conversation.edition))
    assert "자매도시" not in said(other, at(conversation, "measures/"))


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("", "en", "Write what is to be done."),
        (" \n\t ", "en", "Write what is to be done."),
        ("x" * 281, "en", "This is too long"),
        ("의" * 141, "ko", "This is too long"),
        ("y" * 10_000, "en", "This is too long"),
        ("left\u202eright", "en", "invisible control characters"),
        ("A measure", "tlh", "Select a valid choice"),
    ],
)
def test_what_cannot_be_proposed_is_said_at_its_field(
    conversation: Conversation, client: Client, text: str, language: str, fault: str
) -> None:
    count = Statement.objects.count()
    page = propose(client, conversation, text, language)
    assert fault in page
    assert Statement.objects.count() == count
    if len(text) == 281:
        assert text in page, "what was written is still there"


def test_markup_is_shown_as_it_was_written(conversation: Conversation, client: Client) -> None:
    propose(client, conversation, "<script>alert(1)</script></script><b>", "en")
    Statement.objects.filter(author__isnull=False).update(state="accepted")
    for page in ("", "measures/", "votes/"):
        assert "<script>alert" not in said(client, at(conversation, page))
    assert "alert(1)" in said(client, at(conversation, "measures/"))


def test_nobody_proposes_without_end(conversation: Conversation, client: Client, who: Participation) -> None:
    for number in range(5):
        propose(client, conversation, f"Measure of my own {number}", "en")
    page = said(client, at(conversation, "propose/"))
    assert "as many measures as each participant may" in page
    assert "<textarea" not in page
    assert Statement.objects.filter(author=who).count() == 3


def test_what_stands_already_is_shown_and_can_be_voted_on(conversation: Conversation, client: Client) -> None:
    desk = desk_of(conversation)
    there = actions.add_seed(
        conversation, by=desk, text=Text("en", {"en": Words("Open a joint desk.")}), now=NOW
    )
    page = propose(client, conversation, "open a  JOINT desk", "en")
    assert "The same measure has been proposed already." in page
    assert "Open a joint desk." in page
    box = form_of(page, 'action="[^"]*cast/"')
    assert box["show"] == str(there.public_id)
    answer = client.post(at(conversation, "cast/"), box, follow=True)
    assert form_of(answer.content.decode(), "data-cast")["statement"] == str(there.public_id)
    cast(client, conversation, "1")
    answer = client.post(at(conversation, "cast/"), box)
    assert answer.headers["Location"] == at(conversation, f"votes/#m{there.number}")


def test_measures_are_proposed_only_while_they_are_asked_for(
    conversation: Conversation, client: Client
) -> None:
    Conversation.objects.update(proposals_while_voting=False)
    assert "Measures cannot be proposed at present." in propose(client, conversation, "A measure", "en")
    assert at(conversation, "propose/") not in said(client, at(conversation))
    Conversation.objects.update(phase="collect", strict=False)
    assert "Your measure can be voted on now." in propose(client, conversation, "A measure", "en")


def test_once_closed_nothing_is_anybody_s(
    conversation: Conversation, client: Client, who: Participation
) -> None:
    propose(client, conversation, "A measure", "en")
    vote(conversation, who, casting(conversation.statements.all()[0]))
    actions.go_to(conversation, "closed", by=desk_of(conversation), now=NOW)
    keys.destroy(conversation.public_id)
    assert "Who proposed what has been deleted" in said(client, at(conversation, "measures/"))
    assert "<article" not in said(client, at(conversation, "votes/"))


def test_taking_a_vote_asks_the_database_little(conversation: Conversation, client: Client) -> None:
    owner = client.get(at(conversation, "deck.json")).json()["owner"]
    one, other, _third = conversation.statements.all()
    counts = []
    for each in (one, other):
        body = json.dumps({"owner": owner, "ballot": "open", "castings": [sent(each)]})
        with CaptureQueriesContext(connection) as captured:
            client.post(at(conversation, "cast/"), body, content_type="application/json")
        counts.append(len(captured))
    assert max(counts) <= 23
