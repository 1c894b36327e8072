"""The desk's menu: groups of pages, the pages of the present group, and nothing that the role may not open."""

import re

import pytest
from django.test import Client

from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition

pytestmark = pytest.mark.django_db


def menu(client: Client, path: str) -> list[tuple[str, str]]:
    """The words and the mark of each entry, line by line."""
    header = client.get(path).content.decode().partition("</header>")[0]
    entry = re.compile(r'<li><a href="[^"]+"(?: aria-current="(\w+)")?>([^<]+)</a>')
    return [(words, mark) for mark, words in entry.findall(header)]


def test_the_pages_stand_in_groups_and_those_of_the_present_group_in_full(
    signed_in_as: As, edition: Edition
) -> None:
    admin = signed_in_as(Role.HOST_ADMIN)
    assert menu(admin, "/en/desk/workshop/9/nominations/")[3:] == [
        ("Overview", ""),
        ("Record", ""),
        ("People", "true"),
        ("Exchange", ""),
        ("Encounters", ""),
        ("Appointments", ""),
        ("People", ""),
        ("Nominations", "page"),
        ("Lists", ""),
    ]
    assert ("Who saw whose data", "") in menu(admin, "/en/desk/workshop/appointments/")


def test_a_group_with_one_page_is_that_page(signed_in_as: As, edition: Edition) -> None:
    reader = signed_in_as(Role.COORDINATOR, country=edition.delegations.get(country="KR").country)
    assert menu(reader, "/en/desk/workshop/9/people/")[3:] == [("Overview", ""), ("People", "page")]


def test_a_page_beside_the_menu_belongs_to_a_group(desk: Client, edition: Edition) -> None:
    assert ("People", "true") in menu(desk, "/en/desk/workshop/9/call/")
