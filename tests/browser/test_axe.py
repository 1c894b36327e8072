"""Every page for everybody who may open it: axe finds nothing, and nothing scrolls sideways."""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings

from tests.browser.site import Page, furnish, in_language, pages, session_cookie
from trilogue.foundation.text.value import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
WIDTHS, THEMES = (1280, 390), ("light", "dark")
NARROWEST = 320
ASK = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', '));
}"""
SHARDS = 2
pytestmark = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    reason="the markup of a page does not depend on the database: it is examined on SQLite",
)


@pytest.fixture
def site(live: str) -> str:
    furnish()
    return live


def test_axe_finds_nothing_on_any_page(browser: "Browser", site: str) -> None:
    """Each page once; language, width and theme take turns. In one piece: finding the pages takes long."""
    combinations = list(product(LANGUAGES, WIDTHS, THEMES))
    visits = [(page, [combinations[number * 5 % len(combinations)]]) for number, page in enumerate(pages())]
    assert list(_found(browser, site, visits)) == []


@pytest.mark.prove
@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_full_grid(browser: "Browser", site: str, language: str, shard: int) -> None:
    combinations = list(product([language], WIDTHS, THEMES))
    visits = [(page, combinations) for page in pages()[shard::SHARDS]]
    assert list(_found(browser, site, visits)) == []


Combination = tuple[str, int, str]


def _found(browser: "Browser", site: str, visits: list[tuple[Page, list[Combination]]]) -> Iterator[str]:
    tabs: dict[str, Tab] = {}
    for page, combinations in visits:
        if page.account not in tabs:
            tabs[page.account] = _tab(browser, site, page.account)
        tab = tabs[page.account]
        for language in dict.fromkeys(each[0] for each in combinations):
            tab.goto(site + in_language(page.path, language))
            for _, width, theme in (each for each in combinations if each[0] == language):
                yield from (f"{page} {language} {width} {theme}: {each}" for each in _look(tab, width, theme))
    for tab in tabs.values():
        tab.context.close()


def _tab(browser: "Browser", site: str, account: str) -> "Tab":
    """One a reader: its pages are opened in it one after the other, each with axe in it."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    if account:
        name, value = settings.SESSION_COOKIE_NAME, session_cookie(account)
        context.add_cookies([{"name": name, "value": value, "url": site}])
    context.add_init_script(AXE)
    return context.new_page()


def _look(tab: "Tab", width: int, theme: Any) -> Iterator[str]:
    tab.emulate_media(color_scheme=theme)
    for narrow in {width, NARROWEST if width < 1000 else width}:
        tab.set_viewport_size({"width": narrow, "height": 900})
        wide = tab.evaluate("() => document.documentElement.scrollWidth")
        if wide > narrow:
            yield f"scrolls sideways: {wide} in {narrow}"
    tab.set_viewport_size({"width": width, "height": 900})
    yield from tab.evaluate(ASK)
