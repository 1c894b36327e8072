"""Markup in every text that anybody can write stays words on every page of everybody, and no script of it runs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from tests.browser.site import Page, addresses, furnish, session_cookie
from tests.marks import once
from trilogue.domain.editions.models import Edition, Publication, Series
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.text.fields import MultilingualField
from trilogue.foundation.text.value import Entry, Text

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

pytestmark = [pytest.mark.prove, once]

EVIL = "\"'></textarea></title></script><b data-evil>x</b><img data-evil src=x onerror=evil=1><script>evil=1</script>"
SHORTEST = 200
"""Characters of a column that the words above fit into; what is shorter holds codes, dates and names of rows."""
NOT_WRITTEN = frozenset(
    {"mail.Mail", "people.SearchKey", "people.SearchWord", "opinions.Snapshot", "backup.Run"}
)
"""Made by the program of what was written elsewhere; of headings no two are the same."""
KEYS = frozenset({"key", "keys", "password", "near", "word"})
LOOK = "() => [document.querySelectorAll('[data-evil]').length, typeof window.evil]"


def test_no_words_become_markup_on_any_page(browser: "Browser", live: str) -> None:
    furnish()
    assert len(list(_poisoned())) > 30
    _publish_again()
    found: list[str] = []
    tabs: dict[str, Tab] = {}
    seen = addresses()
    for page in seen:
        if page.account not in tabs:
            tabs[page.account] = _tab(browser, live, page.account)
        found += list(_faults(tabs[page.account], live, page))
    for tab in tabs.values():
        tab.context.close()
    assert found == []
    assert len(seen) > 200


def _faults(tab: "Tab", live: str, page: Page) -> Iterator[str]:
    tab.goto(live + page.path)
    elements, evil = tab.evaluate(LOOK)
    if elements or evil != "undefined":
        yield f"{page}: {elements} elements, evil is {evil}"


def _tab(browser: "Browser", live: str, account: str) -> "Tab":
    """Without the policy that would keep a script from running even where markup got through."""
    context = browser.new_context(bypass_csp=True)
    if account:
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session_cookie(account), "url": live}]
        )
    return context.new_page()


def _poisoned() -> Iterator[str]:
    """Every text column that people write, each row of it."""
    for model in apps.get_models():
        if not model.__module__.startswith("trilogue.") or model._meta.label in NOT_WRITTEN:
            continue
        columns = {
            field.name: value for field in model._meta.fields if (value := _evil_for(field)) is not None
        }
        if columns:
            model._default_manager.update(**columns)
            yield from (f"{model._meta.label}.{name}" for name in columns)


def _evil_for(field: Any) -> Any:
    if isinstance(field, MultilingualField):
        return Text("en", {language: Entry(EVIL) for language in ("en", "ko", "ja", "zh-hans")})
    written = isinstance(field, models.CharField | models.TextField) and type(field).__name__ in {
        "CharField",
        "TextField",
    }
    if not written or field.choices or field.unique or field.name in KEYS:
        return None
    return EVIL if (field.max_length or SHORTEST) >= SHORTEST else None


def _publish_again() -> None:
    shown = set(Publication.objects.exclude(edition=None).values_list("edition", flat=True))
    for series in Series.objects.all():
        publish_series(series, by=ANONYMOUS, now=timezone.now())
    for edition in Edition.objects.filter(pk__in=shown):
        publish_edition(edition, by=ANONYMOUS, now=timezone.now())
