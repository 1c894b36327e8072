"""The results on the telephone: nothing before the reveal, then both views, and a 304 for whoever has them already."""

import html
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.domain.opinions.electorate import go
from tests.domain.opinions.stories import discussed, exchange
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.planning import refresh
from trilogue.foundation.text.value import Entry, State, Text

pytestmark = pytest.mark.django_db


def official(conversation: Conversation, country: str = "KR") -> Client:
    one = factories.create_participation(conversation.edition, country=factories.create_country(country))
    client = Client()
    client.force_login(factories.create_account(person=one.person))
    return client


def at(conversation: Conversation, rest: str = "results/", language: str = "en") -> str:
    return f"/{language}/me/opinions/{conversation.public_id}/{rest}"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def main(page: str) -> str:
    return page.partition("data-etag")[2].partition(">")[2].partition("</main>")[0]


@pytest.mark.parametrize("phase", [Phase.COLLECT, Phase.VOTE, Phase.DISCUSS, Phase.CLOSED])
def test_before_the_reveal_everybody_reads_the_same_and_nothing_of_votes(phase: Phase) -> None:
    conversation = exchange(measures=3)
    go(conversation, phase, revealed=False)
    refresh(conversation)
    pages = {main(said(official(conversation, code), at(conversation))) for code in ("KR", "JP")}
    assert len(pages) == 1
    assert "The results are not shown yet" in pages.pop()
    for form in ("json", "xlsx", "pdf"):
        assert official(conversation).get(at(conversation, f"results.{form}")).status_code == 404


def test_one_in_preparation_is_not_there() -> None:
    conversation = factories.create_conversation(phase="prepare")
    assert official(conversation).get(at(conversation)).status_code == 404


def test_revealed_and_not_counted_yet_it_says_so() -> None:
    conversation = exchange(measures=2)
    go(conversation, Phase.DISCUSS)
    assert "being put together" in said(official(conversation), at(conversation))


def test_both_views_stand_apart() -> None:
    conversation = discussed()
    page = said(official(conversation), at(conversation))
    delegations, _, groups = page.partition('id="groups"')
    assert "Supported by all delegations" in delegations
    assert "Map of opinions" in groups
    assert "Group A" in groups
    picture = groups.partition('class="opinion-map"')[2].partition("</svg>")[0]
    assert not {"KR", "JP", "CN"} & set(picture.replace('"', " ").split())
    assert "dl kr" not in groups.partition("<details")[0]


def test_a_measure_is_read_in_one_s_language_with_the_original_one_tap_away() -> None:
    conversation = discussed(measures=2)
    statement = conversation.statements.earliest("number")
    statement.text = Text("ko", {"ko": Entry("다시 만나자"), "ja": Entry("また会おう", State.MACHINE)})
    statement.save()
    page = said(official(conversation), at(conversation, language="ja"))
    assert "また会おう" in page
    assert "機械翻訳" in page
    assert '<p lang="ko">다시 만나자</p>' in page
    assert "다시 만나자" in said(official(conversation), at(conversation, language="ko"))


def test_files_are_in_the_language_of_the_page() -> None:
    conversation = discussed(measures=2)
    answer = official(conversation).get(at(conversation, "results.xlsx", language="ko"))
    assert answer.status_code == 200
    assert ".ko.xlsx" in answer.headers["Content-Disposition"]
    assert official(conversation).get(at(conversation, "results.exe")).status_code == 404


def test_whoever_has_the_page_is_told_so_without_the_figures_being_read() -> None:
    conversation = discussed(measures=2)
    client = official(conversation)
    known = {"If-None-Match": client.get(at(conversation)).headers["ETag"]}
    client.get(at(conversation), headers=known)
    with CaptureQueriesContext(connection) as captured:
        again = client.get(at(conversation), headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == known["If-None-Match"]
    assert "no-store" in again.headers["Cache-Control"]
    tables = " ".join(query["sql"] for query in captured)
    assert "opinions_snapshot" not in tables
    assert "opinions_statement" not in tables


def test_a_known_tag_is_no_way_past_the_sign_in() -> None:
    conversation = discussed(measures=2)
    client = official(conversation)
    known = {"If-None-Match": client.get(at(conversation)).headers["ETag"]}
    session, stranger = client.session, Client()
    session.flush()
    assert client.get(at(conversation), headers=known).status_code == 302
    stranger.force_login(factories.create_account())
    assert stranger.get(at(conversation), headers=known).status_code == 404


def test_nobody_else_gets_in_by_a_tag() -> None:
    conversation = discussed(measures=2)
    for tag in ("*", '"1"', 'W/"1"'):
        assert Client().get(at(conversation), headers={"If-None-Match": tag}).status_code == 302


def changes(conversation: Conversation, change: Any) -> bool:
    client = official(conversation)
    tag = client.get(at(conversation)).headers["ETag"]
    change()
    return client.get(at(conversation)).headers["ETag"] != tag


def test_the_tag_moves_with_the_phase_the_figures_and_the_words() -> None:
    conversation = exchange(measures=2)

    def words() -> None:
        statement = conversation.statements.earliest("number")
        statement.text = Text("en", {"en": Entry("Other words")})
        statement.save()

    assert changes(conversation, lambda: go(conversation, Phase.DISCUSS))
    assert changes(conversation, lambda: refresh(conversation))
    assert changes(conversation, words)
    assert not changes(conversation, lambda: refresh(conversation))


def test_the_tag_says_nothing_of_votes_before_the_reveal() -> None:
    conversation = exchange(measures=2)

    def votes() -> None:
        refresh(conversation)
        conversation.voters.first().votes.all().delete()  # type: ignore[union-attr]
        refresh(conversation)

    assert not changes(conversation, votes)


def test_the_desk_sees_what_phones_see() -> None:
    conversation = discussed(measures=2)
    account = factories.create_account()
    factories.create_appointment(account, role="desk", series=conversation.series)
    client = Client()
    client.force_login(account)
    assert "By delegation" in said(client, at(conversation))
