"""Links to roles, and who may give and end them: asked of the rows as they stand, not of what a request read before."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from tests import factories
from trilogue.domain.editions.actions import (
    LIFETIME,
    AlreadyOffered,
    LastAdministrator,
    LinkDead,
    NotAdministrator,
    Offered,
    OwnAppointment,
    appoint,
    offer,
    renew_offer,
    revoke,
    revoke_offer,
    use_link,
)
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink, Edition
from trilogue.domain.editions.queries import living_link, token_hash
from trilogue.domain.people.models import Account
from trilogue.flows.erase import erase_account
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition()


@pytest.fixture
def host(edition: Edition) -> Actor:
    return administrator(edition)


def administrator(edition: Edition, *, only: Edition | None = None) -> Actor:
    account = factories.create_account()
    factories.create_appointment(account, role=Role.HOST_ADMIN, series=edition.series, edition=only)
    return Actor(account.pk)


def offered(edition: Edition, host: Actor, email: str = "new@example.org") -> tuple[AppointmentLink, str]:
    wanted = Offered(Role.DESK, edition.series, edition)
    return offer(wanted, by=host, email=email, name="New", language="en", now=NOW)


def account_of(actor: Actor) -> Account:
    assert actor.account
    return Account.objects.get(pk=actor.account)


def appointment_of(actor: Actor) -> Appointment:
    return Appointment.objects.get(account=actor.account)


def test_a_link_is_good_once(edition: Edition, host: Actor) -> None:
    link, token = offered(edition, host)
    assert use_link(token_hash(token), by=ANONYMOUS, now=NOW) == link
    with pytest.raises(LinkDead):
        use_link(token_hash(token), by=ANONYMOUS, now=NOW)


def test_a_link_is_good_for_seven_days(edition: Edition, host: Actor) -> None:
    _link, token = offered(edition, host)
    assert timedelta(days=7) == LIFETIME
    assert living_link(token_hash(token), NOW + LIFETIME - timedelta(seconds=1))
    with pytest.raises(LinkDead):
        use_link(token_hash(token), by=ANONYMOUS, now=NOW + LIFETIME)


def test_a_link_ends_with_the_office_of_who_sent_it(edition: Edition, host: Actor) -> None:
    _link, token = offered(edition, host)
    other = administrator(edition)
    revoke(appointment_of(host), by=other)
    assert living_link(token_hash(token), NOW) is None
    with pytest.raises(LinkDead):
        use_link(token_hash(token), by=ANONYMOUS, now=NOW)


def test_no_table_holds_a_token(
    edition: Edition, host: Actor, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens = [offered(edition, host, f"{each}@example.org")[1] for each in range(3)]
    tokens.append(renew_offer(AppointmentLink.objects.latest("pk"), by=host, now=NOW))
    assert len(set(tokens)) == len({each.token_hash for each in AppointmentLink.objects.all()}) + 1
    call_command("dumpdata", "--all", verbosity=0)
    dumped = capsys.readouterr().out
    assert "new" in dumped.casefold()
    assert not any(token in dumped for token in tokens)


def test_two_links_never_share_a_token(edition: Edition, host: Actor) -> None:
    link, _token = offered(edition, host)
    with pytest.raises(IntegrityError):
        factories.create_appointment_link(edition, token_hash=link.token_hash)


def test_nobody_offers_a_role_to_the_own_address(edition: Edition, host: Actor) -> None:
    own = account_of(host).email
    with pytest.raises(OwnAppointment):
        offered(edition, host, own.upper())
    link, _token = offered(edition, administrator(edition), own)
    with pytest.raises(OwnAppointment):
        renew_offer(link, by=host, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PARTICIPANT])
def test_nobody_appoints_the_own_account(edition: Edition, host: Actor, role: Role) -> None:
    account = account_of(host)
    country = factories.create_country("JP") if role == Role.COORDINATOR else None
    with pytest.raises(OwnAppointment):
        appoint(by=host, account=account, role=role, series=edition.series, country=country)


def test_the_same_role_is_offered_once_at_a_time(edition: Edition, host: Actor) -> None:
    link, _token = offered(edition, host)
    with pytest.raises(AlreadyOffered):
        offered(edition, host, "NEW@example.org")
    revoke_offer(link, by=host, now=NOW)
    offered(edition, host)


def test_who_was_revoked_a_moment_ago_changes_nothing(edition: Edition, host: Actor) -> None:
    other = administrator(edition)
    link, _token = offered(edition, other)
    revoke(appointment_of(host), by=other)
    with pytest.raises(NotAdministrator):
        offered(edition, host, "second@example.org")
    with pytest.raises(NotAdministrator):
        renew_offer(link, by=host, now=NOW)
    with pytest.raises(NotAdministrator):
        revoke_offer(link, by=host, now=NOW)
    with pytest.raises(NotAdministrator):
        revoke(appointment_of(other), by=host)


def test_who_administers_an_edition_offers_nothing_in_the_series(edition: Edition) -> None:
    of_edition = administrator(edition, only=edition)
    offered(edition, of_edition)
    for wanted in (
        Offered(Role.DESK, edition.series),
        Offered(Role.DESK, edition.series, factories.create_edition(edition.series)),
        Offered(Role.DESK, factories.create_series()),
    ):
        with pytest.raises(NotAdministrator):
            offer(wanted, by=of_edition, email="new@example.org", name="New", language="en", now=NOW)


def test_nobody_revokes_the_own_appointment(edition: Edition, host: Actor) -> None:
    administrator(edition)
    with pytest.raises(OwnAppointment):
        revoke(appointment_of(host), by=host)


def test_the_last_administrator_cannot_be_revoked_nor_erased(edition: Edition, host: Actor) -> None:
    """Those of an edition, of another series, or switched off count for nothing."""
    administrator(edition, only=edition)
    administrator(factories.create_edition())
    off = administrator(edition)
    Account.objects.filter(email=account_of(off).email).update(is_active=False)
    with pytest.raises(LastAdministrator):
        revoke(appointment_of(host), by=ANONYMOUS)
    with pytest.raises(LastAdministrator):
        erase_account(account_of(host), by=ANONYMOUS, now=NOW)
    administrator(edition)
    revoke(appointment_of(host), by=ANONYMOUS)


def test_the_log_says_who_offered_what_and_that_it_was_taken_up(edition: Edition, host: Actor) -> None:
    _link, token = offered(edition, host)
    use_link(token_hash(token), by=ANONYMOUS, now=NOW)
    written = list(Entry.objects.order_by("-number").values_list("action", "account")[:2])
    assert written == [("use_link", None), ("offer_role", host.account)]
