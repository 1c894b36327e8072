"""The page store: what readers get, rendered once per published version and address, kept in each process.

A public page depends on its address and the published version alone, so its bytes can be kept until the
version moves. A thread in each process watches the version; where none runs, each request reads it.
"""

import gzip
import hashlib
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse

from trilogue.documents.record import Record, published
from trilogue.domain.editions.models import Installation, Publication
from trilogue.domain.opinions.models import Conversation

logger = logging.getLogger(__name__)

INTERVAL = 0.5
"""Seconds between two looks at the published version."""

COMPRESSIBLE = re.compile(r"text/|application/(json|xml|atom\+xml)")
ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))")
CONTENT_HEADERS = {"Content-Length", "Content-Type", "Content-Encoding"}

Version = tuple[int, datetime | None, datetime | None]
"""The published version, and when the newest of the record and of the exchanges of opinions came: a restored database
may count the same numbers again."""

Address = tuple[str, str]
"""Scheme and path: over plain http other headers are sent than over https."""


@dataclass(frozen=True)
class Body:
    """One encoding of a page."""

    data: bytes
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


@dataclass(frozen=True)
class Page:
    plain: Body
    zipped: Body | None

    @classmethod
    def of(cls, response: HttpResponse) -> "Page":
        """Keep the bytes and headers of an answer, and nothing that belongs to the one who asked."""
        headers = dict(response.headers)
        headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        headers["Vary"] = "Accept-Encoding"
        data = response.content
        plain = _body(data, headers)
        if not COMPRESSIBLE.match(headers["Content-Type"]):
            return cls(plain, None)
        zipped = _body(gzip.compress(data, 9, mtime=0), {**headers, "Content-Encoding": "gzip"})
        return cls(plain, zipped if len(zipped.data) < len(data) else None)

    @property
    def is_web_page(self) -> bool:
        return self.plain.headers["Content-Type"].startswith("text/html")

    def answer(self, request: HttpRequest) -> HttpResponse:
        body = self.plain
        if self.zipped and ACCEPTS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            body = self.zipped
        if is_known(body.etag, request.META.get("HTTP_IF_NONE_MATCH", "")):
            kept = {name: value for name, value in body.headers.items() if name not in CONTENT_HEADERS}
            response = HttpResponse(status=304, headers=kept)
            del response.headers["Content-Type"]
            return response
        return HttpResponse(body.data, headers=body.headers)


def _body(data: bytes, headers: dict[str, str]) -> Body:
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return Body(data, {**headers, "ETag": etag, "Content-Length": str(len(data))})


def is_known(etag: str, if_none_match: str) -> bool:
    if not if_none_match:
        return False
    known = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return etag in known or "*" in known


@dataclass(frozen=True)
class Shelf:
    """One published version in one process: its records by slug, and the pages made of them so far."""

    version: Version
    records: Mapping[str, Record]
    pages: dict[Address, Page] = field(default_factory=dict)


NOTHING_YET = Shelf((-1, None, None), {})


def current_version() -> Version:
    """The version row, in one query; (0, None, None) before the first publication."""
    newest = Publication.objects.order_by("-version").values("published_at")[:1]
    exchange = (
        Conversation.objects.exclude(published_at=None).order_by("-published_at").values("published_at")[:1]
    )
    times = {"record_at": Subquery(newest), "exchange_at": Subquery(exchange)}
    row = Installation.objects.annotate(**times).values_list("published_version", *times).first()
    return row or (0, None, None)


class Published(HttpResponse):
    """An answer made from a shelf alone, so that it may be kept there."""

    def __init__(self, shelf: Shelf, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shelf = shelf


class PageStore:
    """The shelf of the current version. It is replaced as a whole; requests under way keep the one they took."""

    def __init__(self) -> None:
        self.watched = False
        self.fill: Callable[[HttpRequest], HttpResponse] | None = None
        self._shelf = NOTHING_YET

    def shelf(self) -> Shelf:
        """Without a query while the version is watched."""
        if not self.watched or self._shelf is NOTHING_YET:
            self.look()
        return self._shelf

    def look(self) -> bool:
        """Read the published version; when it moved, load its records, start an empty shelf, and say so."""
        version = current_version()
        if version == self._shelf.version:
            return False
        self._shelf = Shelf(version, published(version[0]))
        return True

    def page(self, address: Address) -> Page | None:
        """A kept page of the current version. Addresses that were never kept cost nothing."""
        return self.shelf().pages.get(address) if address in self._shelf.pages else None

    def kept(self) -> list[Address]:
        """The addresses of the web pages kept now; documents are made again only when asked for."""
        return [address for address, page in list(self._shelf.pages.items()) if page.is_web_page]

    def warm(self, addresses: list[Address]) -> None:
        """Render again what was kept of the version before; anew where the version moves on meanwhile, which no reader
        waits for longer than one page takes.
        """
        waiting = deque(addresses)
        while waiting and self.fill:
            self.fill(_request(*waiting.popleft()))
            if self.look():
                waiting = deque(addresses)

    def forget(self) -> None:
        """Start anew, as after a restart of the process."""
        self._shelf = NOTHING_YET


STORE = PageStore()


class PageStoreMiddleware:
    """Answers from the store before anything else runs, and fills it with what the public views made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        STORE.fill = self

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        keep = not request.META.get("QUERY_STRING")
        address = (request.scheme or "http", request.path_info)
        page = STORE.page(address) if keep else None
        if page is None:
            response = self.get_response(request)
            if not isinstance(response, Published) or response.status_code != 200:
                return response
            page = Page.of(response)
            if keep:
                response.shelf.pages[address] = page
        return page.answer(request)


class Watch:
    """Sees a new version within `INTERVAL`. Trouble with the database is reported once and outlived."""

    def __init__(self, store: PageStore) -> None:
        self.store = store
        self.readable = True

    def run(self) -> None:
        while True:
            self.tick()
            time.sleep(INTERVAL)

    def tick(self) -> None:
        kept = self.store.kept()
        try:
            if self.store.look():
                self.store.warm(kept)
            self.readable = True
        except DatabaseError:
            connection.close()
            if self.readable:
                logger.warning("the published version cannot be read; pages stay as they are")
            self.readable = False


def _request(scheme: str, path: str) -> WSGIRequest:
    """A request as a reader would make it."""
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_HOST": settings.URL.netloc,
            "SERVER_NAME": settings.URL.hostname,
            "SERVER_PORT": str(settings.URL.port or {"http": 80, "https": 443}[scheme]),
            "wsgi.url_scheme": scheme,
            "wsgi.input": BytesIO(),
        }
    )


def watch() -> None:
    """Start this process's watching thread; called once, by the WSGI entry point."""
    if STORE.watched:
        return
    STORE.watched = True
    threading.Thread(target=Watch(STORE).run, name="published", daemon=True).start()
