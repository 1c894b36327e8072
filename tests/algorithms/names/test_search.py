"""Every person is found among the first five by any form, part, reading or mistyped Roman name."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.algorithms.names.index import Index, Person
from tests.algorithms.names.people import HARD, form, person, workshop
from trilogue.algorithms.names.hangul import initials
from trilogue.algorithms.names.readings import readings
from trilogue.algorithms.names.search import (
    HAN,
    HANGUL,
    HANJA,
    KANA,
    KANJI,
    LATIN,
    SIMPLIFIED,
    Form,
    asked,
    keys_of,
    why_found,
    words_of,
)

if TYPE_CHECKING:
    from opencc import OpenCC

MEAN_KEYS = 25

LETTERS = {
    HANGUL: "가나다한결지훈민서",
    KANJI: "美空健人々あお",
    SIMPLIFIED: "静思齐雨桐",
    KANA: "あいうおかさとうーんょり",
}


def orders(family: str, given_name: str) -> tuple[str, ...]:
    return (
        f"{family} {given_name}",
        f"{given_name} {family}",
        f"{family}{given_name}",
        f"{given_name}{family}",
        f"{family.lower()}, {given_name.upper()}",
    )


def typing_errors(word: str) -> Iterator[tuple[str, ...]]:
    """Per place: a letter missing, wrong, too many, and two in the wrong order."""
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        yield (
            before + after,
            f"{before}q{after}",
            f"{before}x{letter}{after}",
            before + after[:1] + letter + after[1:],
        )


def some_typing_errors(word: str) -> Iterator[str]:
    """One a place, the kinds in turn."""
    return (errors[place % 4] for place, errors in enumerate(typing_errors(word)))


def other_characters(text: str) -> list[str]:
    return [each.convert(text) for each in _converters()]


@cache
def _converters() -> list["OpenCC"]:
    """They read their dictionaries when they are made."""
    from opencc import OpenCC

    return [OpenCC(conversion) for conversion in ("s2t", "t2s", "jp2t", "t2jp")]


def roman_forms(who: Person) -> list[Form]:
    _, country, forms = who
    read = [reading for each in forms for reading in readings(country, each)[:1] if reading.given]
    return [each for each in forms if each.script == LATIN] + read


def asked_for(who: Person) -> Iterator[tuple[str, str]]:
    """What people type who look for this person, with the kind of it."""
    for each in who[2]:
        if each.script != LATIN:
            for typed in (
                each.full,
                *orders(each.family, each.given)[:3],
                unicodedata.normalize("NFD", each.full),
            ):
                yield ("reading" if each.script == KANA else "own script"), typed
            yield "half", each.given
            yield "half", each.family
        if each.script in HAN:
            yield from (("old or simplified", typed) for typed in other_characters(each.full))
        if each.script == HANGUL:
            yield "initials", initials(each.full)
    for roman in roman_forms(who):
        yield from (("romanisation", typed) for typed in orders(roman.family, roman.given))
        yield "half", roman.given
        for order in orders(roman.family, roman.given)[:4]:
            yield from (("typing error", typed) for typed in some_typing_errors(order.lower()))


def shares(people: list[Person]) -> dict[str, float]:
    """Per kind of query the share that finds its person among the first five."""
    index = Index(people)
    found: dict[str, list[bool]] = {}
    for who in people:
        for kind, typed in set(asked_for(who)):
            found.setdefault(kind, []).append(who[0] in index.find(typed))
    return {kind: sum(hits) / len(hits) for kind, hits in found.items()}


def test_everybody_of_the_workshop_is_found_by_any_form(shared: Path) -> None:
    share = shares([*map(person, workshop(shared)), *HARD])
    print({kind: f"{100 * part:.2f} %" for kind, part in share.items()})  # noqa: T201
    assert len(share) == 7
    assert min(share.values()) >= 0.98


def test_hard_names_are_found_by_any_form_every_time() -> None:
    assert {kind: part for kind, part in shares(HARD).items() if part < 0.98} == {}


def test_a_person_has_few_keys(shared: Path) -> None:
    counts = [len(keys_of(country, forms)) for _, country, forms in map(person, workshop(shared))]
    print(f"keys a person: {sum(counts) / len(counts):.1f}, at most {max(counts)}")  # noqa: T201
    assert sum(counts) / len(counts) <= MEAN_KEYS


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("高木", "髙"),
        ("髙橋", "高"),
        ("斉藤翔太", "斎"),
        ("斎藤優子", "齋"),
        ("歐陽志遠", "欧阳"),
        ("欧阳丽华", "歐陽"),
        ("shan guoqiang", "单"),
        ("dān guóqiáng", "单"),
        ("Shan4 Guo2qiang2", "单"),
        ("xiewenxiu", "解"),
        ("KIM Suhyun", "金"),
        ("soohyun gim", "金"),
        ("ㄱㅅㅎ", "金"),
        ("ㄳㅎ", "金"),
        ("김ㅅㅎ", "金"),
        ("たかはしあおい", "高"),
        ("ﾀｶﾊｼ", "高"),
        ("さいとお ゆーこ", "齋"),
        ("Saitoh Yuuko", "齋"),
        ("Satio Shota", "斎"),
        ("Saitō", "斎"),
        ("oyuang zhiyuan", "欧阳"),
        ("高\U000e0100橋", "高"),
        ("藤 太", "斎"),
    ],
)
def test_hard_queries_find(typed: str, who: str) -> None:
    assert who in Index(HARD).find(typed)


@pytest.mark.parametrize("typed", ["lü", "lv xiaotong", "lyu xiaotong", "LU:XIAOTONG", "lǚ xiǎotóng"])
def test_every_spelling_of_the_umlaut_finds(typed: str) -> None:
    people: list[Person] = [("吕", "CN", (form(SIMPLIFIED, "吕", "晓彤"),))]
    assert Index(people).find(typed) == ["吕"]


@pytest.mark.parametrize(
    ("spelled", "hangul"),
    [
        ("Lee Dohyun", "이"),
        ("Rhee Dohyeon", "이"),
        ("Yi Do-hyun", "이"),
        ("dohyunlee", "이"),
        ("Bak Dohyun", "박"),
        ("Chung Dohyun", "정"),
        ("Choi Dohyun", "최"),
        ("Namkoong Dohyun", "남궁"),
    ],
)
def test_a_korean_is_found_however_the_surname_is_spelled(spelled: str, hangul: str) -> None:
    people: list[Person] = [
        (name, "KR", (form(HANGUL, name, "도현"),)) for name in ("이", "박", "정", "최", "남궁")
    ]
    assert Index(people).find(spelled)[0] == hangul


@pytest.mark.parametrize("typed", ["", " ", "!?", "\u200b", "々", "-", "ー"])
def test_signs_alone_ask_for_nothing(typed: str) -> None:
    assert asked(typed).texts == ()


def test_the_exact_family_name_comes_before_longer_ones() -> None:
    people: list[Person] = [
        (name, "CN", (form(LATIN, name, "Wei", " "),)) for name in ("LIANG", "LIAN", "LI", "LIN", "LIU")
    ]
    assert Index(people).find("li")[0] == "LI"


def test_what_stands_in_a_name_by_chance_does_not_hide_the_name() -> None:
    people: list[Person] = [
        ("inside", "KR", (form(HANGUL, "박", "현우"),)),
        ("family", "KR", (form(HANGUL, "현", "지안"),)),
    ]
    assert Index(people).find("현") == ["family", "inside"]


@pytest.mark.parametrize(
    ("typed", "why", "shown"),
    [
        ("高橋", "name", "old_form"),
        ("髙橋", "name", "name"),
        ("美空 髙橋", "name", "name"),
        ("たかはし", "reading", "reading"),
        ("takahashi", "family", "family"),
    ],
)
def test_a_hit_by_another_form_of_a_character_says_so(typed: str, why: str, shown: str) -> None:
    assert why_found(typed, why, [form(KANJI, "髙橋", "美空")]) == shown


def test_keys_say_what_they_show() -> None:
    reasons = {
        key.text: key.why
        for key in keys_of("KR", [form(HANGUL, "김", "지훈"), form(LATIN, "KIM", "Jihun", " ")])
    }
    assert reasons["김지훈"] == reasons["kimjihun"] == reasons["jihunkim"] == "name"
    assert (reasons["ㄱㅈㅎ"], reasons["~gimjihun"]) == ("initials", "romanisation")
    assert (reasons["kim"], reasons["jihun"], reasons["훈"]) == ("family", "given", "part")


def test_a_chinese_name_without_roman_letters_is_found_by_reading() -> None:
    reasons = {key.text: key.why for key in keys_of("CN", [form(SIMPLIFIED, "单", "晓峰")])}
    assert reasons["shanxiaofeng"] == reasons["xiaofengshan"] == reasons["feng"] == "reading"


def test_words_for_typing_errors_are_as_spelled_and_as_read() -> None:
    assert words_of("KR", [form(HANGUL, "이", "도현")]) == {"i", "lee", "dohyeon"}
    assert words_of("JP", [form(KANA, "いとう", "まり")]) == {"itou", "ito", "mari"}
    assert words_of("KR", [form(HANJA, "金", "秀賢")]) == {"gim"}


def names(script: str) -> st.SearchStrategy[Form]:
    part = st.text(alphabet=LETTERS[script], min_size=1, max_size=4)
    return st.builds(form, st.just(script), part, part)


@given(st.sampled_from(sorted(LETTERS)).flatmap(names), st.data())
def test_any_piece_of_a_name_finds_it(name: Form, data: st.DataObject) -> None:
    """However it is cut: a piece that leaves anything to look for is the beginning of a key."""
    first = data.draw(st.integers(0, len(name.full) - 1))
    last = data.draw(st.integers(first + 1, len(name.full)))
    texts = asked(name.full[first:last]).texts
    keys = keys_of("KR", [name])
    assert all(any(key.text.startswith(text) for key in keys) for text in texts)


@given(st.lists(st.text(alphabet="aeiouklmnrst", min_size=4, max_size=9), min_size=2, max_size=2), st.data())
def test_one_typing_error_in_a_roman_name_finds_it(parts: list[str], data: st.DataObject) -> None:
    index = Index([("sought", "XX", (form(LATIN, parts[0], parts[1], " "),))])
    errors = {
        error
        for name in ("".join(parts), " ".join(parts))
        for place in typing_errors(name)
        for error in place
    }
    typed = data.draw(st.sampled_from(sorted(errors)))
    assert index.find(typed) == ["sought"]


@given(st.text(), st.text(), st.text(), st.sampled_from(["KR", "JP", "CN", "XX"]))
def test_hostile_names_make_few_short_keys(family: str, given_name: str, full: str, country: str) -> None:
    forms = [Form(script, family * 9, given_name * 9, full * 9) for script in (*HAN, HANGUL, KANA, LATIN)]
    keys = keys_of(country, forms)
    assert all(0 < len(key.text) <= 60 for key in keys)
    assert len(keys) <= 200
    assert len({key.text for key in keys}) == len(keys)


@given(st.text())
def test_any_text_may_be_typed(typed: str) -> None:
    query = asked(typed)
    assert all(query.texts)
    assert len(query.texts) <= 24
