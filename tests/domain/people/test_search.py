"""Finding people: by any form, part and spelling, in one order, a page at a time, the same on both databases."""

from pathlib import Path

import pytest

from tests.algorithms.names.people import HARD, person, workshop
from tests.algorithms.names.test_search import asked_for
from tests.domain.people.conftest import Enter, enter_forms
from trilogue.domain.people.actions import index
from trilogue.domain.people.models import Person, SearchKey, SearchWord
from trilogue.domain.people.queries import find

pytestmark = pytest.mark.django_db


def found(text: str) -> list[int]:
    return [hit.person for hit in find(text).hits]


@pytest.mark.parametrize(
    "text",
    [
        "김하늘",
        "하늘",
        "ㄱㅎㄴ",
        "金夏律",
        "夏律",
        "kim haneul",
        "haneulkim",
        "KIM, Haneul",
        "kim hanul",
        "haneul ki",
        "kim haneol",
        "김 haneul",
    ],
)
def test_a_person_is_found_by_every_form(enter: Enter, text: str) -> None:
    kim = enter("KR", ("김", "하늘"), ("KIM", "Haneul"), other="金夏律")
    enter("CN", ("欧阳", "直"), ("OUYANG", "Zhi"))
    assert found(text) == [kim.pk]


@pytest.mark.parametrize("text", ["", " ", "!?", "々", "zzz", "x" * 5000, "\x00", "%", "김%"])
def test_what_is_nobodys_name_finds_nobody(enter: Enter, text: str) -> None:
    enter("KR", ("이", "하늘"), ("LEE", "Haneul"))
    assert find(text).hits == ()


def _some(queries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """All of them, and of the many typing errors one in ten."""
    errors = [each for each in queries if each[0] == "typing error"]
    return [*errors[::10], *(each for each in queries if each not in errors)]


def test_everybody_of_the_workshop_is_among_the_first_five_by_any_form(db: None, shared: Path) -> None:
    """Done-when 5, in the database: the share of each kind of query, and of all."""
    people = [*map(person, workshop(shared)), *HARD]
    known = {ref: enter_forms(country, forms).pk for ref, country, forms in people}
    kinds: dict[str, list[bool]] = {}
    for who in people:
        for kind, typed in _some(sorted(set(asked_for(who)))):
            first_five = [hit.person for hit in find(typed, limit=5).hits]
            kinds.setdefault(kind, []).append(known[who[0]] in first_five)
    shares = {kind: 100 * sum(hits) / len(hits) for kind, hits in kinds.items()}
    print({kind: f"{share:.2f} % of {len(kinds[kind])}" for kind, share in shares.items()})  # noqa: T201
    assert len(shares) == 7
    assert min(shares.values()) >= 98


def test_the_exact_family_name_comes_first(enter: Enter) -> None:
    names = ("LIANG", "LIAN", "LIN", "LIU", "LI")
    wei = {name: enter("CN", ("", "伟"), (name, "Wei")) for name in names}
    assert found("li")[0] == wei["LI"].pk


@pytest.fixture
def namesakes(enter: Enter) -> list[Person]:
    return [
        enter("KR", ("김", given), ("KIM", roman))
        for given, roman in (("하나", "Hana"), ("하늘", "Haneul"), ("한결", "Hangyeol"), ("강한", "Ganghan"))
        * 3
    ]


@pytest.mark.parametrize("text", ["김", "ㄱ", "kim", "k", "ha", "han", "kim ha", "hanel", "한", "김 h"])
def test_pages_make_up_the_whole_without_repeating_anybody(namesakes: list[Person], text: str) -> None:
    whole = [hit.person for hit in find(text, limit=100).hits]
    assert len(set(whole)) == len(whole) > 2
    paged, after = [], ""
    while True:
        page = find(text, limit=2, after=after)
        paged += [hit.person for hit in page.hits]
        after = page.after
        if not after:
            break
    assert paged == whole


@pytest.mark.parametrize("text", ["김", "kim", "k", "hanel", "김 h", "ㄱㅎ"])
def test_within_everybody_finds_the_same_in_the_same_order(
    namesakes: list[Person], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, people = find(text).hits, Person.objects.all()
    assert everybody
    assert find(text, within=people).hits == everybody
    monkeypatch.setattr("trilogue.domain.people.queries.search.FEW", 1)
    assert find(text, within=people).hits == everybody
    half = [each.pk for each in namesakes[::2]]
    some = find(text, within=Person.objects.filter(pk__in=half)).hits
    assert [hit.person for hit in some] == [hit.person for hit in everybody if hit.person in half]


@pytest.mark.parametrize("mark", ["nonsense", "WzFd", "WzAsMSwwLCJcdTAwMDAiLDFd", "bnVsbA==", "é"])
def test_a_mark_that_is_none_begins_at_the_beginning(namesakes: list[Person], mark: str) -> None:
    assert find("김", after=mark) == find("김")


def test_a_hit_says_why(enter: Enter) -> None:
    enter("JP", ("佐藤", "美咲"), ("SATO", "Misaki"), kana="さとう みさき")
    reasons = {text: find(text).hits[0].why for text in ("佐藤", "美咲", "みさき", "sato", "misaki")}
    assert reasons == {
        "佐藤": "name",
        "美咲": "given",
        "みさき": "reading",
        "sato": "family",
        "misaki": "given",
    }
    assert not find("sato misaki").hits[0].corrected
    assert find("sato misski").hits[0].corrected


def test_the_index_holds_no_name_that_nobody_has_any_more(enter: Enter) -> None:
    """Canaries: after the names are gone there is no trace of them, and others keep theirs."""
    enter("KR", ("이", "하늘"), ("LEE", "Haneul"))
    before = set(SearchKey.objects.values_list("text")), set(SearchWord.objects.values_list("near", "word"))
    gone = enter("KR", ("이", "캐나리"), ("LEE", "Kanari"))
    gone.names.all().delete()
    index.refresh([gone.pk])
    after = set(SearchKey.objects.values_list("text")), set(SearchWord.objects.values_list("near", "word"))
    assert after == before


def test_the_index_can_be_written_anew(namesakes: list[Person]) -> None:
    written = set(SearchKey.objects.values_list("person", "tier", "text", "why"))
    near = set(SearchWord.objects.values_list("near", "word"))
    SearchKey.objects.filter(person__in=namesakes[:2]).delete()
    assert index.complete() == 2
    assert index.complete() == 0
    assert set(SearchKey.objects.values_list("person", "tier", "text", "why")) == written
    SearchKey.objects.update(text="x")
    assert index.rebuild() == len(namesakes)
    assert set(SearchKey.objects.values_list("person", "tier", "text", "why")) == written
    assert set(SearchWord.objects.values_list("near", "word")) == near
