"""The page store: bytes per version and address, no query when warm, right again after publishing."""

import gzip
import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from trilogue.documents.record import Record
from trilogue.domain.editions.models import Edition, Series
from trilogue.flows.publish import publish_edition
from trilogue.foundation.access import ANONYMOUS
from trilogue.web.public import pages
from trilogue.web.public.pages import STORE, Page, Published, Shelf, Watch

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("record")]

HOME = "/en/cjk-workshop/"
MAIN_PAGES = (HOME, "/ko/cjk-workshop/editions/", "/ja/cjk-workshop/editions/7/")
KEPT = [
    *MAIN_PAGES,
    "/en/",
    "/robots.txt",
    "/sitemap.xml",
    "/ko/cjk-workshop/feed.atom",
    "/en/cjk-workshop/editions.csv",
]
MOST_QUERIES = 3
SECURITY = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
}


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def publish_again(date: str) -> None:
    edition = Edition.objects.get(series__slug="cjk-workshop", number=7)
    edition.date = date
    edition.save()
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())


@pytest.mark.parametrize("path", MAIN_PAGES)
def test_a_cold_page_takes_at_most_three_queries(client: Client, record: Record, path: str) -> None:
    assert queries(lambda: client.get(path)) <= MOST_QUERIES


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("path", KEPT)
def test_a_warm_page_takes_none_and_is_the_same_bytes(client: Client, path: str) -> None:
    cold = client.get(path)
    with CaptureQueriesContext(connection) as captured:
        warm = client.get(path)
    assert len(captured) == 0
    assert (warm.content, dict(warm.headers)) == (cold.content, dict(cold.headers))
    assert cold.status_code == 200


@pytest.mark.usefixtures("watched")
def test_while_the_version_is_watched_no_page_queries_at_all_even_cold(client: Client) -> None:
    assert queries(lambda: client.get(HOME)) == 0


@pytest.mark.parametrize("path", KEPT)
def test_nothing_of_the_reader_is_in_an_answer(client: Client, record: Record, path: str) -> None:
    bare = client.get(path)
    STORE.forget()
    client.cookies["sessionid"] = "somebody"
    client.cookies["django_language"] = "ja"
    client.cookies["csrftoken"] = "x" * 32
    dressed = client.get(path, headers={"accept-language": "zh", "user-agent": "another"})
    assert dressed.content == bare.content
    assert dict(dressed.headers) == dict(bare.headers)
    assert not dressed.cookies
    assert bare["Vary"] == "Accept-Encoding"
    assert bare["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_kept_answer_carries_the_same_protection_as_any_other(client: Client, record: Record) -> None:
    client.get(HOME)
    kept, other = client.get(HOME), client.get("/en/nowhere/")
    assert set(kept.headers) >= SECURITY
    for name in SECURITY:
        assert kept[name] == other[name]


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60)
def test_plain_http_is_sent_to_https_even_when_the_page_is_kept(record: Record) -> None:
    client = Client()
    kept = client.get(HOME, secure=True)
    assert (kept.status_code, kept["Strict-Transport-Security"]) == (200, "max-age=60")
    assert client.get(HOME).status_code == 301


def test_gzip_is_kept_beside_the_page_under_a_tag_of_its_own(client: Client, record: Record) -> None:
    plain = client.get(HOME)
    zipped = client.get(HOME, headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert int(zipped["Content-Length"]) == len(zipped.content)
    assert zipped["ETag"] != plain["ETag"]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.0, br", None),
        ("identity", None),
    ],
)
def test_gzip_goes_only_to_those_who_take_it(
    client: Client, record: Record, accepted: str, expected: str | None
) -> None:
    assert client.get(HOME, headers={"accept-encoding": accepted}).headers.get("Content-Encoding") == expected


@pytest.mark.parametrize("wrap", ["{}", "W/{}", '"other", {}', "*"])
def test_a_page_that_is_known_is_not_sent_again(client: Client, record: Record, wrap: str) -> None:
    etag = client.get(HOME)["ETag"]
    answer = client.get(HOME, headers={"if-none-match": wrap.format(etag)})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == etag
    assert set(answer.headers) >= SECURITY | {"Cache-Control", "Vary"}
    assert "Content-Type" not in answer.headers


def test_another_encodings_tag_is_not_known(client: Client, record: Record) -> None:
    etag = client.get(HOME)["ETag"]
    answer = client.get(HOME, headers={"if-none-match": etag, "accept-encoding": "gzip"})
    assert answer.status_code == 200


def test_head_answers_as_get_does(client: Client, record: Record) -> None:
    head, get = client.head(HOME), client.get(HOME)
    assert dict(head.headers) == dict(get.headers)


def test_only_addresses_that_exist_are_kept(client: Client, record: Record) -> None:
    for path in (f"{HOME}?page=2", "/en/nowhere/", f"{HOME}editions/99/", "/", "/healthz", "/en/sign-in/"):
        client.get(path)
    assert STORE.shelf().pages == {}
    client.get(HOME)
    assert list(STORE.shelf().pages) == [("http", HOME)]


