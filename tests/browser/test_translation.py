"""An edit leaves translations behind; a translator finds them, works in another program, and the desk reviews."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as configured
from django.utils.translation import gettext, override

from tests.browser.site import DEMONSTRATION, session_cookie
from tests.browser.stories import DESK, User, at_the_desk, open_site, publish, visiting
from trilogue.domain.editions.models import Edition, Line
from trilogue.foundation.formats import xliff

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

TRANSLATOR = "translator@example.cn"
ORIGINAL = "Lectures on cooperation between the three countries"
KOREAN, JAPANESE = "3국 간 협력에 관한 강연", "三か国の協力に関する講演"
PUBLIC = "/demo-workshop/editions/9/"


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    return live


@pytest.fixture
def line(site: str) -> Line:
    """The only detail line of the edition: its label is that of the whole list."""
    edition = Edition.objects.get(series__slug=DEMONSTRATION)
    kept = edition.lines.filter(kind="D").earliest("number")
    edition.lines.exclude(pk=kept.pk).delete()
    return kept


@contextmanager
def translating(browser: "Browser", site: str) -> Iterator[User]:
    """The translator, who reads Chinese and has no scripts."""
    with visiting(browser, site, "zh-hans") as translator:
        name, value = configured.SESSION_COOKIE_NAME, session_cookie(TRANSLATOR)
        translator.tab.context.add_cookies([{"name": name, "value": value, "url": site}])
        yield translator


def test_what_an_edit_left_behind_is_translated_elsewhere_reviewed_and_published(
    browser: "Browser", site: str, line: Line, tmp_path: Path
) -> None:
    with at_the_desk(browser, site) as officer:
        edit(officer, line)
    with translating(browser, site) as translator:
        for language, words in (("ko", KOREAN), ("ja", JAPANESE)):
            find(translator, language)
            bring_back(translator, fill(translator, language, words, tmp_path), words)
    with at_the_desk(browser, site) as officer:
        publish(officer)
        assert label("ko", "unofficial translation") in read(browser, site, "ko")
        for language in ("ko", "ja"):
            review(officer, language)
        publish(officer)
    for language, words in (("ko", KOREAN), ("ja", JAPANESE)):
        page = read(browser, site, language)
        assert words in page
        for each in ("unofficial translation", "original changed since"):
            assert label(language, each) not in page


def edit(officer: User, line: Line) -> None:
    officer.opens(f"{DESK}record/detail/{line.pk}/")
    officer.tab.locator("[name=text-en]").fill(ORIGINAL)
    officer.presses("Save")
    officer.is_told(officer.words("Saved. It is not published yet."))


def find(translator: User, language: str) -> None:
    """The list of what is to be done shows what became of the original."""
    translator.opens(f"/zh-hans/desk/demo-workshop/9/translations/?language={language}")
    assert translator.words("original changed since") in translator.main()
    assert translator.tab.locator("main del").all_inner_texts() == ["trilateral "]
    assert translator.tab.locator("main ins").all_inner_texts() == [" between the three countries"]


def fill(translator: User, language: str, words: str, folder: Path) -> Path:
    """Exported, and translated by another program."""
    with translator.tab.expect_download() as waiting:
        translator.tab.get_by_role("button", name=re.compile("^XLIFF 2.0")).click()
    exported = folder / waiting.value.suggested_filename
    waiting.value.save_as(exported)
    file = xliff.read(exported.read_bytes())
    assert [each.source for each in file.units] == [ORIGINAL]
    filled = folder / f"filled-{language}.xlf"
    filled.write_bytes(
        xliff.write(replace(file, units=(replace(file.units[0], target=words, state="human"),)))
    )
    return filled


def bring_back(translator: User, file: Path, words: str) -> None:
    translator.follows("Import translations")
    translator.tab.locator("[name=file]").set_input_files(file)
    translator.presses("Look what would change")
    assert words in translator.main()
    translator.tab.get_by_role(
        "button",
        name=translator.counted("Store %(counter)s translation", "Store %(counter)s translations", 1),
    ).click()
    translator.is_told(
        translator.counted(
            "%(count)s entry has new translations. They are not published yet.",
            "%(count)s entries have new translations. They are not published yet.",
            1,
        )
    )


def review(officer: User, language: str) -> None:
    officer.opens(f"{DESK}translations/review/?language={language}")
    mark = re.compile(re.escape(officer.words("Make official")))
    row = officer.tab.get_by_role("listitem").filter(has_text=ORIGINAL)
    row.get_by_role("button", name=mark).click()
    made = officer.counted("%(count)s translation is official.", "%(count)s translations are official.", 1)
    officer.is_told(f"{made} {officer.words('Readers see it after publishing.')}")


def read(browser: "Browser", site: str, language: str) -> str:
    with visiting(browser, site, language) as visitor:
        visitor.opens(f"/{language}{PUBLIC}")
        return visitor.main()


def label(language: str, words: str) -> str:
    with override(language):
        return gettext(words)
