"""Every page for everybody who may open it: axe finds nothing, and nothing scrolls sideways."""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings

from tests.browser.site import Page, addresses, furnish, in_language, pages, session_cookie
from tests.marks import once
from trilogue.foundation.text.value import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
WIDTHS, THEMES = (1280, 390), ("light", "dark")
NARROWEST, WIDE = 320, 1000
ASK = """async rules => {
  const found = await axe.run(document, {resultTypes: ['violations'], ...rules});
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', '));
}"""
ALL: dict[str, Any] = {}
OF_COLOURS = ("color-contrast", "link-in-text-block")
COLOURS = {"runOnly": OF_COLOURS}
REST = {"rules": {rule: {"enabled": False} for rule in (*OF_COLOURS, "css-orientation-lock")}}
"""The dark theme is the same markup in other colours, and styles do not depend on the words that they paint."""
SHARDS = 2
"""Parts of the full grid, by route."""
pytestmark = once


@pytest.fixture
def site(live: str) -> str:
    furnish()
    return live


def test_axe_finds_nothing_on_any_page(browser: "Browser", site: str) -> None:
    """Each address once; language, width and theme take turns, and so do those who may open it."""
    combinations = list(product(LANGUAGES, WIDTHS, THEMES))
    turns = [
        (page, [combinations[number * 5 % len(combinations)]]) for number, page in enumerate(addresses())
    ]
    found = list(_found(browser, site, turns))
    assert not found, "\n".join(found)


@pytest.mark.prove
@pytest.mark.parametrize("shard", range(SHARDS))
def test_axe_finds_nothing_in_the_full_grid(browser: "Browser", site: str, shard: int) -> None:
    """In one language a page, which takes turns, in every width and theme; in the others, by rules, on the telephone.

    What others get under the same address has fewer buttons: it is seen in one language.
    """
    seen: set[str] = set()
    visits = []
    for number, page in enumerate(pages(shard, SHARDS)):
        turn = number % len(LANGUAGES)
        languages = (*LANGUAGES[turn:], *LANGUAGES[:turn])
        visits.append((page, list(_combinations(languages[:1] if page.path in seen else languages))))
        seen.add(page.path)
    found = list(_found(browser, site, visits))
    assert not found, "\n".join(found)


def _combinations(languages: tuple[str, ...]) -> "Iterator[Combination]":
    yield from product(languages[:1], WIDTHS, THEMES)
    yield from product(languages[1:], WIDTHS, THEMES[:1])


Combination = tuple[str, int, str]


def _found(browser: "Browser", site: str, visits: list[tuple[Page, list[Combination]]]) -> Iterator[str]:
    tabs: dict[str, Tab] = {}
    for page, combinations in visits:
        if page.account not in tabs:
            tabs[page.account] = _tab(browser, site, page.account)
        tab = tabs[page.account]
        coloured = combinations[0][0]
        for language in dict.fromkeys(each[0] for each in combinations):
            tab.goto(site + in_language(page.path, language))
            looks = [(width, theme) for spoken, width, theme in combinations if spoken == language]
            for width, theme in looks:
                is_again = theme == "dark" and (width, "light") in looks
                rules = COLOURS if is_again else ALL if language == coloured else REST
                faults = _look(tab, width, theme, rules if rules is not REST or width < WIDE else None)
                yield from (f"{page} {language} {width} {theme}: {each}" for each in faults)
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


def _look(tab: "Tab", width: int, theme: Any, rules: dict[str, Any] | None) -> Iterator[str]:
    tab.emulate_media(color_scheme=theme)
    for narrow in {width, NARROWEST if width < WIDE else width}:
        tab.set_viewport_size({"width": narrow, "height": 900})
        wide = tab.evaluate("() => document.documentElement.scrollWidth")
        if wide > narrow:
            yield f"scrolls sideways: {wide} in {narrow}"
    if rules is None:
        return
    tab.set_viewport_size({"width": width, "height": 900})
    yield from tab.evaluate(ASK, rules)
