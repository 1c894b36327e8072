"""DOCX, PPTX and HWPX: packed XML, in which nothing may run, load itself, or hide the file of another program."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from trilogue.foundation.files.refused import FileRefused
from trilogue.foundation.formats import table
from trilogue.foundation.formats.archive import BROKEN, ENCRYPTED_FLAG, PACKINGS, inflated

MOST_PARTS = 5_000
MOST_INFLATED = 200 * 1024 * 1024
MOST_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
KINDS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "Contents/content.hpf": "hwpx"}
BOOK = "xl/workbook.xml"
XML = (".xml", ".rels", ".hpf", ".rdf")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
MACRO_NAMES = re.compile(r"(?i)vba|macro|activex|\.(?:xlm|js|vbs|exe|dll)$")
EMBEDDED_NAMES = re.compile(r"(?i)oleobject|(?:^|/)embeddings/|\.ole$")
HANGUL_SCRIPT = re.compile(r"Scripts/\w+(?:\.js)?")
EMPTY_SCRIPT = re.compile(
    r"(?:var\w+=[\w.]+;|function\w+\(\)\{\})*"  # what Hangul itself writes into every document
)
COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/|\s+", re.DOTALL)
CALLS = re.compile(r"(?i)\bDDE(?:AUTO)?\b|\bMACROBUTTON\b|\bINCLUDE(?:PICTURE|TEXT)\b")
ACTIONS = re.compile(r"(?i)ppaction://(?:macro|program|ole)")
ELSEWHERE = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)")


def check_office(data: bytes) -> str:
    """The kind of a document that does nothing by itself.

    Raises FileRefused: DAMAGED, BOMB, ENCRYPTED, NOT_A_DOCUMENT, MACRO, EMBEDDED, LOADS, XML_ENTITY.
    """
    return _checked(data, {*KINDS})


def _checked(data: bytes, starts: set[str]) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = _names(archive, len(data))
            start = next((each for each in starts if each in names), None)
            if start is None:
                raise FileRefused("NOT_A_DOCUMENT")
            for name, content in _parts(archive):
                _check_part(name, content)
            return KINDS.get(start, "xlsx")
    except table.FileRefused as error:
        raise FileRefused(error.code) from error
    except BROKEN as error:
        raise FileRefused("DAMAGED") from error


def _names(archive: zipfile.ZipFile, packed: int) -> set[str]:
    parts = archive.infolist()
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise FileRefused("ENCRYPTED")
    declared = sum(part.file_size for part in parts)
    inflated_far = declared > RATIO_MATTERS_FROM and declared > MOST_RATIO * packed
    if len(parts) > MOST_PARTS or declared > MOST_INFLATED or inflated_far:
        raise FileRefused("BOMB")
    names = {part.filename for part in parts}
    if len(names) < len(parts) or any(part.compress_type not in PACKINGS for part in parts):
        raise FileRefused("DAMAGED")
    return names


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part's real bytes; more than it declares is a bomb."""
    left = MOST_INFLATED
    for part in archive.infolist():
        content = inflated(archive, part, left)
        left -= len(content)
        yield part.filename, content


def _check_part(name: str, content: bytes) -> None:
    if HANGUL_SCRIPT.fullmatch(name):
        _check_script(content)
    elif MACRO_NAMES.search(name):
        raise FileRefused("MACRO")
    elif content.startswith((COMPOUND, *PROGRAMS)):
        raise FileRefused("EMBEDDED")
    elif EMBEDDED_NAMES.search(name) and not name.endswith("/"):
        _check_embedded(name, content)
    elif name.lower().endswith(XML):
        PartCheck(name).read(content)


def _check_script(content: bytes) -> None:
    """Hangul puts scripts that do nothing into every document; any other is one that does something."""
    written = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    if not EMPTY_SCRIPT.fullmatch(COMMENTS.sub("", written.replace("\x00", "").lstrip("\ufeff"))):
        raise FileRefused("MACRO")


def _check_embedded(name: str, content: bytes) -> None:
    """The tables behind a chart may stay; they are looked through like the document itself."""
    if not name.lower().endswith(".xlsx"):
        raise FileRefused("EMBEDDED")
    try:
        _checked(content, {BOOK})
    except FileRefused as refusal:
        raise FileRefused("EMBEDDED" if refusal.code == "NOT_A_DOCUMENT" else refusal.code) from refusal


@dataclass
class PartCheck:
    """One pass over one XML part."""

    name: str
    _instruction: list[str] = field(default_factory=list)
    _reads: bool = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise FileRefused("DAMAGED") from error
        if CALLS.search("".join(self._instruction)):
            raise FileRefused("MACRO")

    def _refuse_doctype(self, *_: object) -> None:
        raise FileRefused("XML_ENTITY")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        self._reads = local == "instrText"
        if local == "fldSimple":
            self._instruction.append(next((v for k, v in attributes.items() if k.endswith("instr")), ""))
        elif local == "Relationship":
            _check_relationship(attributes)
        elif local in ("Override", "Default") and "macroenabled" in attributes.get("ContentType", "").lower():
            raise FileRefused("MACRO")
        elif local == "item" and self.name.endswith(".hpf") and ELSEWHERE.match(attributes.get("href", "")):
            raise FileRefused("LOADS")
        elif ACTIONS.search(attributes.get("action", "")):
            raise FileRefused("MACRO")

    def _end(self, _tag: str) -> None:
        self._reads = False

    def _text(self, text: str) -> None:
        if self._reads:
            self._instruction.append(text)


def _check_relationship(attributes: dict[str, str]) -> None:
    """Of what lies elsewhere only a link may be named, which somebody has to follow."""
    if attributes.get("TargetMode", "").lower() != "external":
        return
    if not attributes.get("Type", "").lower().endswith("/hyperlink"):
        raise FileRefused("LOADS")
