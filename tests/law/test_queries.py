"""List pages make the same number of queries at one row and at three."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Call
from trilogue.domain.editions.actions import remove
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import MeetingState
from trilogue.domain.network.models import Meeting
from trilogue.domain.opinions.models import Conversation, QuestionTime, Statement
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db


def _delegation(edition: Edition) -> None:
    code = ("KR", "JP", "CN")[edition.delegations.count() % 3]
    factories.create_quota_decision(
        factories.create_delegation(edition, country=factories.create_country(code))
    )


def _call(edition: Edition) -> Call:
    return Call.objects.filter(edition=edition).first() or factories.create_call(edition)


def _eligible(edition: Edition) -> None:
    group = factories.create_nomination_group(
        getattr(edition, "call", None) or factories.create_call(edition)
    )
    nomination = factories.create_participation(edition, state=State.ELIGIBLE)
    nomination.group = group
    nomination.save()


def _listed(edition: Edition) -> None:
    factories.create_participation(edition, host=factories.create_government())
    if not edition.list_versions.exists():
        factories.create_list_version(edition)


def _planned(edition: Edition) -> None:
    factories.create_seat(factories.create_table_plan(edition))


def _met(edition: Edition) -> None:
    """Two of two countries, at one table of the published plan."""
    published = edition.table_plans.filter(published_at__isnull=False)
    plan = published.first() or factories.create_table_plan(edition, published=True)
    one, other = (
        factories.create_participation(edition, country=factories.create_country(code))
        for code in ("KR", "JP")
    )
    for each in (one, other):
        factories.create_seat(plan, participation=each, table=1 + edition.encounters.count())
    factories.create_encounter(one, other)


def _meeting(edition: Edition) -> None:
    meeting = factories.create_meeting(factories.create_participation(edition))
    Meeting.objects.filter(pk=meeting.pk).update(
        state=MeetingState.AGREED, place=factories.create_meeting_place(edition)
    )


def _follow_up_of_two(edition: Edition) -> None:
    follow_up = factories.create_follow_up(edition)
    factories.create_follow_up_party(follow_up)
    follow_up.parties.create(government=factories.create_government())


def _question(edition: Edition) -> None:
    """In the first question time, and seconded."""
    time = edition.question_times.first() or factories.create_question_time(edition)
    QuestionTime.objects.filter(pk=time.pk).update(number=1)
    factories.create_second(factories.create_question(time))


def _exchange(edition: Edition) -> Conversation:
    """The edition's first, where there is one already."""
    found = edition.conversations.first()
    if found is None:
        found = factories.create_conversation(edition)
        found.number = 1
        found.save()
    return found


def _statement(edition: Edition) -> Statement:
    return factories.create_statement(_exchange(edition))


def _merged(edition: Edition) -> None:
    one = factories.create_statement(_exchange(edition), state="merged")
    one.merged_into = one.replaces = _statement(edition)
    one.save()


def _point(edition: Edition) -> None:
    factories.create_agenda_item(statement=_statement(edition))


def _removed(edition: Edition) -> None:
    remove(factories.create_line(edition), by=ANONYMOUS)


PAGES: list[tuple[str, Callable[[Edition], Any]]] = [
    ("people/", factories.create_participation),
    ("people/", lambda edition: factories.create_participation(edition, host=factories.create_government())),
    ("record/", factories.create_line),
    ("record/", factories.create_fact),
    ("record/", lambda edition: factories.create_speaker(factories.create_session(edition))),
    ("record/", factories.create_erratum),
    ("removed/", _removed),
    ("publication/", factories.create_publication),
    ("appointments/", lambda edition: factories.create_appointment(edition=edition)),
    ("history/", factories.create_publication),
    ("quotas/", _delegation),
    ("call/", lambda edition: factories.create_invitation(_call(edition))),
    ("call/", lambda edition: factories.create_call_field(_call(edition))),
    ("nominations/", factories.create_participation),
    ("nominations/order/KR/", _eligible),
    ("lists/", factories.create_list_version),
    ("lists/changes/", _listed),
    ("tables/", _planned),
    ("tables/", factories.create_search),
    ("tables/rules/", factories.create_rule),
    ("tables/rules/", lambda edition: factories.create_absence(factories.create_participation(edition))),
    ("network/", factories.create_participation),
    ("network/", _met),
    ("network/pairs/", _met),
    ("meetings/", _meeting),
    ("questions/", lambda edition: factories.create_question(factories.create_question_time(edition))),
    ("questions/1/", _question),
    ("translations/?language=ko&state=all", factories.create_fact),
    ("translations/review/?language=ko", factories.create_fact),
    ("screen/", factories.create_conversation),
    ("screen/", lambda edition: factories.create_question(factories.create_question_time(edition))),
    ("follow-ups/", factories.create_follow_up),
    ("follow-ups/", _follow_up_of_two),
    ("opinions/", factories.create_conversation),
    ("opinions/", _statement),
    ("opinions/1/", _statement),
    ("opinions/1/measures/?state=accepted", _statement),
    ("opinions/1/measures/?state=merged", _merged),
    ("opinions/1/translations/", _statement),
    ("opinions/1/agenda/", _point),
    ("", factories.create_participation),
    ("", _statement),
]


@pytest.mark.parametrize(("page", "add"), PAGES)
def test_a_list_makes_as_many_queries_for_three_rows_as_for_one(
    client: Client, page: str, add: Callable[[Edition], Any]
) -> None:
    edition = factories.create_edition()
    account = factories.create_account()
    factories.create_appointment(account, role=Role.HOST_ADMIN, series=edition.series)
    client.force_login(account)
    address = f"/en/desk/{edition.series.slug}/{edition.number}/{page}"
    add(edition)
    client.get(address)
    one = _queries(client, address)
    add(edition)
    add(edition)
    assert _queries(client, address) == one


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
