"""A visitor reads the record in each language, without JavaScript, from the first page to a download."""

from typing import TYPE_CHECKING

import pytest

from trilogue.flows.first_start import prepare
from trilogue.foundation.text.value import ENDONYMS, TAGS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SAID = {
    "en": ("7th", "May 2019", "Gyeongju City"),
    "ko": ("제7회", "2019년 5월", "경주시"),
    "ja": ("第7回", "2019年5月", "慶州市"),
    "zh-hans": ("第七届", "2019年5月", "庆州市"),
}


@pytest.mark.parametrize("language", SAID)
def test_a_visitor_reads_the_record(browser: "Browser", live: str, language: str, tmp_path: "Path") -> None:
    prepare(demonstration=False)
    context = browser.new_context(java_script_enabled=False, accept_downloads=True, locale="en-GB")
    page = context.new_page()
    page.goto(live)
    page.get_by_role("link", name=ENDONYMS[language], exact=True).click()
    assert page.locator("html").get_attribute("lang") == TAGS[language]
    page.goto(f"{live}/{language}/cjk-workshop/editions/")
    ordinal, month, place = SAID[language]
    page.get_by_role("rowheader", name=ordinal, exact=True).get_by_role("link").click()
    words = page.locator("main").inner_text()
    assert all(each in words for each in (ordinal, month, place, "88", "35", "15", "38"))
    with page.expect_download() as started:
        page.get_by_role("link", name="XLSX").click()
    target = tmp_path / started.value.suggested_filename
    started.value.save_as(target)
    assert target.read_bytes()[:2] == b"PK"
    context.close()
