"""One XML part of an office document: what it names, calls and declares."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.parsers import expat

from trilogue.foundation.files.refused import FileRefused

CALLS = re.compile(
    r"(?im)\bDDE(?:AUTO)?\b|\bMACROBUTTON\b|\bINCLUDE(?:PICTURE|TEXT)\b|^[^\S\n]*(?:LINK|DATABASE|INCLUDE|IMPORT|RD)\b"
)
ACTIONS = re.compile(r"(?i)ppaction://(?:macro|program|ole)")
ELSEWHERE = re.compile(r"(?i)\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)")
MACRO_KINDS = re.compile(r"(?i)macro|vba|activex|toolbars")
RELATIONS = {
    "afchunk": "EMBEDDED",
    "oleobject": "EMBEDDED",
    "subdocument": "EMBEDDED",
    "control": "MACRO",
    "connections": "LOADS",
    "webextension": "LOADS",
    "webextensiontaskpanes": "LOADS",
}
ELEMENTS = {
    "altChunk": "EMBEDDED",
    "ddeLink": "MACRO",
    "ocx": "MACRO",
    "connectString": "LOADS",
    "webVideoPr": "LOADS",
}
DESCRIPTIONS = re.compile(r"http://www\.(?:apple\.com/DTDs|w3\.org/Graphics/SVG)/[\w./-]+\.dtd")
"""Of the settings of a printer on a Mac, and of drawings."""
INSTRUCTIONS = ("instrText", "delInstrText")


def part_name(name: str) -> str:
    """As office programs compare names of parts: without regard to case or escapes."""
    return unquote(name).lower().lstrip("/")


@dataclass
class XmlCheck:
    """One pass over one XML part. `types` takes up what is declared: by the name of a part, or by "*." and ending."""

    types: dict[str, str]
    _instruction: list[str] = field(default_factory=list)
    _reads: bool = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise FileRefused("DAMAGED") from error
        written = "".join(self._instruction)
        if CALLS.search(written) or CALLS.search(written.replace("\n", "")):
            raise FileRefused("MACRO")

    def _doctype(self, _name: str, system: str | None, _public: str | None, subset: int) -> None:
        if subset or not DESCRIPTIONS.fullmatch(system or ""):
            raise FileRefused("XML_ENTITY")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local in INSTRUCTIONS:
            self._reads = True
        elif local == "fldChar":
            self._instruction.append("\n")
        elif local == "fldSimple":
            called = next((v for k, v in attributes.items() if k.endswith("instr")), "")
            self._instruction.append(f"\n{called}\n")
        elif local == "Relationship":
            _check_relationship(attributes)
        elif local in ("Override", "Default"):
            self._declare(attributes)
        else:
            _check_element(local, attributes)

    def _declare(self, attributes: dict[str, str]) -> None:
        declared = attributes.get("ContentType", "")
        if MACRO_KINDS.search(declared):
            raise FileRefused("MACRO")
        of = attributes.get("PartName") or f"*.{attributes.get('Extension', '')}"
        self.types[part_name(of)] = declared

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] in INSTRUCTIONS:
            self._reads = False

    def _text(self, text: str) -> None:
        if self._reads:
            self._instruction.append(text)


def _check_relationship(attributes: dict[str, str]) -> None:
    """Of what lies elsewhere only a link may be named, which somebody has to follow.

    Of what lies in the document no file of another program may be named, but for the tables behind a chart.
    """
    kind, target = attributes.get("Type", "").lower().rpartition("/")[2], attributes.get("Target", "")
    if attributes.get("TargetMode", "Internal").strip().lower() != "internal" or ELSEWHERE.match(target):
        if kind != "hyperlink":
            raise FileRefused("LOADS")
    elif MACRO_KINDS.search(kind):
        raise FileRefused("MACRO")
    elif kind in RELATIONS:
        raise FileRefused(RELATIONS[kind])
    elif kind == "package" and not target.lower().endswith(".xlsx"):
        raise FileRefused("EMBEDDED")


def _check_element(local: str, attributes: dict[str, str]) -> None:
    if local in ELEMENTS:
        raise FileRefused(ELEMENTS[local])
    if ACTIONS.search(attributes.get("action", "")):
        raise FileRefused("MACRO")
    if _loads(local, attributes):
        raise FileRefused("LOADS")


def _loads(local: str, attributes: dict[str, str]) -> bool:
    """A part or a picture of the document that lies elsewhere, a linked object, or a film of the web."""
    if local in ("item", "imagedata"):
        return ELSEWHERE.match(attributes.get("href") or attributes.get("src", "")) is not None
    if local == "blip":
        return any(name.endswith(":link") for name in attributes)
    return (local == "OLEObject" and attributes.get("Type") == "Link") or attributes.get("videotype") == "Web"
