"""Letters say the facts as each language does, follow nothing that is put into them, and read back as written."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest
from hwpx import HwpxDocument
from hypothesis import given
from hypothesis import strategies as st

from trilogue.documents import letter
from trilogue.documents.letter_facts import SAMPLE, addressee
from trilogue.documents.letter_template import TemplateProblem
from trilogue.documents.letter_words import moment, period
from trilogue.foundation.text.value import LANGUAGES, Entry, Text

NO_OFFICE = (
    "soffice is not there (apt install libreoffice-writer-nogui); python-docx reads the letters in test_prose"
)
HOSTILE = "{deadline} {0.__class__} %(x)s # >< \u202e<b>&amp;</b> $x$ #import \n# ## {{"


def _said(template: str, language: str = "ko", **changes: object) -> list[str]:
    facts = replace(SAMPLE, **changes)  # type: ignore[arg-type]
    return [each.text for each in letter.render(template, facts, language)]


def _words(text: str) -> list[str]:
    """Without white space at which lines were broken."""
    return text.replace("\u3000", " ").split()


def _expected(language: str) -> list[str]:
    template = letter.default_templates().entries[language].text
    return _words(" ".join(each.text for each in letter.render(template, SAMPLE, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_default_templates_are_right_and_say_everything_a_nominator_needs(language: str) -> None:
    template = letter.default_templates().entries[language].text
    assert letter.check_template(template) == []
    for name in ("recipient", "ordinal", "series", "period", "place", "quotas", "deadline", "link", "email"):
        assert f"{{{name}}}" in template


def test_korean_letters_are_numbered_dated_and_ended_as_rules_want() -> None:
    said = _said(letter.default_templates().entries["ko"].text)
    assert "수신  경상북도지사" in said
    assert "제목  2026년 제8회 한일중 공무원 3국 협력 워크숍 참가자 추천 요청" in said
    assert "가. 일시: 2026. 5. 21.(목) 13:00 ~ 5. 22.(금) 15:00" in said
    assert "라. 배정 인원: 총 88명 (한국 38명, 일본 15명, 중국 35명)" in said
    assert "바. 제출 기한: 2026. 4. 10.(금) 18:00까지" in said
    assert said[-4:] == [
        "붙임  1. 행사 개요 1부.",
        "2. 참가자 추천서(엑셀) 1부.  끝.",
        "외교부장관",
        "시행일  2026. 3. 2.",
    ]


def test_japanese_chinese_and_english_letters_have_their_own_form() -> None:
    japanese, chinese, english = (
        _said(letter.default_templates().entries[each].text, each) for each in ("ja", "zh-hans", "en")
    )
    assert japanese[:3] == ["2026年3月2日", "奈良県知事　様", "大韓民国外交部長官"]
    assert japanese.index("記") < japanese.index("以上")
    assert "１　日　　時　　2026年5月21日（木）13:00～22日（金）15:00" in japanese
    assert chinese[0] == "关于推荐第八届韩日中公务员三国合作研讨会参会人员的函"
    assert chinese[1] == "河南省人民政府外事办公室："
    assert chinese[-6:] == [
        "此致",
        "敬礼",
        "附件：1. 活动方案",
        "2. 参会人员推荐表（Excel）",
        "韩国外交部长官",
        "2026年3月2日",
    ]
    assert "4. Quota: 88 in all (Korea: 38, Japan: 15, China: 35)" in english


def test_a_placeholder_before_two_spaces_is_still_one() -> None:
    assert _said("담당  {contact}  {email}") == ["담당  김하늘 사무관  workshop@example.org"]


def test_one_attachment_is_not_numbered() -> None:
    assert _said("붙임  {attachments}  끝.", attachments=SAMPLE.attachments[:1]) == [
        "붙임  행사 개요 1부.  끝."
    ]


@pytest.mark.parametrize(
    ("template", "problems"),
    [
        ("{recipient} {nmae}", [("UNKNOWN_PLACEHOLDER", "nmae", 12)]),
        ("{0.__class__}", [("UNKNOWN_PLACEHOLDER", "0.__class__", 0)]),
        ("{link!r}{link:>9}", [("UNKNOWN_PLACEHOLDER", "link!r", 0), ("UNKNOWN_PLACEHOLDER", "link:>9", 8)]),
        ("{ link }", [("UNKNOWN_PLACEHOLDER", " link ", 0)]),
        ("a { b } }", [("UNKNOWN_PLACEHOLDER", " b ", 2), ("LONE_BRACE", "", 8)]),
        ("{{link}}", [("LONE_BRACE", "", 0), ("LONE_BRACE", "", 7)]),
        ("{link\n}", [("LONE_BRACE", "", 0), ("LONE_BRACE", "", 6)]),
        ("a\x00\u202e", [("CONTROL_CHARACTER", "U+0000", 1), ("CONTROL_CHARACTER", "U+202E", 2)]),
        (" \r\n", [("EMPTY_TEMPLATE", "", 0)]),
        ("x" * 20_001, [("TOO_LONG", "", 20_000)]),
    ],
)
def test_a_wrong_template_is_refused_with_the_place_and_the_name(
    template: str, problems: list[tuple[str, str, int]]
) -> None:
    expected = [TemplateProblem(*each) for each in problems]
    assert letter.check_template(template) == expected
    with pytest.raises(letter.LetterRefused) as refused:
        letter.build(SAMPLE, "ko", "pdf", template)
    assert refused.value.problems == expected


def test_what_the_facts_do_not_say_is_named() -> None:
    with pytest.raises(letter.LetterRefused) as refused:
        letter.render("{sender} {phone}", replace(SAMPLE, phone="", sender=Text()), "ko")
    assert refused.value.problems == [
        TemplateProblem("EMPTY_VALUE", "sender", 0),
        TemplateProblem("EMPTY_VALUE", "phone", 9),
    ]


@pytest.mark.parametrize("form", letter.FORMS)
def test_values_are_put_in_and_never_followed(form: str) -> None:
    evil = Text("ko", {"ko": Entry(HOSTILE)})
    facts = replace(SAMPLE, recipient=evil, contact=evil, series=evil, attachments=(evil, evil))
    document = letter.build(facts, "ko", form)
    kept = "{deadline} {0.__class__} %(x)s # >< <b>&amp;</b> $x$ #import # ## {{"
    assert _words(_text(document.data, form)).count("{0.__class__}") >= 4
    assert "".join(kept.split()) in "".join(_text(document.data, form).split())


@given(value=st.text(min_size=1, max_size=40))
def test_a_value_never_changes_how_its_line_stands(value: str) -> None:
    plain, odd = (
        letter.render("  {contact} 귀하", replace(SAMPLE, contact=Text("ko", {"ko": Entry(each)})), "ko")[0]
        for each in ("가", f"가{value}")
    )
    assert replace(odd, runs=()) == replace(plain, runs=())


def _text(data: bytes, form: str) -> str:
    match form:
        case "docx":
            return "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
        case "hwpx":
            return HwpxDocument.open(io.BytesIO(data)).text.plain()
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", letter.FORMS)
def test_letters_read_back_as_they_were_put_in(form: str, language: str) -> None:
    document = letter.build(SAMPLE, language, form)
    assert document.name == f"sample-letter.{language}.{form}"
    read = _words(_text(document.data, form))
    if form == "pdf":
        assert "".join(read) == "".join(_expected(language))
    else:
        assert read == _expected(language)


@pytest.mark.parametrize("form", letter.FORMS)
def test_a_letter_of_a_demonstration_says_so(form: str) -> None:
    data = letter.build(replace(SAMPLE, demonstration=True), "en", form).data
    assert "everything here is invented" in _text(data, form)


def test_libreoffice_reads_every_docx_as_it_was_put_in(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip(NO_OFFICE)
    for language in LANGUAGES:
        (tmp_path / f"{language}.docx").write_bytes(letter.build(SAMPLE, language, "docx").data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [program, "--headless", profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", "read"]
    files = [f"{language}.docx" for language in LANGUAGES]
    subprocess.run([*convert, *files], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    for language in LANGUAGES:
        read = (tmp_path / "read" / f"{language}.txt").read_text(encoding="utf-8-sig")
        assert _words(read) == _expected(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_tagged_in_its_language_and_fits_a_page(language: str) -> None:
    document = pikepdf.open(io.BytesIO(letter.build(SAMPLE, language, "pdf").data))
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang).split("-")[0] == language.split("-", maxsplit=1)[0]
    assert len(document.pages) == 1


def test_a_name_in_another_language_has_the_forms_of_its_own() -> None:
    facts = replace(SAMPLE, contact=Text("ja", {"ja": Entry("直海")}))
    data = letter.build(facts, "zh-hans", "docx").data
    fonts = {
        run.text: run.font.element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia"))  # type: ignore[attr-defined]
        for each in docx.Document(io.BytesIO(data)).paragraphs
        for run in each.runs
    }
    assert fonts["直海"] == "MS Mincho"
    assert fonts["此致"] == "FangSong"


def test_an_unknown_form_is_not_made() -> None:
    with pytest.raises(LookupError):
        letter.build(SAMPLE, "ko", "hwp")


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends", "said"),
    [
        (date(2026, 5, 21), date(2026, 5, 21), None, None, "2026. 5. 21.(목)"),
        (date(2026, 5, 21), date(2026, 5, 21), time(9), time(18), "2026. 5. 21.(목) 09:00 ~ 18:00"),
        (date(2026, 12, 31), date(2027, 1, 1), None, None, "2026. 12. 31.(목) ~ 2027. 1. 1.(금)"),
        (date(2026, 5, 31), date(2026, 6, 1), time(9), None, "2026. 5. 31.(일) 09:00 ~ 6. 1.(월)"),
    ],
)
def test_a_period_repeats_only_what_differs(
    first: date, last: date, begins: time | None, ends: time | None, said: str
) -> None:
    assert period(replace(SAMPLE, first=first, last=last, begins=begins, ends=ends), "ko") == said


def test_moments_are_said_in_the_zone_of_the_house_whatever_theirs() -> None:
    value = datetime.fromisoformat("2026-04-10T23:30+00:00")
    assert moment(value, "ko") == "2026. 4. 11.(토) 08:30"
    assert moment(value, "zh-hans") == "2026年4月11日（星期六）08:30"


@pytest.mark.parametrize(
    ("country", "names", "said"),
    [
        ("KR", {"ko": "경상북도", "ja": "慶尚北道"}, {"ko": "경상북도지사", "ja": "慶尚北道知事　様"}),
        ("KR", {"ko": "가평군"}, {"ko": "가평군수"}),
        ("KR", {"ko": "종로구"}, {"ko": "종로구청장"}),
        ("JP", {"ja": "奈良県", "ko": "나라현"}, {"ja": "奈良県知事　様", "ko": "나라현지사"}),
        ("JP", {"ja": "豊岡市", "en": "Toyooka City"}, {"ja": "豊岡市長　様", "en": "Toyooka City"}),
        (
            "CN",
            {"zh-hans": "河南省", "ko": "허난성"},
            {"zh-hans": "河南省人民政府外事办公室", "ko": "허난성 인민정부 외사판공실"},
        ),
        ("CN", {"zh-hans": "香港特别行政区"}, {"zh-hans": "香港特别行政区"}),
    ],
)
def test_letters_go_to_whom_each_country_writes(
    country: str, names: dict[str, str], said: dict[str, str]
) -> None:
    name = Text(next(iter(names)), {language: Entry(each) for language, each in names.items()})
    found = addressee(name, country)
    assert {language: each.text for language, each in found.entries.items()} == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_has_a_type_a_meaning_and_an_example(language: str) -> None:
    found = letter.placeholders(language)
    assert all(each.meaning and each.example for each in found)
    assert letter.check_template(" ".join(f"{{{each.name}}}" for each in found)) == []
