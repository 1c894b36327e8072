"""People listed twice are offered with reasons; namesakes stay apart."""

import unicodedata
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.algorithms.names.people import form, person, workshop
from trilogue.algorithms.names.form import HANGUL, HANJA, KANA, KANJI, LATIN, SIMPLIFIED, TRADITIONAL, Form
from trilogue.algorithms.names.likeness import NAMESAKE, Described, blocks, likely_same

KIM = Described(
    "KR",
    (form(HANGUL, "김", "지훈"), form(HANJA, "金", "志勳"), form(LATIN, "KIM", "Jihun", " ")),
    "jihun@example.kr",
    "010-0000-1007",
    frozenset({"KR-41"}),
)
ITO = Described(
    "JP",
    (form(KANJI, "伊藤", "茉莉", " "), form(KANA, "いとう", "まり", " "), form(LATIN, "ITO", "Mari", " ")),
)


def described(row: dict[str, str]) -> Described:
    _, country, forms = person(row)
    governments = frozenset(filter(None, (row["home_code"], row["host_code"])))
    return Described(country, forms, row["email"], row["phone"], governments)


def nominated(hangul: str, hanja: str, roman: str, email: str, government: str) -> Described:
    """As a Korean province lists a guest: nothing split."""
    forms = (Form(HANGUL, "", "", hangul), Form(HANJA, "", "", hanja), Form(LATIN, "", "", roman))
    return Described("KR", forms, email, "", frozenset({government}))


LISTED_TWICE = {
    "CN08": nominated("쑨치항", "孫啓航", "SUN QIHANG", "qihang.sun.work@example.org", "KR-41"),
    "JP15": nominated(
        "하라구치 치나츠", "原口千夏", "HARAGUCHI CHINATSU", "chinatsu.haraguchi@example.jp", "KR-26"
    ),
}


def test_of_the_workshop_two_are_offered_and_two_pairs_of_namesakes_stay_apart(shared: Path) -> None:
    people = {row["ref"]: described(row) for row in workshop(shared)}
    listed = people | {f"{ref} again": again for ref, again in LISTED_TWICE.items()}
    met = {who: blocks(each) for who, each in listed.items()}
    pairs = [pair for pair in combinations(listed, 2) if met[pair[0]] & met[pair[1]]]
    found = {(one, other): likely_same(listed[one], listed[other]) for one, other in pairs}
    assert {pair: reasons for pair, reasons in found.items() if reasons} == {
        ("KR07", "KR18"): (NAMESAKE,),
        ("CN01", "CN10"): (NAMESAKE,),
        ("CN08", "CN08 again"): ("same_characters", "same_romanisation", "same_government"),
        ("JP15", "JP15 again"): ("same_email", "same_characters", "same_romanisation"),
    }


@pytest.mark.parametrize(
    ("known", "listed", "reasons"),
    [
        (KIM, KIM, ("same_email", "same_phone", "same_name", "same_characters", "same_romanisation")),
        (KIM, Described("KR", (form(LATIN, "KIM", "Jihoon", " "),)), ("similar_romanisation", "other_form")),
        (KIM, Described("KR", (form(LATIN, "Jihun", "Kim", " "),)), ("same_romanisation", "other_order")),
        (
            KIM,
            Described("KR", (Form(HANGUL, "", "", unicodedata.normalize("NFD", "김지훈")),)),
            ("same_name",),
        ),
        (KIM, Described("KR", (Form(HANJA, "", "", "\uf90a志勳"),)), ("same_characters",)),
        (KIM, Described("KR", (Form(SIMPLIFIED, "", "", "金志勋"),)), ("same_characters", "other_script")),
        (
            KIM,
            replace(KIM, phone="", governments=frozenset({"KR-52"})),
            ("same_email", "same_name", "same_characters", "same_romanisation"),
        ),
        (
            KIM,
            replace(KIM, email="new@example.kr", phone="+82-10-0000-1007"),
            ("same_phone", "same_name", "same_characters", "same_romanisation"),
        ),
        (
            KIM,
            replace(KIM, email="new@example.kr", phone="", governments=frozenset({"KR-41130"})),
            ("same_name", "same_characters", "same_romanisation", "same_government"),
        ),
        (
            KIM,
            Described("KR", (form(HANGUL, "김", "지후"),), email="jihun@example.kr"),
            ("same_email", "same_part"),
        ),
        (KIM, Described("KR", (form(HANGUL, "박", "서윤"),), email="jihun@example.kr"), ()),
        (KIM, Described("KR", (form(HANGUL, "박", "서윤"),), governments=frozenset({"KR-41"})), ()),
        (KIM, Described("KR", (form(HANGUL, "김", "지훈"), form(HANJA, "金", "智勛"))), (NAMESAKE,)),
        (
            KIM,
            replace(KIM, email="other@example.kr", phone="", governments=frozenset({"KR-52"})),
            (NAMESAKE,),
        ),
        (ITO, Described("JP", (form(KANJI, "伊藤", "茉莉"),)), ("same_characters",)),
        (ITO, Described("JP", (form(LATIN, "ITOH", "Mari", " "),)), ("same_romanisation", "other_form")),
        (ITO, Described("JP", (form(KANJI, "伊藤", "茉莉"), form(KANA, "いとう", "じゅり"))), (NAMESAKE,)),
        (ITO, Described("JP", (form(KANJI, "伊藤", "真理"), form(KANA, "いとう", "まり"))), ()),
        (
            Described("CN", (form(SIMPLIFIED, "王", "静"),)),
            Described("CN", (form(SIMPLIFIED, "王", "晶"), form(LATIN, "WANG", "Jing"))),
            (),
        ),
        (
            Described("CN", (form(SIMPLIFIED, "欧阳", "丽华"),)),
            Described("CN", (form(TRADITIONAL, "歐陽", "麗華"),)),
            ("same_characters", "same_romanisation", "other_script"),
        ),
        (
            Described("CN", (form(SIMPLIFIED, "单", "国强"),)),
            Described("CN", (form(LATIN, "SHAN", "Guoqiang", " "),)),
            ("same_romanisation", "other_script"),
        ),
    ],
)
def test_reasons(known: Described, listed: Described, reasons: tuple[str, ...]) -> None:
    assert likely_same(known, listed) == reasons
    assert likely_same(listed, known) == reasons


LETTERS = st.text(alphabet="김지훈金志王静あいうabo ", max_size=3)
FORMS = st.builds(Form, st.sampled_from([HANGUL, HANJA, KANA, LATIN, SIMPLIFIED]), LETTERS, LETTERS, LETTERS)
PEOPLE = st.builds(
    Described,
    st.sampled_from(["KR", "JP", "CN"]),
    st.lists(FORMS, max_size=3).map(tuple),
    st.sampled_from(["", "a@example.kr", "b@example.kr"]),
    st.sampled_from(["", "010-0000-1007"]),
    st.frozensets(st.sampled_from(["KR-41", "KR-52"])),
)


@given(PEOPLE, PEOPLE)
def test_the_order_of_two_people_does_not_matter_and_pairs_share_a_block(a: Described, b: Described) -> None:
    reasons = likely_same(a, b)
    assert likely_same(b, a) == reasons
    assert NAMESAKE not in reasons or reasons == (NAMESAKE,)
    assert not reasons or blocks(a) & blocks(b)
