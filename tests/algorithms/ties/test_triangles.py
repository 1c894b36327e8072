"""Triangles of three countries, and the links that are missing for one."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.ties import Link, OpenTriangle, open_triangles, triangles

COUNTRY = {f"{letter}{number}": letter for letter in "KJC" for number in range(5)}
LINKS = st.sets(st.sampled_from(sorted(combinations(sorted(COUNTRY), 2))), max_size=40)


def test_three_linked_each_with_each_are_a_triangle() -> None:
    country = {"Incheon": "KR", "Kobe": "JP", "Tianjin": "CN"}
    links = [("Incheon", "Kobe"), ("Tianjin", "Kobe"), ("Incheon", "Tianjin")]
    assert triangles(links, country) == [("Incheon", "Kobe", "Tianjin")]
    assert open_triangles(links, country) == []


def test_what_lacks_one_link_is_listed_with_the_link_it_lacks() -> None:
    country = {"Ulsan": "KR", "Hagi": "JP", "Changchun": "CN"}
    links = [("Ulsan", "Hagi"), ("Changchun", "Ulsan")]
    assert triangles(links, country) == []
    assert open_triangles(links, country) == [OpenTriangle("Ulsan", ("Changchun", "Hagi"))]


def test_two_of_one_country_form_none() -> None:
    country = {"Seoul": "KR", "Busan": "KR", "Tokyo": "JP"}
    assert triangles([("Seoul", "Busan"), ("Seoul", "Tokyo"), ("Busan", "Tokyo")], country) == []


@given(LINKS)
def test_exactly_those_that_a_look_at_every_three_finds(links: set[Link]) -> None:
    linked = links | {(other, one) for one, other in links}
    every = [
        three for three in combinations(sorted(COUNTRY), 3) if len({COUNTRY[each] for each in three}) == 3
    ]
    counted = {three: sum(pair in linked for pair in combinations(three, 2)) for three in every}
    assert triangles(links, COUNTRY) == [three for three in every if counted[three] == 3]
    lacking = {tuple(sorted((each.middle, *each.lacking))) for each in open_triangles(links, COUNTRY)}
    assert lacking == {three for three in every if counted[three] == 2}


@given(LINKS)
def test_the_order_of_links_and_of_their_ends_does_not_matter(links: set[Link]) -> None:
    turned = [(other, one) for one, other in sorted(links, reverse=True)]
    assert triangles(turned, COUNTRY) == triangles(links, COUNTRY)
    assert open_triangles(turned, COUNTRY) == open_triangles(links, COUNTRY)
