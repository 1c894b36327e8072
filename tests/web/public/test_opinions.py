"""Public pages of exchanges of opinions: what they say, whose data they hold, and how long they stay."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from tests import factories
from tests.domain.opinions.exchange import NOW
from tests.flows.published_exchange import published
from tests.web.public.reading import Parts, links, page, words
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.models import Conversation, Voter
from trilogue.domain.people.models import PersonName
from trilogue.flows.publish_exchange import withdraw
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.text.value import LANGUAGES, Entry, Text
from trilogue.web.public.pages import STORE

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation() -> Conversation:
    edition = factories.create_edition(factories.create_series("workshop"), number=9, date="2027-05")
    return published(edition)


def home(conversation: Conversation, language: str = "en") -> str:
    return f"/{language}/workshop/opinions/{conversation.number}/"


def addresses(conversation: Conversation) -> list[str]:
    base = home(conversation)
    return [base, f"{base}results.json", f"{base}polis.zip", "/en/workshop/opinions/", "/en/workshop/"]


def read(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_the_results_in_every_language(
    client: Client, conversation: Conversation, language: str
) -> None:
    markup = page(client, home(conversation, language))
    first = conversation.statements.order_by("number").first()
    assert first
    assert words(markup).count(str(first.text)) >= 2
    assert "svg" in markup
    assert f"/{language}/workshop/opinions/{conversation.number}/results.json" in set(links(markup))
    assert {each["hreflang"] for each in Parts(markup).of("link") if "hreflang" in each} >= {"ko", "ja"}
    if language != "ko":
        assert 'lang="ko">방안' in markup


def test_it_is_reached_from_the_series_the_edition_and_the_sitemap(
    client: Client, conversation: Conversation
) -> None:
    for path in ("/en/workshop/", "/en/workshop/editions/9/", "/en/workshop/opinions/"):
        assert home(conversation) in set(links(page(client, path))), path
    assert home(conversation, "ja") in client.get("/sitemap.xml").content.decode()


def test_no_public_byte_names_anybody_or_a_pseudonym(client: Client, conversation: Conversation) -> None:
    secret = {*Voter.objects.values_list("key", flat=True), str(conversation.public_id), conversation.code}
    secret |= {each for each in PersonName.objects.values_list("full", flat=True) if each}
    for path in addresses(conversation):
        data = read(client, path)
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = b"".join(archive.read(name) for name in archive.namelist())
        found = [each for each in secret if each in data.decode()]
        assert found == [], path


def test_a_process_started_anew_gives_the_same_bytes(client: Client, conversation: Conversation) -> None:
    before = [read(client, path) for path in addresses(conversation)]
    STORE.forget()
    assert [read(client, path) for path in addresses(conversation)] == before


def test_a_withdrawn_exchange_is_gone_with_all_its_files(client: Client, conversation: Conversation) -> None:
    withdraw(conversation, by=ANONYMOUS, now=NOW)
    for path in addresses(conversation)[:3]:
        assert client.get(path).status_code == 404, path
    assert "No exchange of opinions has been published yet." in page(client, "/en/workshop/opinions/")
    assert home(conversation) not in set(links(page(client, "/en/workshop/editions/9/")))


def test_what_is_not_published_cannot_be_told_from_what_is_not_there(client: Client) -> None:
    series = factories.create_series("workshop")
    factories.create_conversation(factories.create_edition(series), phase="closed")
    for number in (1, 99):
        assert client.get(f"/en/workshop/opinions/{number}/").status_code == 404


def test_the_json_has_the_figures_of_the_page(client: Client, conversation: Conversation) -> None:
    found = json.loads(read(client, f"{home(conversation)}results.json"))
    markup = words(page(client, home(conversation)))
    assert found["format"] == "trilogue-exchange-1"
    assert found["vote"]["supported"]
    told = {each["number"]: each["text"]["ko"]["text"] for each in found["measures"]}
    for each in found["vote"]["supported"]:
        assert told[each["measure"]] in markup
    first = found["vote"]["results"][0]["shares"][0]
    assert f"({first['votes']})" in markup
    assert set(found["keys"]) >= {"shares.agree", "points"}
    assert sum(each["size"] for each in found["vote"]["groups"]) == len(found["vote"]["points"])


def test_every_key_of_the_json_is_documented(client: Client, conversation: Conversation) -> None:
    document = (Path(__file__).parents[3] / "docs" / "opinions-json.md").read_text(encoding="utf-8")
    found = json.loads(read(client, f"{home(conversation)}results.json"))
    share, vote = found["vote"]["results"][0]["shares"][0], found["vote"]
    names = [*found, *found["dates"], *found["delegations"][0], *vote, *share, *vote["groups"][0]]
    assert [name for name in names if f"`{name}`" not in document] == []


def test_files_are_known_by_their_tags(client: Client, conversation: Conversation) -> None:
    for path in addresses(conversation)[:3]:
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304, path
        assert again["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert not first.headers.get("Access-Control-Allow-Origin")
        assert not first.cookies


def test_single_votes_come_as_they_were_stored(client: Client, conversation: Conversation) -> None:
    path = f"{home(conversation)}polis.zip"
    answer, data = client.get(path), read(client, path)
    assert int(answer["Content-Length"]) == len(data)
    assert "Cookie" not in answer.get("Vary", "")
    assert client.head(path)["Content-Length"] == str(len(data))
    said = json.loads(read(client, f"{home(conversation)}results.json"))["single_votes"]
    assert said["sha256"] == hashlib.sha256(data).hexdigest()
    assert said["address"].endswith(path)


def test_many_single_votes_are_read_piece_by_piece(
    client: Client, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(client, f"{home(conversation)}polis.zip")
    for size in (7, len(whole), len(whole) - 1):
        monkeypatch.setattr("trilogue.domain.opinions.queries.archive.PIECE", size)
        assert read(client, f"{home(conversation)}polis.zip") == whole


def test_it_describes_itself_to_search_engines(client: Client, conversation: Conversation) -> None:
    markup = page(client, home(conversation))
    block = markup.split('<script type="application/ld+json">')[1].split("</script>", maxsplit=1)[0]
    dataset = json.loads(block)
    assert dataset["@type"] == "Dataset"
    assert [each["encodingFormat"] for each in dataset["distribution"]] == [
        "application/json",
        "application/zip",
    ]


def test_markup_in_a_measure_stays_words(client: Client) -> None:
    edition = factories.create_edition(factories.create_series("workshop"), number=9)
    made = published(edition)
    content = made.content or {}
    evil = Text("en", {"en": Entry("</script><b>&")}).to_json()
    content["topic"] = {"source": "en", "entries": {"en": {"text": evil["en"]["text"]}}}
    content["measures"][0]["text"] = content["topic"]
    Conversation.objects.filter(pk=made.pk).update(content=content)
    STORE.forget()
    assert "<b>" not in page(client, home(made))


def test_an_exchange_of_an_unpublished_edition_has_no_link_to_it(
    client: Client, conversation: Conversation
) -> None:
    Edition.objects.get().publications.all().delete()
    STORE.forget()
    assert "/en/workshop/editions/9/" not in set(links(page(client, home(conversation))))
