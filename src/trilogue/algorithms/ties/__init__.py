"""What the links between local governments form together."""

from trilogue.algorithms.ties.triangles import Link, OpenTriangle, open_triangles, triangles

__all__ = ["Link", "OpenTriangle", "open_triangles", "triangles"]
