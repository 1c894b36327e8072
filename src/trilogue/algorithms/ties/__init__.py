"""What the links between local governments form together, and how people who meet become a network.

Measures of encounters stand in `growth`, `structure`, `brokerage`, `small_cells` and `layout`.
"""

from trilogue.algorithms.ties.growth import Gathering, growth
from trilogue.algorithms.ties.triangles import Link, OpenTriangle, open_triangles, triangles

__all__ = ["Gathering", "Link", "OpenTriangle", "growth", "open_triangles", "triangles"]
