"""Governments as the register knows them: by official code, by any name, and by the names people use instead."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from trilogue.algorithms.names import clean
from trilogue.domain.delegations.planning.cells import with_check_digit, with_lost_zero
from trilogue.domain.delegations.planning.headers import IN_BRACKETS
from trilogue.domain.delegations.planning.model import Context, GovernmentCode

SUFFIX = re.compile(
    r"(특별자치도|특별자치시|광역시|특별시|도|시|군|구"
    r"|特別自治道|特别自治道|特別自治市|特别自治市|広域市|广域市|廣域市|特別市|特别市|壮族自治区|回族自治区|维吾尔自治区|自治区"
    r"|道|省|市|県|縣|府|都|郡|区|區|县|町|村"
    r"| special self-governing province| metropolitan city| special city| prefecture| province| state| city)$"
)
OFFICE = re.compile(
    r"(청|도청|시청|군청|구청|役所|市役所|役場|庁|県庁|道庁|府庁|都庁|人民政府|政府|外事办公室|外事办|外办)$"
)
SHORT = {
    "충청남도": "충남", "충청북도": "충북", "전라남도": "전남", "전라북도": "전북", "전북특별자치도": "전북",
    "경상남도": "경남", "경상북도": "경북",
}  # fmt: skip
METROPOLITAN = ("특별시", "광역시", "특별자치시")
SELF_GOVERNING = "특별자치도"
KOREAN_DIGITS = (2, 5)
LEGAL_CODE = 10
REMEMBERED = 20_000


@dataclass(frozen=True)
class Found:
    """Which governments a written text may mean: as their `name`, or as an `alias`."""

    places: tuple[GovernmentCode, ...] = ()
    how: str = "name"


NOTHING = Found()


class Register:
    """Look-up by code and name in the governments of a context."""

    def __init__(self, context: Context) -> None:
        self.governments = context.governments
        self.former = context.former
        self.find = lru_cache(REMEMBERED)(self._find)
        self._plain = lru_cache(REMEMBERED)(plain_name)

    def __bool__(self) -> bool:
        return bool(self.governments)

    def names(self, place: GovernmentCode) -> tuple[str, ...]:
        """Every name, the present one in its own language first; empty when the register lacks the place."""
        return self.governments.get(place, ())

    def abroad(self, code: str, country: str) -> GovernmentCode | None:
        """The place of a host's code, looked for outside the person's own country first."""
        found = sorted(place for place in self._by_code.get(code, ()))
        return min(found, key=lambda place: place[0] == country, default=None)

    def is_former(self, place: GovernmentCode, written: str) -> bool:
        return self._plain(written) in map(self._plain, self.former.get(place, ()))

    def has_name(self, place: GovernmentCode, written: str) -> bool:
        return self._plain(written) in map(self._plain, self.names(place))

    def _find(self, written: str, beside: str = "") -> Found:
        """The places a written name may mean. `beside` is a text that may name their parent."""
        name = plain_name(IN_BRACKETS.sub("", written))
        for word in (name, plain_name(OFFICE.sub("", written.strip()))):
            exact, also = self._by_name.get(word, ()), self._by_alias.get(word, ())
            if exact or also:
                how = "name" if exact and word == name else "alias"
                return self._narrowed(Found(tuple(dict.fromkeys((*exact, *also))), how), beside)
        return self._behind_parent(written)

    def _behind_parent(self, written: str) -> Found:
        """ "경기도 수원시" is the second, within the first."""
        first, _, last = IN_BRACKETS.sub("", written).strip().rpartition(" ")
        if not first or not last:
            return NOTHING
        return self._narrowed(self.find(last), first)

    def _narrowed(self, found: Found, beside: str) -> Found:
        if len(found.places) < 2 or not beside.strip():
            return found
        parents = self._by_name.get(plain_name(beside)) or self._by_alias.get(plain_name(beside), ())
        within = tuple(place for place in found.places if any(_within(place, parent) for parent in parents))
        return Found(within, found.how) if within else found

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[GovernmentCode, ...]]:
        return _index((code, (country, code)) for country, code in self.governments)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[GovernmentCode, ...]]:
        return _index((plain_name(name), place) for place, names in self._named() for name in names)

    @cached_property
    def _by_alias(self) -> Mapping[str, tuple[GovernmentCode, ...]]:
        return _index(
            (plain_name(alias), place)
            for place, names in self._named()
            for name in names
            for alias in aliases(name)
        )

    def _named(self) -> Iterator[tuple[GovernmentCode, tuple[str, ...]]]:
        """Each government once, under its present code: the former ones follow it in the register."""
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for place, names in self.governments.items():
            if (place[0], names) not in seen:
                seen.add((place[0], names))
                yield place, names


def _index(pairs: Iterable[tuple[str, GovernmentCode]]) -> Mapping[str, tuple[GovernmentCode, ...]]:
    found: dict[str, dict[GovernmentCode, None]] = defaultdict(dict)
    for word, place in pairs:
        if word:
            found[word][place] = None
    return {word: tuple(sorted(places)) for word, places in found.items()}


def _within(place: GovernmentCode, parent: GovernmentCode) -> bool:
    """By what official codes of the three countries begin with."""
    country, code = place
    length = 5 if country == "KR" else 2
    return place != parent and country == parent[0] and code[:length] == parent[1][:length]


def plain_name(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", clean(name).text).casefold().split())


def aliases(name: str) -> Iterator[str]:
    """What people write for a name: without its last word, shortened, or as a city of the old kind."""
    if name in SHORT:
        yield SHORT[name]
    stem = SUFFIX.sub("", name if not name.isascii() else name.casefold())
    if stem == (name if not name.isascii() else name.casefold()) or len(stem) < 2:
        return
    yield stem
    if name.endswith(METROPOLITAN):
        yield f"{stem}시"
    if name.endswith(SELF_GOVERNING):
        yield f"{stem}도"


def full_code(country: str, written: str, register: Register, name: str) -> tuple[str, str]:
    """The official code a written one means, and CODE_LOST_ZERO or CODE_NO_CHECK_DIGIT where it was mended."""
    if country == "KR":
        return _korean(written), ""
    if country != "JP":
        return written, ""
    ways = {"CODE_LOST_ZERO": with_lost_zero(written), "CODE_NO_CHECK_DIGIT": with_check_digit(written)}
    if len(written) == 4:
        ways["CODE_NO_CHECK_DIGIT"] = with_check_digit(f"0{written}")
    possible = {code: way for code, way in ways.items() if way}
    fitting = {code: way for code, way in possible.items() if register.has_name(("JP", way), name)}
    known = {code: way for code, way in possible.items() if register.names(("JP", way))}
    for found in (fitting, known, {} if register else possible):
        for code, way in found.items():
            return way, code
    return (ways["CODE_LOST_ZERO"], "CODE_LOST_ZERO") if ways["CODE_LOST_ZERO"] else (written, "")


def _korean(written: str) -> str:
    """KR- before the two or five digits; the ten of a legal district end in zeros."""
    digits = written.upper().removeprefix("KR-").removeprefix("KR")
    if not digits.isdigit():
        return written
    if len(digits) == LEGAL_CODE:
        digits = digits[:2] if digits[2:5] == "000" else digits[:5]
    return f"KR-{digits}" if len(digits) in KOREAN_DIGITS else written
