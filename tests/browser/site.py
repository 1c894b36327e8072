"""A demonstration as it is after a day of use, and every page that it has for everybody."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils import timezone

from tests.browser.site_exchanges import lead, shown_exchange, shown_statement
from tests.browser.site_files import illustrate, rows_of_files
from tests.browser.site_keeping import RECORDED, edit_record
from tests.browser.site_meetings import colleague, meet_up, rows_named
from tests.browser.site_opinions import count_opinions, is_of_opinions, of_opinions
from tests.browser.site_voting import converse
from trilogue.documents.translatable import units
from trilogue.domain.delegations import actions
from trilogue.domain.delegations.actions import invite, keep_upload, set_field
from trilogue.domain.delegations.models import Call, CallField, Invitation, Participation, RosterUpload
from trilogue.domain.delegations.queries import confirmed, token_hash
from trilogue.domain.editions.actions import Offered, offer
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import AppointmentLink, Edition, Series, Term
from trilogue.domain.editions.queries import actor_of
from trilogue.domain.network.actions import exchange, set_card
from trilogue.domain.network.choices import Audience, CardField, ChannelKind
from trilogue.domain.network.queries import code_of, own_card
from trilogue.domain.opinions.models import QuestionTime
from trilogue.domain.people.models import Account, Person, PersonName
from trilogue.domain.places.models import Assertion, Government, SisterLink
from trilogue.domain.tables import actions as tables
from trilogue.domain.tables.models import Search
from trilogue.domain.tables.planning import make_plan
from trilogue.flows.first_start import SIGN_INS, prepare
from trilogue.flows.freeze_list import freeze_list
from trilogue.flows.import_roster import QuotaChange, store
from trilogue.flows.offer import withdraw
from trilogue.flows.record_encounters import record
from trilogue.flows.sample import sample_table
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit.access import seen
from trilogue.foundation.audit.models import Access
from trilogue.foundation.formats import csv
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

RECORD, DEMONSTRATION = "cjk-workshop", "demo-workshop"
EDITIONS = [(RECORD, 7), (RECORD, 8), (DEMONSTRATION, 9)]
UNDER_WAY = [("demo-under-way", 10)]
"""Where there are questions to a speaker."""
DESK, ADMINISTRATOR = "/en/desk/", "admin@example.kr"
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
PROVINCES = (("JP", "350001"), ("KR", "KR-48"))
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
SOMEBODY = next(each for each in SIGN_INS if each.role == "desk")
PARTICIPANT = next(each for each in SIGN_INS if each.role == "participant")
NOMINATED = {
    "own_family": "문",
    "roman_family": "Moon",
    "roman_given": "Haneul",
    "skill_ko": "4",
    "home": "KR-47",
    "department": "국제협력과",
    "position": "주무관",
    "kind": "domestic",
}
REGISTERED = {
    "own_family": "刘",
    "own_given": "直",
    "roman_family": "Liu",
    "roman_given": "Zhi",
    "skill_zh": "4",
    "host": "KR-47",
    "kind": "dispatch",
}
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
    count_opinions()
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
    plan = make_plan(edition, by=by, rounds=3, tables=11, seed=1, now=timezone.now())
    tables.publish_plan(plan, by=by, now=timezone.now())
    first, second = confirmed(edition)[:2]
    tables.add_rule(by=by, edition=edition, kind="apart", first=first, second=second)
    tables.ask_search(by=by, edition=edition, asked=plan.asked, most_steps=200_000, now=timezone.now())
    record(edition, by=by)
    _show_cards()
    freeze_list(edition, by=by, now=timezone.now(), purpose="호텔에 보냄")
    _nominate(edition, by)
    meet_up(edition, by)
    converse(edition, by)
    lead(edition, by)
    illustrate(edition, by)
    edit_record()
    for email, name, data in (
        ("desk@example.kr", "faulty.csv", FAULTY),
        ("admin@example.kr", "again.csv", csv.write(table)),
    ):
        other = actor_of(Account.objects.get(email=email))
        keep_upload(by=other, edition=edition, name=name, data=data, now=timezone.now())
    nominate(edition)
    _offer_roles(edition)
    client = Client()
    client.post(reverse("account_login"), {"login": SOMEBODY.email})


def _offer_roles(edition: Edition) -> None:
    """A link that waits, one that was revoked, and a look of last month that nobody has reviewed."""
    host = Account.objects.get(email="admin@example.kr")
    by = actor_of(host)
    for role, email in ((Role.DESK, "new@example.jp"), (Role.READER, "gone@example.cn")):
        wanted = Offered(role, edition.series, edition)
        offer(wanted, by=by, email=email, name="高橋 結", language="ja", now=timezone.now())
    AppointmentLink.objects.filter(role=Role.DESK).update(token_hash=token_hash("ROLE"))
    AppointmentLink.objects.filter(role=Role.READER).update(revoked_at=timezone.now())
    people = list(Person.objects.values_list("pk", flat=True)[:60])
    look = seen(by=by, what="name_list.xlsx", people=people, edition=edition.pk, reason="호텔에 보냄")
    assert look
    Access.objects.filter(pk=look.pk).update(at=timezone.now().replace(day=1) - timedelta(days=2))


def _show_cards() -> None:
    """The participant has a card, and that of the first person there is."""
    own = Account.objects.get(email=PARTICIPANT.email).person
    first = Person.objects.earliest("pk")
    assert own
    for each in (own, first):
        shown = {(field, Audience.CONTACTS) for field in CardField}
        set_card(each, [(ChannelKind.MAIL, "card@example.org")], shown, by=ANONYMOUS, now=timezone.now())
    card = own_card(first)
    assert card
    exchange(code_of(card), own, receipt=uuid.uuid4(), by=ANONYMOUS, now=timezone.now())


def nominate(edition: Edition) -> None:
    """A further question, a government with nominations in several states, an official in the middle of registering."""
    call = Call.objects.get(edition=edition)
    words = Text("en", {language: Entry("Theme of the table", State.HUMAN) for language in LANGUAGES})
    set_field(call, by=ANONYMOUS, label=words, purpose=words, required=True, retention_days=30)
    government = Government.objects.get(code="KR-47")
    for token, email, personal in (
        ("GOVERNMENT", "province@example.kr", False),
        ("OFFICIAL", "liu@example.cn", True),
    ):
        made, _token = invite(
            call,
            by=ANONYMOUS,
            government=government,
            email=email,
            language="ko",
            now=timezone.now(),
            lifetime=timedelta(days=60),
            places=4 if not personal else None,
            personal=personal,
        )
        Invitation.objects.filter(pk=made.pk).update(token_hash=token_hash(token))
    link, client = "/en/nominate/GOVERNMENT/", Client()
    for number, given in enumerate(("하늘", "바다")):
        email = f"nominated-{number}@example.kr"
        client.post(
            f"{link}add/",
            {**NOMINATED, "own_given": given, "email": email, "do": "submit" if number else "draft"},
        )
    upload = SimpleUploadedFile("returned.csv", csv.write(sample_table()))
    client.post(f"{link}return/", {"file": upload})
    client.post("/en/register/OFFICIAL/consent/", {"collection": "on", "abroad": "on", "sensitive": "on"})
    client.post("/en/register/OFFICIAL/person/?country=CN", REGISTERED)


def _nominate(edition: Edition, by: Actor) -> None:
    """A place given up, somebody with a link of the home's province, and somebody who waits."""
    now = timezone.now()
    leaving = confirmed(edition).filter(delegation__country="JP").latest("pk")
    withdraw(leaving, by=by, now=now, reason="자리 이동")
    home, host = (Government.objects.get(country=code, level=1, code=number) for code, number in PROVINCES)
    link, _ = SisterLink.objects.get_or_create(
        first=min(home, host, key=_pk), second=max(home, host, key=_pk)
    )
    Assertion.objects.create(link=link, register="GAOK", grade="자매결연", tag="ko", date="1999-11")
    for state in ("submitted", "waiting"):
        person = Person.objects.create(country_id="JP")
        PersonName.objects.create(
            person=person, script="kanji", tag="ja", full="山田 花子", key="山田花子", own=True
        )
        one = actions.nominate(
            leaving.delegation,
            person,
            by=by,
            now=now,
            post=actions.Post(home, host, "山口県", "경상남도", "国際課", "主事"),
            nominated=actions.Nominated(),
        )
        actions.submit(one, by=by, now=now)
        if state == "waiting":
            actions.decide_quota(one.delegation, by=by, places=14, decided_on=now.date())
            actions.hold_eligible(one, by=by, now=now, evidence=link)
            actions.accept(one, by=by, now=now)


