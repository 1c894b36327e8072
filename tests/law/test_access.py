"""Who may do what, route by route: every route of the site, by every method, as every role, here and elsewhere.

A route that is not in the table below fails, and so does a view that declares no access.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests import factories
from tests.domain.opinions import outcome
from tests.flows.published_exchange import shelved
from tests.marks import once
from trilogue.domain.delegations.actions import invite
from trilogue.domain.delegations.models import Call
from trilogue.domain.editions.actions import Offered, change, offer
from trilogue.domain.editions.choices import FileAudience, Role
from trilogue.domain.editions.models import Edition, Installation, Photograph, Series
from trilogue.domain.people.models import Account, Merge, Person
from trilogue.domain.places.models import Government
from trilogue.flows.first_start import SIGN_INS
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.flows.sample import sample_table
from trilogue.foundation.access import Access, Actor
from trilogue.foundation.files import papers, pictures, store
from trilogue.foundation.formats import csv
from trilogue.web.declared import DECLARED

pytestmark = pytest.mark.django_db

BY_BROWSERS, BY_OTHERS = ("GET", "POST"), ("PUT", "DELETE")
METHODS = (*BY_BROWSERS, *BY_OTHERS)
ANONYMOUS = "anonymous"
ROLES = (*Role.values, ANONYMOUS)

EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {ANONYMOUS}
RUN = frozenset({"host_admin", "desk"})
WRITE = RUN | {"translator"}
NOMINATE = frozenset({"nominator"})
TAKE_PART = frozenset({"participant"})
MEET = RUN | {"coordinator", "nominator"}
DESK = WRITE | MEET | {"reader"}
ADMINISTER = frozenset({"host_admin"})


@dataclass(frozen=True)
class Rule:
    """Who is let in, by which methods, and what the address needs besides the place."""

    who: frozenset[str]
    methods: str = "GET"
    more: dict[str, str] = field(default_factory=dict)
    in_demonstration_only: bool = False


def rule(who: frozenset[str], methods: str = "GET", **more: str) -> Rule:
    return Rule(who, methods, more)


TOKEN = {"token": "government_token"}
ROUTES = {
    "front_door": rule(EVERYBODY),
    "healthz": rule(EVERYBODY),
    "readyz": rule(EVERYBODY),
    "robots": rule(EVERYBODY),
    "sitemap": rule(EVERYBODY),
    "home": rule(EVERYBODY),
    "accessibility": rule(EVERYBODY),
    "privacy": rule(EVERYBODY),
    "series": rule(EVERYBODY),
    "editions": rule(EVERYBODY),
    "editions_held": rule(EVERYBODY),
    "editions_tentative": rule(EVERYBODY),
    "register_download": rule(EVERYBODY, form="json"),
    "edition_download": rule(EVERYBODY, form="json"),
    "edition": rule(EVERYBODY),
    "article": rule(EVERYBODY),
    "session": rule(EVERYBODY, session="session_number"),
    "album": rule(EVERYBODY),
    "photograph": rule(EVERYBODY, photograph="photograph_number"),
    "picture": rule(EVERYBODY, digest="picture_digest", width="480", form="webp"),
    "paper": rule(EVERYBODY, digest="paper_digest", name="paper_name"),
    "edition_preview": rule(EVERYBODY),
    "objectives": rule(EVERYBODY),
    "figures": rule(EVERYBODY),
    "network": rule(EVERYBODY),
    "sources": rule(EVERYBODY),
    "data": rule(EVERYBODY),
    "opinions": rule(EVERYBODY),
    "opinion": rule(EVERYBODY, exchange="exchange_shelved"),
    "opinion_download": rule(EVERYBODY, exchange="exchange_shelved", form="xlsx"),
    "opinion_results": rule(EVERYBODY, exchange="exchange_shelved"),
    "opinion_votes": rule(EVERYBODY, exchange="exchange_shelved"),
    "feed": rule(EVERYBODY),
    "series_preview": rule(EVERYBODY),
    "account_login": rule(EVERYBODY, "GET POST"),
    "account_request_login_code": rule(EVERYBODY, "GET POST"),
    "account_signup": rule(EVERYBODY, "GET POST"),
    "account_confirm_login_code": rule(EVERYBODY, "GET POST"),
    "mfa_authenticate": rule(EVERYBODY, "GET POST"),
    "mfa_login_webauthn": rule(EVERYBODY, "GET POST"),
    "account_logout": rule(EVERYBODY, "GET POST"),
    "account_inactive": rule(EVERYBODY),
    "appointment": rule(EVERYBODY, "GET POST", token="appointment_token"),
    "demonstration_sign_in": Rule(EVERYBODY, "POST", {"role": "desk"}, in_demonstration_only=True),
    "demonstration_outbox": Rule(EVERYBODY, in_demonstration_only=True),
    "me": rule(SIGNED_IN),
    "me_names": rule(SIGNED_IN, "GET POST"),
    "me_consents": rule(SIGNED_IN, "GET POST"),
    "me_details": rule(SIGNED_IN, "GET POST"),
    "me_post": rule(SIGNED_IN, "GET POST"),
    "me_confirm": rule(SIGNED_IN, "POST", pk="participation"),
    "me_withdraw": rule(SIGNED_IN, "GET POST", pk="participation"),
    "me_meetings": rule(SIGNED_IN, pk="participation"),
    "me_meetings_calendar": rule(SIGNED_IN, pk="participation"),
    "me_meetings_ask": rule(SIGNED_IN, "GET POST", pk="participation", other="colleague"),
    "me_meetings_answer": rule(SIGNED_IN, "POST", pk="participation", meeting="meeting", move="agree"),
    "me_follow_ups": rule(SIGNED_IN),
    "me_follow_up_add": rule(SIGNED_IN, "GET POST", pk="participation"),
    "me_follow_up": rule(SIGNED_IN, "GET POST", pk="follow_up"),
    "me_address": rule(SIGNED_IN, "GET POST"),
    "me_network": rule(SIGNED_IN),
    "me_looks": rule(SIGNED_IN),
    "me_export": rule(SIGNED_IN, "GET POST"),
    "me_erasure": rule(SIGNED_IN, "GET POST"),
    "me_proof": rule(SIGNED_IN, "GET POST"),
    "me_security": rule(SIGNED_IN),
    "mfa_reauthenticate": rule(SIGNED_IN, "GET POST"),
    "mfa_add_webauthn": rule(SIGNED_IN, "GET POST"),
    "mfa_activate_totp": rule(SIGNED_IN, "GET POST"),
    "me_factor_remove": rule(SIGNED_IN, "GET POST", pk="1"),
    "mfa_view_recovery_codes": rule(SIGNED_IN, "GET POST"),
    "mfa_download_recovery_codes": rule(SIGNED_IN),
    "me_sessions": rule(SIGNED_IN, "GET POST"),
    "me_session_end": rule(SIGNED_IN, "POST", pk="1"),
    "phone_worker": rule(EVERYBODY),
    "card_code": rule(EVERYBODY, code="K7Q2M9XA3F5T"),
    "question_join": rule(EVERYBODY, code="question_code"),
    "me_opinion_results": rule(TAKE_PART | RUN, public_id="exchange_revealed"),
    "me_opinion_results_file": rule(TAKE_PART | RUN, public_id="exchange_revealed", form="json"),
    "screen": rule(EVERYBODY, code="screen_code"),
    "screen_now": rule(EVERYBODY, code="screen_code"),
    "me_questions": rule(TAKE_PART),
    "me_question_time": rule(TAKE_PART, "GET POST", public_id="question_time_id"),
    "me_question_now": rule(TAKE_PART, public_id="question_time_id"),
    "me_question_second": rule(
        TAKE_PART, "POST", public_id="question_time_id", question="question_to_speaker"
    ),
    "me_tables": rule(TAKE_PART),
    "me_card": rule(TAKE_PART),
    "me_card_edit": rule(TAKE_PART, "GET POST"),
    "me_card_renew": rule(TAKE_PART, "POST"),
    "me_contacts": rule(TAKE_PART),
    "me_contact_add": rule(TAKE_PART, "GET POST"),
    "me_contacts_file": rule(TAKE_PART),
    "me_contact_file": rule(TAKE_PART, public_id="person"),
    "me_contact_remove": rule(TAKE_PART, "GET POST", public_id="person"),
    "me_people": rule(TAKE_PART),
    "me_opinions": rule(TAKE_PART),
    "me_opinion": rule(TAKE_PART, public_id="exchange"),
    "me_opinion_cast": rule(TAKE_PART, "POST", public_id="exchange"),
    "me_opinion_deck": rule(TAKE_PART, public_id="exchange"),
    "me_opinion_votes": rule(TAKE_PART, public_id="exchange"),
    "me_opinion_propose": rule(TAKE_PART, "GET POST", public_id="exchange"),
    "me_opinion_measures": rule(TAKE_PART, public_id="exchange"),
    "opinion_join": rule(EVERYBODY, code="exchange_code"),
    "me_person": rule(TAKE_PART, public_id="person"),
    "desk": rule(DESK),
    "directory": rule(MEET),
    "person": rule(MEET, public_id="person"),
    "person_address": rule(RUN, "GET POST", public_id="person"),
    "person_suggest": rule(RUN, "POST", public_id="person"),
    "person_name": rule(RUN, "GET POST", public_id="person", script="latin"),
    "person_name_confirm": rule(RUN, "POST", public_id="person", script="latin"),
    "person_name_drop": rule(RUN, "POST", public_id="person", script="latin"),
    "duplicates": rule(RUN),
    "duplicates_merge": rule(RUN, "POST"),
    "duplicates_apart": rule(RUN, "POST"),
    "duplicates_reconsider": rule(RUN, "POST"),
    "merge_undo": rule(RUN, "POST", pk="merge"),
    "registry": rule(DESK),
    "registry_ties": rule(DESK),
    "registry_government": rule(DESK, country="KR", code="government_code"),
    "registry_import": rule(RUN, "GET POST"),
    "desk_overview": rule(DESK),
    "desk_record": rule(WRITE),
    "desk_record_add": rule(RUN, "GET POST", kind="line_kind"),
    "desk_record_edit": rule(WRITE, "GET POST", kind="line_kind", pk="line"),
    "desk_record_remove": rule(RUN, "GET POST", kind="line_kind", pk="line"),
    "desk_record_history": rule(WRITE, kind="line_kind", pk="line"),
    "desk_record_restore": rule(RUN, "GET POST", kind="line_kind", pk="line", revision="revision"),
    "desk_record_removed": rule(RUN),
    "desk_countries": rule(RUN, "GET POST"),
    "desk_series_add": rule(ADMINISTER, "GET POST"),
    "desk_schedule": rule(RUN, "POST"),
    "desk_schedule_cancel": rule(RUN, "POST"),
    "desk_translations": rule(WRITE),
    "desk_translation": rule(WRITE, "GET POST", unit="unit"),
    "desk_translation_machine": rule(WRITE, "POST"),
    "desk_translation_import": rule(WRITE, "GET POST"),
    "desk_translation_export": rule(WRITE, form="xliff"),
    "desk_review": rule(RUN, "GET POST"),
    "desk_glossary": rule(WRITE),
    "desk_term_add": rule(WRITE, "GET POST"),
    "desk_term": rule(WRITE, "GET POST", pk="term"),
    "desk_term_remove": rule(RUN, "POST", pk="term"),
    "desk_preview": rule(WRITE),
    "desk_preview_page": rule(WRITE, page="objectives"),
    "desk_preview_article": rule(WRITE),
    "desk_preview_session": rule(WRITE, session="session_number"),
    "desk_preview_album": rule(WRITE),
    "desk_preview_photograph": rule(WRITE, photograph="photograph_number"),
    "desk_publish": rule(WRITE),
    "desk_publish_now": rule(RUN, "POST"),
    "desk_withdraw": rule(RUN, "GET POST"),
    "desk_history": rule(RUN),
    "desk_add_edition": rule(RUN, "GET POST"),
    "desk_places": rule(RUN, "GET POST"),
    "desk_appointments": rule(ADMINISTER, "GET POST"),
    "desk_revoke": rule(ADMINISTER, "GET POST", pk="appointment"),
    "desk_appointment_link_again": rule(ADMINISTER, "POST", pk="appointment_link"),
    "desk_appointment_link_revoke": rule(ADMINISTER, "POST", pk="appointment_link"),
    "desk_call": rule(RUN),
    "desk_call_prepare": rule(RUN, "GET POST"),
    "desk_call_open": rule(RUN, "POST"),
    "desk_call_close": rule(RUN, "POST"),
    "desk_call_field_add": rule(RUN, "GET POST"),
    "desk_call_field": rule(RUN, "GET POST", pk="question"),
    "desk_call_field_remove": rule(RUN, "GET POST", pk="question"),
    "desk_call_letters": rule(RUN, "GET POST"),
    "desk_call_letter": rule(RUN, language="ko", form="docx"),
    "desk_call_invite": rule(RUN, "GET POST"),
    "desk_call_resend": rule(RUN, "POST", pk="invitation"),
    "desk_call_revoke": rule(RUN, "POST", pk="invitation"),
    "desk_roster": rule(RUN, "GET POST"),
    "desk_roster_sample": rule(RUN, form="csv"),
    "desk_roster_preview": rule(RUN, "GET POST", pk="upload"),
    "desk_roster_discard": rule(RUN, "POST", pk="upload"),
    "desk_people": rule(MEET),
    "desk_download": rule(RUN, "GET POST", kind="name_list", form="xlsx"),
    "desk_quotas": rule(RUN),
    "desk_add_delegation": rule(RUN, "POST"),
    "desk_quota": rule(RUN, "GET POST", country="KR"),
    "desk_transfer": rule(RUN, "GET POST"),
    "desk_nominations": rule(RUN),
    "desk_attendance": rule(RUN, "POST"),
    "desk_accept_in_order": rule(RUN, "GET POST", country="KR"),
    "desk_nomination": rule(RUN, pk="participation"),
    "desk_judge": rule(RUN, "POST", pk="participation"),
    "desk_substitute": rule(RUN, "POST", pk="participation"),
    "desk_room": rule(RUN, "POST", pk="participation"),
    "desk_move": rule(RUN, "POST", pk="participation", key="withdraw"),
    "desk_lists": rule(RUN, "GET POST"),
    "desk_list_changes": rule(RUN),
    "desk_list_changes_download": rule(RUN, "GET POST"),
    "desk_list_version": rule(RUN, version="list_version"),
    "desk_list_version_download": rule(RUN, "GET POST", version="list_version"),
    "desk_tables": rule(RUN, "GET POST"),
    "desk_table_compare": rule(RUN),
    "desk_table_rules": rule(RUN, "GET POST"),
    "desk_table_rule_remove": rule(RUN, "POST", pk="seating_rule"),
    "desk_table_round": rule(RUN, "GET POST", round="table_round"),
    "desk_table_search": rule(RUN, pk="table_search"),
    "desk_table_search_progress": rule(RUN, pk="table_search"),
    "desk_table_search_stop": rule(RUN, "POST", pk="table_search"),
    "desk_table_search_again": rule(RUN, "POST", pk="table_search"),
    "desk_table_plan": rule(RUN, plan="table_plan"),
    "desk_table_move": rule(RUN, "POST", plan="table_plan"),
    "desk_table_lock": rule(RUN, "POST", plan="table_plan"),
    "desk_table_interpreter": rule(RUN, "POST", plan="table_plan"),
    "desk_table_interpreter_back": rule(RUN, "POST", plan="table_plan", pk="interpreter_seat"),
    "desk_table_again": rule(RUN, "POST", plan="table_plan"),
    "desk_table_absent": rule(RUN, "GET POST", plan="table_plan"),
    "desk_table_publish": rule(RUN, "POST", plan="table_plan"),
    "desk_table_unpublish": rule(RUN, "POST", plan="table_plan"),
    "desk_table_remove": rule(RUN, "GET POST", plan="table_plan"),
    "desk_network": rule(RUN),
    "desk_network_record": rule(RUN, "POST"),
    "desk_network_pairs": rule(RUN),
    "desk_network_download": rule(RUN, "GET POST", kind="network_people", form="graphml"),
    "desk_opinions": rule(WRITE),
    "desk_opinion_add": rule(RUN, "GET POST"),
    "desk_opinion": rule(RUN, exchange="exchange_number"),
    "desk_opinion_progress": rule(RUN, exchange="exchange_number"),
    "desk_opinion_terms": rule(RUN, "GET POST", exchange="exchange_number"),
    "desk_opinion_phase": rule(RUN, "GET POST", exchange="exchange_number", phase="vote"),
    "desk_opinion_reveal": rule(RUN, "GET POST", exchange="exchange_number", ballot="open"),
    "desk_opinion_conceal": rule(RUN, "POST", exchange="exchange_number", ballot="open"),
    "desk_opinion_statements": rule(RUN, exchange="exchange_number"),
    "desk_opinion_statement_add": rule(RUN, "GET POST", exchange="exchange_number"),
    "desk_opinion_statements_add": rule(RUN, "GET POST", exchange="exchange_number"),
    "desk_opinion_log": rule(RUN, exchange="exchange_number", form="csv"),
    "desk_opinion_statement": rule(RUN, exchange="exchange_number", statement="statement"),
    "desk_opinion_decide": rule(RUN, "POST", exchange="exchange_number", statement="statement"),
    "desk_opinion_edit": rule(RUN, "GET POST", exchange="exchange_number", statement="statement"),
    "desk_opinion_translate": rule(WRITE, "GET POST", exchange="exchange_number", statement="statement"),
    "desk_opinion_translations": rule(WRITE, exchange="exchange_number"),
    "desk_opinion_machine": rule(RUN, "POST", exchange="exchange_number"),
    "desk_opinion_agenda": rule(RUN, "GET POST", exchange="exchange_number"),
    "desk_opinion_sheets": rule(RUN, "GET POST", exchange="exchange_number", round="table_round", form="pdf"),
    "desk_meetings": rule(RUN),
    "desk_meetings_download": rule(RUN, "GET POST", form="csv"),
    "desk_meeting_held": rule(RUN, "POST", pk="meeting"),
    "desk_meeting_terms": rule(RUN, "GET POST"),
    "desk_meeting_slots_add": rule(RUN, "GET POST"),
    "desk_meeting_slot": rule(RUN, "GET POST", pk="meeting_slot"),
    "desk_meeting_slot_remove": rule(RUN, "POST", pk="meeting_slot"),
    "desk_meeting_place_add": rule(RUN, "GET POST"),
    "desk_meeting_place": rule(RUN, "GET POST", pk="meeting_place"),
    "desk_meeting_place_remove": rule(RUN, "POST", pk="meeting_place"),
    "desk_follow_ups": rule(RUN),
    "desk_follow_up_add": rule(RUN, "GET POST"),
    "desk_follow_up": rule(RUN, "GET POST", pk="follow_up"),
    "desk_screen": rule(RUN, "GET POST"),
    "desk_screen_renew": rule(RUN, "POST"),
    "desk_questions": rule(WRITE),
    "desk_question_begin": rule(RUN, "GET POST"),
    "desk_question_time": rule(WRITE, time="question_time"),
    "desk_question_now": rule(WRITE, time="question_time"),
    "desk_question_pause": rule(RUN, "POST", time="question_time"),
    "desk_question_close": rule(RUN, "GET POST", time="question_time"),
    "desk_questions_show": rule(RUN, "POST", time="question_time"),
    "desk_question_translate": rule(WRITE, "GET POST", time="question_time", question="question_to_speaker"),
    "desk_question_decide": rule(RUN, "POST", time="question_time", question="question_to_speaker"),
    "desk_question_show": rule(RUN, "POST", time="question_time", question="question_to_speaker"),
    "desk_close": rule(RUN, "GET POST"),
    "desk_photographs": rule(WRITE),
    "desk_photograph_add": rule(RUN, "GET POST"),
    "desk_photograph": rule(RUN, "GET POST", pk="photograph"),
    "desk_photograph_move": rule(RUN, "POST", pk="photograph"),
    "desk_photograph_remove": rule(RUN, "GET POST", pk="photograph"),
    "desk_files": rule(WRITE),
    "desk_file_add": rule(RUN, "GET POST"),
    "desk_file": rule(RUN, "GET POST", pk="edition_file"),
    "desk_file_remove": rule(RUN, "GET POST", pk="edition_file"),
    "desk_logo": rule(RUN, "GET POST"),
    "desk_opinion_import": rule(RUN, "GET POST"),
    "desk_opinion_publish": rule(RUN, "GET POST", exchange="exchange_shelved"),
    "desk_opinion_withdraw": rule(RUN, "GET POST", exchange="exchange_shelved"),
    "desk_access": rule(ADMINISTER),
    "desk_backups": rule(ADMINISTER),
    "desk_access_review": rule(ADMINISTER, "GET POST", month="2026-01"),
    "desk_sign_ins": rule(ADMINISTER),
    "desk_second_factor_reset": rule(ADMINISTER, "GET POST", pk="appointment"),
    "desk_erasures": rule(ADMINISTER, "GET POST"),
    "desk_register": rule(RUN),
    "desk_consents": rule(ADMINISTER),
    "desk_consent": rule(ADMINISTER, "GET POST", purpose="directory"),
}
GOVERNMENT = {
    "": rule(EVERYBODY),
    "_arrange": rule(EVERYBODY, "GET POST"),
    "_invite": rule(EVERYBODY, "GET POST"),
    "_add": rule(EVERYBODY, "GET POST"),
    "_edit": rule(EVERYBODY, "GET POST", pk="nomination"),
    "_submit": rule(EVERYBODY, "POST", pk="nomination"),
    "_confirm": rule(EVERYBODY, "POST", pk="nomination"),
    "_withdraw": rule(EVERYBODY, "GET POST", pk="nomination"),
    "_letter": rule(EVERYBODY, form="docx"),
    "_workbook": rule(EVERYBODY),
    "_return": rule(EVERYBODY, "GET POST"),
    "_check": rule(EVERYBODY, "GET POST", pk="returned"),
    "_discard": rule(EVERYBODY, "POST", pk="returned"),
}
"""Each page of a government twice: by its link, where the token is the credential, and by an appointment."""
ROUTES |= {f"nominate{name}": replace(each, more=each.more | TOKEN) for name, each in GOVERNMENT.items()}
ROUTES |= {f"nominations{name}": replace(each, who=NOMINATE) for name, each in GOVERNMENT.items()}
ROUTES |= {
    "register": rule(EVERYBODY, token="official_token"),
    "register_consent": rule(EVERYBODY, "GET POST", token="official_token"),
    "register_person": rule(EVERYBODY, "GET POST", token="official_token"),
    "register_more": rule(EVERYBODY, "GET POST", token="official_token"),
    "register_submit": rule(EVERYBODY, "POST", token="official_token"),
    "register_confirm": rule(EVERYBODY, "POST", token="official_token"),
    "register_withdraw": rule(EVERYBODY, "GET POST", token="official_token"),
}
POSTED = {"me_consents": {"purpose": "directory", "granted": "no"}, "desk_add_delegation": {"country": "JP"}}
"""What a POST carries where an empty one would mean something that does not exist."""


@dataclass(frozen=True)
class Route:
    name: str
    names: frozenset[str]
    view: Any

    def __str__(self) -> str:
        return f"{self.name}({','.join(sorted(self.names))})"


def walk(patterns: list[Any], names: frozenset[str] = frozenset()) -> Iterator[Route]:
    for each in patterns:
        here = names | set(each.pattern.converters)
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, here)
        else:
            assert isinstance(each, URLPattern)
            yield Route(each.name or "", here, each.callback)


SITE = list(walk(get_resolver().url_patterns))


@dataclass
class Place:
    """A series with an edition that has one of everything; `by` names the rows for addresses."""

    series: Series
    edition: Edition
    by: dict[str, Any]

    def arguments(self, route: Route) -> dict[str, Any]:
        known: dict[str, Any] = {"slug": self.series.slug, "number": self.edition.number}
        wide = "number" not in route.names
        rows = {**self.by, **(self.by["wide"] if wide else {})}
        more = ROUTES[route.name].more
        return {name: known.get(name) or rows.get(more[name], more[name]) for name in route.names}


@dataclass
class World:
    here: Place
    elsewhere: Place
    sessions: dict[str, str]
    """By role, the cookie of somebody signed in."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield _world()
        transaction.set_rollback(True)


