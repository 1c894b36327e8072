"""What the stories share: a demonstration, people at their browsers, and the words that they read there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings as configured
from django.core.cache import cache
from django.utils.translation import gettext, ngettext, override, pgettext

from tests.browser.site import SOMEBODY, session_cookie
from trilogue.flows.first_start import prepare
from trilogue.foundation.mail.models import Mail

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator
    from playwright.sync_api import Page as Tab
    from pytest_django.fixtures import Settings

DESK = "/ko/desk/demo-workshop/9/"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def open_site(settings: "Settings", folder: Path) -> None:
    """A demonstration that keeps its mails, as `make run` serves it."""
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
    settings.KEYS = folder / "keys"
    cache.clear()
    prepare(demonstration=True)


def mailed_link(email: str) -> str:
    """The path of the link in the last mail to somebody."""
    found = LINK.search(Mail.objects.filter(to=email)[0].body)
    assert found
    return found[1]


@dataclass
class User:
    """Somebody at a browser, who reads one language."""

    tab: "Tab"
    site: str
    language: str

    def words(self, message: str, context: str = "", **values: object) -> str:
        """A message of the program as this user reads it."""
        with override(self.language):
            found = pgettext(context, message) if context else gettext(message)
        return found % values if values else found

    def counted(self, one: str, many: str, counter: int) -> str:
        with override(self.language):
            return ngettext(one, many, counter) % {"counter": counter, "count": counter}

    def opens(self, path: str) -> None:
        answer = self.tab.goto(self.site + path)
        assert answer
        assert answer.status == 200

    def follows(self, message: str, of: str = "") -> None:
        self.tab.get_by_role("link", name=self._named(message, of), exact=True).click()

    def presses(self, message: str, of: str = "") -> None:
        self.tab.get_by_role("button", name=self._named(message, of), exact=True).click()

    def box(self, message: str, context: str = "", **values: object) -> "Locator":
        return self.tab.get_by_label(self.words(message, context, **values), exact=True)

    def writes(self, text: str, into: str, context: str = "") -> None:
        self.box(into, context).fill(text)

    def section(self, message: str) -> "Locator":
        return self.tab.get_by_role("region", name=self.words(message), exact=True)

    def main(self) -> str:
        return self.tab.locator("main").inner_text()

    def is_told(self, said: str) -> None:
        assert said in self.tab.locator("main [role=status]").all_inner_texts(), self.main()

    def _named(self, message: str, of: str) -> str:
        """What is added for those who do not see the page stands apart."""
        return f"{self.words(message)} : {of}" if of else self.words(message)


@contextmanager
def visiting(
    browser: "Browser", site: str, language: str, *, scripts: bool = False, **kind: Any
) -> Iterator[User]:
    """Without JavaScript, unless it is asked for."""
    context = browser.new_context(java_script_enabled=scripts, locale=language, **kind)
    yield User(context.new_page(), site, language)
    context.close()


@contextmanager
def at_the_desk(browser: "Browser", site: str, **kind: Any) -> Iterator[User]:
    """The officer of the desk, who has signed in and reads Korean."""
    with visiting(browser, site, "ko", **kind) as officer:
        name, value = configured.SESSION_COOKIE_NAME, session_cookie(SOMEBODY.email)
        officer.tab.context.add_cookies([{"name": name, "value": value, "url": site}])
        yield officer


def publish(officer: User, edition: str = DESK) -> None:
    officer.opens(f"{edition}publication/")
    officer.presses("Publish")
    officer.is_told(officer.words("Published. Readers see it within a second."))


def invite_by_mail(browser: "Browser", site: str, line: str) -> None:
    """The desk invites a government: code, address, language and places, as in a line of a spreadsheet."""
    with at_the_desk(browser, site) as officer:
        officer.opens(f"{DESK}call/")
        officer.follows("Invite governments")
        officer.writes(line, "Governments")
        officer.presses("Invite and send the mails")
