import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.places import Period
from trilogue.algorithms.places.keys import PARTING, search_key, search_keys
from trilogue.algorithms.places.model import Name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jōetsu City", "joetsu-city"),
        ("Xi'an", "XIAN"),
        ("サッポロ", "さっぽろ"),
        ("Ｓｕｗｏｎ", "suwon"),
        ("수원시", "수원 시"),
        ("\u1109\u116e\u110b\u116f\u11ab", "수원"),
        ("KR-41110", "kr 41110"),
    ],
)
def test_two_writings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other) != ""


def test_voiced_and_unvoiced_kana_stay_apart() -> None:
    assert search_key("がま") != search_key("かま")


@given(st.text())
def test_a_key_of_a_key_is_itself_and_has_no_parting(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert PARTING not in key


def test_a_government_is_found_by_whole_keys_of_every_period_script_and_code() -> None:
    names = {"ko": Name("강원도", "official"), "en": Name("Gangwon Province", "official")}
    before = Period("KR", "KR-51", "KR-42", 1, "", names, also=("江原道",))
    keys = search_keys(
        [before, Period("KR", "KR-51", "KR-51", 1, "", {"ko": Name("강원특별자치도", "official")})]
    )
    for key in ("강원도", "강원특별자치도", "강원", "gangwon", "gangwonprovince", "江原道", "kr42", "kr51"):
        assert f"\n{key}\n" in keys


def test_a_name_is_not_cut_down_to_a_letter() -> None:
    assert "\n중\n" not in search_keys(
        [Period("KR", "KR-11140", "KR-11140", 2, "KR-11", {"ko": Name("중구", "o")})]
    )
