"""Reading: every file is sheets of text, or a refusal with its reason; nothing else ever leaves."""

import codecs
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.domain.delegations.planning.headers import WORDS
from trilogue.foundation.formats import csv, xlsx
from trilogue.foundation.formats.spreadsheet import FileRefused, Sheet, read
from trilogue.foundation.formats.table import Fact, Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KOREAN = "연번,성명(한글),소속,이메일\r\n1,김서율,경기도,seoyul@example.kr\r\n2,이도현,수원시,dohyeon@example.kr\r\n"
JAPANESE = (
    "番号,氏名,ふりがな,派遣元\r\n1,髙橋 美空,たかはし みそら,北海道\r\n2,葛西 志保,かさい しほ,青森県\r\n"
)
CHINESE = (
    "序号,姓名,派出单位,职务\r\n1,王静,山东省,副科长\r\n2,欧阳思齐,济南市,主任科员\r\n3,䶮𬀩,江苏省,科员\r\n"
)


def workbook(**changed: bytes) -> bytes:
    """A small workbook whose parts can be replaced by name: `sheet` or `strings`."""
    plain = xlsx.write([Table("List", ("name",), [("王",)])])
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    return repacked(plain, {names[part]: content for part, content in changed.items()})


def repacked(data: bytes, replaced: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            copy.writestr(name, replaced.get(name, source.read(name)))
        for name in replaced.keys() - set(source.namelist()):
            copy.writestr(name, replaced[name])
    return target.getvalue()


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read("list", data)
    assert refused.value.values["file"] == "list"
    return refused.value.code


def rows_of(data: bytes) -> tuple[tuple[str, ...], ...]:
    return read("list", data)[0].rows


def test_workbook_cells_come_out_as_a_person_reads_them() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("List")
    page.write_string(1, 1, "010006")
    page.write_number(1, 2, 10006)
    page.write_number(1, 3, 0.5)
    page.write_boolean(1, 4, True)
    page.write_datetime(1, 5, date(2024, 4, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    page.write_number(1, 6, 45383 + 9.5 / 24, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    page.write_formula(1, 7, "=1/0", None, "#DIV/0!")
    page.write_formula(1, 8, "=A1+1", None, 7)
    book.close()
    assert rows_of(target.getvalue()) == (
        ("",) * 9,
        ("", "010006", "10006", "0.5", "TRUE", "2024-04-01", "2024-04-01 09:30:00", "#DIV/0!", "7"),
    )


def test_formula_nobody_has_calculated_is_read_as_its_text() -> None:
    cell = '<row r="1"><c r="A1" t="str"><f>LOWER("A")&amp;"b"</f><v /></c><c r="B1"><f>1+1</f></c></row>'
    assert rows_of(workbook(sheet=sheet(cell))) == (('=LOWER("A")&"b"', "=1+1"),)


def test_every_sheet_is_read_with_its_name() -> None:
    data = xlsx.write([Table("경기도", ("a",), [("1",)]), Table("名簿", ("b",), [("2",)])])
    assert read("x", data) == [Sheet("경기도", (("a",), ("1",))), Sheet("名簿", (("b",), ("2",)))]


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (KOREAN, "cp949", "cp949"),
        (JAPANESE, "cp932", "cp932"),
        (CHINESE, "gb18030", "gb18030"),
        (KOREAN + JAPANESE + CHINESE, "utf-8", "utf-8"),
        (KOREAN + JAPANESE + CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (JAPANESE, "utf-16-le", "utf-16-le"),
        (KOREAN, "utf-16-be", "utf-16-be"),
    ],
)
def test_flat_files_are_read_in_the_encodings_of_three_countries(
    text: str, encoding: str, named: str
) -> None:
    found = read("list.csv", text.encode(encoding))[0]
    assert found.encoding == named
    assert found.rows == tuple(tuple(line.split(",")) for line in text.splitlines())


@pytest.mark.parametrize(("text", "encoding"), [(KOREAN, "cp949"), (JAPANESE, "cp932"), (CHINESE, "gb18030")])
def test_header_words_settle_a_file_too_short_for_its_letters(text: str, encoding: str) -> None:
    header = text.splitlines()[0]
    words = [word for word in header.split(",") if not word.isascii()]
    assert read("x.csv", f"{header}\r\n1\r\n".encode(encoding), words)[0].encoding == encoding


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiter_is_the_commonest_of_the_first_line(delimiter: str) -> None:
    assert rows_of(delimiter.join("abc").encode() + b"\n1") == (("a", "b", "c"), ("1",))


def test_line_breaks_inside_quotes_do_not_make_records() -> None:
    assert rows_of(b'a,b\r\n"1\r\n2, ""x""",3\r\n') == (("a", "b"), ('1\r\n2, "x"', "3"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EMPTY"),
        (b" \r\n,,\r\n", "EMPTY"),
        (xlsx.write([Table("a", (), [])]), "EMPTY"),
        (b"%PDF-1.7\n%\xe2\xe3", "NOT_A_SPREADSHEET"),
        (b"\x89PNG\r\n\x1a\n", "NOT_A_SPREADSHEET"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "NOT_A_SPREADSHEET"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "NOT_A_SPREADSHEET"),
        (b"a,b\x00c,\x01\x02", "NOT_A_SPREADSHEET"),
        (b"a,b\x07c", "NOT_A_SPREADSHEET"),
        (b"PK\x03\x04broken", "DAMAGED"),
        (OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512), "ENCRYPTED"),
        (OLE + bytes(512) + "Workbook\0".encode("utf-16-le") + bytes(512), "LEGACY_XLS"),
        (OLE + bytes(512), "NOT_A_SPREADSHEET"),
        (b"name\n\x81\xff\xff\x80\xfe", "ENCODING"),
        (b'a,b\n"never closed,1\n2,3\n', "QUOTES"),
        (b"a,b\n" + b"1,2\n" * 100_000, "TOO_MANY_ROWS"),
        (b"," * 300, "TOO_MANY_COLUMNS"),
        (b"a" * (10 * 1024 * 1024 + 1), "TOO_LARGE"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_content_decides_and_not_the_ending_of_the_name() -> None:
    table = Table("a", ("x",), [("1",)])
    assert read("list.csv", xlsx.write([table]))[0].name == "a"
    assert read("list.xlsx", csv.write(table))[0].name is None


def test_zip_that_is_no_workbook_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refusal(target.getvalue()) == "NOT_A_SPREADSHEET"


def test_locked_entry_is_refused_as_encrypted() -> None:
    data = bytearray(workbook())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(start) + (6 if start == b"PK\x03\x04" else 8)
        data[at] |= 1
    assert refusal(bytes(data)) == "ENCRYPTED"


@pytest.mark.parametrize("size", [3_000_000, 60_000_000])
def test_declared_bomb_is_refused_before_anything_is_inflated(size: int) -> None:
    assert refusal(workbook(sheet=b" " * size)) == "BOMB"


def test_too_many_parts_are_a_bomb() -> None:
    assert refusal(repacked(workbook(), {f"xl/media/{n}.xml": b"<a/>" for n in range(1_001)})) == "BOMB"


def test_bomb_with_a_lying_directory_is_caught_while_inflating_and_stays_small_in_memory() -> None:
    honest = workbook(sheet=b" " * 200_000_000)
    lying = honest.replace(struct.pack("<I", 200_000_000), struct.pack("<I", 400_000))
    assert len(lying) == len(honest) != lying.count(struct.pack("<I", 200_000_000))
    tracemalloc.start()
    code = refusal(lying)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert code == "BOMB"
    assert peak < 20_000_000


def test_undeclared_bytes_after_a_true_beginning_are_a_bomb() -> None:
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    longer = workbook(sheet=sheet("<row><c><v>1</v></c></row>") + b" " * 5_000)
    with zipfile.ZipFile(io.BytesIO(longer)) as archive:
        grown = archive.getinfo("xl/worksheets/sheet1.xml")
    assert part.file_size != grown.file_size
    lying = longer.replace(struct.pack("<I", grown.file_size), struct.pack("<I", 120))
    assert refusal(lying) == "BOMB"


def test_entity_tricks_are_refused() -> None:
    trick = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    assert refusal(workbook(sheet=trick)) == "XML_ENTITY"
    assert refusal(workbook(strings=trick)) == "XML_ENTITY"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "TOO_MANY_ROWS"),
        ("<row r='1000000'><c r='A1'/><c><v>1</v></c></row>", "TOO_MANY_ROWS"),
        ('<row r="1"><c r="xfd1"><v>1</v></c></row>', "TOO_MANY_COLUMNS"),
        ("<row>" + "<c/>" * 256 + "<c><v>1</v></c></row>", "TOO_MANY_COLUMNS"),
        ("<row><c><v>1</v></c></row>" * 20_001, "TOO_MANY_ROWS"),
        ('<row r="1"><c r="$A$1"><v>1</v></c></row>', "DAMAGED"),
        ('<row r="+1"><c><v>1</v></c></row>', "DAMAGED"),
        ("<row><c>", "DAMAGED"),
        ("<x>" * 101 + "</x>" * 101, "DAMAGED"),
    ],
)
def test_cell_far_away_does_not_make_an_enormous_sheet(rows: str, code: str) -> None:
    assert refusal(workbook(sheet=sheet(rows))) == code


def test_rows_without_values_do_not_count() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert rows_of(workbook(sheet=sheet(rows))) == (("1",),)


def test_long_text_shared_by_many_cells_is_a_bomb() -> None:
    text = f'<sst xmlns="{MAIN}"><si><t>{"長" * 30_000}</t></si></sst>'.encode()
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1_100))
    assert refusal(workbook(strings=text, sheet=sheet(cells))) == "BOMB"