def _world() -> World:
    here, elsewhere = _place("here"), _place("elsewhere")
    factories.create_consent_text("directory")
    accounts = {
        role: factories.create_account(f"{role}@work.example", person=factories.create_person())
        for role in Role.values
    }
    country, government = factories.create_country("KR"), here.by["government"]
    for role, account in accounts.items():
        factories.create_appointment(
            account,
            role=role,
            series=here.series,
            country=country if role == Role.COORDINATOR else None,
            government=government if role == Role.NOMINATOR else None,
        )
    for each in SIGN_INS:
        factories.create_account(each.email)
    _take_part(accounts[Role.PARTICIPANT].person, here)
    return World(here, elsewhere, {role: sign_in(account) for role, account in accounts.items()})


def _take_part(person: Person | None, here: Place) -> None:
    """With a place in the edition, and the card of somebody there."""
    factories.create_participation(here.edition, person=person)
    other = Person.objects.get(public_id=here.by["person"])
    factories.create_contact(person, other)
    factories.create_release(other)


def _link(call: Call, government: Government | None, *, personal: bool) -> str:
    assert government
    return invite(
        call,
        by=Actor(None),
        government=government,
        email=f"{call.pk}@example.org",
        language="en",
        now=timezone.now(),
        lifetime=timedelta(days=9),
        personal=personal,
    )[1]


