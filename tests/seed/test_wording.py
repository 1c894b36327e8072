"""The words of the record: all four languages, their scripts, their terms and the order of countries."""

import json
import re
from collections import defaultdict
from importlib.resources import files
from typing import Any

import pytest

Texts = list[tuple[str, dict[str, Any]]]

LANGUAGES = ("en", "ko", "ja", "zh-hans")

HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
KANA = r"\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
HAN = r"\u3400-\u9fff\uf900-\ufaff"
FOREIGN = {
    "en": re.compile(f"[{HANGUL}{KANA}{HAN}]"),
    "ko": re.compile(f"[{KANA}{HAN}]"),
    "ja": re.compile(f"[{HANGUL}]"),
    "zh-hans": re.compile(f"[{HANGUL}{KANA}]"),
}
"""Scripts that a text in the language never holds."""

TERMS = (
    ("Trilateral Cooperation Secretariat", "한일중3국협력사무국", "日中韓三国協力事務局", "中日韩合作秘书处"),
    ("Ministry of Foreign Affairs(?! and Trade)", "외교부", "外交部", "外交部"),
    ("Deputy Secretary-General", "사무차장", "事務次長", "副秘书长"),
    ("then Secretary-General", "사무총장", "事務局長", "秘书长"),
    ("trilateral cooperation(?! secretariat)", "3국 협력", "三国協力", "三国合作"),
    ("local public officials", "지방공무원", "自治体職員", "地方公务员"),
    ("measures to develop", "방안", "方策", "举措"),
    ("build network", "인적 네트워크", "人的ネットワーク", "人脉网络"),
    ("sister", "자매", "姉妹", "友好"),
    ("lecture", "강연", "講演", "讲座"),
    ("group discussion session", "분임토의", "グループ討議", "分组讨论"),
    ("cases? of", "사례", "事例", "案例"),
    ("cultur(e|al) performance", "문화공연", "文化公演", "文化演出"),
    ("cultur(e|al) experience", "문화체험", "文化体験", "文化体验"),
    ("congratulatory remarks", "축사", "祝辞", "贺词"),
    ("in cooperation with", "협조", "協力", "协办"),
    ("tentative", "잠정", "暫定", "暂定"),
)
"""Terms as officials use them: English, Korean, Japanese, Chinese."""

ESTABLISHED = {
    "ja": r"日中韓三国協力事務局|日中韓サミット|日中韓協力の現状とTCS",
    "zh-hans": r"中日韩合作秘书处|中日韩领导人会议|中日韩合作现状与秘书处",
}
"""Established names, in which alone the own country stands first."""


@pytest.mark.parametrize("name", ["record.json", "countries.json", "links.json"])
def test_the_file_is_utf8_without_escapes_and_indented_by_one(name: str) -> None:
    raw = files("trilogue").joinpath("seed", name).read_text(encoding="utf-8")
    assert raw == json.dumps(json.loads(raw), ensure_ascii=False, indent=1) + "\n"


def test_every_text_stands_in_all_four_languages_with_a_state(texts: Texts) -> None:
    assert len(texts) > 200
    for path, text in texts:
        assert text.keys() == {"source", *LANGUAGES}, path
        assert text["source"] in LANGUAGES, path
        for language in LANGUAGES:
            words, state = text[language]["text"], text[language]["state"]
            assert words == words.strip() != "", path
            assert state in {"official", "human"}, path


def test_only_names_and_the_title_are_official_outside_english(texts: Texts) -> None:
    named = re.compile(r"^places/|/(name|host|publisher|credit)$|^record/sources/0/title$")
    for path, text in texts:
        official = {language for language in LANGUAGES[1:] if text[language]["state"] == "official"}
        assert not official or named.search(path), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_holds_no_script_of_another_language(texts: Texts, language: str) -> None:
    strays = [path for path, text in texts if FOREIGN[language].search(text[language]["text"])]
    assert strays == []


@pytest.mark.parametrize(("language", "characters"), [("ja", "cp932"), ("zh-hans", "gb2312")])
def test_han_characters_are_those_of_the_language(texts: Texts, language: str, characters: str) -> None:
    """Japanese and simplified Chinese forms fall outside each other's national character set."""
    rare = "瀋琿珲潟栃埼"
    for path, text in texts:
        words = text[language]["text"].translate(dict.fromkeys(map(ord, rare)))
        assert words.encode(characters, "ignore").decode(characters) == words, path


def test_chinese_and_japanese_use_full_width_punctuation(texts: Texts) -> None:
    for path, text in texts:
        for language in ("ja", "zh-hans"):
            assert not re.search(rf"[{HAN}{KANA}][,.;:!?()]|[,;:()][{HAN}{KANA}]", text[language]["text"]), (
                path
            )


@pytest.mark.parametrize(("english", "ko", "ja", "zh"), TERMS)
def test_terms_are_those_officials_use(texts: Texts, english: str, ko: str, ja: str, zh: str) -> None:
    used = [(path, text) for path, text in texts if re.search(english, text["en"]["text"], re.IGNORECASE)]
    assert used
    for path, text in used:
        for language, term in (("ko", ko), ("ja", ja), ("zh-hans", zh)):
            assert term in text[language]["text"], path


def test_one_english_line_has_one_translation_over_all_editions(record: Any) -> None:
    said: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for edition in record["editions"]:
        for line in (each["text"] for each in edition["details"]):
            said[line["en"]["text"]].add(tuple(line[language]["text"] for language in LANGUAGES))
    assert all(len(versions) == 1 for versions in said.values())


def test_the_own_country_stands_first_only_in_established_names(texts: Texts) -> None:
    for path, text in texts:
        for language, names in ESTABLISHED.items():
            rest = re.sub(names, "", text[language]["text"])
            assert not re.search("日中韓|中日韓|日韓中|中日韩|日中韩", rest), path
        assert not re.search("한중일|중한일|일한중", text["ko"]["text"]), path


def test_the_title_keeps_its_order_of_countries_in_every_language(record: Any) -> None:
    name = record["series"]["name"]
    assert {language: name[language]["text"] for language in LANGUAGES} == {
        "en": "Korea - Japan - China Trilateral Cooperation Workshop for Public Officials",
        "ko": "한일중 공무원 3국 협력 워크숍",
        "ja": "韓日中公務員三国協力ワークショップ",
        "zh-hans": "韩日中公务员三国合作研讨会",
    }
    states = [name[language]["state"] for language in LANGUAGES]
    assert states == ["official", "official", "human", "human"]
