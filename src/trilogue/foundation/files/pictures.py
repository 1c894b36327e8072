"""Photographs and logos: never served as they came, always drawn anew in a few sizes, with nothing but the picture."""

import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from trilogue.foundation.files import recognise, store
from trilogue.foundation.files.refused import FileRefused

MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = {"PNG": 40_000_000, "JPEG": 40_000_000, "WebP": 12_000_000}
"""What is decoded. A WebP decoder holds every pixel four times over, so that it is given fewer."""
LONGEST_EDGE = 2560
SMALLER_WIDTHS = (480, 960, 1600)
WEBP, JPEG = "webp", "jpg"
MEDIA_TYPES = {WEBP: "image/webp", JPEG: "image/jpeg"}
WHITE = (255, 255, 255)
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, UnidentifiedImageError)
ONE_AT_A_TIME = threading.Lock()
"""Memory is that of one picture, however many are sent at once."""


@dataclass(frozen=True)
class Picture:
    """A picture that is kept. `digest` is that of its largest form; width and height are pixels of that."""

    digest: str
    width: int
    height: int


def take_in(data: bytes, name: str) -> Picture:
    """Keep the picture in all its sizes. The same bytes always give the same digest.

    Raises FileRefused, before anything is decoded where the reason can be seen in the header.
    """
    kind = recognise.picture(data)
    recognise.check_ending(name, kind, recognise.PICTURE_ENDINGS[kind])
    _check_size(data, kind)
    with ONE_AT_A_TIME:
        return _kept(_decoded(data, kind))


def widths(width: int) -> tuple[int, ...]:
    """The widths that a picture of this width is kept in, ascending."""
    return (*(each for each in SMALLER_WIDTHS if each < width), width)


def file_name(digest: str, width: int, form: str) -> str:
    """In the store."""
    return f"pictures/{digest}-{width}.{form}"


def file_names(digest: str, width: int) -> list[str]:
    """In the store, of a picture of this width in all its sizes."""
    return [file_name(digest, each, form) for each in widths(width) for form in (WEBP, JPEG)]


def _check_size(data: bytes, kind: str) -> None:
    if len(data) > MOST_BYTES:
        raise FileRefused("TOO_LARGE", most=MOST_BYTES >> 20)
    width, height = recognise.size(data, kind)
    if width * height > MOST_PIXELS[kind]:
        raise FileRefused(
            "TOO_MANY_PIXELS", pixels=width * height // 1_000_000, most=MOST_PIXELS[kind] // 1_000_000
        )
    if recognise.is_animated(data, kind):
        raise FileRefused("ANIMATED")


def _decoded(data: bytes, kind: str) -> Image.Image:
    """Upright, in sRGB, on white, no larger than the largest size, and without metadata."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = Image.open(io.BytesIO(data), formats=[kind.upper()])
            if image.size[0] * image.size[1] > MOST_PIXELS[kind]:
                raise FileRefused("DAMAGED")
            return _drawn_anew(image)
    except BROKEN as error:
        raise FileRefused("DAMAGED") from error


def _drawn_anew(image: Image.Image) -> Image.Image:
    orientation = image.getexif().get(0x0112, 1)
    profile = image.info.get("icc_profile")
    image.draft("RGB" if image.mode != "L" else "L", (LONGEST_EDGE, LONGEST_EDGE))
    image.load()
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    flat = _on_white(_in_srgb(image, profile))
    clean = Image.frombytes("RGB", flat.size, flat.tobytes())
    clean.getexif()[0x0112] = orientation
    return ImageOps.exif_transpose(clean)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile that cannot be used is left out, as a viewer would."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if profile and image.mode in ("RGB", "RGBA", "L", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = image.mode if image.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            return converted or image
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    ground = Image.new("RGB", layered.size, WHITE)
    ground.paste(layered, mask=layered.getchannel("A"))
    return ground


def _kept(image: Image.Image) -> Picture:
    """Every size in both forms, the largest last: once that is there, all are."""
    largest = _encoded(image, JPEG)
    digest = hashlib.sha256(largest).hexdigest()
    for size in reversed(list(_sizes(image))):
        for form in (WEBP, JPEG):
            data = largest if size is image and form == JPEG else _encoded(size, form)
            store.put(file_name(digest, size.width, form), data)
    return Picture(digest, *image.size)


def _sizes(image: Image.Image) -> Iterator[Image.Image]:
    """The picture and its smaller sizes, each made of the one before."""
    yield image
    for width in reversed(widths(image.width)[:-1]):
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.BICUBIC)
        yield image


def _encoded(image: Image.Image, form: str) -> bytes:
    target = io.BytesIO()
    if form == WEBP:
        image.save(target, "WEBP", quality=80, method=2)
    else:
        image.save(target, "JPEG", quality=85, progressive=True, optimize=True)
    return target.getvalue()
