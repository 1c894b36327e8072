"""XLIFF 2.0, the exchange format of translation programs: texts out, translations in.

What Trilogue has to find again stands in the metadata module, which programs keep as it is. A file with a document
type is refused before anything of it is read: it could name entities, and these other files or endless text.
"""

from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from trilogue.foundation.formats.translation import (
    MOST_BYTES,
    MOST_UNITS,
    Translations,
    TranslationsRefused,
    Unit,
)

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
XML = "http://www.w3.org/XML/1998/namespace"
CATEGORY = "trilogue"
STATES = {"missing": "initial", "outdated": "initial", "machine": "translated", "human": "translated"}
"""States of XLIFF; the finer one stands beside as the sub-state. Official is final."""
TAGS = {"en": "en", "ko": "ko", "ja": "ja", "zh-hans": "zh-Hans"}
LANGUAGES = {
    "en": "en",
    "ko": "ko",
    "ja": "ja",
    "zh-hans": "zh-hans",
    "zh-cn": "zh-hans",
    "zh": "zh-hans",
} | {
    "en-us": "en",
    "en-gb": "en",
    "ko-kr": "ko",
    "ja-jp": "ja",
    "zh-hans-cn": "zh-hans",
}
WRAPPING = frozenset({"mrk", "pc"})
"""Inline elements that only mark a stretch of text."""
MOST_DEPTH = 50


