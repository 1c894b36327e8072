"""Files of translations: what goes out comes back letter for letter, and what is hostile or broken is refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.foundation.formats import translation_sheet, xliff
from trilogue.foundation.formats.translation import Translations, TranslationsRefused, Unit
from trilogue.foundation.text.characters import tidy, unfit

LANGUAGES = ("en", "ko", "ja", "zh-hans")
MARK = "0123456789abcdef.human"
TRICKY = [
    "_x0041_",
    "_x000D_",
    "=1+1",
    "'",
    "'a",
    "a\nb",
    "a\n\n\tb",
    "<b>&amp;</b>",
    "]]>",
    "髙橋𠮷",
    "\u200e\u2067a\u2069",
    "1",
    "1.0",
    "TRUE",
    "2027-05-01",
    "a\u0085b\u2028c",
    "\ufeffa",
    "http://a.example",
    "+82 2",
    "e\u0301",
    "\U000e0100",
]
WORDS = (
    st.one_of(st.sampled_from(TRICKY), st.text(max_size=60))
    .map(tidy)
    .filter(lambda each: each and not unfit(each))
)
UNITS = st.lists(
    st.builds(
        Unit,
        key=st.just(""),
        source=WORDS,
        target=st.one_of(st.just(""), WORDS),
        state=st.sampled_from(["missing", "machine", "human", "official", "outdated"]),
        of=st.just(MARK),
        over=st.just(MARK),
        note=st.one_of(st.just(""), WORDS),
    ),
    min_size=1,
    max_size=6,
)


def texts(units: list[Unit], source: str = "en", target: str = "ko") -> Translations:
    keyed = tuple(
        replace(unit, key=f"editions.fact.{number}.text") for number, unit in enumerate(units, start=1)
    )
    return Translations(source, target, "workshop/7", keyed)


def without_where(found: Translations, *, notes: bool) -> Translations:
    bare = tuple(replace(each, where="", **({} if notes else {"note": ""})) for each in found.units)
    return replace(found, units=bare)


@settings(max_examples=60)
@given(UNITS, st.permutations(LANGUAGES))
def test_xliff_comes_back_as_it_went_out(units: list[Unit], languages: tuple[str, ...]) -> None:
    sent = texts(units, *languages[:2])
    assert without_where(xliff.read(xliff.write(sent)), notes=False) == without_where(sent, notes=False)


@settings(max_examples=40)
@given(UNITS, st.permutations(LANGUAGES))
def test_a_workbook_comes_back_as_it_went_out(units: list[Unit], languages: tuple[str, ...]) -> None:
    sent = texts(units, *languages[:2])
    data = translation_sheet.write(sent, {})
    assert without_where(translation_sheet.read("filled.xlsx", data), notes=True) == sent


def test_the_longest_text_goes_through_both() -> None:
    long = "가" * 19_999 + "𠮷"
    sent = texts([Unit("", long, long, "human", MARK, MARK)])
    assert xliff.read(xliff.write(sent)).units[0].target == long
    assert translation_sheet.read("a.xlsx", translation_sheet.write(sent, {})).units[0].target == long


def filled(target: str, *, head: str = "", unit: str = "", tag: str = "ko") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" version="2.0"
 srcLang="en" trgLang="{tag}"><file id="f">{unit}<unit id="editions.fact.1.text"><mda:metadata><mda:metaGroup
 category="trilogue"><mda:meta type="source">{MARK}</mda:meta><mda:meta type="target">{MARK}</mda:meta></mda:metaGroup>
</mda:metadata><segment state="translated"><source>Words</source>{target}</segment></unit></file></xliff>""".encode()


def refused(data: bytes) -> TranslationsRefused:
    with pytest.raises(TranslationsRefused) as error:
        xliff.read(data)
    return error.value


BOMB = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(9)
)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY e "words">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x.dtd"> %e;]>',
        f"{BOMB}]>",
    ],
    ids=["a file", "an entity", "a document type elsewhere", "a parameter entity", "a bomb"],
)
def test_entities_are_refused_and_nothing_is_read_for_them(head: str) -> None:
    fault = refused(filled("<target>&e;</target>", head=head))
    assert (fault.code, fault.values["line"]) == ("XML_ENTITY", 1)


def test_a_translation_program_may_cut_a_text_into_segments_and_mark_stretches_of_it() -> None:
    parts = (
        '<target>하나<mrk id="m1" type="term">둘</mrk><cp hex="0009"/>셋</target></segment>'
        "<ignorable><source> </source></ignorable>"
        "<segment><source>more</source><target>넷</target>"
    )
    found = xliff.read(filled(parts)).units[0]
    assert (found.source, found.target, found.state) == ("Words more", "하나둘\t셋 넷", "human")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "DAMAGED"),
        (b"\x00\xff\xfe", "DAMAGED"),
        (b"<xliff>", "DAMAGED"),
        (b'<?xml version="1.0" encoding="no-such"?><xliff/>', "DAMAGED"),
        (b"<a>" * 60 + b"</a>" * 60, "DAMAGED"),
        (b"<html/>", "NOT_XLIFF"),
        (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "XLIFF_VERSION"),
        (filled("<target>a</target>", tag="fr"), "LANGUAGE"),
        (filled('<target xml:lang="ja">a</target>'), "TARGET_LANGUAGE"),
        (filled("<target>a</target>", unit='<unit id="x"/>'), "UNIT_WITHOUT_MARKS"),
        (filled('<target>a<ph id="1"/></target>'), "INLINE"),
        (filled('<target>a<cp hex="zz"/></target>'), "INLINE"),
        (b" " * (5 * 1024 * 1024 + 1), "TOO_LARGE"),
    ],
)
def test_what_is_broken_or_foreign_is_refused(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_a_unit_that_stands_twice_is_refused_by_name() -> None:
    sent = texts([Unit("", "a", "b", "human", MARK, MARK)])
    twice = replace(sent, units=sent.units * 2)
    assert refused(xliff.write(twice)).values == {"unit": "editions.fact.1.text"}
    with pytest.raises(TranslationsRefused, match="UNIT_TWICE"):
        translation_sheet.read("a.xlsx", translation_sheet.write(twice, {}))


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (Unit("", "a", "b", "finished", MARK, MARK), "STATE"),
        (Unit("", "a", "b", "human", "", MARK), "UNIT_WITHOUT_MARKS"),
    ],
)
def test_a_row_that_was_spoilt_is_named(unit: Unit, code: str) -> None:
    with pytest.raises(TranslationsRefused) as error:
        translation_sheet.read("a.xlsx", translation_sheet.write(texts([unit]), {}))
    assert (error.value.code, error.value.values["row"]) == (code, 3)
