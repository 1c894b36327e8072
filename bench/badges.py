"""How long 1,000 name badges take, from plain values to the finished PDF."""

import os
import statistics
import sys
import time
from typing import TYPE_CHECKING
from uuid import UUID

import django

if TYPE_CHECKING:
    from trilogue.documents.badges import Badge

RUNS = 3
BADGES = 1_000
LIMIT = 15.0

NAMES = (
    ("KR", "ko", "한국", "김직호", "ko", "KIM Jikho", "경상북도 경주시", "Gyeongju City, Gyeongbuk Province"),
    ("JP", "ja", "日本", "𠮷岡 直樹", "ja", "YOSHIOKA Naoki", "北海道札幌市", "City of Sapporo, Hokkaido"),
    ("CN", "zh-hans", "中国", "欧阳 直", "zh-Hans", "OUYANG Zhi", "陕西省西安市", "Xi'an, Shaanxi Province"),
)


def rows() -> list[tuple[str, float, float, bool]]:
    """Name, measured and allowed seconds, and whether it is within them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trilogue.config.settings")
    django.setup()
    seconds = statistics.median(_seconds() for _ in range(RUNS))
    return [(f"badges {BADGES}", seconds, LIMIT, seconds <= LIMIT)]


def main() -> int:
    within = True
    for name, measured, limit, ok in rows():
        print(f"{name}: {measured:.2f} s (limit {limit:g} s) {'ok' if ok else 'OVER'}")
        within &= ok
    return 0 if within else 1


def _seconds() -> float:
    from trilogue.documents import badges

    people = [_badge(number) for number in range(BADGES)]
    begun = time.perf_counter()
    badges.render(people, name="badges.pdf", title="Name badges", language="en")
    return time.perf_counter() - begun


def _badge(number: int) -> "Badge":
    from trilogue.documents.badges import Badge
    from trilogue.documents.wording import Run

    code, language, country, name, tag, roman, home, home_en = NAMES[number % len(NAMES)]
    return Badge(
        delegation=code,
        language=language,
        country=Run(country, tag),
        name=Run(name, tag),
        roman=Run(f"{roman} {number}", "en"),
        home=Run(home, tag),
        home_en=Run(home_en, "en"),
        tables=(number % 11 + 1, number % 7 + 1, number % 5 + 1),
        reference=f"{code}{number:04}",
        code=f"TRILOGUE:{UUID(int=number << 64 | 0x4000 << 48 | 0x8000)}",
    )


if __name__ == "__main__":
    sys.exit(main())
