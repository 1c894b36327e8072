"""A register of links as a city or an association publishes it: columns mapped to fields, rows to governments."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trilogue.algorithms.dates import DateError, ImpreciseDate
from trilogue.algorithms.names import clean, key
from trilogue.domain.places.models import Government

FIELDS = ("own", "country", "partner", "grade", "date", "url")
"""What a column can say: the register's own government, the partner's country, the partner, and about the link."""
HEADERS = {
    "own": ("자치단체", "지자체", "우리도시", "국내도시", "自治体", "都道府県市", "我方城市", "city", "own"),
    "country": ("국가", "국가명", "상대국", "国", "国名", "相手国", "国家", "country"),
    "partner": (
        *("도시", "도시명", "상대도시", "자매도시", "교류도시", "결연도시", "시정부"),
        *(
            "都市",
            "都市名",
            "提携先",
            "姉妹都市",
            "友好都市",
            "友好城市",
            "城市",
            "外方城市",
            "partner",
            "sister",
        ),
    ),
    "grade": (
        "구분",
        "결연구분",
        "유형",
        "교류형태",
        "種別",
        "区分",
        "提携種別",
        "类型",
        "结好类别",
        "grade",
        "type",
    ),
    "date": (
        "결연일",
        "결연일자",
        "체결일",
        "체결일자",
        "提携日",
        "締結日",
        "提携年月日",
        "结好时间",
        "date",
        "since",
    ),
    "url": ("홈페이지", "주소", "url", "source"),
}
COUNTRY_WORDS = {
    "KR": ("kr", "korea", "republic of korea", "south korea", "한국", "대한민국", "韓国", "大韓民国", "韩国"),
    "JP": ("jp", "japan", "일본", "日本"),
    "CN": ("cn", "china", "prc", "중국", "중화인민공화국", "中国", "中華人民共和国", "中华人民共和国"),
}
DATE = re.compile(r"(\d{4})\D{0,3}(?:(\d{1,2})\D{0,3})?(?:(\d{1,2})\D{0,3})?")
MOST_HEADER_ROWS = 10


@dataclass(frozen=True)
class Register:
    """The rows of a file below its header."""

    header: tuple[str, ...]
    first_row: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Entry:
    """A row that could be read: two governments and what the register says of their link."""

    row: int
    own: Government
    partner: Government
    grade: str
    date: str
    url: str


@dataclass(frozen=True)
class Finding:
    """A row that says no link: why, in which row, and what stands there. `candidates` where a name means several."""

    code: str
    row: int
    raw: str
    candidates: tuple[Government, ...] = ()


@dataclass(frozen=True)
class Reading:
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


Index = Mapping[tuple[str, str], Sequence[Government]]


def register_of(rows: Sequence[Sequence[str]]) -> Register:
    """The header is the row among the first with the most known words; what stands above it are titles."""
    head = range(min(MOST_HEADER_ROWS, len(rows)))
    header = max(head, key=lambda number: (len(guess(rows[number])), -number), default=0)
    cells = tuple(clean(cell).text for cell in rows[header]) if rows else ()
    return Register(cells, header + 2, tuple(tuple(row) for row in rows[header + 1 :]))


def guess(header: Sequence[str]) -> dict[int, str]:
    """Which column says what, as far as its heading tells; a field is taken once."""
    found: dict[int, str] = {}
    for column, cell in enumerate(header):
        field = next((name for name in FIELDS if _plain(cell) in map(_plain, HEADERS[name])), "")
        if field and field not in found.values():
            found[column] = field
    return found


def read(
    register: Register,
    columns: Mapping[int, str],
    index: Index,
    *,
    home: str,
    own: Government | None,
    grade: str,
    chosen: Mapping[str, Government],
) -> Reading:
    """Every row as a link or as a finding.

    `home` is the register's country; `own` and `grade` hold where no column says them; `chosen` is what somebody
    decided for names that the registry cannot tell.
    """
    reader = _Reader({field: column for column, field in columns.items()}, index, home, own, grade, chosen)
    numbered = enumerate(register.rows, start=register.first_row)
    found = [reader.row(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells)]
    return Reading(
        tuple(each for each in found if isinstance(each, Entry)),
        tuple(each for each in found if isinstance(each, Finding)),
    )


@dataclass(frozen=True)
class _Reader:
    columns: Mapping[str, int]
    index: Index
    home: str
    own: Government | None
    grade: str
    chosen: Mapping[str, Government]

    def row(self, number: int, cells: Sequence[str]) -> Entry | Finding:
        said = {field: self._cell(cells, field) for field in FIELDS}
        country = country_of(said["country"]) if said["country"] else ""
        if said["country"] and not country:
            return Finding("COUNTRY_ELSEWHERE", number, said["country"])
        own = self.own or self._government(said["own"], (self.home,), number)
        if isinstance(own, Finding):
            return own
        abroad = (country,) if country else tuple(code for code in COUNTRY_WORDS if code != own.country_id)
        partner = self._government(said["partner"], abroad, number)
        if isinstance(partner, Finding):
            return partner
        if partner.pk == own.pk:
            return Finding("SAME_GOVERNMENT", number, said["partner"])
        day = iso(said["date"])
        if day is None:
            return Finding("DATE_INVALID", number, said["date"])
        grade = said["grade"] or self.grade
        return (
            Entry(number, own, partner, grade, day, said["url"])
            if grade
            else Finding("GRADE_MISSING", number, "")
        )

    def _cell(self, cells: Sequence[str], field: str) -> str:
        column = self.columns.get(field, -1)
        return clean(cells[column]).text if 0 <= column < len(cells) else ""

    def _government(self, said: str, countries: Sequence[str], number: int) -> Government | Finding:
        if not said:
            return Finding("GOVERNMENT_MISSING", number, "")
        if said in self.chosen:
            return self.chosen[said]
        found = tuple({each.pk: each for each in self._candidates(said, countries)}.values())
        if len(found) == 1:
            return found[0]
        return Finding("GOVERNMENT_SEVERAL" if found else "GOVERNMENT_UNKNOWN", number, said, found)

    def _candidates(self, said: str, countries: Sequence[str]) -> Iterator[Government]:
        """By code, or by the whole cell, or by its last word where the province stands before the city."""
        for country in countries:
            for words in dict.fromkeys((said, said.rsplit(maxsplit=1)[-1])):
                yield from self.index.get((country, key(words)), ())


def country_of(said: str) -> str:
    """The code of one of the countries whose governments are registered; empty for any other."""
    plain = key(said)
    return next((code for code, words in COUNTRY_WORDS.items() if plain in map(key, words)), "")


def iso(said: str) -> str | None:
    """The date as precisely as it is written, "" where there is none, None when it cannot be read."""
    if not said or said in {"-", "－", "–"}:
        return ""
    found = DATE.fullmatch(unicodedata.normalize("NFKC", said))
    if found is None:
        return None
    try:
        return ImpreciseDate.parse("-".join(part.zfill(2) for part in found.groups() if part)).iso()
    except DateError:
        return None


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", header).casefold())
