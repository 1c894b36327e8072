"""People of the workshop's data and of the hard cases, as forms."""

import json
from pathlib import Path
from typing import Any

from tests.algorithms.names.index import Person
from trilogue.algorithms.names.search import HANGUL, HANJA, KANA, KANJI, LATIN, SIMPLIFIED, Form

OWN = {"KR": HANGUL, "JP": KANJI, "CN": SIMPLIFIED}


def form(script: str, family: str, given: str, between: str = "") -> Form:
    return Form(script, family, given, f"{family}{between}{given}")


def workshop(shared: Path) -> list[dict[str, Any]]:
    data = json.loads((shared / "data" / "workshop" / "participants.json").read_text(encoding="utf-8"))
    return list(data["participants"])


def person(row: dict[str, Any]) -> Person:
    country, family = row["country"], row["family"]
    forms = [
        Form(OWN[country], family, row["given"], row["native_name"]),
        form(LATIN, row["roman_family"], row["roman_given"], " "),
    ]
    if other := row["other_han"]:
        forms.append(
            form(HANJA if country == "KR" else SIMPLIFIED, other[: len(family)], other[len(family) :])
        )
    if row["kana"]:
        read_family, read_given = row["kana"].split()
        forms.append(form(KANA, read_family, read_given, " "))
    return row["ref"], country, tuple(forms)


HARD: list[Person] = [
    (
        "高",
        "JP",
        (form(KANJI, "高橋", "葵"), form(KANA, "たかはし", "あおい"), form(LATIN, "TAKAHASHI", "Aoi")),
    ),
    ("髙", "JP", (form(KANJI, "髙木", "大輔"), form(KANA, "たかぎ", "だいすけ"))),
    (
        "斎",
        "JP",
        (form(KANJI, "斎藤", "翔太"), form(KANA, "さいとう", "しょうた"), form(LATIN, "SAITO", "Shota")),
    ),
    ("齋", "JP", (form(KANJI, "齋藤", "優子"), form(KANA, "さいとう", "ゆうこ"))),
    ("欧阳", "CN", (form(SIMPLIFIED, "欧阳", "志远"),)),
    ("歐陽", "CN", (form("traditional", "歐陽", "麗華"), form(LATIN, "OUYANG", "Lihua"))),
    ("单", "CN", (form(SIMPLIFIED, "单", "国强"),)),
    ("解", "CN", (form(SIMPLIFIED, "解", "文秀"),)),
    ("金", "KR", (form(HANJA, "金", "秀賢"), form(HANGUL, "김", "수현"))),
]
