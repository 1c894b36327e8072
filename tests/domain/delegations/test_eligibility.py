"""What speaks for a nomination, as the registers say it."""

import pytest

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import contenders, earlier_editions, evidence, same_people
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Government

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition(number=9)


def city(code: str, *, parent: Government | None = None) -> Government:
    made = factories.create_government(country=factories.create_country(code))
    made.parent = parent
    made.save()
    return made


def nominate(edition: Edition, home: Government, host: Government | None) -> Participation:
    return factories.create_participation(
        edition, person=factories.create_person(home.country), home=home, host=host, state="submitted"
    )


def test_a_link_is_found_in_either_direction_with_what_each_register_says(edition: Edition) -> None:
    xian, gyeongju = city("CN"), city("KR")
    link = factories.create_sister_link(gyeongju, xian)
    for register in ("GAOK", "CIFCA"):
        factories.create_assertion(link, register=register)
    found = evidence(nominate(edition, xian, gyeongju))
    assert [(tie.link, tie.is_direct) for tie in found.ties] == [(link, True)]
    assert (found.ties[0].home.government, found.ties[0].host.government) == (xian, gyeongju)
    assert {each.register for each in found.ties[0].link.assertions.all()} == {"GAOK", "CIFCA"}
    assert found.is_linked


def test_a_province_s_link_is_weaker_evidence_for_its_city(edition: Edition) -> None:
    shaanxi, gyeongbuk = city("CN"), city("KR")
    xian, gyeongju = city("CN", parent=shaanxi), city("KR", parent=gyeongbuk)
    link = factories.create_sister_link(shaanxi, gyeongbuk)
    found = evidence(nominate(edition, xian, gyeongju))
    assert [(tie.link, tie.home.side, tie.host.side) for tie in found.ties] == [(link, "above", "above")]
    assert not found.is_linked
    own = factories.create_sister_link(xian, gyeongju)
    assert [tie.link for tie in evidence(nominate(edition, xian, gyeongju)).ties] == [own, link]


def test_a_city_s_link_says_nothing_for_its_province(edition: Edition) -> None:
    gyeongbuk, shaanxi = city("KR"), city("CN")
    factories.create_sister_link(city("KR", parent=gyeongbuk), shaanxi)
    assert evidence(nominate(edition, shaanxi, gyeongbuk)).ties == ()


def test_a_link_of_the_government_that_became_this_one_counts_as_such(edition: Edition) -> None:
    old, host, home = city("KR"), city("KR"), city("JP")
    old.successor = host
    old.save()
    factories.create_sister_link(home, old)
    assert [tie.host.side for tie in evidence(nominate(edition, home, host)).ties] == ["before"]


def test_who_serves_at_home_needs_no_link(edition: Edition) -> None:
    found = evidence(nominate(edition, city("KR"), None))
    assert not found.needs_link
    assert found.ties == ()


def test_a_host_that_the_register_does_not_know_still_needs_a_link(edition: Edition) -> None:
    nomination = nominate(edition, city("JP"), None)
    nomination.host_written = "어떤 시"
    assert evidence(nomination).needs_link


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2026-04", "2028-03", "surely"),
        ("2027-05", "", "perhaps"),
        ("2024", "2026", "never"),
        ("", "?", "unknown"),
    ],
)
def test_a_posting_spans_the_edition_or_not(edition: Edition, starts: str, ends: str, said: str) -> None:
    home, host = city("JP"), city("KR")
    nomination = nominate(edition, home, host)
    posting = factories.create_posting(nomination.person)
    posting.home, posting.host, posting.starts, posting.ends = home, host, starts, ends
    posting.save()
    factories.create_posting(nomination.person)
    found = {service.is_named: service.cover for service in evidence(nomination).services}
    assert found == {True: said, False: "unknown"}


def test_an_earlier_edition_is_known_under_each_record_of_the_person(edition: Edition) -> None:
    old, middle, kept = (factories.create_person() for _ in range(3))
    before = factories.create_edition(edition.series, number=7)
    factories.create_participation(before, person=old, state="attended")
    factories.create_participation(
        factories.create_edition(edition.series, number=8), person=kept, state="absent"
    )
    factories.create_participation(factories.create_edition(number=1), person=old)
    nomination = factories.create_participation(edition, person=kept, state="eligible")
    assert earlier_editions([nomination]) == {nomination.pk: ()}
    factories.create_merge(middle, old)
    factories.create_merge(kept, middle)
    assert earlier_editions([nomination]) == {nomination.pk: (before,)}
    assert [each.candidate.first_time for each in contenders(nomination.delegation)] == [False]


def test_same_people_follows_merges_both_ways_and_stops() -> None:
    one, two, three, alone = (factories.create_person() for _ in range(4))
    factories.create_merge(two, one)
    factories.create_merge(three, two)
    everybody = dict.fromkeys((one.pk, two.pk, three.pk), three.pk)
    for each in (one, two, three):
        assert same_people([each.pk]) == everybody
    assert same_people([alone.pk]) == {alone.pk: alone.pk}
    Person.objects.filter(pk=three.pk).update(merged_into=one)
    assert same_people([two.pk]).keys() == everybody.keys()


def test_evidence_takes_the_same_number_of_queries_whatever_is_found(
    edition: Edition, django_assert_max_num_queries: object
) -> None:
    home, host = city("JP", parent=city("JP")), city("KR", parent=city("KR"))
    for one, other in ((home, host), (home.parent, host), (home, host.parent), (home.parent, host.parent)):
        factories.create_assertion(factories.create_sister_link(one, other))
    nomination = Participation.objects.select_related("edition", "home", "host").get(
        pk=nominate(edition, home, host).pk
    )
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        found = evidence(nomination)
        assert len([each for tie in found.ties for each in tie.link.assertions.all()]) == 4
