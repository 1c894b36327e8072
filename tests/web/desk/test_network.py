"""The network at the desk: governments in pictures, people only behind the log, files only with a reason."""

import io
import re

import networkx as nx
import pytest
from django.test import Client

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.models import Encounter
from trilogue.foundation.audit.models import Access
from trilogue.web.desk.network import DOCUMENTS

from .conftest import As

pytestmark = pytest.mark.django_db
NETWORK = "/en/desk/workshop/9/network/"


@pytest.fixture
def people(edition: Edition) -> list[Participation]:
    """Two of each country at one table of the published plan."""
    plan = factories.create_table_plan(edition, rounds=1, tables=1, published=True)
    seated = []
    for code, name in (("KR", "Suwon"), ("JP", "Nara"), ("CN", "Jinan")):
        country = factories.create_country(code)
        home = factories.create_government(country=country, name=factories.text(name))
        for number in (1, 2):
            person = factories.create_person(country, native=f"{name} person {number}")
            seated.append(factories.create_participation(edition, person=person, home=home))
    for each in seated:
        factories.create_seat(plan, participation=each)
    return seated


def said(client: Client, path: str = NETWORK) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_recording_takes_over_what_the_published_plan_seats(
    desk: Client, people: list[Participation]
) -> None:
    assert "<dd>12</dd>" not in said(desk)
    answer = desk.post(f"{NETWORK}record/", follow=True).content.decode()
    assert "15 encounters changed." in answer
    assert "<dd>12</dd>" in answer
    assert "Everything was recorded already." in desk.post(f"{NETWORK}record/", follow=True).content.decode()


def test_governments_stand_in_the_picture_and_in_the_list_and_no_person(
    desk: Client, people: list[Participation]
) -> None:
    desk.post(f"{NETWORK}record/")
    page = said(desk)
    assert page.count('stroke-width="3" cx=') == 3
    for name in ("Suwon", "Nara", "Jinan"):
        assert name in page
        assert f"{name} person" not in page
    assert all(each.reference not in page for each in people)
    between = re.findall(r"<tr><td>(\w+)</td><td>(\w+)</td><td class=\"r num\">4</td></tr>", page)
    assert {frozenset(each) for each in between} == {
        frozenset(pair) for pair in (("Suwon", "Nara"), ("Suwon", "Jinan"), ("Nara", "Jinan"))
    }


def test_looking_is_logged_for_everybody_in_the_network(desk: Client, people: list[Participation]) -> None:
    said(desk)
    look = Access.objects.get(what="network")
    assert set(look.subjects.values_list("person", flat=True)) == {each.person_id for each in people}


def test_the_same_network_gives_the_same_page(desk: Client, people: list[Participation]) -> None:
    desk.post(f"{NETWORK}record/")
    said(desk)
    pictures = [re.findall(r'<svg class="(?:net|chart)".*?</svg>', said(desk), re.DOTALL) for _ in range(2)]
    assert pictures[0] == pictures[1]
    assert len(pictures[0]) >= 2


def test_who_met_whom_is_named_to_the_desk_and_the_look_is_logged(
    desk: Client, people: list[Participation]
) -> None:
    desk.post(f"{NETWORK}record/")
    page = said(desk, f"{NETWORK}pairs/")
    assert page.count("Suwon person 1") == 5
    look = Access.objects.get(what="network_pairs")
    assert set(look.subjects.values_list("person", flat=True)) == {each.person_id for each in people}
    for odd in ("0", "99", "x", "-1"):
        assert "Suwon person 1" in said(desk, f"{NETWORK}pairs/?page={odd}")


@pytest.mark.parametrize("role", [each for each in Role if each not in (Role.HOST_ADMIN, Role.DESK)])
def test_nobody_else_opens_any_of_it(signed_in_as: As, role: Role, people: list[Participation]) -> None:
    country = factories.create_country() if role == Role.COORDINATOR else None
    government = people[0].home if role == Role.NOMINATOR else None
    client = signed_in_as(role, country=country, government=government)
    for path in ("", "pairs/", "network_people.graphml", "network_governments.csv"):
        assert client.get(f"{NETWORK}{path}").status_code == 404
    assert client.post(f"{NETWORK}record/").status_code == 404
    assert not Encounter.objects.exists()


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, form, _words in DOCUMENTS])
def test_a_file_asks_what_for_and_logs_whose_data_it_holds(
    desk: Client, people: list[Participation], kind: str, form: str
) -> None:
    desk.post(f"{NETWORK}record/")
    path = f"{NETWORK}{kind}.{form}"
    assert f'href="{path}"' in said(desk)
    assert "What is it for?" in said(desk, path)
    assert "Say what the file is for." in desk.post(path, {"reason": " "}).content.decode()
    answer = desk.post(path, {"reason": "for the report"})
    assert "attachment" in answer.headers["Content-Disposition"]
    look = Access.objects.get(what=f"{kind}.{form}")
    assert look.reason == "for the report"
    assert set(look.subjects.values_list("person", flat=True)) == {each.person_id for each in people}
    if form == "graphml":
        nx.read_graphml(io.BytesIO(answer.content))


@pytest.mark.parametrize("name", ["network_people.csv", "nothing.csv", "network_people.xlsx"])
def test_a_file_that_does_not_exist_is_not_found(desk: Client, edition: Edition, name: str) -> None:
    assert desk.get(f"{NETWORK}{name}").status_code == 404


def test_nobody_yet_and_no_plan_is_said_so(desk: Client, edition: Edition) -> None:
    page = said(desk)
    assert "No table plan of this edition is published" in page
    assert "Record who met whom" not in page
    assert "No encounters are recorded." in said(desk, f"{NETWORK}pairs/")


def test_an_edition_known_by_counts_is_marked_so(desk: Client, edition: Edition) -> None:
    earlier = factories.create_edition(edition.series, number=7, date="2019-05", status="completed")
    for code, count in (("CN", 35), ("JP", 15), ("KR", 38)):
        factories.create_figure(earlier, country=factories.create_country(code), count=count)
    page = said(desk)
    assert "2425" in page
    assert page.count("from counts only") == 1


def test_small_bands_show_nobody(desk: Client, people: list[Participation]) -> None:
    """Six people who all met: nobody stands between others."""
    desk.post(f"{NETWORK}record/")
    assert "Too few people stand between others" in said(desk)
