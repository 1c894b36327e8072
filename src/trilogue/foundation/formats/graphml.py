"""Networks out, as GraphML 1.0: points and lines with typed values, for programs that analyse networks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
Value = str | int | bool
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML has no place for."""
TYPES = {str: "string", int: "int", bool: "boolean"}


@dataclass(frozen=True)
class Points:
    """`lines` join two points by their ids, without direction."""

    points: Mapping[str, Mapping[str, Value]]
    lines: Mapping[tuple[str, str], Mapping[str, Value]]


def write(network: Points) -> bytes:
    """The same network gives the same bytes."""
    root = ET.Element("graphml", xmlns=NAMESPACE)
    graph = ET.Element("graph", id="G", edgedefault="undirected")
    keys = {
        **_declare(root, "node", list(network.points.values())),
        **_declare(root, "edge", list(network.lines.values())),
    }
    root.append(graph)
    for name, values in network.points.items():
        _values(ET.SubElement(graph, "node", id=name), "node", values, keys)
    for (one, other), values in network.lines.items():
        _values(ET.SubElement(graph, "edge", source=one, target=other), "edge", values, keys)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _declare(
    root: ET.Element, domain: str, all_values: Sequence[Mapping[str, Value]]
) -> dict[tuple[str, str], str]:
    """A key for each name that occurs, with the type of its first value."""
    kinds = {name: TYPES[type(value)] for values in reversed(all_values) for name, value in values.items()}
    keys = {}
    for number, (name, kind) in enumerate(sorted(kinds.items())):
        key = keys[domain, name] = f"{domain[0]}{number}"
        ET.SubElement(root, "key", {"id": key, "for": domain, "attr.name": name, "attr.type": kind})
    return keys


def _values(
    element: ET.Element, domain: str, values: Mapping[str, Value], keys: Mapping[tuple[str, str], str]
) -> None:
    for name, value in sorted(values.items()):
        data = ET.SubElement(element, "data", key=keys[domain, name])
        data.text = str(value).lower() if isinstance(value, bool) else NOT_XML.sub("", str(value))
