"""Reading public pages as a visitor's program does."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.test import Client
from django.utils import timezone

from trilogue.domain.editions.models import Edition, Series
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.foundation.access import ANONYMOUS

PATHS = (
    "",
    "about/accessibility/",
    "about/privacy/",
    "cjk-workshop/",
    "cjk-workshop/editions/",
    "cjk-workshop/editions/held/",
    "cjk-workshop/editions/tentative/",
    "cjk-workshop/editions/1/",
    "cjk-workshop/editions/2/",
    "cjk-workshop/editions/7/",
    "cjk-workshop/editions/7/article/",
    "cjk-workshop/editions/7/sessions/1/",
    "cjk-workshop/editions/8/",
    "cjk-workshop/objectives/",
    "cjk-workshop/figures/",
    "cjk-workshop/network/",
    "cjk-workshop/sources/",
    "cjk-workshop/data/",
    "demo-workshop/",
    "demo-workshop/editions/",
    "demo-workshop/editions/9/",
    "demo-workshop/figures/",
    "demo-workshop/network/",
    "demo-workshop/sources/",
)


class Parts(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words(markup: str) -> str:
    """What a reader reads of it."""
    return " ".join(re.sub(r"<[^>]+>", "", markup).split())


def links(markup: str) -> Iterator[str]:
    for each in Parts(markup).of("a"):
        if each["href"].startswith("/"):
            yield each["href"].split("?")[0]


def publish(series: Series, *editions: Edition) -> None:
    now = timezone.now()
    publish_series(series, by=ANONYMOUS, now=now)
    for edition in editions:
        publish_edition(edition, by=ANONYMOUS, now=now)
