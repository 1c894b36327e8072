"""The network to take away: nobody's name, nothing small, and nothing of who met where only counts are known."""

import csv
import io
from collections import Counter

import networkx as nx
import pytest

from tests import factories
from trilogue.documents.network import measure
from trilogue.documents.network_files import build
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.models import Encounter
from trilogue.domain.network.queries import network_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """Two large governments, small ones in two countries, and a country with three people only; all met all abroad."""
    made = factories.create_edition(factories.create_series("network"), number=9)
    people: list[Participation] = []
    for code, name, count in (
        ("KR", "Suwon", 6),
        ("KR", "Jeonju", 2),
        ("KR", "Andong", 3),
        ("JP", "Nara", 5),
        ("JP", "Kobe", 2),
        ("CN", "Jinan", 3),
    ):
        country = factories.create_country(code)
        home = factories.create_government(country=country, name=factories.text(name))
        for _ in range(count):
            person = factories.create_person(country, native=f"이름{len(people)}")
            people.append(factories.create_participation(made, country=country, person=person, home=home))
    _meet(made, people)
    return made


def _meet(edition: Edition, people: list[Participation]) -> None:
    pairs = [
        (one, other)
        for one in people
        for other in people
        if one.pk < other.pk and one.delegation_id != other.delegation_id
    ]
    Encounter.objects.bulk_create(
        Encounter(edition=edition, kind="round", number=1, first=one, second=other) for one, other in pairs
    )


def table(edition: Edition, kind: str) -> list[dict[str, str]]:
    data = build(edition, kind, "csv", "en").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


def drawn(edition: Edition, kind: str) -> nx.Graph:
    return nx.read_graphml(io.BytesIO(build(edition, kind, "graphml", "en").data))


def test_small_governments_are_counted_by_country_and_small_countries_withheld(edition: Edition) -> None:
    rows = {row["Government"]: row for row in table(edition, "network_governments")}
    pooled = "Governments with few people, Republic of Korea"
    assert set(rows) == {
        "Suwon",
        pooled,
        "Nara",
        "Governments with few people, Japan",
        "Governments with few people, China",
    }
    assert rows["Suwon"]["Nara"] == rows["Nara"]["Suwon"] == "30"
    assert rows["Suwon"][pooled] == "0"
    assert rows["Governments with few people, China"]["People"] == "x"
    assert set(rows["Governments with few people, China"].values()) & set("123456789") == set()
    assert rows["Suwon"]["Governments with few people, China"] == "x"


def test_no_row_that_has_a_total_lacks_just_one_cell(edition: Edition) -> None:
    """That totals betray nothing at all is shown in tests/algorithms/ties/test_small_cells.py."""
    rows = table(edition, "network_governments")
    names = [row["Government"] for row in rows]
    hidden = {row["Government"]: [name for name in names if row[name] == "x"] for row in rows}
    closed = {row["Government"] for row in rows if row["Total"] != "x"}
    assert "Suwon" in closed
    alone = {name for name in closed if len(hidden[name]) == 1}
    assert alone == set()


def test_the_governments_as_graphml(edition: Edition) -> None:
    read = drawn(edition, "network_governments")
    names = nx.get_node_attributes(read, "name")
    suwon, nara = (next(key for key, name in names.items() if name == each) for each in ("Suwon", "Nara"))
    assert read.edges[suwon, nara] == {"ties": 30, "withheld": False}
    withheld = [data for _one, _other, data in read.edges(data=True) if data["withheld"]]
    assert withheld
    assert all("ties" not in each for each in withheld)


def test_people_are_numbers_drawn_anew_with_their_country_where_five_share_it(edition: Edition) -> None:
    network = measure(network_until(edition))
    first, second = (build(edition, "network_people", "graphml", "en").data for _ in range(2))
    read = nx.read_graphml(io.BytesIO(first))
    assert nx.faster_could_be_isomorphic(read, nx.read_graphml(io.BytesIO(second)))
    assert first != second
    assert len(read) == 21
    assert read.number_of_edges() == len(network.across)
    assert Counter(data.get("country") for _, data in read.nodes(data=True)) == {"KR": 11, "JP": 7, None: 3}
    words = first.decode()
    for each in Participation.objects.select_related("person", "home"):
        assert each.reference not in words
        assert str(each.person.public_id) not in words
        assert f"이름{each.person_id}" not in words
    assert "이름" not in words
    assert "Suwon" not in words


def test_editions_known_by_counts_say_nothing_of_who_met(edition: Edition) -> None:
    earlier = factories.create_edition(edition.series, number=8, date="2019-05", status="completed")
    for code, count in (("KR", 3), ("JP", 2)):
        factories.create_figure(earlier, country=factories.create_country(code), count=count)
    counted, known = table(edition, "network_editions")
    assert counted == {
        "Edition": "8",
        "Participants": "5",
        "Returning": "",
        "Possible ties": "6",
        "Reached": "",
        "New": "",
        "Renewed": "",
        "At tables": "",
        "Follow-ups": "0",
        "Known from": "the record's counts only",
    }
    assert known["Reached"] == known["Possible ties"] == str(11 * 7 + 11 * 3 + 7 * 3)


def test_an_edition_without_anybody_gives_empty_files() -> None:
    empty = factories.create_edition()
    assert table(empty, "network_editions") == []
    assert table(empty, "network_governments") == []
    assert len(drawn(empty, "network_people")) == 0
    assert len(drawn(empty, "network_governments")) == 0


@pytest.mark.parametrize(("kind", "form"), [("network_people", "csv"), ("network", "csv")])
def test_what_does_not_exist_is_said_so(edition: Edition, kind: str, form: str) -> None:
    with pytest.raises(LookupError):
        build(edition, kind, form, "en")
