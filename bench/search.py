"""How quickly somebody is found among a million, beside LIKE over the same names in the same database.

BENCH_PEOPLE sets how many people there are; the figures that count are of 1,000,000. The database is SQLite in a
folder of its own, or a database of its own on the PostgreSQL server of DATABASE_URL, dropped at the end.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import django

if TYPE_CHECKING:
    from trilogue.algorithms.names.search import Form

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
ASKED = 40
"""People whose names are asked for, each in every way below."""
BATCH = 20_000
LIMITS = {"one": 100.0, "more": 30.0}
"""Milliseconds that 95 of 100 answers may take, by the characters typed."""
LEAST_RATIO = 10.0
LIKE_RUNS = 12

KOREAN = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류"
    "나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어"
    "은편용"
)
KOREAN_GIVEN = (
    "가건경규근기나다단도동라람려미민바별보비빈빛사상새서석선성세소솔수슬승시신아애연"
    "영예온완용우원유윤은율의이인자재정주준지진찬채철초태하한해현형호혜화환효훈희"
)
JAPANESE = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 "
    "井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川"
)
JAPANESE_READ = (
    "さとう すずき たかはし たなか いとう わたなべ やまもと なかむら こばやし かとう よしだ やまだ ささき "
    "やまぐち まつもと いのうえ きむら はやし さいとう しみず やまざき もり いけだ はしもと あべ いしかわ やました なかじま いしい おがわ"
)
GIVEN_FIRST = "美 直 優 千 真 健 和 明 由 恵 智 正 裕 陽 浩 雅 文 春 秀 大"
GIVEN_FIRST_READ = "み なお ゆう ち ま けん かず あき ゆ え とも まさ ひろ はる ひろ まさ ふみ はる ひで だい"
GIVEN_LAST = "咲 樹 子 人 也 美 紀 太 斗 香 介 郎 輝 奈 菜 代 平 行 彦 穂"
GIVEN_LAST_READ = "さき き こ と や み き た と か すけ ろう てる な な よ へい ゆき ひこ ほ"
CHINESE = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷"
    "龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
CHINESE_GIVEN = (
    "明轩国华建文志伟秀英丽娟敏静强磊军洋勇艳杰涛超霞平刚桂芳梅玲辉鹏飞鑫波斌宇浩凯俊"
    "峰健琳雪晨阳佳欣怡雨子涵思梦瑶诗若安然清和念远书妍海云山川"
)


class Named(NamedTuple):
    """A person as generated: country, own script and Roman letters, each in family and given name, and kana."""

    country: str
    family: str
    given: str
    roman: tuple[str, str]
    kana: tuple[str, str] = ("", "")


class Row(NamedTuple):
    name: str
    measured: float
    limit: float
    ok: bool
    words: str


def rows() -> list[Row]:
    """Name, measured and allowed value, whether it is kept, and the figure in words."""
    with _database() as vendor:
        begun = time.perf_counter()
        keys = _fill()
        print(
            f"search {vendor}: {PEOPLE:,} people, {keys:,} keys in {time.perf_counter() - begun:.0f} s",
            flush=True,
        )
        return [*_speed(vendor), *_beside_like(vendor)]


def main() -> int:
    found = rows()
    for row in found:
        print(f"search {row.name}: {row.words} {'ok' if row.ok else 'NOT KEPT'}")
    return 0 if all(row.ok for row in found) else 1


@contextmanager
def _database() -> Iterator[str]:
    """A database with our tables and nobody in it."""
    with tempfile.TemporaryDirectory(prefix="trilogue-bench-") as folder:
        os.environ["TRILOGUE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trilogue.config.settings")
        django.setup()
        from django.db import connection

        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/bench.sqlite3"
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            yield connection.vendor
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


@cache
def people() -> list[Named]:
    """The same people in every run: four of ten from Korea, four from China, two from Japan."""
    dice = Random(20270520)
    makers = (_korean, _chinese, _korean, _chinese, _japanese)
    return [makers[number % len(makers)](dice) for number in range(PEOPLE)]


def _often_first(dice: Random, count: int) -> int:
    """Surnames are not spread evenly: the first ones are by far the commonest."""
    return int(count * dice.random() ** 2)


@cache
def _pinyin(family: str, given: str) -> tuple[str, str]:
    from trilogue.algorithms.names.pinyin import given_name, surname

    return "".join(surname(family)), "".join(given_name(given))


def _korean(dice: Random) -> Named:
    from trilogue.algorithms.names.hangul import revised

    family = KOREAN[_often_first(dice, len(KOREAN))]
    given = "".join(dice.choices(KOREAN_GIVEN[::3], k=2))
    return Named("KR", family, given, (revised(family), revised(given)))


def _chinese(dice: Random) -> Named:
    family = CHINESE[_often_first(dice, len(CHINESE))]
    given = "".join(dice.choices(CHINESE_GIVEN[::3], k=dice.choice((1, 2, 2))))
    return Named("CN", family, given, _pinyin(family, given))


def _japanese(dice: Random) -> Named:
    from trilogue.algorithms.names.kana import hepburn

    at = _often_first(dice, len(JAPANESE.split()))
    first, last = dice.randrange(20), dice.randrange(20)
    given = GIVEN_FIRST.split()[first] + GIVEN_LAST.split()[last]
    kana = JAPANESE_READ.split()[at], GIVEN_FIRST_READ.split()[first] + GIVEN_LAST_READ.split()[last]
    return Named("JP", JAPANESE.split()[at], given, (hepburn(kana[0]), hepburn(kana[1])), kana)


@cache
def forms_of(one: Named) -> "tuple[Form, ...]":
    from trilogue.algorithms.names.search import HANGUL, KANA, KANJI, LATIN, SIMPLIFIED, Form

    own = {"KR": HANGUL, "JP": KANJI, "CN": SIMPLIFIED}[one.country]
    forms = [
        Form(own, one.family, one.given, one.family + one.given),
        Form(LATIN, *one.roman, " ".join(one.roman)),
    ]
    if one.kana[0]:
        forms.append(Form(KANA, *one.kana, " ".join(one.kana)))
    return tuple(forms)


def _fill() -> int:
    """Everybody with names and keys, by the quickest way each database has; returns how many keys."""
    from django.db import connection

    from trilogue.domain.people.models import SearchKey

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO places_country (code, name, short)"
            " VALUES ('KR', '{}', '{}'), ('JP', '{}', '{}'), ('CN', '{}', '{}')"
        )
        later = _without_indexes(cursor)
        _load(cursor, "people_person", PERSON, _person_rows())
        _load(cursor, "people_personname", NAME, _name_rows())
        _load(cursor, "people_searchkey", KEY, _key_rows())
        _load(cursor, "people_searchword", WORD, _word_rows())
        for statement in later:
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    return SearchKey.objects.count()


PERSON = "id public_id country_id email order honorifics".split()
NAME = "person_id script own tag family given full key origin confirmed".split()
KEY = "person_id tier text why".split()
WORD = "near word".split()


def _person_rows() -> Iterator[tuple[Any, ...]]:
    from uuid import UUID

    from django.db import connection

    written = str if connection.vendor == "postgresql" else (lambda uuid: uuid.hex)
    for number, one in enumerate(people(), 1):
        yield number, written(UUID(int=number)), one.country, "", "family_first", "{}"


def _name_rows() -> Iterator[tuple[Any, ...]]:
    from trilogue.algorithms.names import key

    comparing = cache(key)
    for number, one in enumerate(people(), 1):
        for place, form in enumerate(forms_of(one)):
            folded = comparing(form.full)
            own = place == 0
            yield (
                number,
                form.script,
                own,
                "und",
                form.family,
                form.given,
                form.full,
                folded,
                "written",
                False,
            )


def _key_rows() -> Iterator[tuple[Any, ...]]:
    for number, one in enumerate(people(), 1):
        for tier, text, why in _keys(one):
            yield number, tier, text, why


@cache
def _keys(one: Named) -> tuple[tuple[int, str, str], ...]:
    from trilogue.algorithms.names.search import keys_of, words_of
    from trilogue.domain.people.actions.index import lean
    from trilogue.domain.people.queries.ranges import WORD

    forms = forms_of(one)
    keys = sorted(lean(keys_of(one.country, forms)))
    words = sorted(words_of(one.country, forms))
    return (*((key.tier, key.text, key.why) for key in keys), *((WORD, word, "word") for word in words))


def _word_rows() -> list[tuple[str, str]]:
    from trilogue.algorithms.names.search import deletions, words_of

    words = {word for one in set(people()) for word in words_of(one.country, forms_of(one))}
    return [(near, word) for word in sorted(words) for near in sorted(deletions(word))]


def _without_indexes(cursor: Any) -> list[str]:
    """Drop what slows loading down; returns the statements that make the indexes again."""
    from django.db import connection

    tables = "('people_personname', 'people_searchkey', 'people_searchword')"
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("PRAGMA cache_size=-400000")
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
            f" AND tbl_name IN {tables}"
        )
    else:
        cursor.execute("SET synchronous_commit=off")
        cursor.execute("SET maintenance_work_mem='512MB'")
        cursor.execute(
            "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'f'"
            f" AND conrelid::regclass::text IN {tables}"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE indexdef NOT LIKE '%UNIQUE%' AND tablename IN {tables}"
        )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]


def _load(cursor: Any, table: str, columns: list[str], values: Iterable[tuple[Any, ...]]) -> None:
    from django.db import connection, transaction

    names = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    with transaction.atomic():
        connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def queries() -> dict[str, list[str]]:
    """What people type, by the characters: one, or more. Names of people spread over all of them."""
    chosen = [one for number, one in enumerate(people()) if number % (PEOPLE // ASKED + 1) == 7]
    typed: dict[str, list[str]] = {"one": [], "more": []}
    for one in chosen:
        for text in _typed(one):
            typed["one" if len(text) == 1 else "more"].append(text)
    return typed


def _typed(one: Named) -> Iterator[str]:
    from trilogue.algorithms.names.hangul import initials

    family, given = one.roman
    own = one.family + one.given
    yield from (own, one.given, own[:1], own[:2], own[-1:], f"{one.given} {one.family}")
    yield from (
        f"{family} {given}",
        f"{given} {family}",
        f"{family}{given}",
        given,
        given[:2],
        given[:3],
        family[:1],
    )
    yield from (_mistyped(given), f"{family} {_mistyped(given)}", f"{given[:2]} {family}", given[2:])
    if one.country == "KR":
        yield from (initials(own), initials(own)[:2], initials(own)[:1])
    if one.kana[0]:
        yield from ("".join(one.kana), one.kana[1], one.kana[1][:2], one.kana[0][:1])


def _mistyped(word: str) -> str:
    """A letter left out in the middle."""
    return word[: len(word) // 2] + word[len(word) // 2 + 1 :]


def _speed(vendor: str) -> list[Row]:
    from trilogue.domain.people.queries import find

    found = []
    for kind, texts in queries().items():
        _milliseconds(find, texts[0])
        first = [_milliseconds(find, text) for text in texts]
        found.append(
            _row(
                f"{vendor}, {kind} characters" if kind == "more" else f"{vendor}, one character",
                first,
                LIMITS[kind],
            )
        )
        marks = [(text, find(text).after) for text in texts[:: max(1, len(texts) // 60)]]
        second = [
            _milliseconds(lambda text, mark: find(text, after=mark), text, mark)
            for text, mark in marks
            if mark
        ]
        found.append(_row(f"{vendor}, {kind}, next page", second, LIMITS[kind]))
    return found


def _row(name: str, measured: list[float], limit: float) -> Row:
    p95 = statistics.quantiles(measured, n=20)[-1]
    words = f"p95 {p95:.1f} ms, median {statistics.median(measured):.1f} ms of {len(measured)} (limit {limit:g} ms)"
    return Row(name, p95, limit, p95 <= limit, words)


def _milliseconds(call: Callable[..., Any], *arguments: Any) -> float:
    begun = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - begun) * 1000


def _beside_like(vendor: str) -> list[Row]:
    from trilogue.domain.people.queries import find

    texts = queries()["more"]
    texts = texts[:: max(1, len(texts) // LIKE_RUNS)]
    pairs = [(_milliseconds(_like, text), _milliseconds(find, text)) for text in texts]
    theirs, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = theirs / ours
    words = (
        f"{ratio:,.0f} times as fast as LIKE ({ours:.1f} ms to {theirs:,.0f} ms, at least {LEAST_RATIO:g})"
    )
    return [Row(f"{vendor}, beside LIKE", ratio, LEAST_RATIO, ratio >= LEAST_RATIO, words)]


def _like(text: str) -> list[Any]:
    """The first fifty by where the text stands in the name: what one writes without an index."""
    from django.db import connection

    from trilogue.algorithms.names import key

    place = "instr(key, %s)" if connection.vendor == "sqlite" else "strpos(key, %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT person_id, full_ FROM (SELECT person_id, "full" AS full_, {place} AS place FROM people_personname'
            " WHERE key LIKE %s) AS named ORDER BY place, full_, person_id LIMIT 50",
            [key(text), f"%{key(text)}%"],
        )
        return list(cursor.fetchall())


if __name__ == "__main__":
    sys.exit(main())
