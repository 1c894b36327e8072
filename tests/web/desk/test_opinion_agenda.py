"""The agenda at the desk: suggested from results that are shown, put in order by hand, handed over to the tables."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.domain.opinions.outcome import content, measure, share
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.audit.models import Access

pytestmark = pytest.mark.django_db
OPINIONS = "/en/desk/workshop/9/opinions/"


@pytest.fixture
def conversation(edition: Edition) -> Conversation:
    return factories.create_conversation(edition, phase="discuss")


@pytest.fixture
def statements(conversation: Conversation) -> list[Statement]:
    return [factories.create_statement(conversation, words=f"Measure {letter}.") for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def revealed(conversation: Conversation, statements: list[Statement]) -> Conversation:
    """The first seven are supported by all, the last four divide."""
    measures = [measure(each, share("KR", 92), share("JP", 71)) for each in statements]
    told = content(*measures, supported=[(each, "JP") for each in statements[:7]], divides=statements[:-5:-1])
    factories.create_snapshot(conversation, content=told)
    Conversation.objects.filter(pk=conversation.pk).update(revealed_at=timezone.now())
    return conversation


def page_of(conversation: Conversation) -> str:
    return f"{OPINIONS}{conversation.number}/agenda/"


def said(client: Client, conversation: Conversation, query: str = "") -> str:
    answer = client.get(page_of(conversation) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, conversation: Conversation, do: str, *final: Statement) -> str:
    data: dict[str, Any] = {"do": do, "final": [str(each.number) for each in final]}
    return client.post(page_of(conversation), data, follow=True).content.decode()


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def listed(conversation: Conversation) -> list[tuple[str, str, bool]]:
    rows = conversation.agenda.select_related("statement").order_by("position")
    return [(str(each.statement.text), each.reason, each.in_final) for each in rows]


def test_before_the_reveal_nothing_is_suggested_and_the_page_says_why(
    desk: Client, conversation: Conversation, statements: list[Statement]
) -> None:
    before = without_token(said(desk, conversation))
    told = content(measure(statements[0], share("KR", 97)), supported=[(statements[0], "KR")])
    factories.create_snapshot(conversation, content=told)
    page = without_token(said(desk, conversation))
    assert page == before
    assert "the results are hidden from the desk too" in page
    assert "Add all suggestions" not in page
    press(desk, conversation, "suggest")
    assert listed(conversation) == []
    press(desk, conversation, f"add:{statements[3].number}")
    assert listed(conversation) == [("Measure D.", "chosen", True)]


def test_five_that_all_support_and_three_that_divide_are_suggested(
    desk: Client, revealed: Conversation
) -> None:
    assert "Add all suggestions" in said(desk, revealed)
    page = press(desk, revealed, "suggest")
    assert "8 on the agenda, 8 of them for the final vote" in page
    assert [(words[8], reason) for words, reason, _ in listed(revealed)] == [
        *((letter, "supported") for letter in "ABCDE"),
        *((letter, "divides") for letter in "LKJ"),
    ]
    press(desk, revealed, "suggest")
    assert len(listed(revealed)) == 8


def test_points_are_moved_removed_added_and_ticked(
    desk: Client, revealed: Conversation, statements: list[Statement]
) -> None:
    one, two, three = statements[:3]
    for each in (one, two, three):
        press(desk, revealed, f"add:{each.number}", *statements)
    press(desk, revealed, f"up:{three.number}", one, three)
    assert [(words[8], final) for words, _, final in listed(revealed)] == [
        ("A", True),
        ("C", True),
        ("B", False),
    ]
    press(desk, revealed, f"down:{one.number}", one, three)
    press(desk, revealed, f"remove:{three.number}", one)
    assert [(words[8], reason, final) for words, reason, final in listed(revealed)] == [
        ("A", "supported", True),
        ("B", "supported", False),
    ]
    press(desk, revealed, f"up:{one.number}", one)
    press(desk, revealed, "nonsense:x", two)
    assert [(words[8], final) for words, _, final in listed(revealed)] == [("A", False), ("B", True)]


def test_others_are_found_by_their_words(
    desk: Client, revealed: Conversation, statements: list[Statement]
) -> None:
    page = said(desk, revealed, "?find=measure k")
    assert f'value="add:{statements[10].number}"' in page
    assert "Other accepted measures" in page
    struck = factories.create_statement(revealed, state="rejected")
    assert "Choose a measure that has been accepted." in press(desk, revealed, f"add:{struck.number}")


def test_during_the_final_vote_it_is_only_read(
    desk: Client, revealed: Conversation, statements: list[Statement]
) -> None:
    press(desk, revealed, f"add:{statements[0].number}")
    Conversation.objects.update(phase="final")
    page = said(desk, revealed)
    assert "The agenda stays as it is until it ends." in page
    assert "Save" not in page
    assert "This cannot be done at this stage." in press(desk, revealed, "suggest")


# the sheets for the tables


@pytest.fixture
def seated(edition: Edition) -> Edition:
    """One table of two Koreans and a Japanese, led by one of the Koreans."""
    plan = factories.create_table_plan(edition, rounds=2, tables=2, published=True)
    for number, code in enumerate(("KR", "KR", "JP")):
        person = factories.create_person(
            factories.create_country(code),
            native=f"김하늘{number}" if code == "KR" else "小林 涼",
            tag="ko" if code == "KR" else "ja",
        )
        who = factories.create_participation(edition, country=factories.create_country(code), person=person)
        factories.create_seat(plan, participation=who)
        if number == 0:
            factories.create_rule(edition, kind="leader", first=who)
    return edition


def test_the_sheets_are_offered_once_there_is_an_agenda_and_a_plan(
    desk: Client, conversation: Conversation, statements: list[Statement], seated: Edition
) -> None:
    sheets = f"{OPINIONS}{conversation.number}/sheets/1.pdf"
    assert "Put together the agenda first." in said(desk, conversation)
    assert "Put together the agenda first." in desk.get(sheets, follow=True).content.decode()
    press(desk, conversation, f"add:{statements[0].number}")
    assert sheets in said(desk, conversation)
    for wrong in ("3.pdf", "0.pdf", "1.xlsx"):
        assert desk.get(f"{OPINIONS}{conversation.number}/sheets/{wrong}").status_code == 404


def test_a_sheet_is_in_the_languages_of_its_table_and_the_download_is_logged(
    desk: Client, conversation: Conversation, statements: list[Statement], seated: Edition
) -> None:
    import docx

    press(desk, conversation, f"add:{statements[0].number}")
    page = f"{OPINIONS}{conversation.number}/sheets/1.docx"
    answer = desk.post(page, {"reason": "for the tables", "language": "en"})
    written = docx.Document(io.BytesIO(answer.content))
    paragraphs = "\n".join(each.text for each in written.paragraphs)
    assert "1조 · 第1班" in paragraphs or "1조 · " in paragraphs
    assert "김하늘0" in paragraphs
    assert "김하늘1" not in paragraphs
    header, row = ([cell.text for cell in cells.cells] for cells in written.tables[0].rows)
    assert header[1:3] == ["한국어", "日本語"]
    assert row == ["1", "Measure A.†", "Measure A.†", ""]
    look = Access.objects.get()
    leader = seated.seating_rules.get().first.person_id
    assert list(look.subjects.values_list("person", flat=True)) == [leader]
    pdf = desk.post(page.replace("docx", "pdf"), {"reason": "for the tables"})
    assert pdf.content.startswith(b"%PDF")
