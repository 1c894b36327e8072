"""An exchange of opinions at the desk: set up, led, counted, moderated, and nobody's name or vote anywhere."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.domain.opinions.exchange import casting, official, vote
from tests.web.desk.conftest import As
from tests.web.desk.test_record import loaded
from tests.web.desk.test_two_editors import WARNED, again, boxes
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.audit.models import Access
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.text.value import LANGUAGES, Text
from trilogue.foundation.text.value import Entry as Words

pytestmark = pytest.mark.django_db
OPINIONS = "/en/desk/workshop/9/opinions/"
TERMS = {
    **{f"topic-{language}": f"Topic {language}" for language in LANGUAGES},
    "topic-source": "ko",
    "introduction-source": "ko",
    "most_proposals": 4,
    "strict": "on",
}


@pytest.fixture
def conversation(edition: Edition) -> Conversation:
    made = factories.create_conversation(edition, phase="collect")
    for code in ("KR", "KR", "JP"):
        official(edition, country=code)
    return made


@pytest.fixture
def home(conversation: Conversation) -> str:
    return f"{OPINIONS}{conversation.number}/"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def after(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    answer = client.post(path, data or {}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client: Client, one: Statement, do: str, **more: Any) -> str:
    page = f"{OPINIONS}{one.conversation.number}/measures/{one.number}/decide/"
    return after(client, page, {"seen": one.state, "do": do, **more})


# setting up


def test_an_exchange_is_set_up_in_four_languages(desk: Client, edition: Edition) -> None:
    assert "No exchange is set up yet" in said(desk, OPINIONS)
    page = after(desk, f"{OPINIONS}add/", {**TERMS, "votes_at": "2027-05-20T14:00"})
    made = Conversation.objects.get()
    assert (made.edition, made.most_proposals, made.strict, made.proposals_while_voting) == (
        edition,
        4,
        True,
        False,
    )
    assert timezone.localtime(made.votes_at).hour == 14
    assert "Topic en" in page
    assert made.code in page
    assert "Topic ko" in said(desk, f"/ko/desk/workshop/9/opinions/{made.number}/")


def test_what_is_wrong_with_the_times_is_said_at_its_field(desk: Client, edition: Edition) -> None:
    wrong = {**TERMS, "votes_at": "2027-05-20T14:00", "discusses_at": "2027-05-20T13:00"}
    assert "Each time must come after the one before it." in after(desk, f"{OPINIONS}add/", wrong)
    assert "There is no such day" in after(desk, f"{OPINIONS}add/", {**TERMS, "votes_at": "0027-05-20T14:00"})
    assert not Conversation.objects.exists()


def test_terms_can_be_changed_until_the_end(desk: Client, conversation: Conversation, home: str) -> None:
    session = factories.create_session(conversation.edition)
    seen = loaded(desk, f"{home}terms/")
    assert "Saved." in after(desk, f"{home}terms/", {**TERMS, **seen, "session": session.pk})
    conversation.refresh_from_db()
    assert (conversation.session, conversation.most_proposals) == (session, 4)
    Conversation.objects.update(phase="closed", closed_at=timezone.now())
    seen = loaded(desk, f"{home}terms/")
    assert "This exchange is closed." in after(desk, f"{home}terms/", {**TERMS, **seen})


def test_who_changed_a_time_and_who_changed_the_topic_both_keep_it(
    desk: Client, signed_in_as: As, conversation: Conversation, home: str
) -> None:
    path = f"{home}terms/"
    session = factories.create_session(conversation.edition)
    first = {**TERMS, "votes_at": "2027-05-20T14:00", "discusses_at": "2027-05-20T15:00"}
    after(desk, path, {**first, **loaded(desk, path)})
    mine, other = boxes(said(desk, path)), signed_in_as(Role.DESK)
    theirs = {"topic-ja": "協力の話題", "votes_at": "2027-05-20T14:15", "session": str(session.pk)}
    without = {name: value for name, value in boxes(said(other, path)).items() if name != "strict"}
    assert "Saved." in after(other, path, without | theirs)
    page = after(desk, path, mine | {"discusses_at": "2027-05-20T15:30", "topic-ko": "협력의 주제"})
    assert WARNED in page
    assert "<ins>2027-05-20 14:15</ins>" in page
    conversation.refresh_from_db()
    assert conversation.topic.shown("ja").text == "協力の話題"
    assert timezone.localtime(conversation.discusses_at).minute == 0
    assert "Saved." in after(desk, path, again(page))
    conversation.refresh_from_db()
    assert [conversation.topic.shown(language).text for language in ("ko", "ja")] == [
        "협력의 주제",
        "協力の話題",
    ]
    assert timezone.localtime(conversation.votes_at).minute == 15
    assert timezone.localtime(conversation.discusses_at).minute == 30
    assert (conversation.session, conversation.strict, conversation.most_proposals) == (session, False, 4)


def test_what_nobody_knows_a_form_was_loaded_from_is_not_stored_unseen(
    desk: Client, conversation: Conversation, home: str
) -> None:
    before = conversation.topic
    for unknown in ("", "forged"):
        page = after(desk, f"{home}terms/", {**TERMS, "loaded": unknown})
        assert WARNED in page
        assert again(page)["topic-ko"] == "Topic ko"
    conversation.refresh_from_db()
    assert conversation.topic == before


def test_those_of_the_whole_series_stand_at_the_series(signed_in_as: As, edition: Edition) -> None:
    desk = signed_in_as(Role.DESK)
    of_series = factories.create_conversation(series=edition.series, phase="collect")
    page = said(desk, "/en/desk/workshop/opinions/")
    assert f"/en/desk/workshop/opinions/{of_series.number}/" in page
    assert "No exchange is set up yet" in said(desk, OPINIONS)
    factories.create_statement(of_series, state="waiting")
    for part in ("", "measures/", "translations/", "agenda/", "terms/"):
        said(desk, f"/en/desk/workshop/opinions/{of_series.number}/{part}")
    assert desk.get(f"{OPINIONS}{of_series.number}/").status_code == 404


# leading


def test_a_step_says_first_what_it_means(desk: Client, conversation: Conversation, home: str) -> None:
    for _ in range(2):
        factories.create_statement(conversation)
    factories.create_statement(conversation, state="waiting")
    page = said(desk, f"{home}phase/vote/")
    for words in ("2 measures are put to the vote.", "1 measure still waits", "shown to nobody"):
        assert words in page
    assert "Done: voting." in after(desk, f"{home}phase/vote/")
    assert "Hidden from everybody, the desk too" in said(desk, home)
    assert desk.get(f"{home}phase/nowhere/").status_code == 404


def test_a_step_that_cannot_be_taken_says_why(desk: Client, conversation: Conversation, home: str) -> None:
    assert "At least 2 accepted measures are needed first." in after(desk, f"{home}phase/vote/")
    assert "Choose at least one measure of the agenda" in after(desk, f"{home}phase/final/")
    assert "This cannot be done at this stage." in after(desk, f"{home}reveal/open/")
    conversation.refresh_from_db()
    assert conversation.phase == "collect"


def test_closing_says_that_it_is_for_good(desk: Client, conversation: Conversation, home: str) -> None:
    page = said(desk, f"{home}phase/closed/")
    assert "This cannot be undone." in page
    assert "The secret behind the pseudonyms is destroyed" in page
    after(desk, f"{home}phase/closed/")
    conversation.refresh_from_db()
    assert conversation.phase == "closed"
    page = said(desk, home)
    assert "Another step" not in page
    assert f"{home}publish/" in page


def test_results_are_shown_and_hidden_by_the_desk(
    desk: Client, conversation: Conversation, home: str
) -> None:
    Conversation.objects.update(phase="vote")
    page = said(desk, f"{home}reveal/open/")
    assert "The desk sees the same, and no more." in page
    assert "whoever has not voted yet sees the results too" in page
    assert "shown from now on" in after(desk, f"{home}reveal/open/")
    assert "hidden again" in after(desk, f"{home}conceal/open/")
    conversation.refresh_from_db()
    assert conversation.revealed_at is None


# progress


def test_progress_is_counted_by_delegation_and_tells_no_vote(
    desk: Client, conversation: Conversation, home: str
) -> None:
    one = factories.create_statement(conversation)
    Conversation.objects.update(phase="vote")
    conversation.refresh_from_db()
    first = desk.get(f"{home}progress/")
    assert first.headers["X-State"] == "vote"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert desk.get(f"{home}progress/", headers=tag).status_code == 304
    who = Participation.objects.filter(delegation__country="KR")[0]
    vote(conversation, who, casting(one, -1))
    second = desk.get(f"{home}progress/", headers=tag)
    assert second.status_code == 200
    body = second.content.decode()
    assert "<b>1</b> / 2" in body
    assert "1 of 3 people" in body
    vote(conversation, who, casting(one, 1, number=2))
    again = desk.get(f"{home}progress/", headers={"If-None-Match": second.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("phase", ["vote", "discuss", "final"])
def test_before_the_reveal_no_page_tells_how_anybody_voted(
    desk: Client, conversation: Conversation, home: str, phase: str
) -> None:
    """The same pages, to the byte, whether everybody agreed or everybody disagreed."""
    statements = [factories.create_statement(conversation) for _ in range(2)]
    factories.create_agenda_item(statement=statements[0])
    Conversation.objects.update(phase="vote")
    conversation.refresh_from_db()
    people = list(Participation.objects.all())
    seen = []
    for turn, value in enumerate((1, -1), start=1):
        for who in people:
            vote(conversation, who, *(casting(each, value, number=turn) for each in statements))
        Conversation.objects.update(phase=phase)
        pages = ["", "progress/", "measures/?state=accepted", f"measures/{statements[0].number}/", "agenda/"]
        log = ["measures/log.csv", "translations/"]
        seen.append([_without_tokens(desk.get(home + each).content.decode()) for each in pages + log])
        Conversation.objects.update(phase="vote")
    assert seen[0] == seen[1]


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


# moderating


def test_what_waits_comes_first_and_is_accepted_at_a_touch(
    desk: Client, conversation: Conversation, home: str
) -> None:
    factories.create_statement(conversation, words="There already")
    waiting = factories.create_statement(conversation, words="청년 교류", language="ko", state="waiting")
    page = said(desk, f"{home}measures/")
    assert "청년 교류" in page
    assert "There already" not in page
    assert f"No. {waiting.number}: Accepted." in decide(desk, waiting, "accept")
    assert "청년 교류" in said(desk, f"{home}measures/?state=accepted")


def test_the_author_stands_nowhere_at_the_desk(desk: Client, conversation: Conversation, home: str) -> None:
    person = factories.create_person(native="홍길동", roman="HONG Gildong", email="hong@example.kr")
    author = factories.create_participation(conversation.edition, person=person)
    waiting = factories.create_statement(conversation, state="waiting", author=author)
    for part in ("", "measures/", f"measures/{waiting.number}/", "translations/", "measures/log.csv"):
        page = desk.get(home + part).content.decode()
        for word in ("홍길동", "HONG", "hong@example.kr", author.reference or "no reference"):
            assert word not in page
    assert not Access.objects.exists()


def test_a_rejection_needs_a_reason_and_keeps_what_was_typed(
    desk: Client, conversation: Conversation, home: str
) -> None:
    waiting = factories.create_statement(conversation, state="waiting")
    page = decide(desk, waiting, "reject", note="Please split it")
    assert "Choose a reason." in page
    assert "Please split it" in page
    assert "Not accepted." in decide(desk, waiting, "reject", reason="several", note="Please split it")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, str(waiting.note)) == ("rejected", "several", "Please split it")
    assert "This is too long" in decide(desk, waiting, "reject", reason="several", note="x" * 300)


def test_about_the_process(desk: Client, conversation: Conversation) -> None:
    waiting = factories.create_statement(conversation, state="waiting")
    decide(desk, waiting, "process")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.about_process) == ("accepted", True)
    decide(desk, waiting, "accept")
    waiting.refresh_from_db()
    assert not waiting.about_process


def test_the_most_alike_is_offered_first_for_a_merge(
    desk: Client, conversation: Conversation, home: str
) -> None:
    for words in ("재난 때 서로 알리자.", "청년 공무원 교류를 두 배로 늘리자.", "용어집을 만들자."):
        factories.create_statement(conversation, words=words, language="ko")
    waiting = factories.create_statement(
        conversation, words="청년 공무원의 교류를 늘리자", language="ko", state="waiting"
    )
    page = said(desk, f"{home}measures/{waiting.number}/")
    places = [page.index(words) for words in ("두 배로", "재난 때", "용어집을")]
    assert places[0] == min(places)
    found = said(desk, f"{home}measures/{waiting.number}/?find=용어집")
    assert "재난 때" not in found
    into = Statement.objects.get(key__contains="용어집")
    assert "Choose a measure that has been accepted." in decide(desk, waiting, "merge")
    assert "Merged." in decide(desk, waiting, "merge", into=into.number)
    waiting.refresh_from_db()
    assert waiting.merged_into == into


def test_what_somebody_else_decided_meanwhile_is_not_decided_again(
    desk: Client, conversation: Conversation
) -> None:
    waiting = factories.create_statement(conversation, state="waiting")
    Statement.objects.filter(pk=waiting.pk).update(state="rejected", reason="topic")
    assert "Somebody else has decided" in decide(desk, waiting, "accept")
    waiting.refresh_from_db()
    assert waiting.state == "rejected"


def test_measures_are_found_by_words_in_any_language_or_number(
    desk: Client, conversation: Conversation, home: str
) -> None:
    one = factories.create_statement(conversation, words="용어집을 만들자.", language="ko")
    other = factories.create_statement(conversation, words="Alert each other", language="en")
    one.text = Text("ko", {**one.text.entries, "ja": Words("用語集を作る。")})
    one.save()
    for wanted in ("용어집", "用語集", str(one.number)):
        page = said(desk, f"{home}measures/?state=accepted&find={wanted}")
        assert "용어집을 만들자." in page
        assert "Alert each other" not in page
    assert str(other.text) in said(desk, f"{home}measures/?state=accepted&find=ＡＬＥＲＴ")


def test_many_measures_are_read_page_by_page(desk: Client, conversation: Conversation, home: str) -> None:
    for number in range(90):
        factories.create_statement(conversation, words=f"Measure of page {number}.", state="waiting")
    assert "1 / 3" in said(desk, f"{home}measures/?state=waiting")
    assert "Measure of page 89." in said(desk, f"{home}measures/?state=waiting&page=3")


def test_the_log_of_moderation_has_words_states_and_hours(
    desk: Client, conversation: Conversation, home: str
) -> None:
    factories.create_statement(conversation, words="=1+1 정부", language="ko")
    factories.create_statement(conversation, words="Rude", state="rejected", seed=True)
    answer = desk.get(f"{home}measures/log.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["State"] for row in rows] == ["accepted", "not accepted"]
    assert rows[0]["한국어"] == "'=1+1 정부"
    assert rows[1]["Reason"] == "It is not about the topic."
    assert rows[1]["Kind"] == "written by the desk"
    assert all(row["Proposed (hour)"].endswith(":00") for row in rows)
    assert desk.get(f"{home}measures/log.xlsx").content.startswith(b"PK")
    assert desk.get(f"{home}measures/log.pdf").status_code == 404


# the desk's own measures


def test_the_desk_adds_one_in_four_languages(desk: Client, conversation: Conversation, home: str) -> None:
    data = {"text-source": "ko", **{f"text-{language}": f"Words {language}" for language in LANGUAGES}}
    assert "The measure is added." in after(desk, f"{home}measures/add/", data)
    made = Statement.objects.get()
    assert (made.seed, made.text.source, made.text.entries["ja"].text) == (True, "ko", "Words ja")
    assert "The same measure is there already." in after(desk, f"{home}measures/add/", data)


def test_many_are_added_from_lines_or_none(desk: Client, conversation: Conversation, home: str) -> None:
    page = f"{home}measures/add-many/"
    long = "가" * 141
    refused = after(desk, page, {"language": "ko", "lines": f"하나를 하자.\n\n{long}\n하나를 하자!"})
    assert "row 3: This is too long" in refused
    assert "row 4: The same measure is there already." in refused
    assert not Statement.objects.exists()
    assert "2 measures are added." in after(
        desk, page, {"language": "ko", "lines": "하나를 하자.\n둘을 하자."}
    )
    assert "Write measures, one a line" in after(desk, page, {"language": "ko", "lines": " "})


def test_many_are_added_from_a_workbook_with_a_column_a_language(
    desk: Client, conversation: Conversation, home: str
) -> None:
    page = f"{home}measures/add-many/"
    rows = [["1", "용어집을 만들자.", "用語集を作る。", ""], ["2", "", "窓口を置く。", "设立窗口。"]]
    book = xlsx.write([Table("Seeds", ["no", "한국어", "日本語", "中文"], rows)])
    answer = after(desk, page, {"language": "en", "file": SimpleUploadedFile("seeds.xlsx", book)})
    assert "2 measures are added." in answer
    one, other = Statement.objects.order_by("number")
    assert (one.text.source, set(one.text.entries), other.text.source) == ("ko", {"ko", "ja"}, "ja")


def test_a_faulty_file_names_row_and_column_and_adds_nothing(
    desk: Client, conversation: Conversation, home: str
) -> None:
    page = f"{home}measures/add-many/"
    flat = "ko,日本語\n용어집을 만들자.,숨은\u202e글자\n둘을 하자.,\n둘을 하자.,\n".encode()
    answer = after(desk, page, {"language": "en", "file": SimpleUploadedFile("seeds.csv", flat)})
    assert "row 2, column 日本語: It contains a character that cannot be seen." in answer
    assert "row 4, column ko: The same measure is there already." in answer
    assert not Statement.objects.exists()
    for data, words in (
        (b"a,b\n1,2\n", "No column is named after a language."),
        (b"%PDF-1.7", "is no spreadsheet"),
    ):
        answer = after(desk, page, {"language": "en", "file": SimpleUploadedFile("x.csv", data)})
        assert "One answer needs attention" in answer
        assert words in answer or words == "is no spreadsheet"


def test_other_words_for_what_is_voted_on_become_a_new_measure(
    desk: Client, conversation: Conversation, home: str
) -> None:
    one = factories.create_statement(conversation, words="Meet online")
    Conversation.objects.update(phase="vote")
    page = said(desk, f"{home}measures/{one.number}/edit/")
    assert "Other words become a new measure" in page
    loaded = page.split('name="loaded" value="')[1].split('"')[0]
    data = {"loaded": loaded, "text-source": "en", "text-en": "Meet online every month"}
    assert f"The new words stand as No. {one.number + 1}" in after(
        desk, f"{home}measures/{one.number}/edit/", data
    )
    assert Statement.objects.get(number=one.number + 1).replaces == one
    stale = {**data, "text-en": "Something else"}
    Statement.objects.filter(pk=one.pk).update(text=Text("en", {"en": Words("Meanwhile")}))
    assert "Somebody else has changed these words" in after(desk, f"{home}measures/{one.number}/edit/", stale)


# the rail


def test_the_life_of_the_edition_tells_what_waits(desk: Client, conversation: Conversation) -> None:
    overview = "/en/desk/workshop/9/"
    assert "collecting measures" in said(desk, overview)
    for _ in range(2):
        factories.create_statement(conversation, state="waiting")
    page = said(desk, overview)
    assert "2 measures wait" in page
    assert "2 measures still wait for a decision." in page
    assert f'href="{OPINIONS}"' in page
