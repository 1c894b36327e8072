"""Chinese prefecture-level governments: GB/T 2260, English and pinyin by hand."""

import re
from collections.abc import Iterator
from typing import Any

from tools.places import hangul
from tools.places.facts import CAREFUL, Facts, names, position
from tools.places.han import Han
from tools.places.sources import Sources
from trilogue.algorithms.places import Period

KINDS = {"市": "시", "地区": "지구", "自治州": "자치주", "盟": "맹"}
PEOPLES = {
    "朝鲜族": "조선족", "土家族": "투자족", "苗族": "먀오족", "藏族": "티베트족", "羌族": "창족", "彝族": "이족",
    "布依族": "부이족", "侗族": "둥족", "哈尼族": "하니족", "壮族": "좡족", "傣族": "다이족", "白族": "바이족",
    "景颇族": "징포족", "傈僳族": "리쑤족", "回族": "후이족", "蒙古族": "몽골족", "蒙古": "몽골", "哈萨克": "카자흐",
    "柯尔克孜": "키르기스",
}  # fmt: skip
PARTS = re.compile(rf"(.+?)((?:{'|'.join(PEOPLES)})*)({'|'.join(KINDS)})")
DIRECTLY_UNDER = "90"
"""Third and fourth digit of counties under a province itself; in the list they stand for no government."""
WITHOUT_POSITION = {"460300"}
"""Sansha: its seat lies where several countries claim the waters, so where it is shown is the host's to decide."""
DECIMALS = 2
"""The positions are in China's own grid, up to half a kilometre from the world's."""


def periods(sources: Sources, facts: Facts, han: Han) -> Iterator[Period]:
    points = sources.chinese_points()
    known = {each["code"]: each for each in facts.table("china_names")}
    careful = {code: each for (country, code), each in facts.careful.items() if country == "CN"}
    listed = {
        each["code"]: each["name"] for each in sources.chinese_cities() if each["code"][2:4] != DIRECTLY_UNDER
    }
    for code in sorted({*listed, *careful}):
        read: dict[str, Any] | None = careful.get(code)
        made = names(read, CAREFUL["CN"]) if read else names(_names(listed[code], known[code], han), "hmmo")
        latitude, longitude = (read["latitude"], read["longitude"]) if read else points.get(code, ("", ""))
        at = None if code in WITHOUT_POSITION else position(latitude, longitude, 4 if read else DECIMALS)
        traditional = han.traditional(made["zh-hans"].text)
        also = () if traditional in {each.text for each in made.values()} else (traditional,)
        yield Period("CN", code, code, 2, f"{code[:2]}0000", made, position=at, also=also)


def _names(name: str, known: dict[str, str], han: Han) -> dict[str, str]:
    parts = PARTS.fullmatch(name)
    if parts is None or known["name"] != name:
        raise ValueError(f"{name}: not the name that facts/china_names.tsv has")
    _, peoples, kind = parts.groups()
    korean = "".join(PEOPLES[each] for each in re.findall("|".join(PEOPLES), peoples))
    return {
        "en": known["en"],
        "ko": hangul.from_pinyin(known["pinyin"]) + korean + KINDS[kind],
        "ja": han.japanese(han.traditional(name)),
        "zh-hans": name,
    }
