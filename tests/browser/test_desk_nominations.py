"""The desk's work with what came back, in Korean: duplicates, questions, places in order, lists and what changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.browser.stories import DESK, User, at_the_desk, invite_by_mail, mailed_link, open_site
from trilogue.domain.delegations.models import Participation

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

KOREA = "한국"
OFFICIAL = {
    "roman_family": "Kim",
    "roman_given": "Haneul",
    "skill_ko": "4",
    "department": "국제협력과",
    "position": "주무관",
    "kind": "domestic",
    "do": "submit",
}
GYEONGJU = """성명,영문성명,소속,이메일,담당업무
박서준,PARK Seojun,경주시,seojun@example.kr,국제교류팀
"""
POHANG = """성명,영문성명,소속,이메일,담당업무
박서준,PARK Seojun,경주시,seojun@example.kr,국제교류팀
최지안,CHOI Jian,형산강도,jian@example.kr,관광과
"""


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    return live


@pytest.fixture
def nominated(browser: "Browser", site: str) -> None:
    """One official nominated by a province and by its city, and another who only has the name of a third."""
    for line in ("KR-47\tprovince@example.kr", "KR-47130\tcity@example.kr", "KR-26\tbusan@example.kr"):
        invite_by_mail(browser, site, line)
    nominate("province@example.kr", "김", "하늘", "haneul@example.kr")
    nominate("city@example.kr", "김", "하늘", "kim.haneul@example.kr")
    nominate("province@example.kr", "이", "수진", "sujin@example.kr", roman_family="Lee", roman_given="Sujin")
    nominate("busan@example.kr", "이", "수진", "lee.sj@example.kr", roman_family="Lee", roman_given="Sujin")


def nominate(by: str, family: str, given: str, email: str, **more: str) -> None:
    link = mailed_link(by)
    home = {"province@example.kr": "KR-47", "city@example.kr": "KR-47130", "busan@example.kr": "KR-26"}[by]
    sent = {**OFFICIAL, "own_family": family, "own_given": given, "email": email, "home": home, **more}
    assert Client().post(f"{link}add/", sent).status_code == 302
    assert Participation.objects.get(person__email=email).state == "submitted"


@pytest.mark.usefixtures("nominated")
def test_the_desk_settles_doubts_gives_places_and_freezes_lists(
    browser: "Browser", site: str, tmp_path: Path
) -> None:
    with at_the_desk(browser, site) as desk:
        settle_duplicates(desk)
        import_returned(desk, tmp_path)
        decide_quota(desk, 4)
        for name in ("김하늘", "이수진", "이수진", "박서준", "최지안"):
            hold_eligible(desk, name)
        accept_in_order(desk)
        for _ in range(4):
            confirm_next(desk)
        freeze(desk, "호텔에 보냄")
        withdraw(desk, "김하늘")
        confirm_next(desk)
        freeze(desk, "인쇄소에 보냄")
        compare(desk, joined="박서준", left="김하늘")


def settle_duplicates(desk: User) -> None:
    desk.opens("/ko/desk/directory/")
    desk.follows("Likely duplicates")
    pairs = desk.tab.locator("main section.card")
    expect(pairs).to_have_count(2)
    one = pairs.filter(has_text=desk.words("One person?"))
    assert "김하늘" in one.inner_text()
    one.get_by_role("button", name=desk.words("One person: keep the first record")).click()
    desk.is_told(desk.words("The two records are one person now. This can be undone here."))
    desk.opens("/ko/desk/duplicates/")
    namesakes = pairs.filter(has_text=desk.words("Two people of one name?"))
    assert "이수진" in namesakes.inner_text()
    namesakes.get_by_role("button", name=desk.words("Two people"), exact=True).click()
    desk.is_told(desk.words("Noted: two people. They are not proposed again."))
    expect(pairs).to_have_count(0)


def import_returned(desk: User, folder: Path) -> None:
    """Two files at once: one lists a person of the other again, and names a government that nobody knows."""
    desk.opens(f"{DESK}roster/")
    files = [folder / "경주시.csv", folder / "포항시.csv"]
    for file, text in zip(files, (GYEONGJU, POHANG), strict=True):
        file.write_bytes(text.encode("cp949"))
    desk.box("Lists").set_input_files(files)
    desk.box("nominations to be judged").check()
    desk.presses("Check the list")
    assert desk.counted("One question to answer", "%(counter)s questions to answer", 2) in desk.main()
    desk.box("The same person").check()
    desk.box("Keep as written").check()
    desk.presses("Store everybody")
    desk.is_told(desk.counted("%(count)s person was stored.", "%(count)s people were stored.", 2))


def decide_quota(desk: User, places: int) -> None:
    desk.follows("Quotas")
    desk.follows("Decide a quota", of=KOREA)
    desk.writes(str(places), "Places")
    desk.writes("2027-03-02", "Decided on")
    desk.writes("행정안전부 협의", "Reason")
    desk.presses("Save")


def hold_eligible(desk: User, name: str) -> None:
    desk.opens(f"{DESK}nominations/?state=submitted")
    desk.tab.get_by_role("link", name=name, exact=True).first.click()
    if desk.tab.locator("input[name=link]").count():
        desk.box("By the reason, not by a link").check()
    desk.writes("국내 근무", "Reason, where no link is chosen")
    desk.presses("Hold eligible")


def accept_in_order(desk: User) -> None:
    """The second choice of a city waits behind everybody's first, as the page says beforehand."""
    desk.opens(f"{DESK}nominations/")
    desk.follows("Accept in order", of=KOREA)
    expect(desk.section("Would be offered a place").get_by_role("link")).to_have_count(4)
    assert desk.section("Would wait").get_by_role("link").all_inner_texts() == ["박서준"]
    desk.presses("Accept in this order")


def confirm_next(desk: User) -> None:
    """Whoever was offered a place says yes."""
    desk.opens(f"{DESK}nominations/?state=accepted")
    desk.tab.locator("main tbody th a").first.click()
    desk.presses("Confirm")


def freeze(desk: User, purpose: str) -> None:
    desk.follows("Lists")
    desk.writes(purpose, "What it is for")
    desk.presses("Freeze")


def withdraw(desk: User, name: str) -> None:
    desk.opens(f"{DESK}nominations/?state=confirmed")
    desk.tab.get_by_role("link", name=name, exact=True).click()
    leaving = desk.tab.get_by_role("form", name=desk.words("Record a withdrawal"))
    leaving.get_by_label(desk.words("Reason")).fill("인사 이동")
    desk.presses("Record a withdrawal")


def compare(desk: User, *, joined: str, left: str) -> None:
    desk.tab.get_by_role("link", name=desk.words("Everything"), exact=True).click()
    desk.box("Older list").select_option("1")
    desk.box("Newer list").select_option("2")
    desk.presses("Compare")
    for heading, name in (("Joined", joined), ("Left", left)):
        listed = desk.tab.locator("main section").filter(
            has=desk.tab.get_by_role("heading", name=f"{desk.words(heading)} · 1", exact=True)
        )
        assert listed.locator("bdi[lang=ko]").all_inner_texts() == [name]
