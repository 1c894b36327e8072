"""Sign-in for real use, in browsers: a role by personal link, a passkey, an app without JavaScript, ended sessions."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.core.cache import cache
from playwright.sync_api import expect

from tests import factories
from tests.browser.stories import User, mailed_link, visiting
from tests.web.sign_in.second_factors import SECRET, Clock
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.flows.appoint import appoint
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.mail.models import Mail

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession
    from pytest_django.fixtures import Settings

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
ASK = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))"""
CODE = re.compile(r"^[A-Z0-9]{3,}-[A-Z0-9]{3,}$", re.MULTILINE)
PHONE = {"width": 390, "height": 844}
ADMINISTRATOR, OFFICER = "han@example.kr", "park@example.kr"
NAME = "박서연"
KEEPS_KEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def installed(live: str, settings: "Settings", tmp_path: Path) -> Edition:
    settings.URL = urlsplit(live)
    settings.SECOND_FACTOR = "required"
    settings.KEYS = tmp_path / "keys"
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
    cache.clear()
    factories.create_installation()
    return factories.create_edition(number=9)


@pytest.fixture
def edition(installed: Edition) -> Edition:
    appoint(installed.series, installed, by=ANONYMOUS, email=OFFICER, name=NAME, role=Role.DESK)
    return installed


@contextmanager
def on_a_phone_with_keys(browser: "Browser", site: str) -> Iterator[tuple[User, "CDPSession"]]:
    """A phone that reads Korean and keeps passkeys, opened by a finger."""
    kind = {"viewport": PHONE, "reduced_motion": "reduce"}
    with visiting(browser, site, "ko", scripts=True, **kind) as user:
        devices = user.tab.context.new_cdp_session(user.tab)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEEPS_KEYS})
        yield user, devices


def enters_mailed_code(user: User, email: str = OFFICER) -> None:
    user.opens(f"/{user.language}/sign-in/")
    user.writes(email, "E-mail address")
    user.presses("Send me a code")
    expect(user.tab).to_have_url(f"{user.site}/{user.language}/sign-in/code/")
    found = CODE.search(Mail.objects.filter(to=email).latest("pk").body)
    assert found
    user.writes(found[0], "Code")
    user.presses("Sign in")


def signs_out(user: User) -> None:
    user.opens(f"/{user.language}/me/")
    user.presses("Sign out")
    expect(user.tab).not_to_have_url(re.compile("/me/"))


def is_at(user: User, path: str) -> None:
    expect(user.tab).to_have_url(f"{user.site}/{user.language}{path}")


def test_an_administrator_appoints_a_desk_officer_who_enrols_a_passkey_and_signs_in_with_it(
    browser: "Browser", live: str, installed: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint(installed.series, None, by=ANONYMOUS, email=ADMINISTRATOR, name="한유진", role=Role.HOST_ADMIN)
    page = f"/en/desk/{installed.series.slug}/9/appointments/"
    with (
        visiting(browser, live, "en") as administrator,
        on_a_phone_with_keys(browser, live) as (officer, _),
    ):
        violations: list[str] = []
        officer.tab.on("console", lambda said: violations.append(said.text) if said.type == "error" else None)
        enters_mailed_code(administrator, ADMINISTRATOR)
        is_at(administrator, "/me/security/?next=%2Fen%2Fdesk%2F")
        sets_up_app(administrator, Clock(monkeypatch))
        offers_role(administrator, page)
        takes_up_role(officer)
        enrols_passkey(officer)
        is_at(officer, "/desk/")
        administrator.opens(page)
        expect(administrator.section("For this edition")).to_contain_text(NAME)
        signs_out(officer)

        enters_mailed_code(officer)
        is_at(officer, "/sign-in/second/")
        officer.presses("Use the passkey")
        is_at(officer, "/desk/")
        signs_out(officer)

        officer.opens("/ko/sign-in/")
        officer.presses("Sign in with a passkey")
        is_at(officer, "/desk/")
        assert violations == []


def offers_role(administrator: User, page: str) -> None:
    """To somebody who has no account yet, by a mail in Korean."""
    administrator.opens(page)
    administrator.writes(OFFICER, "E-mail address")
    administrator.writes(NAME, "Name")
    administrator.box("Role").select_option(Role.DESK)
    administrator.box("Language of the mail").select_option("ko")
    administrator.presses("Send the link")
    administrator.is_told("A personal link is on its way. The role is held once it is taken up.")
    expect(administrator.section("Offered by a personal link")).to_contain_text(NAME)


def takes_up_role(officer: User) -> None:
    """The link opens in the language of its mail. It signs in, but what the role opens waits for a second factor."""
    link = mailed_link(OFFICER)
    assert link.startswith("/ko/appointment/")
    officer.opens(link)
    expect(officer.tab.locator("main dl")).to_contain_text("한유진")
    officer.presses("Take up the role")
    is_at(officer, "/me/security/?next=%2Fko%2Fdesk%2F")


def enrols_passkey(officer: User) -> None:
    officer.follows("Set up a passkey")
    officer.writes("내 전화", "Name of the passkey")
    officer.presses("Set it up")
    is_at(officer, "/me/security/codes/")
    expect(officer.tab.locator(".codes li")).to_have_count(10)
    officer.follows("I have kept them")


def sets_up_app(user: User, clock: Clock) -> str:
    """One of the recovery codes."""
    user.follows("Set up an authenticator app")
    found = SECRET.search(user.tab.content())
    assert found
    user.writes(clock.code(found[1].replace(" ", "")), "Code from the app")
    user.presses("Set it up")
    return user.tab.locator(".codes li").first.inner_text()


def test_a_passkey_that_its_owner_declines_opens_nothing(
    browser: "Browser", live: str, edition: Edition
) -> None:
    with on_a_phone_with_keys(browser, live) as (officer, devices):
        devices.send("WebAuthn.disable")
        devices.send("WebAuthn.enable")
        device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEEPS_KEYS})
        enters_mailed_code(officer)
        officer.follows("Set up a passkey")
        officer.writes("내 전화", "Name of the passkey")
        declined = {"authenticatorId": device["authenticatorId"], "isUserVerified": False}
        devices.send("WebAuthn.setUserVerified", declined)
        officer.presses("Set it up")
        expect(officer.tab.get_by_role("alert")).to_be_visible()
        officer.opens(f"/ko/desk/{edition.series.slug}/9/")
        assert "/me/security/" in officer.tab.url


