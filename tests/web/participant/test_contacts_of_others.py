"""A participant's phone: own tables, card, contacts and directory, and what nobody else ever reads there."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.domain.network.gathering import agree, code, participant, searchable, show, signed_in
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import Audience, CardField, ChannelKind
from trilogue.domain.network.models import Card, Contact, Release
from trilogue.domain.network.queries import contacts_of
from trilogue.domain.people.models import Person
from trilogue.foundation.audit.models import Access
from trilogue.web.participant.phone import OWNER

pytestmark = pytest.mark.django_db
ME = "/en/me/"
GROUPED = re.compile(r"<h3>.*?</div>", re.DOTALL)


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition(number=7)


@pytest.fixture
def me(edition: Edition) -> Person:
    return participant(edition, native="문가온", roman="MOON Gaon")


@pytest.fixture
def colleague(edition: Edition) -> Person:
    return participant(edition, "JP", roman="MATSUMOTO Naoki")


def read(client: Client, path: str, status: int = 200) -> str:
    answered = client.get(f"{ME}{path}")
    assert answered.status_code == status
    return answered.content.decode()


def seat(edition: Edition, *people: Person, published: bool = True, table: int = 4) -> None:
    plan = factories.create_table_plan(edition, published=published)
    for each in people:
        entry = edition.participations.get(person=each)
        factories.create_seat(plan, participation=entry, round=2, table=table)


def test_own_tables_are_those_of_the_published_plan(edition: Edition, me: Person, colleague: Person) -> None:
    client = signed_in(me)
    seat(edition, me, colleague, published=False, table=9)
    assert "not published yet" in read(client, "tables/")
    factories.create_round(edition, number=2)
    seat(edition, me, colleague)
    page = read(client, "tables/")
    assert "Table 4" in page
    assert "Table 9" not in page
    assert "Round 2" in page
    assert "Discussion" in page
    assert '<bdi lang="ja">松本 直樹</bdi>' in page
    assert "MATSUMOTO Naoki" in page
    assert "문가온" not in page
    assert Access.objects.filter(what="tables", subjects__person=colleague.pk).count() == 1


def test_a_companion_who_is_not_coming_is_not_named(edition: Edition, me: Person, colleague: Person) -> None:
    seat(edition, me, colleague)
    edition.participations.filter(person=colleague).update(state="withdrawn")
    page = read(signed_in(me), "tables/")
    assert "Table 4" in page
    assert "松本" not in page


def test_the_tables_of_others_are_nobody_s_business(edition: Edition, me: Person, colleague: Person) -> None:
    third = participant(edition, "CN", roman="LIU Zihan")
    seat(edition, colleague, third)
    assert "松本" not in read(signed_in(me), "tables/")


def test_a_card_is_made_by_choosing_and_has_its_code(me: Person) -> None:
    client = signed_in(me)
    assert "First choose what you show" in read(client, "card/")
    said = {
        "mail": "moon@example.kr",
        "line": "gaon",
        "shows": ["post:contacts", "line:contacts"],
        **{f"place_{kind}": "3" for kind in ChannelKind},
        "place_line": "1",
    }
    assert client.post(f"{ME}card/edit/", said).status_code == 302
    page = read(client, "card/")
    assert "<svg" in page
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)
    assert [each.kind for each in me.channels.all()] == ["line", "mail"]
    before = Card.objects.get().serial
    client.post(f"{ME}card/renew/")
    assert Card.objects.get().serial != before


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"mail": "nobody"}, "This is not an e-mail address."),
        ({"phone": "call me"}, "Write a number with digits"),
        ({"shows": "mail:alumni"}, "First agree to the directory"),
        ({"shows": "soul:everybody"}, "soul:everybody"),
        ({"place_mail": "99"}, "99"),
    ],
)
def test_a_faulty_card_is_told_and_nothing_is_kept(me: Person, said: dict[str, str], told: str) -> None:
    places = {f"place_{kind}": "1" for kind in ChannelKind}
    answered = signed_in(me).post(f"{ME}card/edit/", {"shows": "post:contacts", **places, **said})
    assert answered.status_code == 200
    assert told in answered.content.decode()
    assert not Release.objects.exists()
    assert not me.channels.exists()


def test_a_scanned_code_shows_who_it_is_and_one_press_exchanges(me: Person, colleague: Person) -> None:
    client, typed = signed_in(me), code(colleague)
    show(me)
    scanned = client.get(f"/c/{typed.replace('-', '')}/", headers={"Accept-Language": "zh-CN,zh"})
    assert scanned.headers["Location"] == f"/zh-hans/me/contacts/add/?code={typed.replace('-', '')}"
    page = client.get(scanned.headers["Location"]).content.decode()
    assert "松本 直樹" in page
    receipt = re.search(r'name="receipt" value="([0-9a-f-]{36})"', page)
    assert receipt
    for _ in range(2):
        answered = client.post(f"{ME}contacts/add/", {"code": typed, "receipt": receipt[1]})
        assert answered.headers["Location"] == f"{ME}contacts/"
    assert list(contacts_of(me)) == [colleague.pk]
    assert "松本 直樹" in read(client, "contacts/")
    assert "문가온" in read(signed_in(colleague), "contacts/")


def test_a_scanned_code_leads_who_is_not_signed_in_to_sign_in_and_back(colleague: Person) -> None:
    client = Client()
    first = client.get(f"/c/{code(colleague)}/", headers={"Accept-Language": "ja"})
    second = client.get(first.headers["Location"])
    assert second.headers["Location"].startswith("/ja/sign-in/?next=%2Fja%2Fme%2Fcontacts%2Fadd%2F%3Fcode%3D")


@pytest.mark.parametrize("typed", ["", "nonsense", "K7Q2-M9XA-3F5T", "가나다", "%00", "x" * 500])
def test_a_code_that_opens_nothing_is_told(me: Person, typed: str) -> None:
    client = signed_in(me)
    assert client.get(f"{ME}contacts/add/", {"code": typed}).status_code == 200
    answered = client.post(f"{ME}contacts/add/", {"code": typed, "receipt": "not a number"})
    assert answered.status_code == 200
    assert not Contact.objects.exists()


def test_codes_cannot_be_tried_out(me: Person, colleague: Person) -> None:
    client, right = signed_in(me), code(colleague)
    show(me)
    for _ in range(30):
        client.get(f"{ME}contacts/add/?code=AAAA-AAAA-AAAA")
    assert "Too many wrong codes" in read(client, f"contacts/add/?code={right}")


def test_a_phone_that_was_without_network_is_answered_in_states(me: Person, colleague: Person) -> None:
    client, typed, receipt = signed_in(me), code(colleague), str(uuid.uuid4())

    def send(**said: str) -> tuple[int, str]:
        data = {"code": typed, "receipt": receipt, **said}
        answered = client.post(f"{ME}contacts/add/", data, headers={"Accept": "application/json"})
        return answered.status_code, json.loads(answered.content)["state"]

    assert send() == (409, "nothing")
    show(me)
    assert send(code="AAAA-AAAA-AAAA") == (409, "unknown")
    assert send(receipt="x") == (400, "faulty")
    assert send() == send() == (200, "exchanged")
    assert Contact.objects.get().receipt == uuid.UUID(receipt)


def test_vcards_hold_what_is_shown_in_the_reader_s_script(me: Person, colleague: Person) -> None:
    factories.create_person_name(colleague, script="hangul", full="마쓰모토 나오키")
    kana = factories.create_person_name(colleague, script="kana", full="まつもと なおき", tag="ja")
    type(kana)._default_manager.filter(pk=kana.pk).update(family="まつもと", given="なおき")
    factories.create_channel(colleague, ChannelKind.KAKAOTALK, "naoki;m")
    factories.create_channel(colleague, ChannelKind.MAIL, "hidden@example.jp")
    factories.create_contact(me, colleague)
    show(colleague, CardField.POST, CardField.KAKAOTALK)
    client = signed_in(me)
    answered = client.get("/ko/me/contacts/cards.vcf")
    assert answered.headers["Content-Type"] == "text/vcard; charset=utf-8"
    text = answered.content.decode().replace("\r\n ", "")
    assert text.index("FN;ALTID=1;LANGUAGE=ko:마쓰모토 나오키") < text.index("松本 直樹")
    assert 'N;ALTID=1;LANGUAGE=ja;SORT-AS="まつもと,なおき":松本 直樹;;;;' in text
    assert "PHONETIC=script;SCRIPT=Hira:まつもと;なおき;;;" in text
    assert "X-PHONETIC-LAST-NAME:まつもと" in text
    assert "IMPP;SERVICE-TYPE=KakaoTalk:x-kakaotalk:naoki%3Bm" in text
    assert f"/ko/me/people/{colleague.public_id}/" in text
    assert "hidden@example.jp" not in text
    assert "TITLE:Officer" in text
    one = client.get(f"/ja/me/contacts/{colleague.public_id}.vcf").content.decode()
    assert one.index("松本 直樹") < one.index("마쓰모토")
    assert Access.objects.filter(what="cards.vcf", subjects__person=colleague.pk).count() == 2


def test_only_contacts_have_a_vcard(me: Person, colleague: Person) -> None:
    agree(colleague)
    show(colleague, to=Audience.ALUMNI)
    client = signed_in(me)
    assert client.get(f"{ME}contacts/{colleague.public_id}.vcf").status_code == 404
    assert client.get(f"{ME}contacts/cards.vcf").status_code == 404
    assert client.get(f"{ME}contacts/{colleague.public_id}/remove/").status_code == 404


def test_a_removed_contact_is_gone_for_both(me: Person, colleague: Person) -> None:
    factories.create_contact(me, colleague)
    show(colleague)
    client = signed_in(me)
    assert "松本 直樹" in read(client, f"contacts/{colleague.public_id}/remove/")
    client.post(f"{ME}contacts/{colleague.public_id}/remove/")
    assert not Contact.objects.exists()
    assert "松本 直樹" not in read(client, "contacts/")


def test_the_directory_finds_in_any_script_and_filters(
    edition: Edition, me: Person, colleague: Person
) -> None:
    searchable(colleague)
    agree(colleague)
    show(colleague, CardField.POST, CardField.EDITIONS, to=Audience.EDITION)
    client = signed_in(me)
    home = edition.participations.get(person=colleague).home
    assert home
    for asked in ("", "松本", "matsumoto", "country=JP", f"edition={edition.pk}", f"government={home.code}"):
        query = asked if "=" in asked else f"q={asked}"
        assert "松本 直樹" in read(client, f"people/?{query}"), asked
    for asked in (
        "q=Schmidt",
        "country=KR",
        "edition=99999999",
        "edition=x",
        "government=Nowhere",
    ):
        assert "松本 直樹" not in read(client, f"people/?{asked}"), asked
    assert "松本 直樹" in read(client, f"people/{colleague.public_id}/")
    assert Access.objects.filter(what="directory", subjects__person=colleague.pk).exists()
    assert Access.objects.filter(what="card", subjects__person=colleague.pk).count() == 1


def test_who_withdraws_is_gone_at_the_next_request_from_pages_search_files_and_links(
    me: Person, colleague: Person
) -> None:
    searchable(colleague)
    agree(colleague)
    for audience in Audience:
        show(colleague, to=audience)
    factories.create_contact(me, colleague)
    mine, theirs = signed_in(me), signed_in(colleague)
    link = f"people/{colleague.public_id}/"
    pages = ("contacts/", "people/", "people/?q=matsumoto", link, "contacts/cards.vcf")
    assert all("松本" in read(mine, each) for each in pages)
    theirs.post(f"{ME}consents/", {"purpose": "directory", "granted": "no"})
    statuses = {each: mine.get(f"{ME}{each}") for each in pages}
    assert [each.status_code for each in statuses.values()] == [200, 200, 200, 410, 404]
    assert not any("松本" in each.content.decode() for each in statuses.values())
    exported = mine.post(f"{ME}export/")
    assert exported.status_code == 200
    assert "松本".encode() not in exported.content


def test_a_release_taken_back_is_gone_at_the_next_request(me: Person, colleague: Person) -> None:
    factories.create_channel(colleague, ChannelKind.LINE, "naoki.line")
    show(colleague, CardField.POST, CardField.LINE)
    factories.create_contact(me, colleague)
    mine = signed_in(me)
    assert "naoki.line" in read(mine, "contacts/")
    places = {f"place_{kind}": "1" for kind in ChannelKind}
    said = {"line": "naoki.line", "shows": "post:contacts", **places}
    signed_in(colleague).post(f"{ME}card/edit/", said)
    for page in ("contacts/", f"people/{colleague.public_id}/", "contacts/cards.vcf"):
        text = read(mine, page)
        assert "松本" in text
        assert "naoki.line" not in text


def test_no_page_tells_a_third_participant_who_met_whom(
    edition: Edition, me: Person, colleague: Person
) -> None:
    """Both show everything to everybody, sit at one table, met and exchanged cards; the page of each stays silent."""
    third = participant(edition, "CN", roman="LIU Zihan")
    when = timezone.now() - timedelta(days=400)
    for each in (me, colleague):
        agree(each)
        searchable(each)
        for field in CardField:
            show(each, field, to=Audience.ALUMNI)
            show(each, field, to=Audience.CONTACTS)
    factories.create_contact(me, colleague)
    Contact.objects.update(exchanged_at=when)
    entries = [edition.participations.get(person=each) for each in (me, colleague)]
    factories.create_encounter(*entries)
    seat(edition, me, colleague)
    client = signed_in(third)
    names = ("문가온", "松本 直樹")
    for path in (
        "tables/",
        "card/",
        "card/edit/",
        "contacts/",
        "contacts/add/",
        "people/",
        f"people/?q={names[0]}",
        f"people/{me.public_id}/",
        f"people/{colleague.public_id}/",
        "",
    ):
        page = read(client, path)
        found = [each for each in names if each in page]
        assert f"{when:%Y-%m-%d}" not in page, path
        assert path == "people/" or len(found) <= 1, path
        if "tables" in path or "contacts" in path or "card" in path:
            assert found == [], path
    for other in (me, colleague):
        assert client.get(f"{ME}contacts/{other.public_id}.vcf").status_code == 404
        assert client.get(f"{ME}contacts/{other.public_id}/remove/").status_code == 404


def test_pages_that_may_be_kept_say_whose_they_are_and_others_do_not(me: Person, colleague: Person) -> None:
    mine, theirs = signed_in(me), signed_in(colleague)
    marks = {
        mine.get(f"{ME}{each}").headers[OWNER] for each in ("tables/", "card/", "contacts/", "contacts/add/")
    }
    assert len(marks) == 1
    assert theirs.get(f"{ME}contacts/").headers[OWNER] not in marks
    for path in ("people/", "card/edit/", f"contacts/add/?code={code(colleague)}", ""):
        assert OWNER not in mine.get(f"{ME}{path}").headers


def test_the_program_on_the_phone_comes_from_the_root_and_is_never_stale() -> None:
    answered = Client().get(reverse("phone_worker"))
    assert answered.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answered.headers["Cache-Control"] == "no-cache"
    assert b"Trilogue-Phone" in answered.content


def test_who_has_no_place_sees_none_of_it(edition: Edition, colleague: Person) -> None:
    nominee = factories.create_participation(edition, state="submitted").person
    client = signed_in(nominee)
    for path in ("tables/", "card/", "contacts/", "people/", f"people/{colleague.public_id}/"):
        assert client.get(f"{ME}{path}").status_code == 404


def test_pages_make_as_many_queries_for_three_people_as_for_one(edition: Edition, me: Person) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(me)

    def add() -> None:
        other = participant(edition, "JP")
        agree(other)
        show(other, *CardField, to=Audience.EDITION)
        show(other, *CardField)
        factories.create_channel(other)
        factories.create_contact(me, other)

    def counted() -> list[int]:
        numbers = []
        for path in ("contacts/", "people/", "contacts/cards.vcf"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{ME}{path}").status_code == 200
            numbers.append(len(captured))
        return numbers

    add()
    counted()
    one = counted()
    add()
    add()
    assert counted() == one