def test_more_sheets_than_anybody_reads_are_refused() -> None:
    assert refusal(xlsx.write([Table(f"{n}", ("a",), []) for n in range(51)])) == "TOO_MANY_SHEETS"


def test_sheets_full_of_cells_are_refused_together() -> None:
    corner = sheet('<row r="5000"><c r="IV5000"><v>1</v></c></row>')
    data = xlsx.write([Table("a", ("x",), []), Table("b", ("x",), [])])
    full = {f"xl/worksheets/sheet{n}.xml": corner for n in (1, 2)}
    assert refusal(repacked(data, full)) == "TOO_MANY_CELLS"


def test_part_in_another_encoding_than_utf8_is_refused() -> None:
    wide = codecs.BOM_UTF16_LE + sheet("<row/>").decode().encode("utf-16-le")
    assert refusal(workbook(sheet=wide)) == "DAMAGED"


def test_bits_changed_in_a_packed_part_are_noticed() -> None:
    data = workbook(sheet=sheet("<row><c><v>1</v></c></row>"))
    changed = data.replace(struct.pack("<I", zlib.crc32(sheet("<row><c><v>1</v></c></row>"))), b"\0\0\0\0")
    assert refusal(changed) == "DAMAGED"


def test_facts_of_cells_and_lines_stand_beside_the_text() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("a")
    page.write_number(0, 0, 10006)
    page.write_formula(0, 1, '="x"&1', None, "x1")
    page.write_formula(0, 2, "=A1&2", None, "")
    page.merge_range(1, 0, 2, 0, "m")
    page.set_row(3, None, None, {"hidden": True})
    page.set_column(1, 2, None, None, {"hidden": True})
    book.add_worksheet("b").write_string(0, 0, "1")
    book.worksheets()[1].hide()
    book.close()
    first, second = read("x", target.getvalue())
    assert first.rows[0] == ("10006", "x1", "=A1&2")
    assert first.facts == {
        (0, 0): Fact(number=True),
        (0, 1): Fact(formula='="x"&1'),
        (0, 2): Fact(stored=False),
    }
    assert first.merged == ((1, 0, 2, 0),)
    assert (set(first.hidden_rows), set(first.hidden_columns)) == ({3}, {1, 2})
    assert (first.hidden, second.hidden) == (False, True)


