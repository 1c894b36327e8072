"""Somebody who has every row of the database, or a backup, the settings and the log, and looks for who voted what.

Nothing here knows the folder of keys. Three ways are tried: to repeat the pseudonyms with any secret that was found;
to lay the order of pseudonyms beside any order of people; to find both in one row or one line of the log.
"""

import base64
import binascii
import hashlib
import hmac
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import DatabaseError, connection

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""By table, in the order in which the database keeps them; with its hidden columns, where it has some."""
ACCOUNTS = {
    "account",
    "account_id",
    "asked_by_id",
    "made_by_id",
    "decided_by_id",
    "uploaded_by_id",
    "user_id",
}
PARTICIPATIONS = {"participation_id", "author_id", "first_id", "second_id", "asking_id", "asked_id"}
SHORTEST_SECRET = 6


@dataclass(frozen=True)
class Loot:
    rows: Rows
    texts: Sequence[str] = ()
    """Settings, and whatever else is not in the database."""
    log: Sequence[str] = ()


def steal() -> Rows:
    """Every table and column of the database that is open, in the order of its rows."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: list(_read(cursor, table)) for table in tables}


def _read(cursor: Any, table: str) -> Iterator[Row]:
    hidden = (
        "ctid::text AS _ctid, xmin::text AS _xmin, "
        if connection.vendor == "postgresql"
        else "rowid AS _rowid, "
    )
    plain = f'SELECT * FROM "{table}"'
    for query in (plain.replace("*", f"{hidden}*"), plain):
        try:
            cursor.execute(query)
        except (DatabaseError, sqlite3.Error):  # a table without row numbers
            continue
        names = [each[0] for each in cursor.description]
        yield from (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
        return
    raise AssertionError(f"{table} cannot be read")


def unpack(backup: Path, folder: Path) -> tuple[Rows, list[bytes]]:
    """The rows of a backup in the order in which they lie in it, and everything in it as it is."""
    with zipfile.ZipFile(backup) as bundle:
        pieces = [bundle.read(name) for name in bundle.namelist()]
        path = Path(
            bundle.extract(next(each for each in bundle.namelist() if each.startswith("database.")), folder)
        )
    if path.suffix == ".sqlite3":
        return _rows_of_sqlite(path), pieces
    said = subprocess.run(["pg_restore", "--file=-", str(path)], capture_output=True, text=True, check=True)
    return dict(_rows_of_dump(said.stdout)), [*pieces, said.stdout.encode()]


def _rows_of_sqlite(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        tables = [each[0] for each in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: Rows = {}
        for table in tables:
            with suppress(sqlite3.Error):
                found[table] = [dict(each) for each in opened.execute(f'SELECT * FROM "{table}"')]
            with suppress(sqlite3.Error):
                query = f'SELECT rowid AS _rowid, * FROM "{table}"'
                found[table] = [dict(each) for each in opened.execute(query)]
        return found


COPY = re.compile(
    r"^COPY (?:\w+\.)?\"?(\w+)\"? \(([^)]*)\) FROM stdin;\n(.*?)^\\\.$", re.MULTILINE | re.DOTALL
)


def _rows_of_dump(text: str) -> Iterator[tuple[str, list[Row]]]:
    for table, columns, body in COPY.findall(text):
        names = [each.strip(' "') for each in columns.split(",")]
        lines = body.splitlines()
        yield table, [dict(zip(names, _cells(line), strict=True)) for line in lines]


def _cells(line: str) -> list[str | None]:
    return [None if cell == "\\N" else cell.replace("\\\\", "\\") for cell in line.split("\t")]


@dataclass(frozen=True)
class Way:
    """Two orders laid beside each other."""

    name: str
    people: Sequence[int]
    keys: Sequence[str]

    def correlation(self, truth: Mapping[int, str], country: Mapping[int, str]) -> float:
        """Spearman's, between the places of people and those of their pseudonyms: the mean over delegations, by size.

        1 or -1 gives everybody away. That both are in the order of delegations tells nothing new.
        """
        place = {key: number for number, key in enumerate(self.keys)}
        found = []
        for code in set(country.values()):
            known = [place[truth[each]] for each in self.people if country[each] == code]
            found += [_spearman(known)] * len(known)
        return sum(found) / len(found)


def _spearman(places: Sequence[int]) -> float:
    rank = {value: number for number, value in enumerate(sorted(places))}
    n = len(places)
    return 1 - 6 * sum((number - rank[value]) ** 2 for number, value in enumerate(places)) / (n**3 - n)


@dataclass
class Attacker:
    loot: Loot
    secret_key: str
    receipts: Mapping[int, UUID] = field(default_factory=dict)
    """By person, a receipt found on the person's telephone."""

    def __post_init__(self) -> None:
        rows = self.loot.rows
        self.accounts = {str(each["id"]): _number(each["person_id"]) for each in rows["people_account"]}
        self.places = {
            str(each["id"]): _number(each["person_id"]) for each in rows["delegations_participation"]
        }
        self.country = {
            _number(place["person_id"]): delegation["country_id"]
            for place in rows["delegations_participation"]
            for delegation in rows["delegations_delegation"]
            if str(delegation["id"]) == str(place["delegation_id"])
        }
        self.voter_country = {each["key"]: each["country_id"] for each in rows["opinions_voter"]}
        self.voter_of = {_plain(each["id"]): each["voter_id"] for each in rows["opinions_vote"]}
        self.voter_of |= {
            _plain(each["id"]): self.voter_of.get(_plain(each["vote_id"]), "")
            for each in rows["opinions_voteevent"]
        }
        self.identifiers = {
            _number(each["id"]): (
                str(UUID(_plain(each["public_id"]))),
                _plain(each["public_id"]),
                each["email"],
            )
            for each in rows["people_person"]
        }

    def repeated(self, people: Collection[int]) -> dict[int, set[str]]:
        """By person, the pseudonyms that could be made anew; "" for the receipt of a vote."""
        stored = {key[:32]: key for key in self.voter_country}
        stored |= {_plain(event["id"]): "" for event in self.loot.rows["opinions_voteevent"]}
        owners = [
            str(UUID(_plain(each["public_id"])))
            for table in ("opinions_conversation", "opinions_questiontime")
            for each in self.loot.rows[table]
        ]
        keys = _keys(self.secrets(), owners)
        found: dict[int, set[str]] = {}
        for person in people:
            identifiers = self.identifiers[person]
            said = [*identifiers, str(person)]
            if person in self.receipts:
                said += [f"{each}:{self.receipts[person]}" for each in identifiers[:2]]
            for digest in _digests(keys, said):
                if digest[:32] in stored:
                    found.setdefault(person, set()).add(stored[digest[:32]])
        return found

    def secrets(self) -> set[bytes]:
        """Every text found, as it is and decoded in the ways in which keys are written."""
        texts = set(self.loot.texts)
        for rows in self.loot.rows.values():
            texts |= {text for row in rows for value in row.values() for text in _texts(value)}
        return {b""} | {secret for text in texts for secret in _decoded(text)}

    def ordered(self) -> Iterator["Way"]:
        """Every order of people beside every order of pseudonyms, also backwards."""
        orders = list(self.orders_of_pseudonyms())
        for people_by, people in self.orders_of_people():
            for keys_by, keys in orders:
                yield Way(f"{people_by} beside {keys_by}", people, keys)
                yield Way(f"{people_by} beside {keys_by}, backwards", people, keys[::-1])

    def linked(self, way: "Way") -> dict[int, str]:
        """Whose pseudonym it would be, delegation by delegation."""
        pairs: dict[int, str] = {}
        for country in set(self.country.values()):
            people = (each for each in way.people if self.country[each] == country)
            keys = (each for each in way.keys if self.voter_country[each] == country)
            pairs |= zip(people, keys, strict=False)
        return pairs

    def orders_of_people(self) -> Iterator[tuple[str, list[int]]]:
        """Of everybody who takes part, by every column of every table that names people."""
        seen = set()
        for table, rows in self.loot.rows.items():
            for by, order in _orders(rows):
                people = _first(
                    each for row in order for each in self._people(table, row) if each in self.country
                )
                if 2 * len(people) >= len(self.country) and tuple(people) not in seen:
                    seen.add(tuple(people))
                    yield f"{table} by {by}", people

    def orders_of_pseudonyms(self) -> Iterator[tuple[str, list[str]]]:
        for table, rows in self.loot.rows.items():
            for by, order in _orders(rows):
                keys = _first(each for row in order for each in self._pseudonyms(row))
                if 2 * len(keys) >= len(self.voter_country):
                    yield f"{table} by {by}", keys

    def beside(self) -> list[tuple[str, int, str]]:
        """Where a row or a line of the log names a person and a pseudonym, or a vote of it."""
        found = []
        for table, rows in self.loot.rows.items():
            for row in rows:
                text = " ".join(str(value) for value in row.values())
                people = {*self._people(table, row), *self._named(text)}
                found += [(table, person, key) for key in self._pseudonyms(row, text) for person in people]
        for line in self.loot.log:
            found += [("log", person, "") for person in self._named(line)]
            found += [("log", 0, key) for key in self.voter_country if key in line]
        return found

    def _people(self, table: str, row: Row) -> list[int]:
        found = [_number(row["id"])] if table == "people_person" else []
        for name, value in row.items():
            if value is None:
                continue
            if name == "person_id":
                found.append(_number(value))
            elif name in PARTICIPATIONS and str(value) in self.places:
                found.append(self.places[str(value)])
            elif name in ACCOUNTS and self.accounts.get(str(value)):
                found.append(self.accounts[str(value)])
            elif name == "session_data":
                found += self._session(value)
        return found

    def _session(self, data: str) -> list[int]:
        with suppress(signing.BadSignature, KeyError):
            salt = "django.contrib.sessions.SessionStore"
            said = signing.loads(data, key=self.secret_key, salt=salt)
            return [self.accounts[str(said["_auth_user_id"])]]
        return []

    def _named(self, text: str) -> list[int]:
        return [
            who for who, names in self.identifiers.items() if any(each and each in text for each in names)
        ]

    def _pseudonyms(self, row: Row, text: str = "") -> list[str]:
        values = [_plain(value) for value in row.values() if isinstance(value, str | UUID)]
        found = [each for each in values if each in self.voter_country]
        found += [self.voter_of[each] for each in values if self.voter_of.get(each)]
        return found + [key for key in self.voter_country if key in text and key not in found]


def _keys(secrets: Collection[bytes], owners: Collection[str]) -> list[bytes]:
    """Each secret by itself, and as the product derives keys from it."""
    purposes = [f"{purpose}:{owner}".encode() for purpose in ("voter", "receipt", "turn") for owner in owners]
    derived = [hmac.digest(secret, purpose, "sha256") for secret in secrets for purpose in purposes]
    return [*secrets, *derived]


def _digests(keys: Collection[bytes], said: Collection[str]) -> Iterator[str]:
    for message in (each.encode() for each in said):
        for name in ("sha256", "sha512", "md5", "blake2b"):
            yield hashlib.new(name, message).hexdigest()
        for key in keys:
            yield hmac.digest(key, message, "sha256").hex()
            yield hashlib.sha256(key + message).hexdigest()


def _orders(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    yield "order", list(rows)
    for name in rows[0] if rows else ():
        yield name, sorted(rows, key=lambda row: _natural(row[name]))


def _natural(value: Any) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", str(value))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _first(found: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(found))


def _plain(value: Any) -> str:
    """As hexadecimal digits, however the database writes it."""
    text = value.hex if isinstance(value, UUID) else str(value)
    return text.replace("-", "") if re.fullmatch(r"[0-9a-f-]{36}", text) else text


def _number(value: Any) -> int:
    return int(value or 0)


def _texts(value: Any) -> Iterator[str]:
    """A value, and the words and strings within it."""
    if isinstance(value, bytes | memoryview):
        value = bytes(value).hex()
    if isinstance(value, str | UUID):
        yield str(value)
        yield from re.findall(rf"[\w+/=-]{{{SHORTEST_SECRET},}}", str(value))


def _decoded(text: str) -> Iterator[bytes]:
    if len(text) < SHORTEST_SECRET:
        return
    yield text.encode()
    with suppress(ValueError):
        yield bytes.fromhex(text.replace("-", ""))
    with suppress(ValueError, binascii.Error):
        yield base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
