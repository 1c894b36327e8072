"""Pictures and documents made for the tests, harmless and hostile."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
from PIL import Image


def picture(
    form: str = "JPEG", size: tuple[int, int] = (640, 480), colour: Any = (200, 30, 30), **options: Any
) -> bytes:
    target = io.BytesIO()
    mode = "RGB" if len(colour) == 3 else "RGBA"
    Image.new(mode, size, colour).save(target, form, **options)
    return target.getvalue()


def halves(form: str = "JPEG", **options: Any) -> bytes:
    """Left red, right blue: 640 x 320."""
    image = Image.new("RGB", (640, 320), (250, 0, 0))
    image.paste((0, 0, 250), (320, 0, 640, 320))
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """With the place where it was taken, and a name."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = "taken by canary-person"
    data.get_ifd(0x8825).update({1: "N", 2: (37.0, 45.0, 0.0), 3: "E", 4: (128.0, 52.0, 0.0)})
    return data


def bomb(width: int, height: int) -> bytes:
    """A PNG of so many pixels that is nothing but a header and one packed run of zeros."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width // 8 + 1)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pdf(change: Any = None, **options: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "hwpx": "Contents/content.hpf"}


def office(kind: str = "docx", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        given = {"[Content_Types].xml": TYPES, STARTS[kind]: "<document/>"} | dict(parts or {})
        for name, content in given.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def relation(kind: str, target: str, mode: str = "External") -> str:
    return RELATIONS.format(
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )


def types(declared: Mapping[str, str]) -> str:
    """Content types by the name of a part, or by "*." and an ending."""
    rows = (
        f'<Default Extension="{name[2:]}" ContentType="{kind}"/>'
        if name.startswith("*.")
        else f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in declared.items()
    )
    return TYPES.replace("/>", f">{''.join(rows)}</Types>")
