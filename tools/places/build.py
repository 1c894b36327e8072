"""Builds the registry of local governments, one file a country: `python -m tools.places.build FOLDER [TARGET]`.

FOLDER holds the unpacked source packages that README.md lists; the same sources give the same bytes. TARGET is
src/trilogue/seed/places unless told. Stops at the first fault of the registry and writes nothing then.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tools.places import china, japan, korea
from tools.places.facts import Facts
from tools.places.han import Han
from tools.places.sources import Sources
from trilogue.algorithms.places import COLUMNS, Period, findings, row

TARGET = Path(__file__).resolve().parents[2] / "src" / "trilogue" / "seed" / "places"
ORIGINS = {
    "KR": """Local governments of the Republic of Korea, one line a period of a name; made by tools/places/build.py.
codes, ko: register of legal districts (MOIS), May 2026, and the changes of 1 July 2026 by hand
en: by hand, else Revised Romanisation; ja, zh-hans, also: Han characters by hand, turned into each country's forms
positions: seats by hand, else centres of areas (National Geographic Information Institute, 2023)""",
    "JP": """Local governments of Japan, one line a period of a name; made by tools/places/build.py.
codes, ja, also (reading): codes of local public entities (MIC)
en: by hand, else Hepburn of the reading; ko: by hand, else Korea's rules for foreign words; zh-hans: simplified forms
positions: seats by hand, else GeoNames (geonames.org, CC BY 4.0)""",
    "CN": """Local governments of China, one line a period of a name; made by tools/places/build.py.
codes, zh-hans: GB/T 2260 (Ministry of Civil Affairs)
en: by hand; ko: by hand, else Korea's rules for foreign words on the pinyin; ja: forms of Japan; also: traditional
positions: seats by hand, else the list of adcodes""",
}
SHORT = {"KR-43": "충북", "KR-44": "충남", "KR-46": "전남", "KR-47": "경북", "KR-48": "경남", "KR-52": "전북"}
"""What Korea calls provinces whose short name is not the beginning of the long one."""
STATES = (
    "states: of en ko ja zh-hans, o official, h written by a person, m derived by rule (machine), - no name"
)


def registry(sources: Sources, facts: Facts, han: Han) -> list[Period]:
    """All periods of the three countries, by country, government and day."""
    kana = japan.readings(sources)
    found = [replace(each, also=_also(each, kana, han)) for each in facts.first_level]
    for country in (korea, japan, china):
        found += country.periods(sources, facts, han)
    return sorted(found, key=lambda each: (each.country, each.level, each.government, each.since or date.min))


def written(country: str, periods: Sequence[Period]) -> str:
    """The file of a country."""
    remarks = [f"# {line}" for line in (*ORIGINS[country].splitlines(), STATES)]
    rows = ["\t".join(row(each)) for each in periods if each.country == country]
    return "\n".join([*remarks, "\t".join(COLUMNS), *rows, ""])


def main(arguments: Sequence[str]) -> int:
    sources = Sources(Path(arguments[0]))
    target = Path(arguments[1]) if len(arguments) > 1 else TARGET
    periods = registry(sources, Facts(), Han(sources.dictionaries))
    faults = [each for each in findings(periods) if each.fault]
    for each in faults:
        print(each, file=sys.stderr)
    if faults:
        return 1
    target.mkdir(exist_ok=True)
    for country in ORIGINS:
        (target / f"{country.lower()}.tsv").write_text(written(country, periods), "utf-8")
    return 0


def _also(period: Period, kana: dict[str, str], han: Han) -> tuple[str, ...]:
    """What else a first-level government is written: the reading in Japan, a short name in Korea, traditional forms."""
    if period.country == "JP":
        return (kana[period.government],)
    traditional = han.traditional(period.names["zh-hans"].text)
    short = (SHORT[period.government],) if period.government in SHORT else ()
    known = {each.text for each in period.names.values()}
    return short if traditional in known else (*short, traditional)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