def write(texts: Translations) -> bytes:
    """The file's bytes; the same texts give the same bytes. Raises ValueError for characters XML cannot hold."""
    root = etree.Element(
        f"{{{CORE}}}xliff",
        {"version": "2.0", "srcLang": TAGS[texts.source], "trgLang": TAGS[texts.target]},
        nsmap={None: CORE, "mda": METADATA},
    )
    file = etree.SubElement(root, f"{{{CORE}}}file", {"id": "record", "original": texts.place})
    for unit in texts.units:
        _write_unit(file, unit)
    etree.indent(root, level=0)
    for text in root.iter(f"{{{CORE}}}source", f"{{{CORE}}}target"):
        text.set(f"{{{XML}}}space", "preserve")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _write_unit(file: etree._Element, unit: Unit) -> None:
    element = etree.SubElement(file, f"{{{CORE}}}unit", {"id": unit.key})
    metadata = etree.SubElement(element, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", {"category": CATEGORY})
    for name, value in (("source", unit.of), ("target", unit.over)):
        etree.SubElement(group, f"{{{METADATA}}}meta", {"type": name}).text = value
    if unit.note:
        notes = etree.SubElement(element, f"{{{CORE}}}notes")
        etree.SubElement(notes, f"{{{CORE}}}note", {"category": "glossary"}).text = unit.note
    state = {"state": STATES.get(unit.state, "final"), "subState": f"{CATEGORY}:{unit.state}"}
    segment = etree.SubElement(element, f"{{{CORE}}}segment", state)
    etree.SubElement(segment, f"{{{CORE}}}source").text = unit.source
    if unit.target:
        etree.SubElement(segment, f"{{{CORE}}}target").text = unit.target


def read(data: bytes) -> Translations:
    """Raises TranslationsRefused: TOO_LARGE, XML_ENTITY, DAMAGED, NOT_XLIFF, XLIFF_VERSION, LANGUAGE,
    TARGET_LANGUAGE, TOO_MANY_UNITS, UNIT_WITHOUT_MARKS, UNIT_TWICE, INLINE.
    """
    if len(data) > MOST_BYTES:
        raise TranslationsRefused("TOO_LARGE", most=MOST_BYTES // 1024 // 1024)
    _check_plain(data)
    root = _parsed(data)
    if etree.QName(root).localname != "xliff":
        raise TranslationsRefused("NOT_XLIFF")
    if etree.QName(root).namespace != CORE:
        raise TranslationsRefused("XLIFF_VERSION", found=root.get("version") or "?")
    source, target = (_language(root.get(name)) for name in ("srcLang", "trgLang"))
    elements = list(root.iter(f"{{{CORE}}}unit"))
    if len(elements) > MOST_UNITS:
        raise TranslationsRefused("TOO_MANY_UNITS", most=MOST_UNITS)
    units = tuple(_unit(each, target) for each in elements)
    _check_once(units)
    file = root.find(f"{{{CORE}}}file")
    return Translations(source, target, (file.get("original") if file is not None else None) or "", units)


def _check_plain(data: bytes) -> None:
    """Well-formed, not nested beyond reason, and without a document type."""
    parser = expat.ParserCreate()
    depth = 0

    def enter(_tag: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise TranslationsRefused("DAMAGED", line=parser.CurrentLineNumber)

    def leave(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise TranslationsRefused("XML_ENTITY", line=parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = error.lineno if isinstance(error, expat.ExpatError) else 1
        raise TranslationsRefused("DAMAGED", line=line) from error


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TranslationsRefused("DAMAGED", line=getattr(error, "lineno", 0) or 1) from error


def _language(tag: str | None) -> str:
    language = LANGUAGES.get((tag or "").lower())
    if language is None:
        raise TranslationsRefused("LANGUAGE", found=tag or "–")
    return language


def _unit(element: etree._Element, language: str) -> Unit:
    key = element.get("id") or ""
    marks = {
        each.get("type"): each.text or ""
        for group in element.iter(f"{{{METADATA}}}metaGroup")
        if group.get("category") == CATEGORY
        for each in group.iter(f"{{{METADATA}}}meta")
    }
    if not key or "source" not in marks or "target" not in marks:
        raise TranslationsRefused("UNIT_WITHOUT_MARKS", unit=key or "?", line=element.sourceline)
    parts = [each for each in element if _name(each) in ("segment", "ignorable")]
    said = {
        name: [
            part.find(f"{{{CORE}}}{name}") for part in parts if _name(part) == "segment" or name == "source"
        ]
        for name in ("source", "target")
    }
    for each in said["target"]:
        tag = each.get(f"{{{XML}}}lang") if each is not None else None
        if tag and LANGUAGES.get(tag.lower()) != language:
            raise TranslationsRefused("TARGET_LANGUAGE", unit=key, found=tag, line=element.sourceline)
    source = "".join(_words(each, key) for each in said["source"])
    return Unit(
        key,
        source,
        _target(parts, key),
        _state(parts),
        marks["source"],
        marks["target"],
        where=key,
    )


def _target(parts: list[etree._Element], key: str) -> str:
    """Of all segments together; what stands between two of them is taken from the source where it has no target."""
    if all(part.find(f"{{{CORE}}}target") is None for part in parts if _name(part) == "segment"):
        return ""
    return "".join(_part_target(part, key) for part in parts)


def _part_target(part: etree._Element, key: str) -> str:
    target = part.find(f"{{{CORE}}}target")
    if target is None and _name(part) == "ignorable":
        target = part.find(f"{{{CORE}}}source")
    return _words(target, key)


def _state(parts: list[etree._Element]) -> str:
    """The sub-state where it still fits the state; a program that changes only the state is believed."""
    segments = [part for part in parts if _name(part) == "segment"]
    state = segments[0].get("state", "initial") if segments else "initial"
    fine = (segments[0].get("subState") or "").partition(":")[2] if segments else ""
    if fine and STATES.get(fine, "final") == state:
        return fine
    return {"initial": "missing", "final": "official"}.get(state, "human")


def _words(element: etree._Element | None, key: str) -> str:
    return "" if element is None else "".join(_runs(element, key))


def _runs(element: etree._Element, key: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _name(child) in WRAPPING:
            yield from _runs(child, key)
        elif _name(child) == "cp":
            yield _character(child, key)
        else:
            raise TranslationsRefused("INLINE", unit=key, found=_name(child), line=child.sourceline)
        yield child.tail or ""


def _character(element: etree._Element, key: str) -> str:
    try:
        return chr(int(element.get("hex") or "", 16))
    except (ValueError, OverflowError) as error:
        raise TranslationsRefused("INLINE", unit=key, found="cp", line=element.sourceline) from error


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _check_once(units: tuple[Unit, ...]) -> None:
    seen: set[str] = set()
    for each in units:
        if each.key in seen:
            raise TranslationsRefused("UNIT_TWICE", unit=each.key)
        seen.add(each.key)
