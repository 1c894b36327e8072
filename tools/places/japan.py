"""Japanese municipalities: codes, names and readings of the ministry's list; positions of GeoNames."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tools.places import hangul, roman
from tools.places.facts import CAREFUL, Facts, Position, Span, names, position
from tools.places.han import Han
from tools.places.sources import Sources
from trilogue.algorithms.places import Period

KINDS = {
    "市": (" City", "시", "市", ("し",)),
    "区": (" City", "구", "区", ("く",)),
    "町": (" Town", "정", "町", ("ちょう", "まち")),
    "村": (" Village", "촌", "村", ("そん", "むら")),
}
"""English and Korean of each kind, its Chinese letter, and how it is read. Special wards call themselves cities."""

WITHOUT_OFFICE = ("016951", "016969", "016977", "016985", "016993", "017001")
"""Six villages of the list that have had no office since 1945; the ministry's count of 1,741 leaves them out too."""

GEONAMES = (
    "12 03 16 24 02 44 08 14 38 10 34 04 40 19 29 42 15 06 46 26 09 37 01 23"
    " 35 22 32 13 28 43 41 36 31 11 45 39 17 05 20 07 33 27 21 30 25 18 47"
).split()
"""GeoNames' number of each prefecture, in the order of their codes."""

MARK = re.compile("[\u0300-\u036f]")
KIND = re.compile("-(shi|cho|machi|mura|son|ku)$")
MISPLACED = {"016438"}
"""Makubetsu: GeoNames has the name at the other end of Hokkaido."""

KANA = re.compile(r"[ぁ-ヿ]")
DECIMALS = 3


def periods(sources: Sources, facts: Facts, han: Han) -> Iterator[Period]:
    places = _places(sources.cities("JP"))
    for prefecture in sources.japanese_municipalities():
        parent = prefecture["code"]
        for each in prefecture["municipalities"]:
            if each["code"] in WITHOUT_OFFICE:
                continue
            spans = list(facts.spans("JP", each["code"], parent, each["name"]))
            at = _position(each, parent, places, facts)
            for span in spans:
                made = _period(each, span, facts, han)
                yield replace(made, position=at) if span is spans[-1] else made


def readings(sources: Sources) -> dict[str, str]:
    """How each prefecture is read."""
    return {each["code"]: each["ruby"] for each in sources.japanese_municipalities()}


def _period(municipality: Mapping[str, Any], span: Span, facts: Facts, han: Han) -> Period:
    read = facts.careful.get(("JP", municipality["code"]))
    return Period(
        country="JP",
        government=municipality["code"],
        code=span.code,
        level=2,
        parent=span.parent,
        names=names(read, CAREFUL["JP"]) if read else names(_names(span, municipality["ruby"], han), "mmom"),
        since=span.since,
        until=span.until,
        also=(municipality["ruby"],),
    )


def _names(span: Span, ruby: str, han: Han) -> dict[str, str]:
    base, kind = span.name[:-1], span.name[-1]
    english, korean, letter, _ = KINDS[kind]
    reading = _base(ruby, kind)
    return {
        "en": roman.from_kana(reading) + english,
        "ko": hangul.from_kana(reading) + korean,
        "ja": span.name,
        "zh-hans": "" if KANA.search(base) else han.simplified_of_japanese(base) + letter,
    }


def _places(cities: list[dict[str, Any]]) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    """GeoNames' places by prefecture and by every name they bear."""
    found = defaultdict(list)
    for city in cities:
        for name in {_plain(each) for each in (city["name"], *city["alternatenames"])}:
            found[city["admin1code"], name].append(city)
    return found


def _position(
    municipality: Mapping[str, Any],
    parent: str,
    places: Mapping[tuple[str, str], list[dict[str, Any]]],
    facts: Facts,
) -> Position | None:
    """The seat read by hand, else the largest place of the prefecture that bears the whole name in its own
    script, else the only one that bears it without its kind or in Roman letters.
    """
    read = facts.careful.get(("JP", municipality["code"]))
    if read:
        return position(read["latitude"], read["longitude"])
    if municipality["code"] in MISPLACED:
        return None
    prefecture = GEONAMES[int(parent[:2]) - 1]
    name = municipality["name"]
    found = places.get((prefecture, name), [])
    if not found:
        same = roman.from_kana(_base(municipality["ruby"], name[-1])).casefold()
        found = places.get((prefecture, name[:-1]), []) + places.get((prefecture, same), [])
        found = found if len({each["geonameid"] for each in found}) == 1 else []
    return position(found[0]["latitude"], found[0]["longitude"], DECIMALS) if found else None


def _base(ruby: str, kind: str) -> str:
    """A reading without that of its kind. A former name that differs in its kind alone is read the same."""
    every = [ending for _, _, _, endings in KINDS.values() for ending in endings]
    return next(ruby.removesuffix(each) for each in (*KINDS[kind][3], *every) if ruby.endswith(each))


def _plain(name: str) -> str:
    """Small letters, no mark above them, no kind after a hyphen."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in letters if not MARK.match(letter))
    return unicodedata.normalize("NFC", KIND.sub("", plain))
