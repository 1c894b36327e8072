"""Register and edition as files: every form, every language, nothing lost and nothing that runs."""

import csv
import io
import json

import pikepdf
import pypdf
import pytest
from django.utils.translation import gettext, override
from PIL import Image

from trilogue.documents import edition, preview, register
from trilogue.documents.document import Document
from trilogue.documents.record import (
    CountryRecord,
    EditionRecord,
    FactRecord,
    FigureRecord,
    LineRecord,
    PhotographRecord,
    PlaceRecord,
    Record,
    SeriesRecord,
    SessionRecord,
    SourceRecord,
    SpeakerRecord,
)
from trilogue.foundation.formats import spreadsheet
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

WORDS = {"en": "Lectures", "ko": "강연", "ja": "講演の直", "zh-hans": "讲座䶮"}
TENTATIVE = EditionRecord("w", 8, "tentative", "2021", Text(), (), (), (), (), Text(), (), None, (), ())


def _text(said: dict[str, str], state: State = State.HUMAN) -> Text:
    entries = {language: Entry(words, state) for language, words in said.items()}
    if "en" in entries:
        entries["en"] = Entry(said["en"], State.OFFICIAL)
    return Text("en", entries)


def _held() -> EditionRecord:
    speaker = SpeakerRecord(_text({"en": "Yoshi Taka"}), "𠮷髙", "ja", True, _text({"en": "then Director"}))
    return EditionRecord(
        series="w",
        number=7,
        status="completed",
        date="2019-05",
        location=_text({"en": "Gyeongju City", "ko": "경주시", "ja": "慶州市", "zh-hans": "庆州市"}),
        places=(PlaceRecord("KR-47130", _text({"en": "Gyeongju City"}), Text(), 35.8, 129.2),),
        details=(
            LineRecord("E7.D1", _text(WORDS), Text(), Text()),
            LineRecord("E7.D2", _text({"en": "=HYPERLINK(1)", "ko": "+1"}), Text(), Text()),
        ),
        facts=(FactRecord("E7.F1", "date", _text({"en": "Two days"}), "2019-05-30/2019-05-31", "press", ""),),
        figures=(
            FigureRecord("announced", "", 90, True, "press"),
            FigureRecord("actual", "CN", 35, False, "page"),
            FigureRecord("actual", "JP", 15, False, "page"),
            FigureRecord("actual", "KR", 38, False, "page"),
        ),
        article_title=_text({"en": "The two days"}),
        article=(LineRecord("E7.A1", _text({"en": "88 took part"}), Text(), Text()),),
        photograph=PhotographRecord(_text({"en": "Group photo"}), _text({"en": "Ministry"})),
        sessions=(
            SessionRecord(1, "lecture", _text({"en": "Cooperation"}), "2019-05-30", "page", (speaker,)),
        ),
        sources=(
            SourceRecord("press", _text({"en": "Press"}), _text({"en": "K"}), "https://example.org/a?b=c"),
            SourceRecord("page", _text({"en": "Page"}), _text({"en": "TCS"}), ""),
        ),
    )


@pytest.fixture(scope="module")
def record() -> Record:
    names = {
        "CN": {"en": "China", "ko": "중국", "ja": "中国", "zh-hans": "中国"},
        "JP": {"en": "Japan", "ko": "일본", "ja": "日本", "zh-hans": "日本"},
        "KR": {"en": "Korea", "ko": "한국", "ja": "韓国", "zh-hans": "韩国"},
    }
    series = SeriesRecord(
        slug="w",
        demonstration=False,
        name=_text({"en": "Workshop", "ko": "워크숍", "ja": "ワークショップ", "zh-hans": "研讨会"}),
        tagline=_text({"en": "A platform"}),
        host=_text({"en": "Ministry"}),
        lead=Text(),
        country_order={"ja": ("JP", "CN", "KR")},
        countries=tuple(CountryRecord(code, _text(said), _text(said)) for code, said in names.items()),
        story=(),
        objectives=(),
    )
    return Record(3, series, (TENTATIVE, _held()))


def _rows(document: Document) -> list[list[str]]:
    return list(csv.reader(io.StringIO(document.data.decode("utf-8-sig"))))


def _in(language: str, words: str) -> str:
    with override(language):
        return gettext(words)


def _pdf_text(document: Document) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document.data)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_reads_back_from_csv_and_workbook(record: Record, language: str) -> None:
    flat = register.build(record, language, "csv")
    book = register.build(record, language, "xlsx")
    assert (flat.name, book.name) == (f"w-editions.{language}.csv", f"w-editions.{language}.xlsx")
    rows = _rows(flat)
    (sheet,) = spreadsheet.read(book.name, book.data)
    assert [row[0] for row in rows[1:]] == ["8", "7"]
    assert [list(row) for row in sheet.rows] == rows
    assert rows[2][2] == "2019-05"
    assert rows[2][5] == "KR-47130"
    assert WORDS[language] in rows[2][6]


def test_countries_stand_in_the_order_of_the_language(record: Record) -> None:
    row = _rows(register.build(record, "ja", "csv"))[2]
    assert row[7:11] == ["15", "35", "38", "88"]
    assert "90" in row[11]
    assert _rows(register.build(record, "en", "csv"))[2][7:11] == ["35", "15", "38", "88"]