def _role_link(series: Series) -> str:
    """By an administrator of its own, to an address that nobody has."""
    host = factories.create_appointment(factories.create_account(), role=Role.HOST_ADMIN, series=series)
    return offer(
        Offered(Role.DESK, series),
        by=Actor(host.account_id),
        email=f"offered-{series.slug}@example.org",
        name="Offered",
        language="en",
        now=timezone.now(),
    )[1]


def _wide_link(edition: Edition) -> int:
    link = factories.create_appointment_link(edition)
    link.edition = None
    link.save()
    return link.pk


def sign_in(account: Account) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _place(slug: str) -> Place:
    for code in ("KR", "JP", "CN"):
        factories.create_country(code)
    series = factories.create_series(slug, demonstration=True)
    edition = factories.create_edition(series, number=1)
    session = factories.create_session(edition)
    participation = factories.create_participation(edition)
    wide_line = factories.create_line(edition, kind="D")
    wide_line.edition, wide_line.kind = None, "O"
    wide_line.save()
    factories.create_line(edition, kind="A")
    someone = factories.create_account()
    nomination = factories.create_participation(edition, home=participation.home, state="draft")
    nomination.nominator = participation.home
    nomination.save()
    call = factories.create_call(edition)
    call.contact = "workshop@example.org"
    call.save()
    returned = factories.create_roster_upload(edition, data=csv.write(sample_table()))
    returned.government = participation.home
    returned.save()
    line = factories.create_line(edition)
    for each in (line, wide_line):
        change(each, by=Actor(None), text=factories.text("Changed"))
    plan = factories.create_table_plan(edition, rounds=1, tables=2)
    factories.create_seat(plan, participation=participation)
    meeting = factories.create_meeting(participation)
    voted = factories.create_statement(factories.create_conversation(edition)).conversation
    question = factories.create_question(factories.create_question_time(edition))
    exchange = factories.create_conversation(edition, phase="discuss")
    exchange.revealed_at = timezone.now()
    exchange.save()
    measure = factories.create_statement(exchange)
    factories.create_snapshot(exchange, content=outcome.content(outcome.measure(measure)))
    wide_exchange = factories.create_conversation(series=series, phase="collect")
    by = {
        "exchange": voted.public_id,
        "exchange_code": voted.code,
        "exchange_revealed": exchange.public_id,
        "screen_code": factories.create_screen(edition).code,
        "question_time": question.question_time.number,
        "question_time_id": question.question_time.public_id,
        "question_code": question.question_time.code,
        "question_to_speaker": question.number,
        "exchange_number": voted.number,
        "statement": factories.create_agenda_item(voted).statement.number,
        "table_plan": plan.number,
        "table_round": 1,
        "table_search": factories.create_search(edition).pk,
        "seating_rule": factories.create_rule(edition, first=participation).pk,
        "interpreter_seat": factories.create_interpreter_seat(plan).pk,
        "meeting": meeting.pk,
        "meeting_slot": meeting.slot_id,
        "meeting_place": factories.create_meeting_place(edition).pk,
        "colleague": meeting.asked_id,
        "follow_up": factories.create_follow_up(edition).pk,
        "question": factories.create_call_field(call).pk,
        "invitation": factories.create_invitation(call, government=participation.home).pk,
        "government_token": _link(call, participation.home, personal=False),
        "official_token": _link(call, participation.home, personal=True),
        "nomination": nomination.pk,
        "returned": returned.pk,
        "session_number": session.number,
        "unit": f"editions.fact.{factories.create_fact(edition).pk}.text",
        "term": factories.create_term(series).pk,
        "line_kind": "detail",
        "line": line.pk,
        "revision": 1,
        "appointment": factories.create_appointment(someone, role=Role.DOOR, edition=edition).pk,
        "appointment_link": factories.create_appointment_link(edition).pk,
        "appointment_token": _role_link(series),
        "upload": factories.create_roster_upload(edition, data=csv.write(sample_table())).pk,
        "participation": participation.pk,
        "list_version": factories.create_list_version(edition).number,
        "government": participation.home,
        "exchange_shelved": shelved(factories.create_conversation(edition, phase="closed")).number,
        "person": participation.person.public_id,
        **_files(edition),
        "merge": _merge(edition).pk,
        "government_code": participation.home.code if participation.home else "",
        "wide": {
            "line_kind": "objective",
            "unit": f"editions.series.{series.pk}.name",
            "line": wide_line.pk,
            "exchange_number": wide_exchange.number,
            "statement": factories.create_statement(wide_exchange).number,
            "exchange_shelved": shelved(factories.create_conversation(series=series, phase="closed")).number,
            "appointment": factories.create_appointment(someone, role=Role.DOOR, series=series).pk,
            "appointment_link": _wide_link(edition),
        },
    }
    actor = Actor(None)
    publish_series(series, by=actor, now=timezone.now())
    publish_edition(edition, by=actor, now=timezone.now())
    return Place(series, edition, by)


