"""Three editions of generated people, planned, published and recorded by the product: does the network grow?"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import networkx as nx
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests import factories
from trilogue.documents.network import Network, measure
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.models import Encounter
from trilogue.domain.network.queries import network_until
from trilogue.domain.people.models import Person
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning import make_plan
from trilogue.flows.record_encounters import record
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db
COUNTS = {"KR": 15, "CN": 14, "JP": 7}
FIRST_COMERS = {"KR": 6, "CN": 6, "JP": 2}
"""Of an edition after the first; the others were there before."""
ROUNDS, TABLES = 3, 6


@pytest.fixture(scope="module")
def editions(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[Edition]]:
    """The seventh edition is known by counts alone; after it come three whose people are known."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        series = factories.create_series("growing")
        counted = factories.create_edition(series, number=7, date="2019-05", status="completed")
        for code, count in (("CN", 35), ("JP", 15), ("KR", 38)):
            factories.create_figure(counted, country=factories.create_country(code), count=count)
        held: list[Edition] = []
        for number in (8, 9, 10):
            edition = factories.create_edition(series, number=number, date=f"{2019 + number}-05")
            _fill(edition, held)
            _hold(edition)
            held.append(edition)
        yield [counted, *held]
        transaction.set_rollback(True)


def _fill(edition: Edition, before: list[Edition]) -> None:
    for code, count in COUNTS.items():
        country = factories.create_country(code)
        back = _returning(code, before)[: count - FIRST_COMERS[code]]
        fresh = [factories.create_person(country) for _ in range(count - len(back))]
        homes = [factories.create_government(country=country) for _ in range(3)]
        for index, person in enumerate([*back, *fresh]):
            factories.create_participation(edition, person=person, country=country, home=homes[index % 3])


def _returning(code: str, before: list[Edition]) -> list[Person]:
    """Who was there in the last edition, oldest acquaintance first."""
    if not before:
        return []
    there = Participation.objects.filter(edition=before[-1], delegation__country=code)
    return [each.person for each in there.select_related("person").order_by("person")]


def _hold(edition: Edition) -> None:
    plan = make_plan(edition, by=ANONYMOUS, rounds=ROUNDS, tables=TABLES, seed=7, now=timezone.now())
    TablePlan.objects.filter(pk=plan.pk).update(published_at=timezone.now())
    record(edition, by=ANONYMOUS)


@pytest.fixture
def network(editions: list[Edition]) -> Network:
    return measure(network_until(editions[-1]))


def met(edition: Edition) -> set[tuple[int, int]]:
    """Persons who met across countries, read from the rows alone."""
    rows = Encounter.objects.filter(edition=edition).select_related("first__delegation", "second__delegation")
    return {
        (min(one, other), max(one, other))
        for each in rows
        for one, other in [(each.first.person_id, each.second.person_id)]
        if each.first.delegation.country_id != each.second.delegation.country_id
    }


def test_each_edition_adds_ties_renews_some_and_counts_agree(
    editions: list[Edition], network: Network
) -> None:
    counted, *grown = network.editions
    assert (counted.people, counted.possible, counted.grown) == (88, 2425, None)
    known: set[tuple[int, int]] = set()
    for edition, figures in zip(editions[1:], grown, strict=True):
        here = met(edition)
        assert figures.grown
        assert figures.possible == 15 * 14 + 15 * 7 + 14 * 7
        assert figures.grown.reached == len(here)
        assert figures.grown.renewed == len(here & known)
        known |= here
        assert figures.grown.ties == len(known)
        assert figures.grown.new > 0
        assert figures.at_tables == len(here)
    assert [each.grown.returning for each in grown if each.grown] == [0, 22, 22]
    assert grown[2].grown and grown[2].grown.renewed > 0  # noqa: PT018


def test_every_number_is_that_of_networkx_on_the_same_graph(network: Network) -> None:
    peer = nx.Graph()
    peer.add_nodes_from(
        str(each) for each in Participation.objects.values_list("person", flat=True).distinct()
    )
    for each in Encounter.objects.select_related("first", "second"):
        peer.add_edge(str(each.first.person_id), str(each.second.person_id))
    assert network.graph.keys() == set(peer)
    assert network.density == pytest.approx(nx.density(peer))
    assert network.clustering == pytest.approx(nx.average_clustering(peer))
    assert network.parts == nx.number_connected_components(peer)
    assert network.linking == len(list(nx.articulation_points(peer)))
    assert network.brokerage == pytest.approx(nx.betweenness_centrality(peer))
    country = network.country
    nx.set_node_attributes(peer, country, "country")
    across = [(a, b) for a, b in peer.edges if country[a] != country[b]]
    assert len(network.across) == len(across)
    mixing = nx.attribute_mixing_dict(peer, "country")
    assert all(mixing[one][other] == count for (one, other), count in network.between_countries().items())


def test_pairs_of_governments_are_counted_as_by_hand(network: Network) -> None:
    by_hand = Counter(
        tuple(sorted((network.government[one], network.government[other]))) for one, other in network.across
    )
    assert network.between_governments == by_hand
    assert sum(by_hand.values()) == len(network.across)


def test_the_page_shows_the_growth(editions: list[Edition], network: Network) -> None:
    client = Client()
    account = factories.create_account()
    factories.create_appointment(account, series=editions[0].series)
    client.force_login(account)
    page = client.get("/en/desk/growing/10/network/").content.decode()
    rows = re.findall(r'<tr><th scope="row">(\d+\w\w)(.*?)</tr>', page)
    shown = {name: re.findall(r'<td class="r num">(\d+)', cells) for name, cells in rows}
    assert shown["7th"] == ["88", "2425", "0"]
    assert "from counts only" in dict(rows)["7th"]
    for figures in network.editions[1:]:
        grown = figures.grown
        assert grown
        assert shown[f"{figures.edition.number}th"] == [
            str(each)
            for each in (
                *(36, grown.returning, 413, grown.reached, figures.share, grown.new, grown.renewed),
                *(figures.table_share, 0),
            )
        ]
    assert f"<dd>{len(network.across)}</dd>" in page


def test_knowing_who_met_before_brings_repeats_down_to_half(editions: list[Edition]) -> None:
    third = editions[-1]
    before = {pair for edition in editions[1:-1] for pair in met(edition)}
    with_history, without = (_plan_of_third(third, history=each) for each in (True, False))
    assert len(with_history & before) <= len(without & before) / 2
    assert without & before


def _plan_of_third(edition: Edition, *, history: bool) -> set[tuple[int, int]]:
    """The pairs across countries whom a plan with the same seed seats together."""
    plan = make_plan(
        edition, by=ANONYMOUS, rounds=ROUNDS, tables=TABLES, seed=7, now=timezone.now(), history=history
    )
    tables: dict[tuple[int, int], list[Participation]] = {}
    for seat in plan.seats.select_related("participation__delegation"):
        tables.setdefault((seat.round, seat.table), []).append(seat.participation)
    return {
        (min(one.person_id, other.person_id), max(one.person_id, other.person_id))
        for seated in tables.values()
        for one, other in combinations(seated, 2)
        if one.delegation_id != other.delegation_id
    }
