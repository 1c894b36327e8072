"""Planning tables and closing: figures counted again from seats and people, never typed in."""

import re
from itertools import combinations

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import Seat, TablePlan
from trilogue.flows.publish import publish_series

pytestmark = pytest.mark.django_db
TABLES = "/en/desk/workshop/9/tables/"
CLOSE = "/en/desk/workshop/9/close/"
PLAN = {"rounds": 3, "tables": 11, "seed": 1}


@pytest.fixture
def full(edition: Edition) -> Edition:
    """38 from Korea, 35 from China, 15 from Japan."""
    for code, count in (("KR", 38), ("CN", 35), ("JP", 15)):
        country = factories.create_country(code)
        for _ in range(count):
            factories.create_participation(edition, country=country, person=factories.create_person(country))
    return edition


def said(client: Client, path: str = TABLES) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def met() -> tuple[int, int]:
    """Pairs that share a table at least once, those of two countries and all: counted from the seats."""
    tables: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for seat in Seat.objects.select_related("participation__delegation"):
        person = seat.participation_id, seat.participation.delegation.country_id
        tables.setdefault((seat.round, seat.table), []).append(person)
    pairs = {tuple(sorted(pair)) for people in tables.values() for pair in combinations(people, 2)}
    return sum(one[1] != other[1] for one, other in pairs), len(pairs)


def test_88_people_meet_as_many_as_can_be(desk: Client, full: Edition) -> None:
    assert desk.post(TABLES, PLAN).headers["Location"] == TABLES
    assert met() == (651, 924)
    page = said(desk)
    assert 'Between countries: <b class="num">651</b> of at most 651' in page
    assert 'All together: <b class="num">924</b> of at most 924' in page
    assert "there is no better plan" in page


def test_a_worse_plan_shows_worse_figures(desk: Client, full: Edition) -> None:
    desk.post(TABLES, PLAN)
    first = Seat.objects.filter(round=1, table=1).first()
    second = Seat.objects.filter(round=1, table=2).last()
    assert first
    assert second
    Seat.objects.filter(pk=first.pk).update(table=2)
    Seat.objects.filter(pk=second.pk).update(table=1)
    cross, new = met()
    page = said(desk)
    assert f'<b class="num">{cross}</b> of at most 651' in page
    assert f'<b class="num">{new}</b> of at most 924' in page


def test_each_round_has_a_page_with_everybody(desk: Client, full: Edition) -> None:
    desk.post(TABLES, PLAN)
    rounds = {number: said(desk, f"{TABLES}?round={number}") for number in (1, 2, 3)}
    assert all(page.count('<li class="seat">') == 88 for page in rounds.values())
    assert len(set(rounds.values())) == 3
    assert '<a href="?round=2" aria-current="page">' in rounds[2]
    for odd in ("0", "99", "x", "", "-1", "²"):
        assert said(desk, f"{TABLES}?round={odd}").count('<li class="seat">') == 88


def test_the_same_seed_gives_the_same_plan(desk: Client, full: Edition) -> None:
    desk.post(TABLES, PLAN)
    seats = set(Seat.objects.values_list("round", "table", "participation"))
    desk.post(TABLES, PLAN)
    assert set(Seat.objects.values_list("round", "table", "participation")) == seats


def test_somebody_who_joined_later_makes_a_warning(desk: Client, full: Edition) -> None:
    desk.post(TABLES, PLAN)
    assert "has changed since this plan" not in said(desk)
    factories.create_participation(full)
    assert "has changed since this plan" in said(desk)


def test_nobody_cannot_be_seated(desk: Client, edition: Edition) -> None:
    page = desk.post(TABLES, PLAN).content.decode()
    assert "Nobody takes part yet." in page
    assert not TablePlan.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"), [("rounds", "0"), ("tables", "-1"), ("tables", "x"), ("seed", "")]
)
def test_impossible_numbers_are_refused_and_kept(desk: Client, full: Edition, name: str, value: str) -> None:
    page = desk.post(TABLES, PLAN | {name: value}).content.decode()
    assert f'href="#id_{name}"' in page
    assert not TablePlan.objects.exists()


def test_the_plan_can_be_downloaded(desk: Client, full: Edition) -> None:
    desk.post(TABLES, PLAN)
    page = said(desk)
    for form in ("xlsx", "pdf"):
        path = f"/en/desk/workshop/9/people/table_plan.{form}"
        assert f'href="{path}"' in page
        assert "attachment" in desk.post(path, {"reason": "to hang up"}).headers["Content-Disposition"]


def test_closing_publishes_the_figures_by_country(desk: Client, full: Edition) -> None:
    publish_series(full.series, by=factories.actor(edition=full), now=timezone.now())
    page = said(desk, CLOSE)
    assert re.findall(r"<dd>(\d+)</dd>", page) == ["35", "15", "38", "88"]
    assert desk.post(CLOSE, follow=True).status_code == 200
    full.refresh_from_db()
    assert full.status == "completed"
    assert 'href="/en/workshop/editions/9/"' in said(desk, CLOSE)
    public = said(Client(), "/en/workshop/editions/9/")
    for code, count in (("CN", 35), ("JP", 15), ("KR", 38)):
        assert re.search(rf'data-fact="E9\.P\.{code}"[^>]*>{count}<', public)


def test_an_edition_is_closed_once(desk: Client, full: Edition) -> None:
    desk.post(CLOSE)
    page = desk.post(CLOSE, follow=True).content.decode()
    assert "closed or cancelled before" in page


def test_an_empty_edition_is_not_closed(desk: Client, edition: Edition) -> None:
    assert "Close and publish" not in said(desk, CLOSE)
    desk.post(CLOSE)
    edition.refresh_from_db()
    assert edition.status == "open"