def _pk(government: Government) -> int:
    return government.pk


def session_cookie(account: str) -> str:
    """The value of a session cookie for somebody who is signed in."""
    client = Client()
    client.force_login(Account.objects.get(email=account))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def pages(part: int = 0, of: int = 1) -> list[Page]:
    """Every GET route with sample values, for a visitor and for every account that gets a page of its own there.

    Where two get the same body under the same address, it is shown once; every account has its head shown. With
    `part`, only one route in `of`.
    """
    found: list[Page] = []
    seen: set[tuple[str, str]] = set()
    paths = _tried(part, of)
    for account, client in _readers():
        for path in list(paths):
            answer = client.get(path)
            if answer.status_code == 405 or (answer.status_code == 200 and not _is_page(answer)):
                paths.remove(path)
            elif answer.status_code == 200:
                body = (path, CSRF.sub("", answer.content.decode()).partition("<main")[2])
                if body not in seen or not any(page.account == account for page in found):
                    found.append(Page(path, account))
                seen.add(body)
    return found


def addresses() -> list[Page]:
    """Every address that is a page for somebody, once, for one of those who may open it; they take turns."""
    readers = list(_readers())
    administrator = next(each for each in readers if each[0] == ADMINISTRATOR)
    found = []
    for number, path in enumerate(_tried()):
        turn = number % len(readers)
        others = [administrator] if path.startswith(DESK) else [*readers[turn + 1 :], *readers[:turn]]
        for account, client in (readers[turn], *others):
            answer = client.get(path)
            if answer.status_code == 200:
                found += [Page(path, account)] if _is_page(answer) else []
            if answer.status_code in (200, 405):
                break
    return found


