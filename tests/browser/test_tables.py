"""The desk seats 88 people, in Korean: a plan, a lock, a move by keyboard, four who do not come, and publishing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as configured

from tests import factories
from tests.browser.site import DEMONSTRATION, SOMEBODY, session_cookie
from tests.browser.stories import DESK, User, open_site
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.queries import published_plan, tables_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings

TABLES = f"{DESK}tables/"
Seats = set[tuple[int, int, int]]


@pytest.fixture
def site(live: str, settings: "Settings", tmp_path: Path) -> str:
    """A demonstration with 88 people, whose jobs are done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    open_site(settings, tmp_path)
    edition = Edition.objects.get(series__slug=DEMONSTRATION)
    for code, count in (("KR", 38), ("CN", 35), ("JP", 15)):
        country = factories.create_country(code)
        for _ in range(count):
            factories.create_participation(edition, country=country, person=factories.create_person(country))
    return live


@contextmanager
def officer(browser: "Browser", site: str, *, scripts: bool) -> Iterator[User]:
    context = browser.new_context(
        java_script_enabled=scripts, locale="ko", viewport={"width": 1280, "height": 900}
    )
    name, value = configured.SESSION_COOKIE_NAME, session_cookie(SOMEBODY.email)
    context.add_cookies([{"name": name, "value": value, "url": site}])
    yield User(context.new_page(), site, "ko")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_desk_plans_locks_moves_replans_and_publishes(
    browser: "Browser", site: str, scripts: bool
) -> None:
    with officer(browser, site, scripts=scripts) as desk:
        first = plan(desk)
        locked = lock(desk, first)
        move_by_keyboard(desk, first)
        gone = [who for r, t, who in seats(first) if r == 2 and t in (1, 4, 6, 9) and who != locked][::8][:4]
        second = replan(desk, first, gone)
        assert second.seats.get(round=2, participation=locked).locked
        publish(desk, second)
    edition = second.edition
    assert published_plan(edition) == second
    absent, present = (edition.participations.get(pk=each) for each in (gone[0], locked))
    assert [each.round for each in tables_of(absent)] == [1]
    assert [each.round for each in tables_of(present)] == [1, 2, 3]
    assert len(tables_of(present)[1].companions) in (6, 7)


def plan(desk: User) -> TablePlan:
    desk.opens(TABLES)
    desk.presses("Look for a plan")
    desk.tab.get_by_role("link", name=desk.words("Open plan %(number)s", number=1)).click()
    desk.tab.wait_for_url(f"**{TABLES}1/")
    assert "651" in desk.main()
    assert desk.words("Both are reached: there is no better plan.") in desk.main()
    return TablePlan.objects.get()


def lock(desk: User, first: TablePlan) -> int:
    """Somebody of the second round's second table stays there."""
    desk.opens(f"{TABLES}1/?round=2")
    press(desk, "#t2 [data-who]")
    desk.presses("Lock the seat")
    desk.is_told(desk.counted("%(count)s seat is locked.", "%(count)s seats are locked.", 1))
    return first.seats.get(locked=True).participation_id


def move_by_keyboard(desk: User, first: TablePlan) -> None:
    """Nothing but Tab's stops and Enter: who, with whom, and yes; then back again."""
    before = seats(first)
    desk.opens(f"{TABLES}1/?round=3")
    press(desk, "#t1 [data-who]")
    press(desk, "#t5 [data-who]")
    assert desk.words("Swap two people?") in desk.main()
    button = desk.tab.get_by_role("button", name=desk.words("Move"), exact=True)
    button.focus()
    desk.tab.keyboard.press("Enter")
    desk.tab.wait_for_url("**moved=**")
    assert len(before ^ seats(first)) == 4
    desk.presses("Undo")
    desk.tab.locator("main [role=status]").wait_for()
    assert seats(first) == before


def replan(desk: User, first: TablePlan, gone: list[int]) -> TablePlan:
    desk.opens(f"{TABLES}1/")
    desk.follows("Plan again after absences")
    desk.box("Next round").select_option("2")
    for who in gone:
        desk.tab.locator(f"input[name=gone][value='{who}']").check()
    desk.presses("Plan again")
    desk.tab.wait_for_url("**/tables/2/?round=2")
    second = TablePlan.objects.get(number=2)
    one, many = (
        "The new plan is made: %(count)s person sits elsewhere than before.",
        "The new plan is made: %(count)s people sit elsewhere than before.",
    )
    desk.is_told(desk.counted(one, many, second.moved))
    assert second.moved <= 8
    assert desk.words("No condition is broken") in desk.main()
    assert {each for each in seats(second) if each[0] == 1} == {each for each in seats(first) if each[0] == 1}
    assert not any(who in gone for number, _table, who in seats(second) if number > 1)
    return second


def publish(desk: User, second: TablePlan) -> None:
    desk.presses("Publish this plan")
    desk.is_told(desk.words("Published. Phones and lists show this plan from now on."))
    second.refresh_from_db()
    assert second.published_at


def press(desk: User, seat: str) -> None:
    """The first of these seats, by Enter."""
    found = desk.tab.locator(seat).first
    found.focus()
    with desk.tab.expect_navigation():
        desk.tab.keyboard.press("Enter")


def seats(plan: TablePlan) -> Seats:
    return set(plan.seats.values_list("round", "table", "participation"))
