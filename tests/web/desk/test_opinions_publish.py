"""The desk publishes an exchange that is over, withdraws it, and takes over one that was held elsewhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.domain.opinions.electorate import go
from tests.flows.published_exchange import closed
from tests.flows.test_import_exchange import FOLDER
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.foundation.formats import polis

pytestmark = pytest.mark.django_db
IMPORT = "/en/desk/workshop/opinions/import/"
SIZES = {"KR": 9, "JP": 7}


@pytest.fixture
def conversation(edition: Edition) -> Conversation:
    return closed(edition, sizes=SIZES, measures=6)


def page(conversation: Conversation, what: str = "publish") -> str:
    return f"/en/desk/workshop/9/opinions/{conversation.number}/{what}/"


def public(conversation: Conversation) -> str:
    return f"/en/workshop/opinions/{conversation.number}/"


def test_it_is_published_read_and_withdrawn(desk: Client, conversation: Conversation) -> None:
    desk.post("/en/desk/workshop/publication/publish/")
    answer = desk.post(page(conversation), follow=True).content.decode()
    assert "Published. Readers see it within a second." in answer
    assert f'href="{public(conversation)}"' in answer
    assert desk.get(public(conversation)).status_code == 200
    assert (
        "Whoever has downloaded a file keeps it." in desk.get(page(conversation, "withdraw")).content.decode()
    )
    assert "Withdrawn." in desk.post(page(conversation, "withdraw"), follow=True).content.decode()
    assert desk.get(public(conversation)).status_code == 404


def test_where_the_series_is_not_public_the_page_says_so(desk: Client, conversation: Conversation) -> None:
    answer = desk.post(page(conversation), follow=True).content.decode()
    assert "readers see it only once the series is public" in answer
    assert "within a second" not in answer
    assert 'href="/en/desk/workshop/publication/"' in answer


def test_before_it_is_closed_the_page_says_so_and_publishes_nothing(
    desk: Client, conversation: Conversation
) -> None:
    go(conversation, Phase.DISCUSS)
    answer = desk.post(page(conversation), follow=True).content.decode()
    assert "It can be published once it is closed." in answer
    assert "<form" not in answer.partition("<main")[2].partition("</main>")[0]
    conversation.refresh_from_db()
    assert conversation.content is None


def test_what_was_never_revealed_is_not_published(desk: Client, conversation: Conversation) -> None:
    go(conversation, Phase.CLOSED, revealed=False)
    assert "never revealed" in desk.post(page(conversation), follow=True).content.decode()


def test_withdrawing_what_is_not_public_changes_nothing(desk: Client, conversation: Conversation) -> None:
    answer = desk.post(page(conversation, "withdraw"), follow=True).content.decode()
    assert "Readers do not see this exchange." in answer


def test_an_exchange_stands_under_its_own_edition_only(desk: Client, conversation: Conversation) -> None:
    factories.create_edition(conversation.series, number=8)
    for path in (
        f"/en/desk/workshop/8/opinions/{conversation.number}/publish/",
        page(conversation)[:-9] + "99999/publish/",
    ):
        assert desk.get(path).status_code == 404
    assert desk.get(f"/en/desk/workshop/opinions/{conversation.number}/publish/").status_code == 404


def test_a_translator_does_not_publish(signed_in_as: As, conversation: Conversation) -> None:
    assert signed_in_as(Role.TRANSLATOR).post(page(conversation)).status_code == 404


def send(desk: Client, data: bytes, **more: str) -> str:
    file = SimpleUploadedFile("talk.zip", data)
    return desk.post(IMPORT, {"file": file, "language": "ko", **more}, follow=True).content.decode()


def test_a_zip_file_comes_in_and_can_be_published(desk: Client, edition: Edition) -> None:
    assert "Take over an exchange of opinions" in desk.get(IMPORT).content.decode()
    answer = send(desk, polis.zipped(polis.write(FOLDER)))
    assert "Taken over. Readers see it once you publish it." in answer
    made = Conversation.objects.get()
    assert (made.edition, made.series) == (None, edition.series)
    path = f"/en/desk/workshop/opinions/{made.number}/publish/"
    assert "Cooperation" in desk.get(path).content.decode()
    desk.post("/en/desk/workshop/publication/publish/")
    desk.post(path)
    assert "Which delegation voted how is not known." in desk.get(public(made)).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no archive", "talk.zip: is no archive that can be read"),
        (polis.zipped({}), "comments.csv: is missing"),
        (
            polis.zipped({"comments.csv": b"comment-id,moderated,comment-body\n1,1,a,b\n", "votes.csv": b""}),
            "comments.csv: row 2: there are more cells than columns",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_its_place_and_leaves_nothing(
    desk: Client, edition: Edition, data: bytes, said: str
) -> None:
    assert said in send(desk, data)
    assert not Conversation.objects.exists()


def test_a_missing_topic_can_be_typed(desk: Client, edition: Edition) -> None:
    data = polis.zipped({**polis.write(FOLDER), "summary.csv": b""})
    assert "the topic is missing" in send(desk, data)
    assert "Taken over." in send(desk, data, topic="Cooperation of cities")