def _tried(part: int = 0, of: int = 1) -> list[str]:
    """Of a desk only what its administrator gets: sample values that do not fit together are nobody's."""
    administrator = Client()
    administrator.force_login(Account.objects.get(email=ADMINISTRATOR))
    return [
        path
        for path in sorted(set(_paths(part, of)))
        if not path.startswith(DESK) or administrator.get(path).status_code == 200
    ]


def _readers() -> Iterator[tuple[str, Client]]:
    yield "", Client()
    for each in SIGN_INS:
        client = Client()
        client.force_login(Account.objects.get(email=each.email))
        yield each.email, client


def _is_page(answer: Any) -> bool:
    """A whole page. A fragment is read as part of the page that asks for it."""
    return answer.headers["Content-Type"].startswith("text/html") and b"<html" in answer.content


def in_language(path: str, language: str) -> str:
    return f"/{language}/{path.split('/', 2)[2]}" if path.count("/") > 1 else path


def _paths(part: int, of: int) -> Iterator[str]:
    for route in list(routes())[part::of]:
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
    asked = "/questions/" in route and "/call/" not in route
    editions = UNDER_WAY if asked or is_of_opinions(route) else EDITIONS
    for slug, number in editions if "number" in wanted else editions[::2]:
        values: dict[str, object] = {
            "slug": slug,
            "number": number,
            "country": "JP",
            "code": "NOSUCH" if route.startswith("/o/") else "281000",
            "session": 1,
            "photograph": 1,
            "digest": "0" * 64,
            "width": 480,
            "name": "programme.pdf",
            "role": "desk",
            "form": "csv",
            "unit": _unit(slug, number if "number" in wanted else None),
            "language": "ko",
            "token": _token(route),
            "month": _month_before(),
            "version": 1,
            "plan": 1,
            "round": 1,
            "key": "withdraw",
            "script": "latin",
            "public_id": _public_id(route),
            "time": 2,
            "question": 1,
            "purpose": "directory",
            "page": "objectives" if number % 2 else "held",
            "revision": 1,
            "other": colleague() if "<int:other>" in route else 0,
            "meeting": 0,
            "move": "agree",
            "phase": "closed",
            "ballot": "open",
            "exchange": shown_exchange(route).number,
            "statement": shown_statement(route),
        }
        for kind, pk in _rows(route):
            for opinions in of_opinions(route):
                yield {**values, "kind": kind, "pk": pk, **opinions}


def _unit(slug: str, number: int | None) -> str:
    """The first text of the edition, or of the series itself."""
    series = Series.objects.get(slug=slug)
    return units(series.editions.get(number=number) if number else series)[0].key


def _token(route: str) -> str:
    if "/appointment/" in route:
        return "ROLE"
    return "OFFICIAL" if "/register/" in route else "GOVERNMENT"


def _month_before() -> str:
    return f"{timezone.localtime().replace(day=1) - timedelta(days=1):%Y-%m}"


def _public_id(route: str) -> uuid.UUID:
    if "/me/questions/" in route:
        return QuestionTime.objects.get(open=True).public_id
    return Person.objects.earliest("pk").public_id


def _rows(route: str) -> list[tuple[str, int]]:  # noqa: PLR0911  one answer a kind of address
    if "<slug:kind>" in route and "<int:pk>" in route:
        return [(kind, model.objects.filter(**where).earliest("pk").pk) for kind, model, where in RECORDED]
    if "<slug:kind>" in route:
        return [(kind, 0) for kind, _, _ in RECORDED]
    if "desk" in route and "nominations" in route and "<int:pk>" in route:
        return [("", pk) for pk in _one_of_each_state()]
    if "<int:pk>" in route and (found := rows_of_files(route) or rows_named(route) or _of_call(route)):
        return [("", pk) for pk in found]
    if "/glossary/" in route and "<int:pk>" in route:
        return [("", Term.objects.filter(series__slug=RECORD).earliest("pk").pk)]
    if "roster" in route and "<int:pk>" in route:
        return [("", pk) for pk in RosterUpload.objects.values_list("pk", flat=True)]
    return [("", 0)]


def _of_call(route: str) -> list[int]:
    """Rows of the call and of its government, and of the searches for a table plan."""
    for part, rows in (
        ("/searches/", Search.objects.all()),
        ("/return/", RosterUpload.objects.exclude(government=None)),
        ("/nominat", Participation.objects.exclude(nominator=None)),
        ("/questions/", CallField.objects.all()),
    ):
        if part in route:
            return list(rows.values_list("pk", flat=True))
    return []


def _one_of_each_state() -> list[int]:
    return list(dict(Participation.objects.order_by("-pk").values_list("state", "pk")).values())
