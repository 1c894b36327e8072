"""A demonstration as it is after a day of use, and every page that it has for everybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils import timezone

from trilogue.domain.delegations.actions import keep_upload
from trilogue.domain.delegations.models import RosterUpload
from trilogue.domain.editions.models import (
    Edition,
    Fact,
    Figure,
    Line,
    Photograph,
    Series,
    Source,
)
from trilogue.domain.editions.queries import actor_of
from trilogue.domain.people.models import Account
from trilogue.domain.programme.models import Session, Speaker
from trilogue.domain.tables.planning import make_plan
from trilogue.flows.first_start import SIGN_INS, prepare
from trilogue.flows.import_roster import QuotaChange, store
from trilogue.flows.sample import sample_table
from trilogue.foundation.formats import csv

RECORD, DEMONSTRATION = "cjk-workshop", "demo-workshop"
EDITIONS = [(RECORD, 7), (RECORD, 8), (DEMONSTRATION, 9)]
RECORDED: list[tuple[str, Any, dict[str, Any]]] = [
    ("story", Line, {"kind": "P", "series__slug": RECORD}),
    ("objective", Line, {"kind": "O", "series__slug": RECORD}),
    ("detail", Line, {"kind": "D", "edition__number": 7}),
    ("article", Line, {"kind": "A", "edition__number": 7}),
    ("fact", Fact, {"edition__number": 7}),
    ("figure", Figure, {"edition__number": 7}),
    ("source", Source, {}),
    ("session", Session, {"edition__number": 7}),
    ("speaker", Speaker, {"session__edition__number": 7}),
    ("photograph", Photograph, {}),
    ("series", Series, {"slug": RECORD}),
    ("edition", Edition, {"number": 7}),
]
"""Kinds of the record with a row of each."""
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
SOMEBODY = next(each for each in SIGN_INS if each.role == "desk")
FAULTY = b"country,native_name,email\nXX,,nobody\n"


@dataclass(frozen=True)
class Page:
    """An address and who opens it; nobody is a visitor."""

    path: str
    account: str = ""

    def __str__(self) -> str:
        return f"{self.account or 'visitor'} {self.path}"


def furnish() -> None:
    """The demonstration with a roster, a plan, and rosters waiting for answers."""
    prepare(demonstration=True)
    edition = Edition.objects.get(series__slug=DEMONSTRATION)
    by = actor_of(Account.objects.get(email=SOMEBODY.email))
    table = sample_table()
    upload = keep_upload(by=by, edition=edition, name="sample.csv", data=csv.write(table), now=timezone.now())
    change = QuotaChange(date(2027, 3, 2), "one more place agreed")
    store(
        upload,
        answers={"OVER_QUOTA:CN": "raise_quota"},
        quota_changes={"CN": change},
        by=by,
        now=timezone.now(),
    )
    make_plan(edition, by=by, rounds=3, tables=11, seed=1, now=timezone.now())
    for email, name, data in (
        ("desk@example.kr", "faulty.csv", FAULTY),
        ("admin@example.kr", "again.csv", csv.write(table)),
    ):
        other = actor_of(Account.objects.get(email=email))
        keep_upload(by=other, edition=edition, name=name, data=data, now=timezone.now())
    client = Client()
    client.post(reverse("account_login"), {"login": SOMEBODY.email})


def session_cookie(account: str) -> str:
    """The value of a session cookie for somebody who is signed in."""
    client = Client()
    client.force_login(Account.objects.get(email=account))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def pages() -> list[Page]:
    """Every GET route with sample values, as a visitor and as every account that gets a page there."""
    found = []
    for account in ("", *(each.email for each in SIGN_INS)):
        client = Client()
        if account:
            client.force_login(Account.objects.get(email=account))
        for path in sorted(set(_paths())):
            answer = client.get(path)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                found.append(Page(path, account))
    public = {page.path for page in found if not page.account}
    return [page for page in found if not page.account or page.path not in public]


def in_language(path: str, language: str) -> str:
    return f"/{language}/{path.split('/', 2)[2]}" if path.count("/") > 1 else path


def _paths() -> Iterator[str]:
    for route in routes():
        for values in _samples(route):
            yield PARAMETER.sub(lambda found: str(values[found.group(1)]), route)  # noqa: B023
    yield "/en/no-such-page/at/all/"


def routes(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """Every route of the site as it is written: "/en/<slug:slug>/editions/<int:number>/"."""
    for each in (resolver or get_resolver()).url_patterns:
        route = before + ("en/" if isinstance(each.pattern, LocalePrefixPattern) else str(each.pattern))
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        else:
            yield route


def _samples(route: str) -> Iterator[dict[str, object]]:
    """Values for a route's parameters: the record's richest and emptiest edition, and the demonstration's."""
    wanted = set(PARAMETER.findall(route))
    for slug, number in EDITIONS if "number" in wanted else EDITIONS[::2]:
        values: dict[str, object] = {
            "slug": slug,
            "number": number,
            "country": "JP",
            "code": "281000",
            "session": 1,
            "role": "desk",
            "form": "csv",
            "purpose": "directory",
        }
        for kind, pk in _rows(route):
            yield {**values, "kind": kind, "pk": pk}


def _rows(route: str) -> list[tuple[str, int]]:
    if "<slug:kind>" in route and "<int:pk>" in route:
        return [(kind, model.objects.filter(**where).earliest("pk").pk) for kind, model, where in RECORDED]
    if "<slug:kind>" in route:
        return [(kind, 0) for kind, _, _ in RECORDED]
    if "roster" in route and "<int:pk>" in route:
        return [("", pk) for pk in RosterUpload.objects.values_list("pk", flat=True)]
    return [("", 0)]