def test_unofficial_and_missing_translations_are_labelled(record: Record) -> None:
    assert _rows(register.build(record, "en", "csv"))[2][-1] == ""
    assert _rows(register.build(record, "ko", "csv"))[2][-1] == _in("ko", "unofficial translation")
    both = f"{_in('ja', 'unofficial translation')}; {_in('ja', 'not translated yet')}"
    assert _rows(register.build(record, "ja", "csv"))[2][-1] == both


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_runs_as_a_formula(record: Record, language: str) -> None:
    files = (register.build(record, language, "csv"), edition.build(record, 7, language, "csv"))
    cells = [cell for document in files for row in _rows(document) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_as_pdf_says_what_the_record_says(record: Record, language: str) -> None:
    document = register.build(record, language, "pdf")
    said = "".join(_pdf_text(document).split())
    for words in (WORDS[language], "88", "KR38"):
        assert words in said
    label = "".join(_in(language, "unofficial translation").split())
    assert (f"°{label}" in said) == (language != "en")
    opened = pikepdf.open(io.BytesIO(document.data))
    assert str(opened.Root.Lang) == {"en": "en", "ko": "ko-KR", "ja": "ja-JP", "zh-hans": "zh-CN"}[language]
    assert opened.Root.MarkInfo.Marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_says_every_statement_with_its_id(record: Record, language: str) -> None:
    rows = _rows(edition.build(record, 7, language, "csv"))
    known = {row[0]: row for row in rows[1:]}
    assert list(known) == [
        *("E7.W", "E7.L", "E7.D1", "E7.D2", "E7.A1", "E7.S1", "E7.C", "E7.X"),
        *("E7.Q", "E7.P.CN", "E7.P.JP", "E7.P.KR", "E7.F1"),
    ]
    assert known["E7.D1"][2] == WORDS[language]
    assert known["E7.P.KR"][2] == "38"
    assert known["E7.F1"][4:6] == ["2019-05-30/2019-05-31", "press"]
    statements, figures, sources = spreadsheet.read("x", edition.build(record, 7, language, "xlsx").data)
    assert [list(row) for row in statements.rows][3] == [*known["E7.D1"]]
    assert [row[3] for row in figures.rows[1:]].count("35") == 1
    assert sources.rows[1][3] == "https://example.org/a?b=c"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_as_pdf_holds_facts_sources_and_names(record: Record, language: str) -> None:
    said = "".join(_pdf_text(edition.build(record, 7, language, "pdf")).split())
    for words in (WORDS[language], "Yoshi", "𠮷髙", "https://example.org/a?b=c", "[1]", "Two days"):
        assert "".join(words.split()) in said


def test_a_tentative_edition_without_figures_is_complete_too(record: Record) -> None:
    for form in ("csv", "xlsx", "json", "pdf"):
        assert edition.build(record, 8, "en", form).data
    assert "tentative" in _pdf_text(edition.build(record, 8, "en", "pdf"))


def test_json_has_every_text_in_four_languages_with_its_state(record: Record) -> None:
    data = json.loads(register.build(record, "ko", "json").data)
    assert [each["number"] for each in data["editions"]] == [7, 8]
    detail = data["editions"][0]["details"][1]
    assert detail["id"] == "E7.D2"
    assert detail["text"]["en"] == {"text": "=HYPERLINK(1)", "state": "official"}
    assert detail["text"]["ja"] == {"text": None, "state": "missing"}
    assert data["version"] == 3
    assert set(data["keys"]) > {"text.state", "date.precision", "id"}


def test_json_dates_say_how_precise_they_are(record: Record) -> None:
    first = json.loads(register.build(record, "en", "json").data)["editions"][0]
    assert first["date"] == {
        "iso": "2019-05",
        "precision": "month",
        "earliest": "2019-05-01",
        "latest": "2019-05-31",
        "tentative": False,
    }
    assert first["facts"][0]["date"]["iso"] == "2019-05-30/2019-05-31"
    assert first["figures"][0] == {
        "kind": "announced",
        "country": None,
        "count": 90,
        "approximate": True,
        "source": "press",
    }


def test_json_is_one_file_for_all_languages(record: Record) -> None:
    assert register.build(record, "ko", "json") == register.build(record, "ja", "json")
    assert edition.build(record, 7, "ko", "json").name == "w-7.json"


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "pdf"])
def test_the_same_record_gives_the_same_bytes(record: Record, form: str) -> None:
    assert register.build(record, "ja", form) == register.build(record, "ja", form)
    assert edition.build(record, 7, "ja", form) == edition.build(record, 7, "ja", form)


def test_unknown_editions_and_forms_are_refused(record: Record) -> None:
    with pytest.raises(LookupError):
        register.build(record, "en", "docx")
    for number, form in ((7, "docx"), (9, "pdf"), (9, "json")):
        with pytest.raises(LookupError):
            edition.build(record, number, "en", form)
    with pytest.raises(LookupError):
        preview.build(record, 9, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [None, 7, 8])
def test_the_preview_has_the_size_that_sites_expect(
    record: Record, number: int | None, language: str
) -> None:
    document = preview.build(record, number, language)
    assert Image.open(io.BytesIO(document.data)).size == (1200, 630)
    assert document.name.endswith(f".{language}.png")
    assert len(document.data) < 300_000
