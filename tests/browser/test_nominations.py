"""A Korean province, a Japanese government and a Chinese official answer the call, each in their language."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.browser.stories import PHONE, User, invite_by_mail, mailed_link, open_site, visiting
from trilogue.domain.delegations.models import Participation
from trilogue.domain.people.models import PersonName

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

TELEPHONE = {**PHONE, "has_touch": True, "is_mobile": True}
NOMINATED = (
    ("하늘", "국제교류팀", "haneul@example.kr"),
    ("바다", "관광정책팀", "bada@example.kr"),
    ("가람", "문화유산팀", "garam@example.kr"),
)
RETURNED = (
    ("髙橋 美空", "たかはし みそら", "TAKAHASHI", "Misora", "misora@example.jp"),
    ("斎藤 直樹", "さいとう なおき", "SAITO", "Naoki", "naoki@example.jp"),
    ("渡邊 結衣", "わたなべ ゆい", "WATANABE", "Yui", "yui@example.jp"),
)
LACKING = "渡邊 結衣"
"""Whose row has no dates, so that they are asked for."""


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    open_site(settings, tmp_path)
    return live


def test_a_korean_province_nominates_three_in_the_browser(browser: "Browser", site: str) -> None:
    invite_by_mail(browser, site, "KR-47\tprovince@example.kr\tko\t3")
    with visiting(browser, site, "ko") as province:
        province.opens(mailed_link("province@example.kr"))
        assert "3명을 더 추천할 수 있습니다" in province.main()
        for number, (given, department, email) in enumerate(NOMINATED):
            end = "Keep as a draft" if number == 2 else "Submit"
            nominate(province, given, department, email, end)
        province.presses("Submit", of="문가람")
        assert states(province) == ["제출", "제출", "제출"]
        arrange(province, "문가람", "문하늘", "문바다")
        assert names(province) == ["문가람", "문하늘", "문바다"]
    romanised = PersonName.objects.filter(script="latin", origin="suggested").values_list("full", flat=True)
    assert sorted(romanised) == ["MOON Bada", "MOON Garam", "MOON Haneul"]


def nominate(province: User, given: str, department: str, email: str, end: str) -> None:
    """Without the spelling in Roman letters first; then with the one that is suggested."""
    province.follows("Nominate somebody")
    province.writes("문", "Family name in Hangul")
    province.writes(given, "Given name in Hangul")
    province.writes(email, "E-mail address")
    province.writes(department, "Department")
    province.writes("주무관", "Position")
    province.box("Korean", "spoken language").select_option("4")
    province.presses("Submit")
    assert province.words("Missing before it can be submitted") in province.main()
    province.box("Use the suggested spelling").check()
    province.presses(end)


def names(user: User) -> list[str]:
    return user.tab.locator("main ul.list a bdi").all_inner_texts()


def states(user: User) -> list[str]:
    return user.tab.locator("main ul.list .chip").all_inner_texts()


def arrange(province: User, *people: str) -> None:
    province.follows("Order and groups")
    for rank, name in enumerate(people, 1):
        province.box("Rank of %(name)s in your order", name=name).fill(str(rank))
    province.presses("Save")
    province.is_told(province.words("Your order is kept."))


def test_a_japanese_government_returns_the_workbook(browser: "Browser", site: str, tmp_path: Path) -> None:
    invite_by_mail(browser, site, "JP 350001\tyamaguchi@example.jp\tja\t5")
    with visiting(browser, site, "ja", accept_downloads=True) as prefecture:
        prefecture.opens(mailed_link("yamaguchi@example.jp"))
        with prefecture.tab.expect_download() as waiting:
            prefecture.follows("Workbook (XLSX)")
        book = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(book)
        fill_in(book)
        prefecture.follows("Return the workbook")
        prefecture.box("The workbook").set_input_files(book)
        prefecture.presses("Check the list")
        for native, *_ in RETURNED:
            assert native in prefecture.main()
        for later in prefecture.tab.get_by_label(prefecture.words("Leave it open; to be added later")).all():
            later.check()
        make = prefecture.counted("Make one draft", "Make %(counter)s drafts", 3)
        prefecture.tab.get_by_role("button", name=make, exact=True).click()
        prefecture.is_told(prefecture.counted("%(count)s draft was made.", "%(count)s drafts were made.", 3))
        assert states(prefecture) == ["下書き"] * 3
        for native, *_ in RETURNED:
            prefecture.presses("Submit", of=native)
        assert states(prefecture) == ["提出済み"] * 3
    hosts = Participation.objects.filter(nominator__code="350001").values_list("host__code", flat=True)
    assert list(hosts) == ["KR-48"] * 3


def fill_in(book: Path) -> None:
    """As somebody does by hand, below the header that the workbook has."""
    sheets = load_workbook(book)
    form = sheets.worksheets[0]
    header = next(row for row in form.iter_rows() if any(cell.value == "氏名 *" for cell in row))
    column = {str(cell.value).removesuffix(" *"): cell.column for cell in header if cell.value}
    for row, (native, kana, family, given, email) in enumerate(RETURNED, header[0].row + 1):
        entered = {
            "国名": "JP",
            "氏名": native,
            "ふりがな": kana,
            "ローマ字姓": family,
            "ローマ字名": given,
            "メールアドレス": email,
            "所属自治体": "山口県",
            "派遣先": "慶尚南道",
            "部署": "国際課",
            "役職": "主事",
            "日本語": 4,
        }
        if native != LACKING:
            entered |= {"派遣開始日": "2026-04-01", "派遣終了日": "2028-03-31"}
        for name, value in entered.items():
            form.cell(row, column[name], value)
    sheets.save(book)


def test_a_chinese_official_registers_by_invitation_on_a_phone(browser: "Browser", site: str) -> None:
    invite_by_mail(browser, site, "CN 130000\thebei@example.cn\tzh-hans\t2")
    with visiting(browser, site, "zh-hans") as office:
        office.opens(mailed_link("hebei@example.cn"))
        office.follows("Invite an official by e-mail")
        office.writes("liu@example.cn", "E-mail address")
        office.presses("Send the invitation")
    with visiting(browser, site, "zh-hans", **TELEPHONE) as official:
        official.opens(mailed_link("liu@example.cn"))
        register(official)
        official.is_told(official.words("Submitted."))
        assert official.tab.locator("main .chip").first.inner_text() == "已提交"
    registered = Participation.objects.get(home__code="130000", host__code="KR-31")
    assert registered.person.email == "liu@example.cn"
    assert registered.person.consents.filter(granted=True).count() == 2


def register(official: User) -> None:
    """Every page fits the phone."""
    fits(official)
    official.follows("Begin")
    fits(official)
    for purpose in ("collection", "abroad"):
        official.tab.locator(f"#id_{purpose}").check()
    official.presses("Go on")
    fits(official)
    official.writes("刘", "Family name in simplified characters")
    official.writes("直", "Given name in simplified characters")
    official.writes("Liu", "Family name in Roman letters")
    official.writes("Zhi", "Given name in Roman letters")
    official.writes("蔚山", "Host government")
    official.writes("外事办公室", "Department")
    official.writes("四级主任科员", "Position")
    official.box("Chinese", "spoken language").select_option("4")
    official.presses("Keep and go on")
    fits(official)
    official.writes("wechat-liu", "Messenger")
    official.presses("Keep and go on")
    fits(official)
    official.presses("Submit")
    fits(official)


def fits(user: User) -> None:
    """Scripts of the page are off; the driver's own still measure it."""
    wide = user.tab.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 390, f"{user.tab.url} is {wide} wide"
