"""Offers are told by mail in their transaction, substitutes keep everything, lists are frozen as they are shown."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.mail import get_connection
from django.utils import timezone

from tests import factories
from trilogue.documents.list_version import build_changes, build_version, live, read
from trilogue.domain.delegations import actions
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries.versions import compare, listed
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.tables.planning import roster_changed
from trilogue.flows import offer
from trilogue.flows.freeze_list import freeze_list
from trilogue.flows.lapse_offers import lapse_all
from trilogue.flows.substitute import substitute
from trilogue.foundation.access import Actor
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _the_outbox(settings: object) -> None:
    """The product's own way of mail; the test runner would keep it in memory."""
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"  # type: ignore[attr-defined]
    assert get_connection().__class__.__module__ == "trilogue.foundation.mail.backend"


@pytest.fixture
def edition() -> Edition:
    edition = factories.create_edition(factories.create_series("workshop"), number=9)
    factories.create_quota_decision(factories.create_delegation(edition), places=1)
    return edition


@pytest.fixture
def desk(edition: Edition) -> Actor:
    return factories.actor(edition=edition)


def stand(edition: Edition, state: str = "eligible", **more: object) -> Participation:
    return factories.create_participation(edition, state=state, **more)  # type: ignore[arg-type]


def test_an_offer_is_told_to_the_person_and_the_office_with_what_to_do_and_by_when(
    edition: Edition, desk: Actor
) -> None:
    call = factories.create_call(edition)
    call.contact = "desk@example.go.kr"
    call.save()
    one = stand(edition)
    one.invitation = factories.create_invitation(call)
    one.save()
    factories.create_account(one.person.email)
    offer.accept(one, by=desk, now=NOW)
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {one.person.email, one.invitation.email}
    assert all("desk@example.go.kr" in mail.body for mail in mails.values())
    assert all("김하늘" in mail.body for mail in mails.values())
    until = timezone.localtime(NOW + timedelta(days=7))
    assert all(
        f"{until.month}월 {until.day}일 {until:%H:%M} (UTC+09:00)" in mail.body for mail in mails.values()
    )
    assert "/ko/me/" in mails[one.person.email].body
    assert "/ko/me/" not in mails[one.invitation.email].body


def test_each_is_written_to_in_the_language_of_the_country(edition: Edition, desk: Actor) -> None:
    japan = factories.create_country("JP")
    person = factories.create_person(japan, native="佐藤 美咲", tag="ja")
    offer.accept(stand(edition, person=person), by=desk, now=NOW)
    assert "月" in Mail.objects.get().body


def test_an_offer_reaches_the_address_of_the_record_that_stands_for_the_person(
    edition: Edition, desk: Actor
) -> None:
    known = factories.create_person(email="known@example.org")
    merge = factories.create_merge(kept=known)
    Person.objects.filter(pk=merge.absorbed_id).update(email="", merged_into=known)
    offer.accept(stand(edition, person=Person.objects.get(pk=merge.absorbed_id)), by=desk, now=NOW)
    assert Mail.objects.get().to == known.email


def test_a_move_that_fails_sends_nothing(edition: Edition, desk: Actor) -> None:
    one = stand(edition, "draft")
    with pytest.raises(actions.UnlawfulMove):
        offer.accept(one, by=desk, now=NOW)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("how", ["withdraw", "quota", "transfer", "lapse"])
def test_whoever_is_promoted_is_told(edition: Edition, desk: Actor, how: str) -> None:
    korea = edition.delegations.get()
    holder, waiting = stand(edition, "accepted"), stand(edition, "waiting")
    if how == "withdraw":
        promoted = offer.withdraw(holder, by=desk, now=NOW, reason="ill")
    elif how == "quota":
        promoted = offer.decide_quota(
            korea, by=desk, now=NOW, places=2, decided_on=NOW.date(), reason="letter"
        )
    elif how == "transfer":
        japan = factories.create_delegation(edition, country=factories.create_country("JP"))
        factories.create_quota_decision(japan, places=1)
        promoted = offer.transfer_places(
            japan, korea, by=desk, now=NOW, places=1, decided_on=NOW.date(), reason="letter"
        )
    else:
        Participation.objects.filter(pk=holder.pk).update(offer_expires_at=NOW)
        promoted = offer.lapse(edition, now=NOW)
    assert promoted == [waiting]
    assert Mail.objects.get().to == waiting.person.email


