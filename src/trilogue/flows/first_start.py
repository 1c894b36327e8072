"""What happens when an installation starts: nothing to a database that has its record, all of it to an empty one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from trilogue.domain.delegations import actions as delegations
from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.choices import LineKind, Role, Status
from trilogue.domain.editions.models import Edition, Installation, Series
from trilogue.domain.people.actions import index, open_account
from trilogue.domain.places.models import Country, Government
from trilogue.flows.load_consents import load_consents
from trilogue.flows.load_glossary import complete_glossaries
from trilogue.flows.load_record import COUNTRY_ORDER, complete_places, load_links, load_places, load_record
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.flows.sample_workshop import begin_workshop, fill_workshop
from trilogue.flows.shipped import seed
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import LANGUAGES, Text

DEMONSTRATION_SLUG = "demo-workshop"
CALL_OPEN = timedelta(days=60)
CONTACT = "오수린 OH Surin, desk@example.kr"
QUOTAS = {"KR": 38, "JP": 15, "CN": 34}


class Mismatch(Exception):
    """The database is a demonstration and should not be, or the other way round."""


@dataclass(frozen=True)
class SignIn:
    role: Role
    name: str
    email: str
    country: str | None = None
    government: str | None = None


SIGN_INS = (
    SignIn(Role.HOST_ADMIN, "한유진", "admin@example.kr"),
    SignIn(Role.DESK, "오수린", "desk@example.kr"),
    SignIn(Role.COORDINATOR, "森田 由紀", "coordinator@example.jp", country="JP"),
    SignIn(Role.NOMINATOR, "문가온", "nominator@example.kr", government="KR-47"),
    SignIn(Role.PARTICIPANT, "松本 直樹", "naoki.matsumoto@example.jp"),
    SignIn(Role.SPEAKER, "顾清和", "speaker@example.cn"),
    SignIn(Role.INTERPRETER, "윤서하", "interpreter@example.kr"),
    SignIn(Role.DOOR, "노은별", "door@example.kr"),
    SignIn(Role.TRANSLATOR, "苏念安", "translator@example.cn"),
    SignIn(Role.READER, "Alex Reed", "reader@example.org"),
)
"""Invented people. In a demonstration anybody on this machine may sign in as one of them."""


def prepare(*, demonstration: bool) -> None:
    """Mark and fill an empty database; leave any other as it is, but for governments that an older
    release did not have and uploads whose day is over.

    Raises Mismatch when the database is marked otherwise than asked for.
    """
    now = timezone.now()
    with transaction.atomic():
        installation, new = log.hold(Installation.objects.all()).get_or_create(
            pk=1, defaults={"demonstration": demonstration}
        )
        if installation.demonstration != demonstration:
            raise Mismatch
        if new:
            load_places(by=ANONYMOUS)
            load_links(by=ANONYMOUS)
            load_record(by=ANONYMOUS, now=now)
            if demonstration:
                _demonstrate(now)
        else:
            complete_places(by=ANONYMOUS)
        complete_glossaries(by=ANONYMOUS)
        load_consents(by=ANONYMOUS, now=now)
        index.complete()
        delegations.drop_stale_uploads(by=ANONYMOUS, now=now)


def demonstration_sign_ins() -> list[tuple[str, str]]:
    return [(str(each.role.label), each.name) for each in SIGN_INS]


def _demonstrate(now: datetime) -> None:
    series = _series()
    edition = editions.add_edition(
        by=ANONYMOUS, series=series, number=9, date="2027-05-20/2027-05-21", status=Status.OPEN
    )
    editions.set_places(edition, by=ANONYMOUS, governments=[Government.objects.get(code="KR-47130")])
    editions.change(edition, by=ANONYMOUS, location=_text("location"))
    for detail in seed("demonstration.json")["details"]:
        text = Text.from_json(detail)
        editions.add_line(by=ANONYMOUS, series=series, edition=edition, kind=LineKind.DETAIL, text=text)
    for code, places in QUOTAS.items():
        country = Country.objects.get(pk=code)
        delegation = delegations.form_delegation(by=ANONYMOUS, edition=edition, country=country)
        delegations.decide_quota(delegation, by=ANONYMOUS, places=places, decided_on=now.date())
    call = delegations.prepare_call(
        edition,
        by=ANONYMOUS,
        deadline=_evening(now + CALL_OPEN),
        languages=list(LANGUAGES),
        contact=CONTACT,
    )
    delegations.open_call(call, by=ANONYMOUS, now=now)
    under_way = begin_workshop(country_order=COUNTRY_ORDER, now=now)
    for each in SIGN_INS:
        _appoint(each, series, edition)
    fill_workshop(under_way, now=now)
    publish_series(series, by=ANONYMOUS, now=now)
    publish_edition(edition, by=ANONYMOUS, now=now)


def _evening(moment: datetime) -> datetime:
    """Six o'clock of that day, as letters give deadlines."""
    return timezone.localtime(moment).replace(hour=18, minute=0, second=0, microsecond=0)


def _series() -> Series:
    """The demonstration is a series of its own, so that its figures cannot mix with the record's."""
    series = editions.add_series(
        by=ANONYMOUS,
        slug=DEMONSTRATION_SLUG,
        demonstration=True,
        country_order=COUNTRY_ORDER,
        **{name: _text(name) for name in ("name", "tagline", "host", "lead")},
    )
    for line in seed("record.json")["series"]["objectives"]:
        editions.add_line(
            by=ANONYMOUS,
            series=series,
            kind=LineKind.OBJECTIVE,
            title=Text.from_json(line["title"]),
            text=Text.from_json(line["text"]),
        )
    return series


def _text(name: str) -> Text:
    return Text.from_json(seed("demonstration.json")[name])


def _appoint(sign_in: SignIn, series: Series, edition: Edition) -> None:
    """Host administration and translation reach over the whole install: the record's series as well."""
    account = open_account(by=ANONYMOUS, email=sign_in.email, name=sign_in.name)
    country = Country.objects.get(pk=sign_in.country) if sign_in.country else None
    government = Government.objects.get(code=sign_in.government) if sign_in.government else None
    wide = sign_in.role in (Role.HOST_ADMIN, Role.DESK, Role.TRANSLATOR, Role.READER)
    for where in Series.objects.all() if wide else [series]:
        editions.appoint(
            by=ANONYMOUS,
            account=account,
            role=sign_in.role,
            series=where,
            edition=None if wide else edition,
            country=country,
            government=government,
        )
