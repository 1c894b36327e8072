"""DOCX, PPTX and HWPX: packed XML, in which nothing may run, load itself, or hide the file of another program."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from trilogue.foundation.files.office_xml import XmlCheck, part_name
from trilogue.foundation.files.recognise import ending_of
from trilogue.foundation.files.refused import FileRefused
from trilogue.foundation.formats import table
from trilogue.foundation.formats.archive import BROKEN, ENCRYPTED_FLAG, PACKINGS, inflated

MOST_PARTS = 5_000
MOST_INFLATED = 200 * 1024 * 1024
MOST_RATIO = 100
RATIO_MATTERS_FROM = 1024 * 1024
KINDS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "Contents/content.hpf": "hwpx"}
BOOK = "xl/workbook.xml"
TYPES = "[content_types].xml"
XML = ("xml", "rels", "hpf", "rdf", "vml")
XML_TYPE = re.compile(r"(?i)[/+]xml\b")
XML_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s*|(?:\s\x00)*|(?:\x00\s)*\x00)<")
MEDIA = frozenset(
    "png jpg jpeg jfif gif bmp dib tif tiff webp ico emf wmf emz wmz wdp hdp pcx pct pict "  # pictures
    "odttf fntdata ttf otf ttc mp3 m4a wav wma aac mid aif aiff mp4 m4v mov wmv avi mpg mpeg".split()
)
MEDIA_TYPE = re.compile(r"(?i)(?:image|audio|video|font|model)/")
PREVIEW = "preview/prvtext.txt"
STILL = re.compile(
    rf"mimetype|{re.escape(PREVIEW)}|_xmlsignatures/origin\.sigs|\[trash\]/\d+\.dat"
    r"|(?:ppt|xl)/metadata"  # Google's own
    r"|.*/(?:printersettings|customproperty|legacydoctextinfo|legacydiagramtext)\d*\.bin"
)
"""Parts that no program runs or reads as a document."""
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
FILES = (b"PK\x03\x04", b"{\\rt", b"%PDF-")
MACRO_NAMES = re.compile(r"(?i)vba|macro|activex|\.(?:xlm|js|vbs|exe|dll)$")
EMBEDDED_NAMES = re.compile(r"(?i)oleobject|(?:^|/)embeddings/|\.ole$")
HANGUL_SCRIPT = re.compile(r"Scripts/\w+(?:\.js)?")
EMPTY_SCRIPT = re.compile(
    r"(?:var\w+=[\w.]+;|function\w+\(\)\{\})*"  # what Hangul itself writes into every document
)
COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/|\s+", re.DOTALL)


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
            types: dict[str, str] = {}
            for name, content in _parts(archive):
                _check_part(name, content, types)
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
    if len({part_name(name) for name in names}) < len(parts) or any(
        part.compress_type not in PACKINGS for part in parts
    ):
        raise FileRefused("DAMAGED")
    return names


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part's real bytes; more than it declares is a bomb. What says the types of the others comes first."""
    left = MOST_INFLATED
    for part in sorted(archive.infolist(), key=lambda part: part_name(part.filename) != TYPES):
        content = inflated(archive, part, left)
        left -= len(content)
        yield part.filename, content


def _check_part(name: str, content: bytes, types: dict[str, str]) -> None:
    """`types` are those declared; the part that declares them fills it."""
    if HANGUL_SCRIPT.fullmatch(name):
        _check_script(content)
    elif MACRO_NAMES.search(name):
        raise FileRefused("MACRO")
    elif content.startswith((COMPOUND, *PROGRAMS)):
        raise FileRefused("EMBEDDED")
    elif ending_of(name) == "xlsx":
        _check_workbook(content)
    elif name.endswith("/") and not content:
        return
    elif _is_xml(name, content, types):
        XmlCheck(types if part_name(name) == TYPES else {}).read(content)
    elif content.startswith(FILES) or not _is_known(name, types):
        raise FileRefused("EMBEDDED")


def _is_xml(name: str, content: bytes, types: Mapping[str, str]) -> bool:
    """By its ending, by what it is declared to be, or by how it starts."""
    if ending_of(name) in XML or XML_TYPE.search(_type_of(name, types)):
        return True
    in_brackets = part_name(name) == PREVIEW and not types  # as Hangul shows tables, and it declares no types
    return XML_START.match(content) is not None and not in_brackets


def _is_known(name: str, types: Mapping[str, str]) -> bool:
    """Pictures, fonts, sounds and films, and the few parts that do nothing; any other is the file of a program."""
    if EMBEDDED_NAMES.search(name):
        return False
    media = ending_of(name) in MEDIA or MEDIA_TYPE.match(_type_of(name, types))
    return bool(media or STILL.fullmatch(part_name(name)))


def _type_of(name: str, types: Mapping[str, str]) -> str:
    return types.get(part_name(name)) or types.get(f"*.{ending_of(name)}", "")


def _check_script(content: bytes) -> None:
    """Hangul puts scripts that do nothing into every document; any other is one that does something."""
    written = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    if not EMPTY_SCRIPT.fullmatch(COMMENTS.sub("", written.replace("\x00", "").lstrip("\ufeff"))):
        raise FileRefused("MACRO")


def _check_workbook(content: bytes) -> None:
    """The tables behind a chart may stay; they are looked through like the document itself."""
    try:
        _checked(content, {BOOK})
    except FileRefused as refusal:
        raise FileRefused("EMBEDDED" if refusal.code == "NOT_A_DOCUMENT" else refusal.code) from refusal