def test_an_app_without_javascript_a_recovery_code_once_and_an_ended_session(
    browser: "Browser", live: str, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = f"/en/desk/{edition.series.slug}/9/"
    with visiting(browser, live, "en") as officer, visiting(browser, live, "ja") as elsewhere:
        enters_mailed_code(officer)
        code = sets_up_app(officer, Clock(monkeypatch))
        officer.opens(desk)

        enters_mailed_code(elsewhere)
        elsewhere.writes(code, "Code from the app, or a recovery code")
        elsewhere.presses("Continue")
        is_at(elsewhere, "/desk/")
        with visiting(browser, live, "zh-hans") as thief:
            enters_mailed_code(thief)
            thief.writes(code, "Code from the app, or a recovery code")
            thief.presses("Continue")
            is_at(thief, "/sign-in/second/")

        officer.opens("/en/me/sessions/")
        expect(officer.tab.get_by_text("this session")).to_have_count(1)
        officer.presses("End all others")
        officer.is_told("1 session was ended.")
        elsewhere.tab.goto(f"{live}{desk}")
        assert "/sign-in/" in elsewhere.tab.url
        officer.opens(desk)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_that_need_a_factor(
    browser: "Browser", live: str, edition: Edition, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    """Those that tests/browser/site.py cannot show: it signs in by force."""
    clock = Clock(monkeypatch)
    kind = {"viewport": PHONE, "bypass_csp": True, "reduced_motion": "reduce", "color_scheme": theme}
    context = browser.new_context(locale="ja", **kind)  # type: ignore[arg-type]
    context.add_init_script(AXE)
    officer = User(context.new_page(), live, "ja")
    found: list[str] = []

    def look() -> None:
        found.extend(officer.tab.evaluate(ASK))
        width = officer.tab.evaluate("document.documentElement.scrollWidth")
        found.extend([f"{officer.tab.url} is {width} wide"] if width > PHONE["width"] else [])

    enters_mailed_code(officer)
    look()
    officer.follows("Set up an authenticator app")
    look()
    secret = SECRET.search(officer.tab.content())
    assert secret
    officer.writes("1", "Code from the app")
    officer.presses("Set it up")
    look()
    officer.writes(clock.code(secret[1].replace(" ", "")), "Code from the app")
    officer.presses("Set it up")
    look()
    for path in (
        "/ja/me/security/",
        "/ja/me/security/prove/",
        "/ja/me/sessions/",
        "/ja/me/security/passkey/",
    ):
        officer.opens(path)
        look()
    officer.opens("/ja/me/security/")
    officer.tab.get_by_role("link", name=re.compile(officer.words("Remove"))).click()
    look()
    signs_out(officer)
    enters_mailed_code(officer)
    is_at(officer, "/sign-in/second/")
    look()
    context.close()
    assert found == []
