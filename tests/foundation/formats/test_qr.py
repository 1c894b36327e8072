"""The drawn outline is the code itself: filled in, a reader reads the text back."""

import re

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from trilogue.foundation.formats import qr

SCALE = 8
QUIET = 4


def _filled(svg: str) -> Image.Image:
    """An even-odd filling: each closed line turns over what it surrounds."""
    size = int(svg.split('viewBox="0 0 ')[1].split(maxsplit=1)[0]) + 2 * QUIET
    image = Image.new("1", (size, size), 1)
    for line in re.findall(r"M([^Z]+)Z", svg):
        corners = [tuple(map(int, point.split())) for point in line.split("L")]
        _turn_over(image, corners)
    return image.resize((size * SCALE, size * SCALE)).convert("L")


def _turn_over(image: Image.Image, corners: list[tuple[int, ...]]) -> None:
    for (x, y), (right, below) in zip(corners, corners[1:] + corners[:1], strict=True):
        if x == right:
            for row in range(min(y, below), max(y, below)):
                for column in range(x + QUIET, image.width):
                    place = (column, row + QUIET)
                    image.putpixel(place, 1 - int(bool(image.getpixel(place))))


@settings(max_examples=10, deadline=None)
@given(st.uuids())
def test_a_reader_reads_the_content_back(code: object) -> None:
    (found,) = zxingcpp.read_barcodes(_filled(qr.svg(f"TRILOGUE:{code}")))
    assert found.text == f"TRILOGUE:{code}"


def test_the_outline_joins_modules_and_leaves_holes_open() -> None:
    ring = qr.outline([[1, 1, 1], [1, 0, 1], [1, 1, 1]])
    assert ring.count("M") == 2
    assert ring.count("L") == 6
