"""What every public page keeps to: languages, links, weight, nothing of the reader, nobody else asked."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import timezone, translation

from tests import factories
from tests.web.public.reading import PATHS, Parts, links, page, publish, words
from trilogue.documents.record import Record
from trilogue.domain.editions.models import Edition
from trilogue.domain.programme.models import Session
from trilogue.flows.publish import publish_edition, withdraw_edition
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.text.value import LANGUAGES, TAGS, Entry, State, Text

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("record")]

HEAVIEST = 60_000
MOST_REQUESTS = 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language_and_where_the_others_are(
    client: Client, record: Record, language: str
) -> None:
    base = f"{settings.URL.scheme}://{settings.URL.netloc}"
    for path in PATHS:
        parts = Parts(page(client, f"/{language}/{path}"))
        assert parts.of("html")[0]["lang"] == TAGS[language]
        links = {
            each.get("hreflang"): each["href"] for each in parts.of("link") if each["rel"] == "alternate"
        }
        links.pop(None, None)
        here = {TAGS[code]: f"{base}/{code}/{path}" for code in LANGUAGES}
        assert links == {**here, "x-default": f"{base}/en/{path}"}
        canonical = [each["href"] for each in parts.of("link") if each["rel"] == "canonical"]
        assert canonical == [f"{base}/{language}/{path}"]


def test_no_page_asks_another_host_for_anything_or_styles_itself(client: Client, record: Record) -> None:
    for path in PATHS:
        parts = Parts(page(client, f"/ko/{path}"))
        fetched = [each.get("src", "") for _, each in parts.tags]
        fetched += [each["href"] for each in parts.of("link") if each["rel"] in ("stylesheet", "icon")]
        assert all(each.startswith("/") for each in fetched if each), path
        assert len({each for each in fetched if each}) + 1 <= MOST_REQUESTS
        assert not any("style" in each for _, each in parts.tags)
        assert all(each.get("type") == "application/ld+json" for each in parts.of("script"))
        assert not parts.of("style")


def test_no_page_is_heavy(client: Client, record: Record) -> None:
    for path in PATHS:
        answer = client.get(f"/ja/{path}", headers={"accept-encoding": "gzip"})
        assert len(answer.content) + len(_styles()) <= HEAVIEST, path


def _styles() -> bytes:
    return gzip.compress((settings.PACKAGE / "web" / "static" / "trilogue.css").read_bytes(), 9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_inner_link_of_the_record_leads_to_a_page(
    client: Client, record: Record, language: str
) -> None:
    """Documents are made by other code: of them only the address is looked at."""
    home, seen = f"/{language}/", set()
    waiting = [home]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        for link in links(page(client, path)):
            with translation.override(link.split("/")[1]):
                resolve(link)
            if link.startswith(home) and link.endswith("/") and link not in seen and "sign-in" not in link:
                waiting.append(link)
                seen.add(link)
    assert len(seen) > 30


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("ja", "ja"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("fr,ja;q=0.5", "ja"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_the_front_door_opens_in_the_browsers_language(client: Client, accepted: str, language: str) -> None:
    answer = client.get("/", headers={"accept-language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Vary"] == "Accept-Language"


def test_numbers_of_any_size_have_their_pages(client: Client) -> None:
    session = factories.create_session()
    Session.objects.filter(pk=session.pk).update(number=30_001)
    publish(session.edition.series)
    publish_edition(session.edition, by=ANONYMOUS, now=timezone.now())
    slug, number = session.edition.series.slug, session.edition.number
    address = f"/en/{slug}/editions/{number}/sessions/30001/"
    assert address in page(client, f"/en/{slug}/editions/{number}/")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "nowhere/",
        "desk-workshop/editions/",
        "cjk-workshop/editions/9/",
        "cjk-workshop/editions/007/",
        "cjk-workshop/editions/6/article/",
        "cjk-workshop/editions/7/sessions/9/",
        "cjk-workshop/editions/9.csv",
        "cjk-workshop/editions/7.exe",
        "nowhere/feed.atom",
        "cjk-workshop/editions/9/preview.png",
    ],
)
def test_what_the_record_does_not_hold_is_not_found_in_the_pages_language(
    client: Client, record: Record, path: str
) -> None:
    answer = client.get(f"/ko/{path}")
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
    assert '<html lang="ko">' in answer.content.decode()


def test_only_reading_is_possible(client: Client, record: Record) -> None:
    for path in ("/en/cjk-workshop/", "/en/cjk-workshop/editions.csv", "/sitemap.xml", "/healthz"):
        assert client.post(path).status_code == 405


def test_the_home_lists_every_series_and_marks_what_is_invented(client: Client, record: Record) -> None:
    markup = page(client, "/en/")
    assert markup.index("/en/cjk-workshop/") < markup.index("/en/demo-workshop/")
    assert markup.count("Demonstration: everything here is invented") == 1


def test_each_page_of_a_demonstration_says_so_and_none_of_the_record(client: Client, record: Record) -> None:
    for path in PATHS[1:]:
        markup = page(client, f"/en/{path}")
        invented = "Demonstration: everything here is invented" in markup
        assert invented == path.startswith("demo-workshop/")
        assert ('<meta name="robots" content="noindex">' in markup) == invented


def test_gwangju_in_gyeonggi_is_not_gwangju_metropolitan_city(client: Client, record: Record) -> None:
    markup = page(client, "/ko/cjk-workshop/editions/5/")
    assert "경기도 광주시" in words(markup)
    assert "KR-41610" in markup
    assert "광주광역시" not in markup
    assert "京畿道" in page(client, "/ja/cjk-workshop/editions/5/")


def test_a_government_is_named_as_it_was_then(client: Client, record: Record) -> None:
    markup = page(client, "/en/cjk-workshop/editions/4/")
    assert "KR-42760" in markup
    assert "Gangwon State" not in markup


def test_both_precisions_stand_side_by_side_with_their_sources(client: Client, record: Record) -> None:
    markup = page(client, "/en/cjk-workshop/editions/7/")
    assert '<time datetime="2019-05">May 2019</time>' in markup
    assert '<time datetime="2019-05-30">30–31 May 2019</time>' in markup
    assert re.search(r'<a href="https?://[^"]+" rel="external noreferrer">', markup)
    assert "about 90" in markup
    assert "30–31 May" not in page(client, "/en/cjk-workshop/editions/")


def test_participants_by_country_are_shown_and_add_up(client: Client, record: Record) -> None:
    markup = page(client, "/en/cjk-workshop/figures/")
    edition = record.edition(7)
    assert edition is not None
    assert edition.counts() == {"CN": 35, "JP": 15, "KR": 38}
    assert sum(edition.counts().values()) == 88
    assert 'aria-label="Participants in 2019: China 35, Japan 15, ROK 38"' in markup
    for language, first in (("en", "CN"), ("ko", "KR"), ("ja", "JP"), ("zh-hans", "CN")):
        rows = re.findall(r'data-fact="E7\.P\.(\w\w)"', page(client, f"/{language}/cjk-workshop/figures/"))
        assert rows[0] == first


def test_possible_ties_follow_from_the_counts_and_say_so(client: Client, record: Record) -> None:
    markup = page(client, "/en/cjk-workshop/network/")
    assert re.findall(r'<td class="r num">(\d+)</td>', markup) == ["2425"]
    assert markup.count("from counts only") == 1
    assert "not known" in markup
    assert 'href="/en/cjk-workshop/network/"' in page(client, "/en/cjk-workshop/figures/")


def test_one_figure_is_drawn_for_each_participant_and_none_where_nothing_is_known(
    client: Client, record: Record
) -> None:
    drawn = page(client, "/en/cjk-workshop/editions/7/")
    assert drawn.count('<use href="#g-') == 88
    assert drawn.count('<use href="#g-jp"') == 15
    assert "Drawn from the figures" in words(drawn)
    unknown = page(client, "/en/cjk-workshop/editions/1/")
    assert "#g-" not in unknown
    assert "about 100" in unknown


def test_the_note_on_missing_years_is_counted_from_the_register(client: Client, record: Record) -> None:
    assert "none for 2015, 2020" in words(page(client, "/en/cjk-workshop/editions/"))
    edition = Edition.objects.get(series__slug="cjk-workshop", number=3)
    edition.date = "2015-05"
    edition.save()
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert "none for 2014, 2020" in words(page(client, "/en/cjk-workshop/editions/"))


def test_english_readers_see_no_label_on_the_hosts_own_words(client: Client, record: Record) -> None:
    assert "unofficial translation" not in page(client, "/en/cjk-workshop/")
    for language in ("ko", "ja", "zh-hans"):
        markup = page(client, f"/{language}/cjk-workshop/editions/2/")
        assert markup.count('<span class="chip dash">') >= 1


def test_a_text_without_a_translation_is_shown_in_its_own_language_and_says_so(client: Client) -> None:
    series = factories.create_series("half")
    series.lead = Text("en", {"en": Entry("Only English", State.OFFICIAL)})
    series.save()
    publish(series)
    markup = page(client, "/ko/half/")
    assert '<span lang="en">Only English</span> <span class="chip dash">' in markup


def test_a_withdrawn_edition_is_gone(client: Client, record: Record) -> None:
    edition = Edition.objects.get(series__slug="cjk-workshop", number=8)
    assert client.get("/en/cjk-workshop/editions/8/").status_code == 200
    withdraw_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert client.get("/en/cjk-workshop/editions/8/").status_code == 404
    assert "/editions/8/" not in page(client, "/en/cjk-workshop/editions/")