def test_an_address_with_a_query_gets_the_same_page(client: Client, record: Record) -> None:
    asked, plain = client.get(f"{HOME}?utm_source=mail"), client.get(HOME)
    assert asked.status_code == 200
    assert asked["Cache-Control"] == plain["Cache-Control"]


def test_publishing_is_seen_by_the_next_request_where_nothing_watches(client: Client, record: Record) -> None:
    before = client.get(HOME)
    publish_again("2019-06")
    after = client.get(HOME, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert b"June 2019" in after.content


def test_what_is_saved_but_not_published_is_not_seen(client: Client, record: Record) -> None:
    Edition.objects.filter(series__slug="cjk-workshop", number=7).update(date="2019-06")
    assert b"June 2019" not in client.get(HOME).content


@pytest.mark.usefixtures("watched")
def test_a_watching_process_sees_publishing_at_its_next_look_and_warms_its_pages(client: Client) -> None:
    watch = Watch(STORE)
    for path in (HOME, "/en/cjk-workshop/editions.csv"):
        client.get(path)
    publish_again("2019-06")
    assert b"May 2019" in client.get(HOME).content
    watch.tick()
    assert list(STORE.shelf().pages) == [("http", HOME)]
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(HOME)
    assert len(captured) == 0
    assert b"June 2019" in answer.content


@pytest.mark.usefixtures("watched")
def test_what_is_published_while_pages_are_warmed_waits_for_one_of_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in MAIN_PAGES:
        client.get(path)
    render = STORE.fill
    rendered: list[str] = []
    assert render

    def publish_then_render(request: HttpRequest) -> HttpResponse:
        if not rendered:
            publish_again("2019-08")
        elif len(rendered) == 1:
            assert b"August 2019" in client.get(HOME).content
        rendered.append(request.path)
        return render(request)

    monkeypatch.setattr(STORE, "fill", publish_then_render)
    publish_again("2019-06")
    Watch(STORE).tick()
    assert sorted(path for _, path in STORE.shelf().pages) == sorted(MAIN_PAGES)


@pytest.mark.usefixtures("watched")
def test_pages_warmed_by_the_process_are_the_bytes_that_readers_ask_for(client: Client) -> None:
    STORE.warm([("http", HOME)])
    warmed = client.get(HOME)
    STORE.shelf().pages.clear()
    asked = client.get(HOME)
    assert (warmed.content, dict(warmed.headers)) == (asked.content, dict(asked.headers))


@pytest.mark.usefixtures("watched")
def test_warm_pages_outlive_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(HOME)

    def unreachable() -> None:
        raise OperationalError

    monkeypatch.setattr(pages, "current_version", unreachable)
    monkeypatch.setattr(connection, "close", lambda: None)
    watch = Watch(STORE)
    watch.tick()
    watch.tick()
    assert client.get(HOME).status_code == 200
    assert client.get(f"{HOME}figures/").status_code == 200
    assert [record.message for record in caplog.records] == [
        "the published version cannot be read; pages stay as they are"
    ]


def test_the_watching_thread_is_started_once(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(STORE, "watched", False)
    monkeypatch.setattr(threading.Thread, "start", lambda self: started.append(self.name))
    pages.watch()
    pages.watch()
    assert started == ["published"]


def test_a_restored_database_with_the_same_version_is_seen(client: Client, record: Record) -> None:
    """The number alone would repeat after a restore; the time of publishing does not."""
    client.get(HOME)
    before = STORE.shelf().version
    newest = Series.objects.get(slug="cjk-workshop").publications.model.objects.order_by("-version").first()
    assert newest is not None
    newest.published_at = timezone.now()
    newest.save()
    assert STORE.look()
    assert STORE.shelf().version[0] == before[0]


def test_an_answer_never_passes_a_cookie_on() -> None:
    response = Published(Shelf((1, None, None), {}), b"x", content_type="text/html")
    response.set_cookie("session", "somebody")
    assert not Page.of(response).plain.headers.get("Set-Cookie")


def test_the_process_is_healthy_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content, len(captured)) == (200, b"ok\n", 0)
    assert answer["Cache-Control"] == "no-store"


def test_the_process_is_ready_when_the_version_can_be_read(
    client: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/readyz").status_code == 200

    def unreachable() -> int:
        raise OperationalError

    monkeypatch.setattr("trilogue.web.public.views.published_version", unreachable)
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    "path",
    [
        "/en/cjk-workshop/editions/07/",
        "/en/cjk-workshop/editions/0000000000007/",
        "/tlh/cjk-workshop/",
        "/zh-hant/cjk-workshop/editions/7/",
        "/en/cjk-workshop/editions/99999999/",
        "/en/cjk-workshop/editions.exe",
        "/en/no-such-workshop/",
        f"{HOME}?version=2",
    ],
)
def test_unknown_addresses_languages_and_forms_fill_no_store(
    client: Client, record: Record, path: str
) -> None:
    client.get(HOME)
    before = set(STORE.shelf().pages)
    assert client.get(path).status_code in (200, 404)
    assert set(STORE.shelf().pages) == before
