"""Documents: kept byte for byte, and refused where anything in them acts, hides or loads."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from pikepdf import Array, Dictionary, Name

from tests.foundation.files import samples
from trilogue.foundation.files import papers, pdf_check, store
from trilogue.foundation.files.refused import FileRefused

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
    document.save(target)
    return target.getvalue()


def with_part(data: bytes, name: str, content: str | bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()


def test_an_office_document_is_kept_as_it_came() -> None:
    assert code_of(word(), "a.docx") == ""
    assert code_of(samples.office("pptx"), "b.pptx") == ""
    assert code_of(samples.office("hwpx"), "c.hwpx") == ""
    hangul = "var Documents = XHwpDocuments;\r\nfunction OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"
    default = samples.office("hwpx", {"Scripts/headerScripts": hangul.encode("utf-16")})
    assert code_of(default, "d.hwpx") == ""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FIELD = '<w:p xmlns:w="w"><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c</w:instrText></w:r></w:p>'
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
        ("word/footer.xml", BILLION, "XML_ENTITY"),
        ("word/footer.xml", BILLION.encode("utf-16"), "XML_ENTITY"),
        ("word/footer.xml", "<a>", "DAMAGED"),
        ("Scripts/headerScripts", "var a = new ActiveXObject('WScript.Shell');", "MACRO"),
        ("word/big.bin", bytes(90_000_000), "BOMB"),
    ],
)
def test_a_part_that_acts_hides_or_loads_is_refused(name: str, content: str | bytes, code: str) -> None:
    assert code_of(samples.office("docx", {name: content}), "a.docx") == code


def test_macro_types_and_actions_of_slides_are_refused() -> None:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/a" ContentType="{macro}"/></Types>'
    assert code_of(samples.office("docx", {"[Content_Types].xml": types}), "a.docx") == "MACRO"
    slide = {"ppt/slides/slide1.xml": '<a><hlinkClick action="ppaction://program"/></a>'}
    assert code_of(samples.office("pptx", slide), "a.pptx") == "MACRO"
    elsewhere = {"Contents/content.hpf": '<p><item id="i" href="https://e.vil/i.png"/></p>'}
    assert code_of(samples.office("hwpx", elsewhere), "a.hwpx") == "LOADS"


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
