"""The shared data of one workshop: its files, and what its own expected.json says of them."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from trilogue.cli.roster import register
from trilogue.domain.delegations.planning import Context, Person, Problem, Question, Roster, read_roster

WORKBOOKS = (
    "2024_워크숍_참가자명단_시도취합.xlsx",
    "韓日中ワークショップ参加者名簿（日本側）.xlsx",
    "中方参会人员名单（汇总）.xlsx",
)
FLAT = (
    "participants.csv",
    "participants.json",
    "명단_시도제출_cp949.csv",
    "meibo_sjis.csv",
    "mingdan_gb18030.csv",
)
FILES = (*WORKBOOKS, *FLAT)
Expected = dict[str, Any]


class Workshop:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.expected: Expected = json.loads((folder / "expected.json").read_text("utf-8"))
        self.context = self._context()

    def file(self, name: str) -> tuple[str, bytes]:
        return name, (self.folder / name).read_bytes()

    def read(self, *names: str) -> Roster:
        return read_roster([self.file(name) for name in names], self.context)

    def of(self, name: str) -> Expected:
        found: Expected = self.expected["files"][name]
        return found

    def _context(self) -> Context:
        edition = json.loads((self.folder / "edition.json").read_text("utf-8"))
        shipped = register()
        return Context(
            governments=shipped.governments,
            former=shipped.former,
            countries=shipped.countries,
            quotas=edition["quota"],
            starts_on=date.fromisoformat(edition["start"]),
            ends_on=date.fromisoformat(edition["end"]),
            relations=frozenset(self._relations(shipped)),
        )

    def _relations(self, shipped: Context) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """A code that two countries share stands for both of them."""
        with (self.folder / "relations.csv").open(encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                for country in ("JP", "CN"):
                    if (country, row["home_code"]) in shipped.governments:
                        yield (country, row["home_code"]), ("KR", row["host_code"])


def as_expected(person: Person) -> Expected:
    """A person in the words of expected.json."""
    posting = {"from": person.posting_from or None, "to": person.posting_to or None}
    han = person.native if person.country in ("JP", "CN") else person.other_han or None
    return {
        "country": person.country,
        "native": person.native,
        "family": person.family or None,
        "given": person.given or None,
        "han": han,
        "kana": person.kana or None,
        "roman": person.roman or None,
        "roman_family": person.roman_family or None,
        "roman_given": person.roman_given or None,
        "home": person.home,
        "home_code": person.home_code,
        "host": person.host or None,
        "host_code": person.host_code or None,
        "dept": person.department or None,
        "position": person.position or None,
        "langs": dict(person.languages) or None,
        "email": person.email or None,
        "phone": person.phone or None,
        "posting": posting if any(posting.values()) else None,
        "diet_as_written": person.diet or None,
    }


def row_of(person: Expected, number: int) -> tuple[str | None, int]:
    """Sheet and row: where the source is not named, the record's number counts below the header."""
    source = person.get("source")
    return (source["sheet"], source["row"]) if source else (None, number + 2)


def asked(roster: Roster) -> list[Problem]:
    return [*roster.problems, *roster.notes]


def is_question(problem: Problem) -> bool:
    return isinstance(problem, Question)
