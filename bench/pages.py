"""How quickly readers are answered, beside Django's page cache on the same server.

BENCH_SECONDS and BENCH_RUNS shorten a try; the figures that count are of 10 seconds and 5 runs.
"""

import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SECONDS = int(os.environ.get("BENCH_SECONDS", "10"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
PAGES = {
    "home": "/en/cjk-workshop/",
    "register": "/en/cjk-workshop/editions/",
    "edition": "/en/cjk-workshop/editions/7/",
}
LEAST_SHARE = 0.5
FIRST_ANSWER = 3.0
SEEN_WITHIN = 1.0
HEAVIEST = 60_000
MOST_REQUESTS = 6
STARTS = 3
WATCHED_AFTER = 2.0
"""Seconds of asking after a publication: more than any worker may need."""

PUBLISH = """
import time, django
django.setup()
from django.utils import timezone
from trilogue.domain.editions.models import Edition
from trilogue.flows.publish import publish_edition
from trilogue.foundation.access import ANONYMOUS
edition = Edition.objects.get(series__slug="cjk-workshop", number=7)
edition.date = "2019-06"
edition.save()
publish_edition(edition, by=ANONYMOUS, now=timezone.now())
print(time.time())
"""
STALE_AND_FRESH = {
    "en": ("May 2019", "June 2019"),
    "ko": ("2019년 5월", "2019년 6월"),
    "ja": ("2019年5月", "2019年6月"),
    "zh-hans": ("2019年5月", "2019年6月"),
}
"""What a page says before and after the publication, by language."""


class Row(NamedTuple):
    name: str
    measured: float
    limit: float
    ok: bool
    words: str


class NotMeasured(Exception):
    """A program that the measurement needs is missing, or a server does not answer as it should."""


def rows() -> list[Row]:
    """Name, measured and allowed value, whether it is kept, and the figure in words."""
    if shutil.which("wrk") is None:
        raise NotMeasured("wrk is missing: apt install wrk")
    with tempfile.TemporaryDirectory(prefix="trilogue-bench-") as folder:
        port = _free_port()
        with _ours(folder, port):
            pass
        found = [_first_answer(folder, port)]
        with _ours(folder, port), _peer(_free_port()) as peer:
            found += [_throughput(name, port, path, peer) for name, path in PAGES.items()]
            found += [row for name, path in PAGES.items() for row in _page(name, port, path)]
            found.append(_seen_after_publishing(folder, port))
    return found


def main() -> int:
    try:
        found = rows()
    except NotMeasured as error:
        print(f"pages: {error}", file=sys.stderr)
        return 1
    for row in found:
        print(f"pages {row.name}: {row.words} {'ok' if row.ok else 'NOT KEPT'}")
    return 0 if all(row.ok for row in found) else 1


def _throughput(name: str, port: int, path: str, peer: int) -> Row:
    """Peer and ours take turns, so that a slow minute of the machine meets both."""
    pairs = [(_requests_a_second(peer, "/"), _requests_a_second(port, path)) for _ in range(RUNS)]
    theirs, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    share = ours / theirs
    words = f"{ours:,.0f} requests/s, {share:.2f} of cache_page's {theirs:,.0f} (at least {LEAST_SHARE})"
    return Row(f"{name}, warm", share, LEAST_SHARE, share >= LEAST_SHARE, words)


def _requests_a_second(port: int, path: str) -> float:
    command = ["wrk", "-t1", "-c32", f"-d{SECONDS}s", "-H", "Accept-Encoding: identity"]
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise NotMeasured(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]


def _first_answer(folder: str, port: int) -> Row:
    """From the start of an installation that is set up to its first page."""
    taken = []
    for _ in range(STARTS):
        begun = time.monotonic()
        with _ours(folder, port):
            taken.append(time.monotonic() - begun)
    seconds = statistics.median(taken)
    words = f"{seconds:.2f} s (limit {FIRST_ANSWER:g} s)"
    return Row("first answer after start", seconds, FIRST_ANSWER, seconds <= FIRST_ANSWER, words)


def _page(name: str, port: int, path: str) -> list[Row]:
    status, headers, body = _get(port, path, {"Accept-Encoding": "gzip"})
    again, _, rest = _get(port, path, {"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]})
    needed = re.findall(rb'<link rel="(?:stylesheet|icon)" href="([^"]+)"', gzip.decompress(body))
    parts = [_get(port, each.decode(), {"Accept-Encoding": "gzip"})[2] for each in needed]
    weight, requests = len(body) + sum(map(len, parts)), 1 + len(parts)
    return [
        Row(f"{name}, known to the reader", again, 304, (status, again, rest) == (200, 304, b""), f"{again}"),
        Row(
            f"{name}, weight",
            weight,
            HEAVIEST,
            weight <= HEAVIEST and requests <= MOST_REQUESTS,
            f"{weight / 1000:.1f} kB in {requests} requests "
            f"(limit {HEAVIEST / 1000:g} kB, {MOST_REQUESTS} requests)",
        ),
    ]


def _seen_after_publishing(folder: str, port: int) -> Row:
    """Until the last answer of the version before in any language, asking both workers without a pause."""
    publishing = subprocess.Popen(
        [sys.executable, "-c", PUBLISH], env=_environment(folder, port), stdout=subprocess.PIPE, text=True
    )
    last_stale, ended, fresh = 0.0, float("inf"), set()
    while time.time() < ended:
        for language, (old, new) in STALE_AND_FRESH.items():
            asked = time.time()
            body = _get(port, PAGES["edition"].replace("/en/", f"/{language}/"), {})[2].decode()
            if new in body:
                fresh.add(language)
            elif old in body:
                last_stale = asked
        if ended == float("inf") and publishing.poll() is not None:
            ended = time.time() + WATCHED_AFTER
    published = float(publishing.communicate()[0])
    seconds = max(0.0, last_stale - published)
    ok = fresh == set(STALE_AND_FRESH) and seconds <= SEEN_WITHIN
    words = f"{seconds:.2f} s until every worker answers anew in four languages (limit {SEEN_WITHIN:g} s)"
    return Row("publishing", seconds, SEEN_WITHIN, ok, words)


def _get(port: int, path: str, headers: Mapping[str, str]) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@contextmanager
def _ours(folder: str, port: int) -> Iterator[None]:
    program = str(Path(sys.executable).parent / "trilogue")
    command = [program, "demo", "--port", str(port)]
    with _running(command, port, PAGES["home"], _environment(folder, port)):
        yield


@contextmanager
def _peer(port: int) -> Iterator[int]:
    with _running([sys.executable, "-m", "bench.peer", str(port)], port, "/", dict(os.environ)):
        yield port


@contextmanager
def _running(command: list[str], port: int, path: str, environment: Mapping[str, str]) -> Iterator[None]:
    """A server that has given its first answer; it is stopped afterwards."""
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(server, port, path)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _wait_for(server: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            status = _get(port, path, {})[0]
        except OSError:
            time.sleep(0.02)
            continue
        if status == 200:
            return
        raise NotMeasured(f"{path} answers {status}")
    raise NotMeasured(f"no answer for {path} on port {port}")


def _environment(folder: str, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CACHE_URL")}
    settings = {
        "TRILOGUE_DATA": folder,
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "trilogue.config.settings",
    }
    return {**kept, **settings}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
