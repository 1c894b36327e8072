"""Documents: kept byte for byte, and refused where anything in them acts, hides or loads."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from docx import Document
from hwpx import HwpxDocument
from pikepdf import Array, Dictionary, Name

from tests.foundation.files import samples
from trilogue.foundation.files import papers, pdf_check, store
from trilogue.foundation.files.refused import FileRefused
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table

Change = Callable[[Any], None]


@pytest.fixture(autouse=True)
def _kept_here(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def code_of(data: bytes, name: str) -> str:
    """Of the refusal; "" where the document was kept, byte for byte."""
    try:
        paper = papers.take_in(data, name)
    except FileRefused as refusal:
        assert list(store.kept()) == []
        return refusal.code
    assert store.read(papers.file_name(paper.digest, paper.kind)) == data
    return ""


def test_a_pdf_is_kept_as_it_came() -> None:
    data = samples.pdf()
    paper = papers.take_in(data, "../ 보고서\u202e: 1.PDF".replace("PDF", "pdf"))
    assert (paper.kind, paper.size) == ("pdf", len(data))
    assert paper.name == "보고서-1.pdf"


def root(key: str, value: Any) -> Change:
    return lambda document: document.Root.__setitem__(key, value)


def on_page(key: str, make: Callable[[Any], Any]) -> Change:
    return lambda document: document.pages[0].obj.__setitem__(key, make(document))


def link(action: Any) -> Callable[[Any], Any]:
    return lambda document: Array(
        [document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action))]
    )


def element(**extra: Any) -> Dictionary:
    """An action that calls itself an element of the structure."""
    return Dictionary(Type=Name.StructElem, **extra)


def structure(document: Any, name: str) -> Any:
    """An element of that name in the structure tree, as the style of a paragraph gives it."""
    child = document.make_indirect(element(S=Name(name), K=0))
    parent = document.make_indirect(element(S=Name.Document, K=Array([child])))
    document.Root.StructTreeRoot = document.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=parent))
    document.Root.MarkInfo = Dictionary(Marked=True)
    return child


def both(document: Any) -> Array:
    """The element of a structure, which is the action of a link as well."""
    child = structure(document, "/Launch")
    child.F = "cmd.exe"
    return link(Array([child]))(document)  # type: ignore[no-any-return]


def place(**following: Any) -> Dictionary:
    return Dictionary(S=Name.GoTo, D=["a"], **following)


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
ACTING: dict[str, tuple[Change, str]] = {
    "script when opened": (root("/OpenAction", SCRIPT), "SCRIPT ACTION"),
    "goes somewhere when opened": (root("/OpenAction", Dictionary(S=Name.URI, URI="http://e.vil")), "ACTION"),
    "named script": (root("/Names", Dictionary(JavaScript=Dictionary(Names=["a", SCRIPT]))), "SCRIPT"),
    "additional actions": (on_page("/AA", lambda _: Dictionary(O=Dictionary(S=Name.Named))), "ACTION"),
    "script behind a link": (on_page("/Annots", link(SCRIPT)), "SCRIPT"),
    "starts a program": (on_page("/Annots", link(Dictionary(S=Name.Launch, F="cmd.exe"))), "ACTION"),
    "sends a form": (on_page("/Annots", link(Dictionary(S=Name.SubmitForm))), "ACTION"),
    "another file": (on_page("/Annots", link(Dictionary(S=Name.GoToR, F="//host/share"))), "LOADS"),
    "a file inside": (lambda document: document.attachments.__setitem__("a.exe", b"MZ"), "EMBEDDED"),
    "rich media": (
        on_page("/Annots", lambda _: Array([Dictionary(Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])])),
        "EMBEDDED",
    ),
    **{
        f"{name} that calls itself structure": (
            on_page("/Annots", link(element(S=Name(name), F="cmd.exe"))),
            code,
        )
        for name, code in pdf_check.ACTIONS.items()
    },
    "structure that stands in no tree": (root("/X", element(S=Name.Launch, F="cmd.exe")), "ACTION"),
    "an element of the structure that is an action too": (on_page("/Annots", both), "ACTION"),
    "starts a program next": (
        root("/OpenAction", place(Next=Array([element(S=Name.Launch, F="cmd.exe")]))),
        "ACTION",
    ),
    "goes somewhere next": (
        root("/OpenAction", place(Next=Dictionary(S=Name.URI, URI="http://e.vil"))),
        "ACTION",
    ),
    "data elsewhere": (
        on_page("/Contents", lambda document: document.make_stream(b"", F="//host/a")),
        "LOADS",
    ),
    "a page elsewhere": (
        on_page("/X", lambda document: document.make_stream(b"", Ref=Dictionary(F="//host/a.pdf", Page=0))),
        "LOADS",
    ),
    "a form with a program": (root("/AcroForm", Dictionary(XFA=Array([]))), "DYNAMIC_FORM"),
}


@pytest.mark.parametrize(("change", "code"), ACTING.values(), ids=list(ACTING))
def test_a_pdf_that_acts_is_refused(change: Change, code: str) -> None:
    assert pdf_check.look(samples.pdf(change)) in code.split()


def test_a_pdf_is_looked_at_in_a_process_of_its_own() -> None:
    assert code_of(samples.pdf(root("/OpenAction", SCRIPT)), "a.pdf") in ("SCRIPT", "ACTION")


@pytest.mark.parametrize("packed", [True, False])
def test_objects_packed_together_are_looked_at_too(packed: bool) -> None:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert pdf_check.look(samples.pdf(on_page("/Annots", link(SCRIPT)), object_stream_mode=mode)) == "SCRIPT"


def test_a_link_and_a_place_to_open_at_are_harmless() -> None:
    to_page = on_page("/Annots", link(Dictionary(S=Name.URI, URI="https://mois.example")))
    assert pdf_check.look(samples.pdf(to_page)) == "OK"
    opened = samples.pdf(
        lambda document: root("/OpenAction", Array([document.pages[0].obj, Name.Fit]))(document)
    )
    assert pdf_check.look(opened) == "OK"
    assert pdf_check.look(samples.pdf(root("/OpenAction", Dictionary(S=Name.GoTo, D=["a"])))) == "OK"


@pytest.mark.parametrize("style", ["/P", "/Sound", "/Movie", "/Hide"])
def test_a_tagged_pdf_is_harmless_whatever_its_styles_are_called(style: str) -> None:
    assert pdf_check.look(samples.pdf(lambda document: structure(document, style))) == "OK"


def test_what_typst_makes_is_harmless() -> None:
    assert pdf_check.look(typst.compile(b"= A\n#link(<b>)[in]\n\n- a\n\n= B <b>")) == "OK"


def test_what_libreoffice_saves_is_harmless(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is not there (apt install libreoffice-writer-nogui)")
    (tmp_path / "a.docx").write_bytes(word())
    tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    for form in (tagged, "docx"):
        convert = [program, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        convert += ["--convert-to", form, "--outdir", "saved", "a.docx"]
        subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "saved" / "a.pdf").read_bytes()
    assert b"/StructTreeRoot" in saved
    assert code_of(saved, "a.pdf") == ""
    assert code_of((tmp_path / "saved" / "a.docx").read_bytes(), "a.docx") == ""


def test_a_pdf_with_a_password_or_damage_is_refused() -> None:
    assert pdf_check.look(samples.pdf(encryption=pikepdf.Encryption(owner="a", user="b"))) == "ENCRYPTED"
    assert pdf_check.look(samples.pdf(encryption=pikepdf.Encryption(owner="a", user=""))) == "ENCRYPTED"
    assert pdf_check.look(samples.pdf()[:300]) == "DAMAGED"
    assert pdf_check.look(b"%PDF-1.7 nothing") == "DAMAGED"


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: Any, **__: Any) -> None:
        raise subprocess.TimeoutExpired("look", 1)

    monkeypatch.setattr(subprocess, "run", endless)
    assert code_of(samples.pdf(), "a.pdf") == "TOO_SLOW"


def word() -> bytes:
    target = io.BytesIO()
    document = Document()
    document.add_paragraph("강연")
    document.add_picture(io.BytesIO(samples.picture("PNG", (8, 8))))
    document.save(target)
    return target.getvalue()


def hangul() -> bytes:
    document = HwpxDocument.new()
    document.add_paragraph("강연")
    return bytes(document.to_bytes())


def with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()


def test_an_office_document_is_kept_as_it_came() -> None:
    assert code_of(word(), "a.docx") == ""
    assert code_of(samples.office("pptx"), "b.pptx") == ""
    assert code_of(samples.office("hwpx"), "c.hwpx") == ""
    assert code_of(hangul(), "c.hwpx") == ""
    hangul_script = "var Documents = XHwpDocuments;\r\nfunction OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"
    default = samples.office("hwpx", {"Scripts/headerScripts": hangul_script.encode("utf-16")})
    assert code_of(default, "d.hwpx") == ""


PLIST = '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd"><plist/>'
DRAWING = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>'
)


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("docx", "docProps/thumbnail.emf", b"\x01\x00\x00\x00"),
        ("docx", "word/fonts/font1.odttf", b"\x8a\x01"),
        ("docx", "word/media/image1.TMP", b"\x89PNG"),
        ("docx", "word/media/image2.svg", DRAWING),
        (
            "docx",
            "word/drawings/vmlDrawing1.vml",
            '<xml xmlns:v="v"><v:imagedata o:relid="r1" xmlns:o="o"/></xml>',
        ),
        ("docx", "customXml/item1.xml", "<a/>"),
        ("docx", "package/services/metadata/core-properties/0a.psmdcp", "<a/>"),
        ("docx", "_xmlsignatures/origin.sigs", b""),
        ("docx", "[trash]/0000.dat", bytes(9)),
        ("docx", "word/media/", b""),
        ("pptx", "ppt/printerSettings/printerSettings1.bin", PLIST),
        ("pptx", "ppt/media/media1.mp4", b"\x00\x00\x00<ftypmp42"),
        ("pptx", "ppt/media/image1.wmf", b"\xd7\xcd\xc6\x9a"),
        ("pptx", "ppt/fonts/font1.fntdata", b"\x01"),
        ("pptx", "ppt/metadata", b"\x0a"),
        ("hwpx", "mimetype", "application/hwp+zip"),
        ("hwpx", "Preview/PrvText.txt", "<강연><회의>"),
        ("hwpx", "Preview/PrvImage.png", b"\x89PNG"),
        ("hwpx", "BinData/image1.BMP", b"BM"),
        ("hwpx", "META-INF/container.rdf", "<a/>"),
    ],
)
def test_a_part_of_an_ordinary_document_is_kept(kind: str, name: str, content: str | bytes) -> None:
    metadata = "application/vnd.openxmlformats-package.core-properties+xml"
    parts: dict[str, str | bytes] = {name: content}
    if kind != "hwpx":
        parts["[Content_Types].xml"] = samples.types({"*.tmp": "image/png", "*.psmdcp": metadata})
    assert code_of(samples.office(kind, parts), f"a.{kind}") == ""


def test_the_tables_behind_a_chart_are_kept() -> None:
    book = xlsx.write([Table("a", ["a"], [["1"]])])
    parts: dict[str, str | bytes] = {
        "ppt/charts/chart1.xml": '<c:chart xmlns:c="c"/>',
        "ppt/charts/_rels/chart1.xml.rels": samples.relation("package", "../embeddings/a.xlsx", "Internal"),
        "ppt/embeddings/a.xlsx": book,
    }
    assert code_of(samples.office("pptx", parts), "a.pptx") == ""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FIELD = '<w:p xmlns:w="w"><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c</w:instrText></w:r></w:p>'
SPLIT = FIELD.replace("<w:p ", "<w:p><w:r><w:instrText>PAGE</w:instrText><w:fldChar/></w:r></w:p><w:p ", 1)
SPLIT = SPLIT.replace("<w:p><w:r>", '<w:body xmlns:w="w"><w:p><w:r>', 1) + "</w:body>"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BILLION = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("word/vbaProject.bin", OLE, "MACRO"),
        ("word/activeX/activeX1.xml", "<a/>", "MACRO"),
        ("word/embeddings/oleObject1.bin", OLE, "EMBEDDED"),
        ("word/media/image1.png", OLE, "EMBEDDED"),
        ("word/media/image2.png", b"MZ\x90\x00", "EMBEDDED"),
        ("word/embeddings/a.xlsx", b"no zip", "DAMAGED"),
        ("word/embeddings/a.xlsx", samples.office("docx"), "EMBEDDED"),
        (
            "word/_rels/settings.xml.rels",
            samples.relation("attachedTemplate", "http://e.vil/t.dotm"),
            "LOADS",
        ),
        ("word/_rels/document.xml.rels", samples.relation("image", "http://e.vil/i.png"), "LOADS"),
        ("word/_rels/document.xml.rels", samples.relation("hyperlink", "https://mois.example"), ""),
        ("word/footer.xml", FIELD, "MACRO"),
        ("word/footer.xml", SPLIT, "MACRO"),
        ("word/footer.xml", FIELD.replace("instrText", "delInstrText"), "MACRO"),
        ("word/footer.xml", FIELD.replace("DDE", "LI").replace("AUTO", "NK Excel.Sheet"), "MACRO"),
        ("word/footer.xml", "<a><instrText>HYPERLINK https://a.example/link</instrText></a>", ""),
        ("word/main.dat", FIELD, "MACRO"),
        ("word/main.png", FIELD.encode("utf-16"), "MACRO"),
        ("word/main.dat", b"text", "EMBEDDED"),
        ("word/printerSettings1.bin", FIELD, "MACRO"),
        ("word/media/a.svg", DRAWING.replace("www.w3.org", "e.vil"), "XML_ENTITY"),
        ("word/media/a.svg", DRAWING.replace('dtd"', 'dtd" [<!ENTITY a "b">]'), "XML_ENTITY"),
        ("word/footer.xml", '<a xmlns:w="w"><w:altChunk/></a>', "EMBEDDED"),
        ("word/footer.xml", '<a><OLEObject Type="Link"/></a>', "LOADS"),
        ("word/footer.xml", '<a xmlns:r="r"><blip r:link="r1"/></a>', "LOADS"),
        ("word/footer.xml", '<a><imagedata src="//e.vil/a.png"/></a>', "LOADS"),
        ("word/footer.xml", '<a><webVideoPr embeddedHtml="a"/></a>', "LOADS"),
        ("word/settings.xml", "<a><connectString/></a>", "LOADS"),
        ("xl/externalLinks/externalLink1.xml", '<a><ddeLink ddeService="cmd"/></a>', "MACRO"),
        ("word/afchunk.rtf", b"{\\rtf1 \\object}", "EMBEDDED"),
        ("word/afchunk.mht", b"MIME-Version: 1.0", "EMBEDDED"),
        ("word/media/image3.png", b"{\\rtf1 \\object}", "EMBEDDED"),
        ("word/media/image4.png", samples.office("docx"), "EMBEDDED"),
        ("word/media/image5.png", samples.pdf(), "EMBEDDED"),
        ("word/media/a.bin", b"\x01", "EMBEDDED"),
        ("WORD/DOCUMENT.XML", "<a/>", "DAMAGED"),
        ("word/_rels/document.xml.rels", samples.relation("aFChunk", "a.png", "Internal"), "EMBEDDED"),
        ("word/_rels/document.xml.rels", samples.relation("package", "media/a.png", "Internal"), "EMBEDDED"),
        ("word/_rels/document.xml.rels", samples.relation("oleObject", "a.png", "Internal"), "EMBEDDED"),
        ("word/_rels/document.xml.rels", samples.relation("subDocument", "a.png", "Internal"), "EMBEDDED"),
        ("word/_rels/document.xml.rels", samples.relation("control", "a.xml", "Internal"), "MACRO"),
        ("word/_rels/document.xml.rels", samples.relation("vbaProject", "a.png", "Internal"), "MACRO"),
        ("word/_rels/document.xml.rels", samples.relation("xlMacrosheet", "a.xml", "Internal"), "MACRO"),
        ("word/_rels/document.xml.rels", samples.relation("webextension", "a.xml", "Internal"), "LOADS"),
        ("word/_rels/document.xml.rels", samples.relation("image", "//e.vil/i.png", "Internal"), "LOADS"),
        ("word/_rels/document.xml.rels", samples.relation("image", "media/a.png", "Internal"), ""),
        ("word/footer.xml", BILLION, "XML_ENTITY"),
        ("word/footer.xml", BILLION.encode("utf-16"), "XML_ENTITY"),
        ("word/footer.xml", "<a>", "DAMAGED"),
        ("Scripts/headerScripts", "var a = new ActiveXObject('WScript.Shell');", "MACRO"),
        ("word/big.bin", bytes(90_000_000), "BOMB"),
    ],
)
def test_a_part_that_acts_hides_or_loads_is_refused(name: str, content: str | bytes, code: str) -> None:
    assert code_of(samples.office("docx", {name: content}), "a.docx") == code


@pytest.mark.parametrize("declared", ["/word/main.png", "/Word/m%61in.PNG", "*.png"])
@pytest.mark.parametrize(("content", "code"), [(FIELD, "MACRO"), (FIELD.encode("cp037"), "DAMAGED")])
def test_a_part_that_is_declared_to_be_xml_is_read_whatever_its_ending(
    declared: str, content: str | bytes, code: str
) -> None:
    parts = {
        "word/main.png": content,
        "[Content_Types].xml": samples.types({declared: MAIN}),
        "_rels/.rels": samples.relation("officeDocument", "word/main.png", "Internal"),
    }
    assert code_of(samples.office("docx", parts), "a.docx") == code


def test_a_preview_in_brackets_is_one_only_where_no_types_are_declared() -> None:
    parts = {"Preview/PrvText.txt": FIELD, "[Content_Types].xml": samples.types({"*.xml": "application/xml"})}
    assert code_of(samples.office("docx", parts), "a.docx") == "MACRO"


def test_macro_types_and_actions_of_slides_are_refused() -> None:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/a" ContentType="{macro}"/></Types>'
    assert code_of(samples.office("docx", {"[Content_Types].xml": types}), "a.docx") == "MACRO"
    slide = {"ppt/slides/slide1.xml": '<a><hlinkClick action="ppaction://program"/></a>'}
    assert code_of(samples.office("pptx", slide), "a.pptx") == "MACRO"
    elsewhere = {"Contents/content.hpf": '<p><item id="i" href="https://e.vil/i.png"/></p>'}
    assert code_of(samples.office("hwpx", elsewhere), "a.hwpx") == "LOADS"
    other = {"Contents/other.xml": elsewhere["Contents/content.hpf"]}
    assert code_of(samples.office("hwpx", other), "a.hwpx") == "LOADS"
    film = {"Contents/section0.xml": '<a><video videotype="Web" tag="&lt;iframe>"/></a>'}
    assert code_of(samples.office("hwpx", film), "a.hwpx") == "LOADS"


def test_what_is_no_document_of_these_kinds_is_refused() -> None:
    assert code_of(b"", "a.pdf") == "EMPTY"
    assert code_of(OLE, "a.doc") == "OLD_FORMAT"
    assert code_of(b"#!/bin/sh", "a.pdf") == "NOT_A_DOCUMENT"
    assert code_of(b"PK\x03\x04 nothing", "a.docx") == "DAMAGED"
    assert code_of(word(), "a.pptx") == "WRONG_ENDING"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.html", "<script>")
    assert code_of(other.getvalue(), "a.docx") == "NOT_A_DOCUMENT"


def test_a_zip_bomb_is_refused_by_what_it_declares_and_by_what_comes_out() -> None:
    data = bytearray(samples.office("docx", {"word/big.bin": bytes(20_000_000)}))
    assert code_of(bytes(data), "a.docx") == "BOMB"
    for at in range(len(data) - 4):
        if data[at : at + 4] == (20_000_000).to_bytes(4, "little"):
            data[at : at + 4] = (1000).to_bytes(4, "little")
    assert code_of(bytes(data), "a.docx") == "BOMB"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd.pdf", "etc-passwd.pdf"),
        ("보고서 최종.pdf", "보고서-최종.pdf"),
        ("x\r\nSet-Cookie: a.pdf", "x-Set-Cookie-a.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        (".pdf", "pdf.pdf"),
        ("가" * 300 + ".pdf", "가" * 116 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert papers.harmless_name(given, "pdf") == kept
