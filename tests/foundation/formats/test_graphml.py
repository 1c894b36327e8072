"""GraphML that other programs read: networkx, and any reader of XML."""

import io
from xml.etree import ElementTree as ET

import networkx as nx

from trilogue.foundation.formats.graphml import Points, write

NAMES = Points(
    {"a": {"name": "나라 & <奈良>", "people": 7}, "b": {"name": "bell\x07\x00", "people": 5}, "c": {}},
    {("a", "b"): {"ties": 12, "withheld": False}, ("b", "c"): {"withheld": True}},
)


def test_networkx_reads_what_was_written() -> None:
    read = nx.read_graphml(io.BytesIO(write(NAMES)))
    assert not read.is_directed()
    assert dict(read.nodes(data=True)) == {
        "a": {"name": "나라 & <奈良>", "people": 7},
        "b": {"name": "bell", "people": 5},
        "c": {},
    }
    assert read.edges["a", "b"] == {"ties": 12, "withheld": False}
    assert read.edges["b", "c"] == {"withheld": True}


def test_it_is_well_formed_and_the_same_each_time() -> None:
    assert ET.fromstring(write(NAMES)).tag == "{http://graphml.graphdrawing.org/xmlns}graphml"
    assert write(NAMES) == write(NAMES)
    assert len(nx.read_graphml(io.BytesIO(write(Points({}, {}))))) == 0
