"""What machines read of the record: files, feed, sitemap, events, previews."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from tests import factories
from tests.web.public.reading import PATHS, Parts, links, page, publish
from trilogue.documents.record import Record
from trilogue.domain.editions.choices import Status
from trilogue.foundation.text.value import LANGUAGES, TAGS

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("record")]

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "pdf"])
def test_register_and_edition_can_be_downloaded_from_their_pages(
    client: Client, record: Record, language: str, form: str
) -> None:
    home = f"/{language}/cjk-workshop/"
    for where, name in (("editions/", f"{home}editions.{form}"), ("editions/7/", f"{home}editions/7.{form}")):
        assert name in set(links(page(client, home + where)))
        answer = client.get(name)
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        assert answer["Cache-Control"].startswith("public")
    assert f"{home}editions/7.{form}" in set(links(page(client, f"{home}data/")))


def test_links_are_previewed_with_a_picture(client: Client, record: Record) -> None:
    parts = Parts(page(client, "/ja/cjk-workshop/editions/7/"))
    meta = {each["property"]: each["content"] for each in parts.of("meta") if "property" in each}
    assert meta["og:image"].endswith("/ja/cjk-workshop/editions/7/preview.png")
    assert "第7回" in meta["og:title"]
    assert "2019年5月" in meta["og:description"]
    picture = client.get("/ja/cjk-workshop/editions/7/preview.png")
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")


def test_an_edition_describes_itself_to_search_engines(client: Client, record: Record) -> None:
    block = _event(page(client, "/zh-hans/cjk-workshop/editions/6/"))
    event = json.loads(block)
    assert event["@type"] == "Event"
    assert (event["startDate"], event["endDate"]) == ("2018-10", "2018-10")
    assert [each["name"] for each in event["location"]] == ["江陵市", "束草市"]
    assert event["location"][0]["address"]["addressCountry"] == "KR"
    assert event["url"].endswith("/zh-hans/cjk-workshop/editions/6/")
    assert "<" not in block


def test_a_tentative_edition_is_no_event_yet(client: Client, record: Record) -> None:
    assert "ld+json" not in page(client, "/en/cjk-workshop/editions/8/")


def _event(markup: str) -> str:
    return markup.split('<script type="application/ld+json">')[1].split("</script>", maxsplit=1)[0]


def test_markup_in_a_name_stays_words_everywhere(client: Client) -> None:
    series = factories.create_series("sharp")
    series.name = factories.text("</script><b>&\x0b")
    series.save()
    edition = factories.create_edition(series, number=1, status=Status.COMPLETED)
    publish(series, edition)
    markup = page(client, "/en/sharp/editions/1/")
    assert "<b>" not in markup
    assert json.loads(_event(markup))["superEvent"]["name"] == "</script><b>&\x0b"
    feed = client.get("/en/sharp/feed.atom").content
    assert ET.fromstring(feed).findtext("a:title", namespaces=ATOM) == "</script><b>&"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_names_every_edition_in_its_language(client: Client, record: Record, language: str) -> None:
    answer = client.get(f"/{language}/cjk-workshop/feed.atom")
    feed = ET.fromstring(answer.content)
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == TAGS[language]
    links = [each.get("href") or "" for each in feed.findall("a:entry/a:link", ATOM)]
    assert [link.split("/cjk-workshop/")[1] for link in links] == [f"editions/{n}/" for n in range(8, 0, -1)]
    assert all(f"/{language}/" in link for link in links)


def test_the_sitemap_names_each_page_in_each_language_and_nothing_invented(
    client: Client, record: Record
) -> None:
    site = ET.fromstring(client.get("/sitemap.xml").content)
    addresses = [each.text or "" for each in site.findall("s:url/s:loc", NAMESPACES)]
    assert len(addresses) == len(set(addresses))
    assert not [each for each in addresses if "demo-workshop" in each]
    for one in site.findall("s:url", NAMESPACES):
        tags = [each.get("hreflang") for each in one.findall("x:link", NAMESPACES)]
        assert tags == [*TAGS.values(), "x-default"]
    for address in addresses:
        assert client.get("/" + address.split("/", 3)[3]).status_code == 200
    for path in PATHS:
        if "demo" not in path and "/editions/held" not in path and "/editions/tentative" not in path:
            assert any(each.endswith(f"/ko/{path}") for each in addresses), path


def test_robots_are_kept_to_the_record(client: Client, record: Record) -> None:
    robots = page(client, "/robots.txt")
    assert "Disallow: /ko/desk/" in robots
    assert "Disallow: /en/demo-workshop/" in robots
    assert "cjk-workshop" not in robots
    assert f"Sitemap: {settings.URL.scheme}://{settings.URL.netloc}/sitemap.xml" in robots