def test_reading_inside_a_cell_is_told_and_is_no_part_of_its_text() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><t>髙橋</t><rPh sb="0" eb="2"><t>たかはし</t></rPh></si><si><t>x</t></si></sst>'
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    found = read("x", workbook(strings=shared.encode(), sheet=sheet(cells)))[0]
    assert found.rows == (("髙橋", "x"),)
    assert found.facts == {(0, 0): Fact(phonetic=True)}


@pytest.mark.parametrize("ref", ["A1", "A1:B2", "A1:XFD1048576"])
def test_merged_area_of_any_size_costs_nothing(ref: str) -> None:
    content = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        b"</worksheet>", f'<mergeCells><mergeCell ref="{ref}"/></mergeCells></worksheet>'.encode()
    )
    assert rows_of(workbook(sheet=content)) == (("1",),)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (
            b'[{"a": 1, "b": null}, {"c": true, "a": "x"}]',
            (("a", "b", "c"), ("1", "", ""), ("x", "", "TRUE")),
        ),
        (b'\xef\xbb\xbf{"edition": "A", "people": [{"a": 1.5}]}', (("a",), ("1.5",))),
        (b'[{"a": ["x", 1]}]', (("a",), ('["x", 1]',))),
        (b'[{"a": "\\ud800"}]', (("a",), ("?",))),
    ],
)
def test_list_of_objects_is_a_table_of_their_keys(data: bytes, rows: tuple[tuple[str, ...], ...]) -> None:
    assert rows_of(data) == rows


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[1, 2]", "NOT_A_SPREADSHEET"),
        (b'{"a": 1', "NOT_A_SPREADSHEET"),
        (b"[" * 100_000, "NOT_A_SPREADSHEET"),
        (b"[" + b",".join([b'{"a": 1}'] * 20_001) + b"]", "TOO_MANY_ROWS"),
        (b"[{" + b",".join(b'"%d": 1' % number for number in range(257)) + b"}]", "TOO_MANY_COLUMNS"),
    ],
)
def test_other_json_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


