"""The main job, by hand in a browser without JavaScript: from the sign-in to the published figures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from trilogue.flows.first_start import prepare

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.fixtures import Settings

OFFICER = "desk@example.kr"
CODE = re.compile(r"[A-Z0-9]{3,}-[A-Z0-9]{3,}")


@pytest.fixture
def demonstration(live: str, settings: "Settings") -> str:
    """The address of a demonstration as `make run` serves it, whose jobs are done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
    cache.clear()
    prepare(demonstration=True)
    return live


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True, locale="en")
    yield context.new_page()
    context.close()


def test_a_desk_officer_goes_from_sign_in_to_published_figures(
    page: "Page", demonstration: str, tmp_path: Path
) -> None:
    sign_in(page, demonstration)
    page.get_by_role("link", name=re.compile("^9th")).click()
    import_sample(page, tmp_path)
    plan_tables(page)
    badges = download_for(page, "Name badges (PDF)", "to the printer", tmp_path)
    assert badges.read_bytes().startswith(b"%PDF")
    close(page)
    visit(page, demonstration)


def sign_in(page: "Page", address: str) -> None:
    page.goto(f"{address}/en/sign-in/")
    page.get_by_label("E-mail address").fill(OFFICER)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("link", name="See the mails that were sent").click()
    code = CODE.search(page.locator("article").first.inner_text())
    assert code
    page.goto(f"{address}/en/sign-in/code/")
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Sign in").click()
    assert page.url == f"{address}/en/desk/"


def import_sample(page: "Page", folder: Path) -> None:
    page.get_by_role("link", name="List of participants").click()
    sample = download(page, "Sample (XLSX)", folder)
    page.get_by_label("Lists").set_input_files(sample)
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_role("heading", name="One question to answer")).to_be_visible()
    assert "CN has 34 places and the list has 35 people" in page.locator("main").inner_text()
    page.get_by_role("button", name="Store everybody").click()
    assert "One answer needs attention" in page.get_by_role("alert").inner_text()
    page.get_by_label("Raise the quota").check()
    page.get_by_label("Decided on").fill("2027-02-01")
    page.get_by_label("Reason for more places").fill("Letter of the ministry")
    page.get_by_role("button", name="Store everybody").click()
    assert "88 people were stored." in page.get_by_role("status").inner_text()
    expect(page.locator("main tbody tr")).to_have_count(88)


def plan_tables(page: "Page") -> None:
    page.get_by_role("link", name=re.compile("^Tables")).click()
    assert [page.get_by_label(name, exact=True).input_value() for name in ("Rounds", "Number of tables")] == [
        "3",
        "11",
    ]
    page.get_by_role("button", name="Look for a plan").click()
    page.get_by_role("link", name="Open plan 1").click()
    said = page.locator("main").inner_text()
    assert "Between countries: 651 of at most 651" in said
    assert "All together: 924 of at most 924" in said
    page.get_by_role("link", name="Round 2").click()
    expect(page.locator("main [data-who]")).to_have_count(88)
    page.get_by_role("button", name="Publish this plan").click()
    assert "Published." in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="People").click()


def download_for(page: "Page", name: str, reason: str, folder: Path) -> Path:
    """A file with personal data: what it is for is asked first."""
    page.get_by_role("link", name=name).click()
    page.get_by_label("What is it for?").fill(reason)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def download(page: "Page", name: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def close(page: "Page") -> None:
    page.get_by_role("link", name=re.compile("^Report and closing")).click()
    assert page.locator("dl.kpi dd").all_inner_texts() == ["35", "15", "38", "88"]
    page.get_by_role("button", name="Close and publish the figures").click()
    assert "Closed and published." in page.get_by_role("status").inner_text()


def visit(page: "Page", address: str) -> None:
    """A reader who is not signed in."""
    page.context.clear_cookies()
    page.goto(f"{address}/en/demo-workshop/editions/9/")
    figures = {
        code: page.locator(f'[data-fact="E9.P.{code}"]').first.inner_text() for code in ("KR", "JP", "CN")
    }
    assert figures == {"KR": "38", "JP": "15", "CN": "35"}
