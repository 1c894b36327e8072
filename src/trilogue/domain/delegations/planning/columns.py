"""Which column holds what: headers in four languages, in any order, below up to nine title rows."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from trilogue.algorithms.names import clean

HEADER_WITHIN = 10
FEWEST_HEADERS = 3

HEADERS: Mapping[str, tuple[str, ...]] = {
    "ref": ("ref", "reference", "참가번호", "参加番号", "参加编号"),
    "country": ("country", "delegation", "국가", "국적", "国", "国名", "国籍", "国家"),
    "native": ("native_name", "name", "성명", "이름", "성명(한글)", "氏名", "名前", "姓名"),
    "family": ("family", "family_name", "성", "姓"),
    "given": ("given", "given_name", "이름(명)", "名"),
    "other_han": ("other_han", "han", "성명(한자)", "한자성명", "한자", "简体姓名", "繁体姓名"),
    "kana": ("kana", "reading", "가나", "ふりがな", "フリガナ", "よみがな", "读音", "假名"),
    "roman": ("roman", "roman_name", "영문성명", "로마자", "ローマ字", "ローマ字氏名", "拼音", "英文姓名"),
    "roman_family": ("roman_family", "영문성", "로마자성", "ローマ字姓", "姓拼音"),
    "roman_given": ("roman_given", "영문이름", "로마자이름", "ローマ字名", "名拼音"),
    "home": (
        *("home_government", "home", "소속", "소속기관", "소속지자체"),
        *("派遣元", "所属団体", "所属自治体", "派出单位", "所属单位"),
    ),
    "home_code": ("home_code", "소속코드", "기관코드", "団体コード", "派遣元コード", "代码", "单位代码"),
    "host": ("host_government", "host", "파견기관", "파견지", "派遣先", "受入団体", "接收单位", "接收地方"),
    "host_code": ("host_code", "파견기관코드", "派遣先コード", "接收单位代码"),
    "department": ("department", "부서", "부서명", "部署", "部門", "部门"),
    "position": ("position", "직급", "직위", "役職", "職名", "职务"),
    "ko": ("ko", "korean", "한국어", "韓国語", "韩语"),
    "ja": ("ja", "japanese", "일본어", "日本語", "日语"),
    "zh": ("zh", "chinese", "중국어", "中国語", "中文", "汉语"),
    "en": ("en", "english", "영어", "英語", "英语"),
    "email": (
        "email",
        "e-mail",
        "mail",
        "이메일",
        "전자우편",
        "メール",
        "メールアドレス",
        "邮箱",
        "电子邮箱",
    ),
    "posting_from": ("posting_from", "파견시작", "파견시작일", "派遣開始", "派遣開始日", "派遣开始"),
    "posting_to": ("posting_to", "파견종료", "파견종료일", "派遣終了", "派遣終了日", "派遣结束"),
}
LANGUAGES = ("ko", "ja", "zh", "en")
REQUIRED = {
    "country": ({"country"},),
    "native": ({"native"}, {"family", "given"}),
    "roman": ({"roman_family", "roman_given"}, {"roman"}),
    "home": ({"home_code"}, {"home"}),
    "email": ({"email"},),
}
"""What every person must have, and the sets of columns of which one must be there."""
WORDS = tuple(word for words in HEADERS.values() for word in words)


def _plain(header: str) -> str:
    """A header without what its typists differ in: width, case, spaces, marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", clean(header).text).casefold())


FIELD_OF = {_plain(word): field for field, words in HEADERS.items() for word in words}


@dataclass(frozen=True)
class Columns:
    """Where a sheet's header stands (0 is the first row) and which field each column holds (0 is A)."""

    header: int
    fields: Mapping[int, str]
    ignored: Mapping[int, str]

    def missing(self) -> list[str]:
        """What every person must have and no column gives."""
        return [name for name in REQUIRED if not self.has(name)]

    def has(self, required: str) -> bool:
        present = set(self.fields.values())
        return any(columns <= present for columns in REQUIRED[required])

    @property
    def width(self) -> int:
        return max((*self.fields, *self.ignored)) + 1


def find_columns(rows: tuple[tuple[str, ...], ...]) -> Columns | None:
    """The header, if the likeliest row names at least three fields."""
    best = likeliest_header(rows)
    return best if len(best.fields) >= FEWEST_HEADERS else None


def likeliest_header(rows: tuple[tuple[str, ...], ...]) -> Columns:
    """Of the first ten rows the one that names most fields."""
    found = [_columns(number, row) for number, row in enumerate(rows[:HEADER_WITHIN])]
    return max(found, key=lambda columns: len(columns.fields), default=Columns(0, {}, {}))


def _columns(number: int, row: tuple[str, ...]) -> Columns:
    """Of two columns for one field the first counts; the other is listed as ignored."""
    fields: dict[int, str] = {}
    ignored: dict[int, str] = {}
    for column, header in enumerate(row):
        field = FIELD_OF.get(_plain(header))
        if field and field not in fields.values():
            fields[column] = field
        elif header.strip():
            ignored[column] = clean(header).text
    return Columns(number, fields, ignored)
