"""How long a workbook of 10,000 people takes to be read and checked, and the memory at its peak."""

import subprocess
import sys
from typing import NamedTuple

PEOPLE = 10_000
SECONDS = 5.0
MEGABYTES = 300.0

WORK = """
import resource, sys, time
from bench.roster import workbook
data = workbook()
from trilogue.cli.roster import register
from trilogue.domain.delegations.planning import read_roster
context = register()
begun = time.perf_counter()
found = read_roster([("list.xlsx", data)], context)
seconds = time.perf_counter() - begun
print(len(found.people), len(found.blocking), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
HEADER = (
    *("연번", "성명", "한자", "영문성명", "소속", "지자체코드", "부서", "직급", "일본어", "중국어", "영어"),
    *("이메일", "휴대전화", "식이제한", "비고"),
)
FAMILIES = (("김", "金", "KIM"), ("이", "李", "LEE"), ("박", "朴", "PARK"), ("최", "崔", "CHOI"))
SYLLABLES = "가나다라마바사아자하기니디리미비시이지히구누두루무부수우주후"
HOMES = (("경기도", "41"), ("수원시", "41110"), ("부산광역시", "26"), ("강원도", "51"))


class Row(NamedTuple):
    name: str
    measured: float
    limit: float
    ok: bool
    unit: str


def rows() -> list[Row]:
    """Name, measured and allowed value, whether it is kept, and its unit. The workbook is made in the process
    that reads it, so the memory of making it is part of the peak.
    """
    ended = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True)
    people, blocking, seconds, peak = map(float, ended.stdout.split())
    read = people == PEOPLE and not blocking
    return [
        Row(f"roster {PEOPLE} rows", seconds, SECONDS, read and seconds <= SECONDS, "s"),
        Row(f"roster {PEOPLE} rows, peak memory", peak, MEGABYTES, read and peak <= MEGABYTES, "MB"),
    ]


def main() -> int:
    found = rows()
    for row in found:
        kept = "ok" if row.ok else "OVER"
        print(f"{row.name}: {row.measured:.2f} {row.unit} (limit {row.limit:g} {row.unit}) {kept}")
    return 0 if all(row.ok for row in found) else 1


def workbook() -> bytes:
    from trilogue.foundation.formats import xlsx
    from trilogue.foundation.formats.table import Table

    return xlsx.write([Table("명단", HEADER, [_person(number) for number in range(PEOPLE)])])


def _person(number: int) -> tuple[str, ...]:
    """Everybody has a name and address of their own; one in ten gives the reader something to mend."""
    family, han, roman = FAMILIES[number % len(FAMILIES)]
    given = "".join(SYLLABLES[number // 30**place % 30] for place in range(3))
    home, code = HOMES[number % len(HOMES)]
    odd = number % 10 == 0
    return (
        *(str(number + 1), f"{family}{given}{' ' if odd else ''}", f"{han}{given}", f"{roman} Na-{number}"),
        *(home, code, "국제협력과", "주무관", "중 (JLPT N2)" if odd else "중", "-", "상"),
        *(f"person{number}@example.kr", f"010-0000-{number:04}", "채식" if odd else "", ""),
    )


if __name__ == "__main__":
    sys.exit(main())
