"""The group photograph with its credit, published at its time, and corrected later by an erratum, as readers see it."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.site import RECORD
from tests.browser.stories import PHONE, User, at_the_desk, open_site, publish, visiting
from tests.foundation.files import samples
from trilogue.domain.editions.models import Erratum, Photograph, ScheduledPublication
from trilogue.flows.publish import publish_due

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator
    from pytest_django.fixtures import Settings

DESK = f"/ko/desk/{RECORD}/7/"
PAGE = f"{RECORD}/editions/7/"
SCREEN: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
ALT = {
    "en": "About ninety people on the steps of a hall",
    "ko": "회관 계단에 모인 참가자 90여 명",
    "ja": "会館の階段に並ぶ約90名の参加者",
    "zh-hans": "站在会馆台阶上的约90名参加者",
}
CAPTION = "회관 앞에서 찍은 참가자 단체 사진"
RIGHT = {"ko": "사진은 회관 앞에서 찍었습니다.", "zh-hans": "照片摄于会馆前。"}
UPRIGHT = (
    "() => { const one = document.querySelector('figure img'); return one.naturalHeight > one.naturalWidth; }"
)


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    settings.MEDIA_ROOT = tmp_path / "files"
    open_site(settings, tmp_path)
    return live


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param(True, id="with scripts"),
        pytest.param(False, id="without scripts", marks=pytest.mark.prove),
    ],
)
def test_the_group_photograph_is_published_at_its_time_and_corrected_by_an_erratum(
    browser: "Browser", site: str, tmp_path: Path, *, scripts: bool
) -> None:
    file = tmp_path / "group.jpg"
    file.write_bytes(samples.halves(exif=samples.exif(6)))
    with (
        at_the_desk(browser, site, scripts=scripts, **SCREEN) as desk,
        visiting(browser, site, "ko", scripts=True, **PHONE) as reader,
    ):
        supply(desk, file)
        if scripts:
            aim(desk)
        schedule(desk)
        sees_drawn_picture(reader)
        its_time_comes()
        sees_photograph(reader)
        correct(desk)
        issue_erratum(desk)
        sees_correction(reader)
    with visiting(browser, site, "zh-hans") as another:
        sees_erratum(another)


def supply(desk: User, file: Path) -> None:
    """The record has had its caption and credit since the report came, and waits for the file."""
    desk.opens(f"{DESK}photographs/")
    desk.follows("Supply the file", of=caption())
    expect(desk.tab.locator("textarea[name=credit-ko]")).to_have_value(credit())
    desk.tab.set_input_files("input[name=file]", file)
    desk.presses("Save")
    expect(desk.tab.get_by_role("alert")).to_contain_text(desk.words("What can be seen"))
    for language, words in ALT.items():
        desk.tab.fill(f"textarea[name=alt-{language}]", words)
    desk.tab.check("input[name=consent][value=source]")
    saves(desk)
    expect(desk.tab.get_by_role("img", name=ALT["ko"])).to_be_visible()


def aim(desk: User) -> None:
    desk.follows("Change", of=caption())
    desk.tab.get_by_role("img", name=ALT["ko"]).click(position={"x": 5, "y": 5})
    expect(desk.tab.locator("input[name=focus_x]")).not_to_have_value("50")
    saves(desk)


def schedule(desk: User) -> None:
    desk.opens(f"{DESK}publication/")
    tomorrow = timezone.localtime() + timedelta(days=1)
    desk.writes(tomorrow.strftime("%Y-%m-%dT%H:%M"), "Date and time")
    desk.presses("Publish at this time")
    desk.is_told(desk.words("It will be published at that time. Until then it can be called off."))
    expect(desk.section("Publish later")).to_contain_text(f"{tomorrow:%Y-%m-%d %H:%M}")


def its_time_comes() -> None:
    """The worker's look at the clock, a day later."""
    waiting = ScheduledPublication.objects.get()
    assert publish_due(now=waiting.due_at) == 1


def correct(desk: User) -> None:
    desk.opens(f"{DESK}photographs/")
    desk.follows("Change", of=caption())
    desk.tab.fill("textarea[name=caption-ko]", CAPTION)
    saves(desk)


def issue_erratum(desk: User) -> None:
    """It is issued by the publication that brings the correction."""
    desk.opens(f"{DESK}record/")
    desk.follows("Issue an erratum")
    desk.tab.select_option("select[name=mark]", "E7.C")
    for language, words in RIGHT.items():
        desk.tab.fill(f"textarea[name=text-{language}]", words)
    saves(desk, "Added. It is not published yet.")
    assert Erratum.objects.get().issued_at is None
    publish(desk, DESK)


def sees_drawn_picture(reader: User) -> None:
    reader.opens(f"/ko/{PAGE}")
    expect(reader.tab.locator("figure svg")).to_have_count(1)
    expect(shown(reader)).to_have_count(0)


def sees_photograph(reader: User) -> None:
    """In the place of the drawn picture, upright, under the credit exactly as it was given."""
    reader.opens(f"/ko/{PAGE}")
    expect(reader.tab.locator("figure svg")).to_have_count(0)
    expect(reader.tab.locator("figcaption").first).to_contain_text(credit())
    shown(reader).scroll_into_view_if_needed()
    reader.tab.wait_for_function(UPRIGHT)
    assert reader.tab.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    shown(reader).click()
    expect(reader.tab.get_by_role("heading", level=1)).to_have_text(caption())


def sees_correction(reader: User) -> None:
    sees_erratum(reader)
    expect(reader.tab.locator("figcaption").first).to_contain_text(CAPTION)
    expect(shown(reader)).to_be_visible()


def sees_erratum(reader: User) -> None:
    reader.opens(f"/{reader.language}/{PAGE}")
    errata = reader.section("Errata")
    expect(errata).to_contain_text(reader.words("Erratum %(number)s", number=1))
    expect(errata).to_contain_text(RIGHT[reader.language])


def shown(reader: User) -> "Locator":
    return reader.tab.get_by_role("img", name=ALT["ko"])


def saves(desk: User, told: str = "Saved. It is not published yet.") -> None:
    desk.presses("Save")
    desk.is_told(desk.words(told))


def credit() -> str:
    words: str = Photograph.objects.get().credit.shown("ko").text
    return words


def caption() -> str:
    words: str = Photograph.objects.get().caption.shown("ko").text
    return words
