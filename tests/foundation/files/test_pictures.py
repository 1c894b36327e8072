"""Pictures: recognised by content, refused before they cost memory, and nothing kept but what can be seen."""

import io
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.foundation.files import samples
from trilogue.foundation.files import pictures, store
from trilogue.foundation.files.pictures import Picture
from trilogue.foundation.files.refused import FileRefused


@pytest.fixture(autouse=True)
def _kept_here(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def kept(picture: Picture, form: str = "jpg", width: int = 0) -> Image.Image:
    data = store.read(pictures.file_name(picture.digest, width or picture.width, form))
    return Image.open(io.BytesIO(data))


def refused(data: bytes, name: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        pictures.take_in(data, name)
    assert list(store.kept()) == []
    return caught.value


@pytest.mark.parametrize(("form", "name"), [("JPEG", "a.JPG"), ("PNG", "a.png"), ("WEBP", "나.webp")])
def test_a_picture_is_kept_in_several_sizes_and_two_forms(form: str, name: str) -> None:
    picture = pictures.take_in(samples.picture(form, (1200, 800)), name)
    assert (picture.width, picture.height) == (1200, 800)
    assert pictures.widths(1200) == (480, 960, 1200)
    for width in pictures.widths(1200):
        for kind, format_of in (("jpg", "JPEG"), ("webp", "WEBP")):
            image = kept(picture, kind, width)
            assert (image.format, image.size) == (format_of, (width, round(width * 2 / 3)))


def test_the_same_upload_gives_the_same_digest() -> None:
    data = samples.halves(exif=samples.exif())
    assert pictures.take_in(data, "a.jpg") == pictures.take_in(data, "b.jpeg")


def test_a_large_picture_is_made_smaller() -> None:
    picture = pictures.take_in(samples.picture("JPEG", (300, 5000)), "a.jpg")
    assert (picture.width, picture.height) == (154, 2560)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_left_of_what_the_camera_wrote(form: str) -> None:
    data = samples.halves(form, exif=samples.exif())
    assert b"canary-person" in data
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    picture = pictures.take_in(data, f"a.{form.lower()}")
    for each in store.kept():
        content = each.path.read_bytes()
        assert b"canary-person" not in content
        assert not any(mark in content for mark in (b"Exif", b"EXIF", b"http://ns.adobe.com", b"ICC"))
    assert not dict(kept(picture).getexif())


@pytest.mark.parametrize(
    ("orientation", "red"), [(1, "left"), (2, "right"), (3, "right"), (6, "top"), (8, "bottom")]
)
def test_the_orientation_is_applied(orientation: int, red: str) -> None:
    picture = pictures.take_in(samples.halves(exif=samples.exif(orientation)), "a.jpg")
    image = kept(picture).convert("RGB")
    upright = orientation in (6, 8)
    assert image.size == ((320, 640) if upright else (640, 320))
    ends = {"left": (5, 160), "right": (634, 160), "top": (160, 5), "bottom": (160, 634)}
    pixel: Any = image.getpixel(ends[red])
    assert pixel[0] > 200


def test_colours_are_brought_to_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert pictures.take_in(samples.halves(icc_profile=profile), "a.jpg").width == 640
    assert pictures.take_in(samples.halves(icc_profile=b"no profile"), "a.jpg").width == 640


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK"])
def test_every_kind_of_pixel_is_drawn(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (60, 40)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    picture = pictures.take_in(target.getvalue(), "a.jpg" if mode == "CMYK" else "a.png")
    assert kept(picture).mode == "RGB"


def test_what_can_be_seen_through_stands_on_white() -> None:
    picture = pictures.take_in(samples.picture("PNG", (60, 40), (0, 0, 0, 0)), "a.png")
    assert kept(picture).getpixel((30, 20)) == (255, 255, 255)


@pytest.mark.parametrize(("side", "millions"), [(20_000, 400), (13_000, 169)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_costs_memory(side: int, millions: int) -> None:
    data = samples.bomb(side, side)
    assert len(data) < 100_000
    tracemalloc.start()
    refusal = refused(data, "a.png")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (refusal.code, refusal.facts) == ("TOO_MANY_PIXELS", {"pixels": millions, "most": 40})
    assert peak < 1_000_000


def test_a_header_that_lies_about_the_size_gains_nothing() -> None:
    honest = samples.picture("JPEG", (60, 40))
    at = honest.index(b"\xff\xc0")
    lying = honest[: at + 5] + b"\xff\xff\xff\xff" + honest[at + 9 :]
    assert refused(lying, "a.jpg").code == "TOO_MANY_PIXELS"
    twice = honest[:at] + lying[at : at + 19] + honest[at:]
    assert refused(twice, "a.jpg").code == "TOO_MANY_PIXELS"


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (SVG, "a.png", "SVG"),
        (SVG.decode().encode("utf-16"), "a.png", "SVG"),
        (b"GIF89a/*<html><script>alert(1)</script>*/=1;", "a.png", "NOT_A_PICTURE"),
        (samples.picture("GIF"), "a.gif", "NOT_A_PICTURE"),
        (b"<html><script>alert(1)</script>", "a.jpg", "NOT_A_PICTURE"),
        (HEIC, "a.heic", "HEIC"),
        (b"", "a.jpg", "EMPTY"),
        (samples.picture("PNG"), "a.jpg", "WRONG_ENDING"),
        (samples.picture("JPEG"), "a.php", "WRONG_ENDING"),
        (samples.picture("JPEG"), "a", "WRONG_ENDING"),
        (samples.picture("JPEG")[:400], "a.jpg", "DAMAGED"),
        (samples.picture("PNG")[:60], "a.png", "DAMAGED"),
        (samples.picture("WEBP")[:60], "a.webp", "DAMAGED"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "DAMAGED"),
        (b"\xff\xd8\xff", "a.jpg", "DAMAGED"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "DAMAGED"),
        (b"\xff\xd8\xff" + b"\xff" * 100, "a.jpg", "DAMAGED"),
    ],
)
def test_what_is_no_harmless_picture_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    assert refused(data, name).code == code


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(form: str) -> None:
    target = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(target, form, save_all=True, append_images=frames[1:])
    assert refused(target.getvalue(), f"a.{form.lower()}").code == "ANIMATED"


def test_what_hides_behind_or_in_a_picture_is_not_kept() -> None:
    hidden = b"PK\x03\x04<html><script>canary</script>"
    picture = pictures.take_in(samples.picture("JPEG", comment=hidden) + hidden, "a.jpg")
    assert all(b"canary" not in each.path.read_bytes() for each in store.kept())
    assert picture.width == 640


@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=6),
    st.integers(0, 4000),
)
def test_any_damage_is_a_refusal_or_a_picture(form: str, changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(samples.picture(form, (64, 48)))
    for at, value in changes:
        data[at % len(data)] = value
    with suppress(FileRefused):
        assert pictures.take_in(bytes(data[: cut or None]), f"a.{form.lower()}").width