def _merge(edition: Edition) -> Merge:
    """Of two records that both take part."""
    kept, absorbed = (factories.create_participation(edition).person for _ in range(2))
    return factories.create_merge(kept, absorbed)


def _files(edition: Edition) -> dict[str, Any]:
    """A photograph and a document that are there, for everybody once published."""
    digest = f"{edition.pk:064x}"
    store.put(pictures.file_name(digest, 480, pictures.WEBP), b"picture")
    store.put(papers.file_name(digest, "pdf"), b"document")
    photograph = factories.supplied_photograph(edition)
    Photograph.objects.filter(pk=photograph.pk).update(picture=digest)
    file = factories.create_edition_file(edition, audience=FileAudience.EVERYBODY, digest=digest)
    return {
        "photograph": photograph.pk,
        "photograph_number": photograph.number,
        "picture_digest": digest,
        "paper_digest": digest,
        "paper_name": file.name,
        "edition_file": file.pk,
    }


@pytest.fixture(autouse=True)
def _no_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may open a picture is asked here, not how it looks."""
    monkeypatch.setattr("trilogue.foundation.formats.pdf._compiled", lambda *_args, **_more: b"typeset")


VISITOR = Client()
"""One for all: each new one would set the middleware up anew."""


def ask(session: str | None, method: str, path: str, data: dict[str, str]) -> Any:
    """One request in a transaction that leaves nothing behind."""
    VISITOR.cookies.clear()
    if session:
        VISITOR.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        answer = VISITOR.generic(method, path) if method != "POST" else VISITOR.post(path, data)
        transaction.set_rollback(True)
    return answer


def expected(route: Route, role: str, method: str, *, own: bool, demonstration: bool) -> set[int]:
    """The status that a request may have: let in, sent to sign in, or told that there is nothing."""
    wanted = ROUTES[route.name]
    if wanted.in_demonstration_only and not demonstration:
        return {404}
    if role not in wanted.who and role == ANONYMOUS:
        return {302}
    if role not in wanted.who or (not own and wanted.who is not EVERYBODY and "slug" in route.names):
        return {302} if role == ANONYMOUS else {404}
    if route.name in DECLARED:
        return {200, 302, 405}  # the library sends on before it asks for the method
    return {200, 302} if method in wanted.methods.split() else {405}


def test_every_view_declares_who_may_use_it() -> None:
    undeclared = [
        str(route)
        for route in SITE
        if not isinstance(getattr(route.view, "access", None), Access) and route.name not in DECLARED
    ]
    assert undeclared == []


def test_the_table_has_every_route_and_no_other() -> None:
    assert {route.name for route in SITE} == set(ROUTES)
    assert set(DECLARED) <= set(ROUTES)


@once
@pytest.mark.parametrize("route", SITE, ids=str)
def test_a_route_answers_each_role_as_the_table_says(world: World, route: Route) -> None:
    """By the methods that browsers use; the proofs have every other."""
    assert list(_wrong(world, route, BY_BROWSERS, demonstration=False)) == []


@once
@pytest.mark.prove
@pytest.mark.parametrize("route", SITE, ids=str)
def test_a_route_answers_each_role_and_method_as_the_table_says(world: World, route: Route) -> None:
    assert list(_wrong(world, route, BY_OTHERS, demonstration=False)) == []


@once
@pytest.mark.parametrize("route", SITE, ids=str)
def test_a_demonstration_opens_no_more_to_visitors(world: World, route: Route) -> None:
    assert list(_wrong(world, route, ("GET",), demonstration=True, roles=(ANONYMOUS,))) == []


@pytest.mark.parametrize("route", [each for each in SITE if ROUTES[each.name].in_demonstration_only], ids=str)
def test_a_demonstration_alone_has_its_routes(world: World, route: Route) -> None:
    assert list(_wrong(world, route, METHODS, demonstration=True)) == []


def _wrong(
    world: World,
    route: Route,
    methods: tuple[str, ...],
    *,
    demonstration: bool,
    roles: tuple[str, ...] = ROLES,
) -> Iterator[tuple[str, str, str, int]]:
    Installation.objects.filter(pk=1).update(demonstration=demonstration)
    places = [world.here, world.elsewhere] if "slug" in route.names else [world.here]
    for place in places:
        path = reverse(route.name, kwargs=place.arguments(route))
        own = place is world.here
        for role in roles:
            for method in methods:
                data = POSTED.get(route.name, {})
                status = ask(world.sessions.get(role), method, path, data).status_code
                if status not in expected(route, role, method, own=own, demonstration=demonstration):
                    yield role, method, "own" if own else "foreign", status


@pytest.mark.parametrize("route", [each for each in SITE if each.name.startswith("desk_")], ids=str)
def test_an_appointment_to_one_edition_opens_no_other_and_not_the_series(world: World, route: Route) -> None:
    """A host administrator of another edition of the same series."""
    with transaction.atomic():
        account = factories.create_account()
        other = factories.create_edition(world.here.series, number=2)
        factories.create_appointment(account, role=Role.HOST_ADMIN, edition=other)
        path = reverse(route.name, kwargs=world.here.arguments(route))
        session = sign_in(account)
        statuses = {ask(session, method, path, {}).status_code for method in METHODS}
        transaction.set_rollback(True)
    assert statuses == {404}


STATIC = {"int": 1, "uuid": "00000000-0000-4000-8000-000000000000"}
SIGNED_IN_PAGES = [each for each in SITE if ROUTES[each.name].who is not EVERYBODY]


def some_path(route: Route) -> str:
    """An address of the route, whatever it names."""
    names = {
        "number",
        "pk",
        "exchange",
        "statement",
        "round",
        "plan",
        "session",
        "version",
        "time",
        "question",
        "revision",
        "photograph",
        "width",
    }
    tried = [{name: STATIC["int"] if name in names else "x" for name in route.names}]
    tried.append(
        {**tried[0], **{name: STATIC["int"] for name in route.names if name in ("other", "meeting")}}
    )
    tried += [{**each, "public_id": STATIC["uuid"]} for each in tried if "public_id" in route.names]
    tried += [{**each, "form": form} for each in tried if "form" in route.names for form in ("json", "webp")]
    tried += [{**each, "digest": "0" * 64} for each in tried if "digest" in route.names]
    for each in tried:
        with suppress(NoReverseMatch):
            return reverse(route.name, kwargs=each)
    raise AssertionError(route)


@pytest.mark.parametrize("route", SITE, ids=str)
def test_no_route_takes_an_unsafe_method_without_the_form_s_token(route: Route) -> None:
    """Whatever it is, whoever asks: forged requests end before any view."""
    client = Client(enforce_csrf_checks=True)
    path = some_path(route)
    statuses = {client.generic(method, path).status_code for method in ("POST", "PUT", "PATCH", "DELETE")}
    assert statuses == {403}


@pytest.mark.parametrize("route", SIGNED_IN_PAGES, ids=str)
def test_what_is_for_some_only_stays_out_of_every_cache(world: World, route: Route) -> None:
    wanted = ROUTES[route.name]
    path = reverse(route.name, kwargs=world.here.arguments(route))
    method = "GET" if "GET" in wanted.methods else "POST"
    role = next(each for each in ROLES if each in wanted.who)
    for session in (world.sessions[role], None):
        answer = ask(session, method, path, POSTED.get(route.name, {}))
        said = answer.headers.get("Cache-Control", "")
        assert "no-store" in said, (answer.status_code, said)
        assert "public" not in said
