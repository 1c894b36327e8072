"""Two participants on their phones: own tables without network, and an exchange that begins without it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as configured
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.browser.site import session_cookie
from tests.browser.stories import User
from tests.domain.network.gathering import code, participant, show
from trilogue.domain.network.models import Contact
from trilogue.domain.people.models import Account, Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KEPT = "Without network: this page was kept on this phone."
READY = """async () => {
  const language = document.documentElement.lang.toLowerCase();
  const wanted = ['tables', 'card', 'contacts', 'contacts/add', 'opinions'].map((each) => `/${language}/me/${each}/`);
  const areKept = async () => (await Promise.all(wanted.map((each) => caches.match(each)))).every(Boolean);
  while (!(await areKept())) await new Promise((look) => requestAnimationFrame(look));
}"""
"""Until the phone has kept its pages."""
COUNT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) kept.push(...(await (await caches.open(name)).keys()));
  return kept.filter((each) => each.url.includes('/me/')).length;
}"""
"""How many pages are kept."""


@contextmanager
def on_the_phone(browser: "Browser", site: str, language: str, person: Person, **kind: Any) -> Iterator[User]:
    context = browser.new_context(locale=language, viewport={"width": 390, "height": 844}, **kind)
    user = User(context.new_page(), site, language)
    sign_in(user, person)
    yield user
    context.close()


def sign_in(user: User, person: Person) -> None:
    name, value = configured.SESSION_COOKIE_NAME, session_cookie(Account.objects.get(person=person).email)
    user.tab.context.add_cookies([{"name": name, "value": value, "url": user.site}])


@pytest.fixture
def pair(live: str) -> tuple[Person, Person]:
    """From China and from Japan, at one table, each with a card."""
    edition = factories.create_edition(number=9)
    people = (
        participant(edition, "CN", roman="LIU Zihan"),
        participant(edition, "JP", roman="MATSUMOTO Naoki"),
    )
    plan = factories.create_table_plan(edition, published=True)
    for each in people:
        factories.create_account(person=each)
        factories.create_seat(plan, participation=edition.participations.get(person=each), table=4)
    show(people[0])
    return people


def test_an_exchange_without_network_is_kept_and_completed_once(
    browser: "Browser", live: str, pair: tuple[Person, Person]
) -> None:
    liu, matsumoto = pair
    typed = code(matsumoto)
    with (
        on_the_phone(browser, live, "zh-hans", liu) as one,
        on_the_phone(browser, live, "ja", matsumoto) as other,
    ):
        one.opens("/zh-hans/me/tables/")
        assert not one.tab.get_by_text(one.words(KEPT)).is_visible()
        one.tab.evaluate(READY)
        one.tab.context.set_offline(True)
        one.tab.reload()
        expect(one.tab.get_by_text(one.words(KEPT))).to_be_visible()
        assert "松本 直樹" in one.main()
        assert one.words("Table %(number)s", number=4) in one.main()
        one.tab.goto(f"{live}/c/{typed.replace('-', '')}/")
        one.presses("Exchange later")
        assert typed.replace("-", "") in one.section("Waiting for the network").inner_text()
        assert not Contact.objects.exists()
        one.tab.goto(f"{live}/zh-hans/me/contacts/")
        one.writes(typed, "Code of your colleague")
        one.presses("Continue")
        one.presses("Exchange later")
        expect(one.section("Waiting for the network").get_by_role("listitem")).to_have_count(2)
        one.tab.context.set_offline(False)
        one.opens("/zh-hans/me/contacts/")
        one.tab.get_by_role("link", name="松本 直樹", exact=True).wait_for()
        expect(one.section("Waiting for the network")).to_have_count(0)
        assert Contact.objects.count() == 1
        other.opens("/ja/me/contacts/")
        assert "刘子涵" in other.main()


def test_what_a_phone_kept_ends_with_the_session(
    browser: "Browser", live: str, pair: tuple[Person, Person]
) -> None:
    """Signed out, sent to sign in, or somebody else signed in: nothing of before is left."""
    liu, matsumoto = pair
    typed = code(matsumoto)
    with on_the_phone(browser, live, "ja", liu) as phone:
        phone.opens("/ja/me/tables/")
        phone.tab.evaluate(READY)
        assert phone.tab.evaluate(COUNT) == 5
        phone.opens("/ja/me/")
        phone.presses("Sign out")
        phone.tab.wait_for_url(re.compile("/ja/$"))
        assert phone.tab.evaluate(COUNT) == 0
        sign_in(phone, liu)
        phone.opens("/ja/me/contacts/")
        phone.tab.evaluate(READY)
        phone.tab.context.clear_cookies()
        phone.tab.goto(f"{live}/ja/me/card/")
        assert "/sign-in/" in phone.tab.url
        assert phone.tab.evaluate(COUNT) == 0
        sign_in(phone, liu)
        phone.opens("/ja/me/card/")
        phone.tab.evaluate(READY)
        phone.tab.context.set_offline(True)
        phone.tab.goto(f"{live}/c/{typed}/")
        phone.presses("Exchange later")
        phone.tab.goto("about:blank")
        phone.tab.context.set_offline(False)
        sign_in(phone, matsumoto)
        phone.opens("/ja/me/contacts/")
        phone.tab.evaluate(READY)
        expect(phone.section("Waiting for the network")).to_have_count(0)
        phone.tab.context.set_offline(True)
        phone.tab.goto(f"{live}/ja/me/card/")
        assert "松本 直樹" in phone.main()
        assert "刘子涵" not in phone.main()
    assert not Contact.objects.exists()


def test_without_javascript_a_code_is_scanned_and_cards_are_exchanged(
    browser: "Browser", live: str, pair: tuple[Person, Person]
) -> None:
    liu, matsumoto = pair
    typed = code(matsumoto)
    with on_the_phone(browser, live, "zh-hans", liu, java_script_enabled=False) as one:
        one.opens(f"/c/{typed}/")
        assert "松本 直樹" in one.main()
        one.presses("Exchange cards")
        one.is_told(one.words("You and %(name)s have exchanged cards.", name="松本 直樹"))
        with one.tab.expect_download() as started:
            one.tab.get_by_role("link", name="vCard", exact=False).last.click()
        assert started.value.suggested_filename.endswith(".vcf")
    assert Contact.objects.get().exchanged_at <= timezone.now()
