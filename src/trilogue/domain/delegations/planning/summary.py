"""A sheet that counts the people of the others: it holds nobody, but its figures can be wrong."""

from collections.abc import Iterator, Mapping

from trilogue.domain.delegations.planning.governments import plain_name
from trilogue.domain.delegations.planning.headers import plain
from trilogue.domain.delegations.planning.model import Level, Problem
from trilogue.domain.delegations.planning.row import place
from trilogue.foundation.formats.table import Sheet

FEWEST_NAMED = 2
COUNTED = """
인원 추천인원 참가인원 신청인원 인원수 명수 계 합계 人数 推薦人数 参加者数 人員 合計 推荐人数 合计 people count number
"""
COUNTS = frozenset(map(plain, COUNTED.split()))


def is_summary(sheet: Sheet, counts: Mapping[str, int]) -> bool:
    """Whether it names other sheets of its file, one a row."""
    named = sum(1 for row in sheet.rows if _named(row, counts))
    return named >= min(FEWEST_NAMED, len(counts)) > 0


def counted(file: str, sheet: Sheet, counts: Mapping[str, int]) -> Iterator[Problem]:
    """SUMMARY_MISMATCH where the figure beside a sheet's name is not that of the people read from it."""
    column = _count_column(sheet)
    if column is None:
        return
    for number, row in enumerate(sheet.rows, start=1):
        name = _named(row, counts)
        shown = row[column].strip() if name and column < len(row) else ""
        if name and shown.isdecimal() and int(shown[:9]) != counts[name]:
            yield Problem(
                "SUMMARY_MISMATCH",
                Level.WARNING,
                file,
                sheet.name,
                place(column, number),
                raw=shown,
                values={"of": name, "shown": int(shown[:9]), "counted": counts[name]},
            )


def _named(row: tuple[str, ...], counts: Mapping[str, int]) -> str:
    cells = {plain_name(cell) for cell in row if cell.strip()}
    return next((name for name in counts if name and plain_name(name) in cells), "")


def _count_column(sheet: Sheet) -> int | None:
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if plain(cell) in COUNTS:
                return column
    return None
