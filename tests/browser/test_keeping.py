"""An edit of the record, seen by the desk in four languages before readers see it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.stories import DESK, User, at_the_desk, open_site, publish, visiting
from trilogue.domain.editions.models import Edition

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

PUBLIC = "/ko/demo-workshop/editions/9/"
NEW = "해안 도시의 대중교통"


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    return live


def test_the_desk_edits_previews_and_publishes(browser: "Browser", site: str) -> None:
    with at_the_desk(browser, site) as desk, visiting(browser, site, "ko") as reader:
        edit(desk)
        preview(desk)
        reader.opens(PUBLIC)
        assert NEW not in reader.main()
        publish(desk)
        reader.opens(PUBLIC)
        assert NEW in reader.main()


def edit(desk: User) -> None:
    line = (
        Edition.objects.get(series__slug="demo-workshop", number=9).lines.filter(kind="D").earliest("number")
    )
    desk.opens(f"{DESK}record/detail/{line.pk}/")
    desk.tab.locator("textarea[name=text-ko]").fill(NEW)
    desk.presses("Save")
    desk.is_told(desk.words("Saved. It is not published yet."))
    desk.follows("Publication")
    expect(desk.tab.locator("main ins", has_text=NEW[:2]).first).to_be_visible()


def preview(desk: User) -> None:
    desk.follows("Preview")
    expect(desk.tab.locator("main")).to_contain_text(NEW)
    desk.tab.get_by_role("link", name="日本語").click()
    expect(desk.tab).to_have_url(re.compile("/ja/desk/demo-workshop/9/preview/$"))
    expect(desk.tab.get_by_role("region", name="プレビュー")).to_be_visible()
    desk.tab.locator("header .nav a").first.click()
    expect(desk.tab).to_have_url(re.compile("/ja/desk/demo-workshop/preview/$"))