def test_the_clock_ends_offers_of_editions_that_are_not_over(edition: Edition) -> None:
    over = factories.create_edition(edition.series, number=8, status="completed")
    late = [stand(each, "accepted") for each in (edition, over)]
    Participation.objects.update(offer_expires_at=NOW)
    stand(edition, "waiting")
    assert lapse_all(now=NOW) == 1
    assert lapse_all(now=NOW) == 0
    for each in late:
        each.refresh_from_db()
    assert [each.state for each in late] == ["declined", "accepted"]


def test_a_substitute_sits_where_the_other_sat(edition: Edition, desk: Actor) -> None:
    leaving, coming, other = stand(edition, "confirmed"), stand(edition), stand(edition, "confirmed")
    plan = factories.create_table_plan(edition)
    for round_number in (1, 2, 3):
        factories.create_seat(plan, participation=leaving, round=round_number, table=round_number)
        factories.create_seat(plan, participation=other, round=round_number, table=1)
    factories.create_seat(plan, participation=coming, round=1, table=9)
    substitute(leaving, coming, by=desk, now=NOW, reason="ill")
    assert [(seat.round, seat.table) for seat in coming.seats.order_by("round")] == [(1, 1), (2, 2), (3, 3)]
    assert not leaving.seats.exists()
    assert other.seats.count() == 3
    assert not roster_changed(plan)


def test_a_list_stays_as_it_was_frozen(edition: Edition, desk: Actor) -> None:
    one = stand(edition, "confirmed")
    Participation.objects.filter(pk=one.pk).update(room="502")
    first = freeze_list(edition, by=desk, now=NOW, purpose="sent to the printer")
    Participation.objects.filter(pk=one.pk).update(room="711")
    second = freeze_list(edition, by=desk, now=NOW, purpose="again")
    assert (first.number, second.number) == (1, 2)
    assert [each["room"] for each in listed(first).values()] == ["502"]
    assert listed(second) == live(edition)


def test_nobody_is_no_list(edition: Edition, desk: Actor) -> None:
    with pytest.raises(actions.NobodyListed):
        freeze_list(edition, by=desk, now=NOW, purpose="empty")


def test_what_changed_since_a_version(edition: Edition, desk: Actor) -> None:
    leaving, staying, gone = (stand(edition, "confirmed") for _ in range(3))
    factories.create_quota_decision(edition.delegations.get(), places=3)
    freeze_list(edition, by=desk, now=NOW, purpose="hotel")
    coming, number = stand(edition), leaving.reference
    substitute(leaving, coming, by=desk, now=NOW, reason="ill")
    offer.withdraw(gone, by=desk, now=NOW, reason="ill")
    Participation.objects.filter(pk=staying.pk).update(room="502", position="Director")
    found = compare(read(edition, 1), read(edition, 0))
    assert [each.shown["reference"] for each in found.joined] == [number]
    assert [each.instead_of["own"] for each in found.joined if each.instead_of] == ["김하늘"]
    assert sorted(str(each["reference"]) for each in found.left) == sorted([number, gone.reference])
    (changed,) = found.changed
    assert {(each.field, each.before, each.after) for each in changed.differences} == {
        ("room", "", "502"),
        ("position", "Officer", "Director"),
    }
    assert not compare(read(edition, 1), read(edition, 1))
    hotel = compare(read(edition, 1), read(edition, 0), ("room",))
    assert [each.field for one in hotel.changed for each in one.differences] == ["room"]


def cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.values) for sheet in book.worksheets}


def test_a_version_and_the_changes_as_workbooks(edition: Edition, desk: Actor) -> None:
    one = stand(edition, "confirmed")
    freeze_list(edition, by=desk, now=NOW, purpose="hotel")
    Participation.objects.filter(pk=one.pk).update(room="502")
    (sheet,) = cells(build_version(edition, "en", 1).data).values()
    assert sheet[1][:4] == (one.reference, "Republic of Korea", "김하늘", "KIM Haneul")
    assert list(cells(build_changes(edition, "en", 1, 0).data)) == ["Joined", "Left", "Changed"]
    changed = cells(build_changes(edition, "en", 1, 0, "hotel").data)["Changed"]
    assert changed[1] == (one.reference, "김하늘", "Room", None, "502")
    assert len(cells(build_changes(edition, "en", 1, 0, "bus").data)["Changed"]) == 1