@given(
    chosen=st.lists(st.integers(0, 11), min_size=1, max_size=6),
    text=st.sampled_from([("cp949", KOREAN), ("cp932", JAPANESE), ("gb18030", CHINESE)]),
)
def test_any_rows_of_a_list_tell_its_encoding(chosen: list[int], text: tuple[str, str]) -> None:
    encoding, lines = text
    header, *people = lines.splitlines()
    rows = "\n".join([header, *(people[number % len(people)] for number in chosen)])
    assert read("x", rows.encode(encoding), WORDS)[0].encoding == encoding


beginnings = st.sampled_from(
    [b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"\xfe\xff", codecs.BOM_UTF8, b"a,b\n", b'"']
)


@given(start=beginnings, rest=st.binary(max_size=400))
def test_any_bytes_are_sheets_or_refused(start: bytes, rest: bytes) -> None:
    try:
        sheets = read("x", start + rest)
    except FileRefused:
        return
    assert all(isinstance(cell, str) for sheet in sheets for row in sheet.rows for cell in row)


@settings(max_examples=150)
@given(at=st.integers(0, 20_000), bits=st.integers(1, 255), cut=st.booleans())
def test_any_damage_to_a_workbook_is_refused_or_harmless(at: int, bits: int, cut: bool) -> None:
    data = bytearray(workbook())
    place = at % len(data)
    data[place] ^= bits
    try:
        read("x", bytes(data[:place] if cut else data))
    except FileRefused:
        return


@settings(max_examples=50)
@given(xml=st.text(alphabet='<>/="cvrowsit 1AZ&;!-', max_size=80))
def test_any_sheet_markup_is_read_or_refused(xml: str) -> None:
    try:
        read("x", workbook(sheet=sheet(xml)))
    except FileRefused:
        return


def test_time_without_a_day_and_day_without_time_keep_their_form() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet()
    page.write_datetime(0, 0, date(2024, 9, 30), book.add_format({"num_format": "yyyy/m/d"}))
    page.write_number(0, 1, 0.5, book.add_format({"num_format": "hh:mm"}))
    book.close()
    assert rows_of(target.getvalue()) == (("2024-09-30", "12:00:00"),)
