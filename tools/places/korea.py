"""Korean second-level governments: the register of legal districts, Han characters and changes by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tools.places import roman
from tools.places.facts import CAREFUL, Facts, Position, Span, day, names, position
from tools.places.han import KOREAN, Han
from tools.places.sources import Point, Sources
from trilogue.algorithms.places import Period

KINDS = {"시": (" City", "市"), "군": (" County", "郡"), "구": ("-gu", "區")}
PROVINCE = len("KR-00")
OLDER = {"51": "42", "52": "45"}
"""Provinces by the code that the areas of 2023 have."""

DECIMALS = 3
"""Of the centre of an area: about 100 m, finer than it means."""


def periods(sources: Sources, facts: Facts, han: Han) -> Iterator[Period]:
    """The districts of a city (일반구) have no government of their own and are left out.

    Han characters are listed under the province of May 2026.
    """
    areas = sources.korean_areas()
    written = {(f"KR-{each['province']}", each["name"]): each["han"] for each in facts.table("korea_hanja")}
    present = {change["code"]: change["government"] for change in facts.table("changes", "KR")}
    former = {each["government"]: each for each in facts.table("former", "KR")}
    for number, full in sorted(sources.korean_districts().items()):
        code, parts = f"KR-{number}", full.split()
        if len(parts) == 2 and code not in former:
            government = present.get(code, code)
            spans = list(facts.spans("KR", government, government[:PROVINCE], parts[1]))
            at = _position(government, number, areas, facts)
            for span in spans:
                made = _period(government, span, written[code[:PROVINCE], span.name[:-1]], facts, han)
                yield replace(made, position=at) if span is spans[-1] else made
    for government, each in former.items():
        parent = government[:PROVINCE]
        span = Span(government, parent, each["name"], day(each["from"]), day(each["until"]))
        made = _period(government, span, written[parent, span.name[:-1]], facts, han)
        yield replace(made, successor=each["successor"])


def _period(government: str, span: Span, characters: str, facts: Facts, han: Han) -> Period:
    base, kind = span.name[:-1], span.name[-1]
    english, letter = KINDS[kind]
    written = characters + letter
    row = {
        "en": roman.from_hangul(base) + english,
        "ko": span.name,
        "ja": han.japanese(written),
        "zh-hans": han.simplified(written),
    }
    read = facts.careful.get(("KR", government))
    known = "".join(KOREAN.get(each, each) for each in written)
    return Period(
        country="KR",
        government=government,
        code=span.code,
        level=2,
        parent=span.parent,
        names=names(read, CAREFUL["KR"]) if read else names(row, "momm"),
        since=span.since,
        until=span.until,
        also=tuple(
            each for each in dict.fromkeys((written, known)) if each not in (row["ja"], row["zh-hans"])
        ),
    )


def _position(
    government: str, number: str, areas: Mapping[str, tuple[Point, float]], facts: Facts
) -> Position | None:
    """The seat where it was read by hand, else the centre of the area; a city's is that of its districts together."""
    read = facts.careful.get(("KR", government))
    if read:
        return position(read["latitude"], read["longitude"])
    codes = [OLDER.get(number[:2], number[:2]) + number[2:]]
    codes += [each["code"][3:] for each in facts.table("changes", "KR") if each["government"] == government]
    own = [areas[code] for code in codes if code in areas][:1]
    parts = own or [area for code, area in areas.items() if _is_district_of(codes[0], code)]
    size = sum(part for _, part in parts)
    if not parts:
        return None
    latitude, longitude = (sum(at[axis] * part for at, part in parts) / size for axis in (0, 1))
    return position(latitude, longitude, DECIMALS)


def _is_district_of(city: str, code: str) -> bool:
    """The districts of a city have its code but for the last digit."""
    return city.endswith("0") and code[:4] == city[:4]
