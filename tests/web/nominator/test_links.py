"""A link is all the credential there is: it opens one government's page, and nothing tells whether it ever existed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from tests import factories
from tests.web.nominator.conftest import KIM, Link, Linked
from trilogue.domain.delegations.actions import renew_link, revoke_link
from trilogue.domain.delegations.models import Invitation, Participation, RosterUpload
from trilogue.domain.delegations.queries import token_hash
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Government
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db
METHODS = ("get", "post")
KINDS = ("nominate", "register", "nominations")


def names(kind: str) -> list[str]:
    found = _names(get_resolver().url_patterns)
    own = {name for name in found if name == kind or name.startswith(f"{kind}_")}
    return sorted(own - {"register_download"})


def _names(patterns: Sequence[object]) -> Iterator[str]:
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from _names(each.url_patterns)
        else:
            yield str(getattr(each, "name", ""))


def path(name: str, *keys: object, pk: int = 1) -> str:
    if name.endswith("_letter"):
        return reverse(name, args=(*keys, "pdf"))
    for more in ((), (pk,)):
        try:
            return reverse(name, args=(*keys, *more))
        except NoReverseMatch:
            continue
    raise LookupError(name)


def test_only_a_hash_of_the_token_is_kept(link: Link) -> None:
    stored = Invitation.objects.filter(pk=link.invitation.pk).values().get()
    assert link.token not in map(str, stored.values())
    assert stored["token_hash"] == token_hash(link.token)
    assert len(link.token) == 43


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", ["nominate", "register"])
def test_unknown_expired_and_revoked_links_look_the_same(
    client: Client, linked: Linked, kind: str, method: str
) -> None:
    personal = kind == "register"
    expired = linked(lifetime=-timedelta(seconds=1), personal=personal)
    revoked = linked(email="b@example.org", personal=personal)
    revoke_link(revoked.invitation, by=ANONYMOUS, now=timezone.now())
    other = linked(email="c@example.org", personal=not personal)
    for name in names(kind):
        answers = [
            getattr(client, method)(path(name, token))
            for token in ("never-was", "x" * 5000, expired.token, revoked.token, other.token)
        ]
        assert {answer.status_code for answer in answers} == {404}, name
        assert len({answer.content for answer in answers}) == 1, name
        assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1, name
        assert b"This link opens nothing" in answers[0].content


@pytest.mark.parametrize("name", names("nominate"))
@pytest.mark.parametrize("method", METHODS)
def test_a_link_reaches_nothing_of_another_government(
    linked: Linked, name: str, method: str, edition: Edition
) -> None:
    mine, other = linked(), linked(email="other@example.org")
    other.sends("add/", **{**KIM, "department": "비밀과"})
    foreign = Participation.objects.get()
    upload = RosterUpload.objects.create(
        edition=edition,
        government=other.invitation.government,
        name="x",
        data=b"",
        uploaded_at=timezone.now(),
    )
    pk = upload.pk if "check" in name or "discard" in name else foreign.pk
    address = path(name, mine.token, pk=pk)
    answer = getattr(mine.client, method)(address, {**KIM, "reason": "none of yours"})
    assert "비밀과" not in answer.content.decode(errors="replace")
    if str(pk) in address.split("/"):
        assert answer.status_code in (404, 405)
    foreign.refresh_from_db()
    assert foreign.state == "draft"
    assert RosterUpload.objects.filter(pk=upload.pk).exists()


def test_a_link_of_another_edition_shows_nothing_of_this_one(linked: Linked, gyeongbuk: Government) -> None:
    mine = linked(gyeongbuk)
    elsewhere = factories.create_participation()
    Participation.objects.update(nominator=gyeongbuk)
    mine.said(f"{elsewhere.pk}/", 404)
    assert "하늘" not in mine.said()


def test_a_new_link_kills_the_old_one(link: Link) -> None:
    token = renew_link(link.invitation, by=ANONYMOUS, now=timezone.now(), lifetime=timedelta(days=1))
    link.said(status=404)
    assert link.client.get(f"/en/nominate/{token}/").status_code == 200


def test_the_first_use_is_noted_once(link: Link) -> None:
    assert link.invitation.opened_at is None
    link.said()
    link.invitation.refresh_from_db()
    first = link.invitation.opened_at
    assert first
    link.said()
    link.invitation.refresh_from_db()
    assert link.invitation.opened_at == first


@pytest.mark.parametrize("route", ["", "add/", "order/", "officials/", "return/", "add/?country=CN"])
def test_pages_stay_out_of_caches_and_referrers(link: Link, route: str) -> None:
    answer = link.client.get(link.path + route)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "sessionid" not in link.client.cookies


@pytest.mark.parametrize("name", names("nominate") + names("register"))
def test_every_post_needs_its_own_token_against_forgery(linked: Linked, name: str) -> None:
    link = linked(personal=name.startswith("register"))
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path(name, link.token), {}).status_code == 403


@pytest.mark.parametrize("name", names("nominations"))
def test_who_signs_in_nominates_for_the_own_government_only(
    edition: Edition, call: object, gyeongbuk: Government, linked: Linked, name: str
) -> None:
    other = linked()
    other.sends("add/", **KIM)
    foreign = Participation.objects.get()
    address = path(name, "workshop", 9, pk=foreign.pk)
    assert Client().get(address).status_code == 302
    for role, government in ((Role.NOMINATOR, gyeongbuk), (Role.DESK, None), (Role.READER, None)):
        account = factories.create_account()
        factories.create_appointment(account, role=role, series=edition.series, government=government)
        client = Client()
        client.force_login(account)
        answer = client.get(address)
        assert "하늘" not in answer.content.decode(errors="replace")
        if role != Role.NOMINATOR:
            assert answer.status_code == 404
        elif str(foreign.pk) in address.split("/"):
            assert answer.status_code in (404, 405)
        else:
            assert answer.status_code in (200, 302, 405)
            assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_nominator_who_signed_in_nominates(edition: Edition, call: object, gyeongbuk: Government) -> None:
    account = factories.create_account()
    factories.create_appointment(
        account, role=Role.NOMINATOR, edition=edition, series=edition.series, government=gyeongbuk
    )
    client = Client()
    client.force_login(account)
    answer = client.post("/en/nominations/workshop/9/add/", {**KIM, "do": "submit"})
    assert answer.headers["Location"] == "/en/nominations/workshop/9/"
    one = Participation.objects.get()
    assert (one.state, one.nominator, one.invitation) == ("submitted", gyeongbuk, None)
    assert {change.account for change in one.changes.all()} == {account.pk}


def test_without_a_call_there_is_nothing_to_nominate_for(edition: Edition, gyeongbuk: Government) -> None:
    account = factories.create_account()
    factories.create_appointment(account, role=Role.NOMINATOR, series=edition.series, government=gyeongbuk)
    client = Client()
    client.force_login(account)
    assert client.get("/en/nominations/workshop/9/").status_code == 404
    assert client.get("/en/nominations/workshop/99999/").status_code == 404


def test_the_list_makes_as_many_queries_for_three_as_for_one(link: Link) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            link.said()
        return len(captured)

    link.said()
    link.sends("add/", **KIM)
    one = queries()
    for number in range(2):
        link.sends("add/", **{**KIM, "email": f"more{number}@example.org"})
    assert queries() == one
