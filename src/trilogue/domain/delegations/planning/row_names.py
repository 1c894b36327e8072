"""The names of a row: as written, divided where that is certain, asked about where it is not."""

from collections.abc import Mapping
from typing import Any

from trilogue.algorithms.names import clean, hiragana, key, roman
from trilogue.domain.delegations.planning.kana import folded
from trilogue.domain.delegations.planning.model import Level
from trilogue.domain.delegations.planning.names import (
    HANGUL_OR_HAN,
    WITHOUT_SPACE,
    RomanName,
    is_numeral,
    known_in_latin,
    plain_roman,
    read_roman,
    split_native,
    umlaut_asked,
    without_marks,
    without_title,
)
from trilogue.domain.delegations.planning.row import ADD_LATER, LEAVE_OUT, Row
from trilogue.domain.delegations.planning.surnames import POLYPHONES

LOST = frozenset("?？\ufffd〓□")
KEEP = "keep_as_written"


def read_names(row: Row) -> dict[str, Any]:
    """Every name field of a person, with what was noticed and asked."""
    native = _native(row)
    row.known_as = row.text("ref") or native["native"] or row.label
    _report_native(row, native["native"])
    kana = hiragana(row.text("kana"))
    latin = _roman(row, native["native"], kana)
    parts = _parts(row, native["native"], latin)
    _report_kana(row, kana, native["native"])
    return {
        **native,
        **parts,
        "kana": kana,
        "other_han": row.text("other_han"),
        **_as_shown(latin),
        "roman_whole": latin.whole,
    }


def _as_shown(found: RomanName) -> dict[str, str]:
    """The family name in capitals, the given name not."""
    family = found.family.upper()
    shown = roman(family, found.given)
    return {"roman_family": family, "roman_given": shown[len(family) :].strip()}


def _native(row: Row) -> dict[str, str]:
    whole = row.cleaned.get("native", clean(""))
    if not whole.text and row.has("family") and row.has("given"):
        whole = clean(f"{row.cleaned['family'].written} {row.cleaned['given'].written}")
    name = without_title(without_marks(whole.text), row.country)
    if row.country in WITHOUT_SPACE and HANGUL_OR_HAN.search(name):
        name = "".join(name.split())
    return {"native": name, "native_written": whole.written, "native_key": key(name)}


def _report_native(row: Row, native: str) -> None:
    whole = row.text("native")
    if without_marks(whole) != whole:
        row.warn("NAME_MARK", "native", expect=native)
    if without_title(without_marks(whole), row.country) != without_marks(whole):
        row.warn("NAME_WITH_TITLE", "native", expect=native)
    if is_numeral(native):
        row.note("NUMERAL_NAME", "native")
    if row.country == "CN" and any(map(_is_traditional, native)):
        row.note("TRADITIONAL_FORM", "native")
    for name in ("native", "other_han"):
        if LOST & set(row.text(name)):
            row.ask("CHAR_LOST", name, (KEEP, LEAVE_OUT), "name", level=Level.ERROR)


def _is_traditional(letter: str) -> bool:
    """Common in Taiwan's character set and absent from the simplified one of the mainland."""
    return "\u4e00" <= letter <= "\u9fff" and _encodable(letter, "big5") and not _encodable(letter, "gb2312")


def _encodable(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _roman(row: Row, native: str, kana: str) -> RomanName:
    written = [row.text(name) for name in ("roman_family", "roman_given")]
    if any(written):
        return _roman_of_two(row, written, native, kana)
    text = row.text("roman")
    found = read_roman(text, row.country, native, kana)
    for code in found.codes:
        if code != "ROMAN_NO_SPACE" or row.country == "JP":
            row.warn(code, "roman")
    _ask_about_roman(row, text, found, native)
    return found


def _roman_of_two(row: Row, written: list[str], native: str, kana: str) -> RomanName:
    """Two columns; they are taken as swapped only where the family name is known and stands in the wrong one."""
    parts = []
    for name, text in zip(("roman_family", "roman_given"), written, strict=True):
        plain, codes = plain_roman(text, row.country)
        parts.append(plain)
        for code in codes:
            row.warn(code, name)
    family, given = parts
    known = known_in_latin(row.country, native, kana)
    if folded(given) in known and folded(family) not in known and family:
        row.warn("ROMAN_ORDER", "roman_family")
        return RomanName(given, family)
    return RomanName(family, given)


def _ask_about_roman(row: Row, text: str, found: RomanName, native: str) -> None:
    one = f"ROMAN:{row.label}"
    if not text:
        polyphone = row.country == "CN" and native[:1] in POLYPHONES and row.has("roman")
        if polyphone and not row.cell("roman").lost:
            row.ask(
                "PINYIN_POLYPHONE",
                "roman",
                (ADD_LATER, LEAVE_OUT),
                "roman",
                key=f"MISSING_REQUIRED:{row.label}:roman",
            )
        return
    if row.country == "CN" and umlaut_asked(text, native):
        row.ask("PINYIN_UMLAUT", "roman", (KEEP,), "roman", key=one)
    if found.whole and len(found.whole.split()) > 1:
        row.ask("ROMAN_ORDER", "roman", (ADD_LATER, LEAVE_OUT), "roman", level=Level.ERROR)


def _parts(row: Row, native: str, latin: RomanName) -> Mapping[str, str]:
    """Family and given name. The question stands where the doubt is: a name in Hangul or Han needs no space, so
    there the Roman name should have told.
    """
    given = {"family": row.text("family"), "given": row.text("given")}
    if given["family"] or not native:
        return given
    spaced = row.text("native") if "".join(row.text("native").split()) == native else native
    found = split_native(spaced, row.country, latin.family)
    in_one = bool(latin.whole) and len(latin.whole.split()) == 1 and row.country in WITHOUT_SPACE
    if found is None or in_one:
        row.ask(
            "NAME_SPLIT",
            "roman" if row.country in WITHOUT_SPACE and row.has("roman") else "native",
            (ADD_LATER, LEAVE_OUT),
            "name_split",
            key=f"NAME_SPLIT:{row.label}",
            whole=native,
        )
    return dict(zip(("family", "given"), found or ("", ""), strict=True))


def _report_kana(row: Row, kana: str, native: str) -> None:
    if row.country != "JP" or not kana or " " in kana or not HANGUL_OR_HAN.search(native):
        return
    if not row.text("family"):
        row.warn("NO_SEPARATOR", "kana")
