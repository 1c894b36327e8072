"""What a file is, by its first bytes; the ending of its name has to say the same."""

import re
from collections.abc import Iterator

from trilogue.foundation.files.refused import FileRefused

Size = tuple[int, int]
PICTURE_ENDINGS = {"PNG": ("png",), "JPEG": ("jpg", "jpeg", "jfif"), "WebP": ("webp",)}
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
TEXT_START = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<", re.ASCII)
STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
START_OF_SCAN = 0xDA


def ending_of(name: str) -> str:
    """In small letters, without the dot; "" for a name without one."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def check_ending(name: str, found: str, allowed: tuple[str, ...]) -> None:
    """Raises FileRefused: WRONG_ENDING."""
    if ending_of(name) not in allowed:
        raise FileRefused("WRONG_ENDING", found=found, ending=ending_of(name) or "–")


def picture(data: bytes) -> str:
    """PNG, JPEG or WebP. Raises FileRefused: EMPTY, SVG, HEIC, NOT_A_PICTURE."""
    if not data:
        raise FileRefused("EMPTY")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise FileRefused("HEIC")
    if TEXT_START.match(data) and b"<svg" in data[:4096].replace(b"\x00", b"").lower():
        raise FileRefused("SVG")
    raise FileRefused("NOT_A_PICTURE")


def size(data: bytes, kind: str) -> Size:
    """Width and height as the header says, read without a decoder. Raises FileRefused: DAMAGED."""
    try:
        found = {"PNG": _png, "JPEG": _jpeg, "WebP": _webp}[kind](data)
    except (IndexError, ValueError) as error:
        raise FileRefused("DAMAGED") from error
    if min(found) < 1:
        raise FileRefused("DAMAGED")
    return found


def is_animated(data: bytes, kind: str) -> bool:
    if kind == "PNG":
        return b"acTL" in (name for name, _ in _chunks(data, start=8, head=8, order="big", tail=4))
    if kind == "WebP":
        return any(name in (b"ANIM", b"ANMF") for name, _ in _chunks(data, start=12, head=8, order="little"))
    return False


def _chunks(
    data: bytes, *, start: int, head: int, order: str, tail: int = 0
) -> Iterator[tuple[bytes, bytes]]:
    """Names and first bytes of a file's chunks. PNG writes the length first, RIFF the name, and pads to even."""
    at = start
    while at + head <= len(data):
        first, second = data[at : at + 4], data[at + 4 : at + 8]
        name, length = (second, first) if order == "big" else (first, second)
        size = int.from_bytes(length, "big" if order == "big" else "little")
        yield name, data[at + head : at + head + 32]
        at += head + size + tail + (size % 2 if order == "little" else 0)


def _png(data: bytes) -> Size:
    if data[12:16] != b"IHDR":
        raise ValueError
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _webp(data: bytes) -> Size:
    name, body = next(_chunks(data, start=12, head=8, order="little"), (b"", b""))
    if name == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if name == b"VP8L" and body[0] == 0x2F:
        packed = int.from_bytes(body[1:5], "little")
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise ValueError


def _jpeg(data: bytes) -> Size:
    """Of all the frames before the first scan, the largest: a decoder may take another one than the first."""
    at, found = 2, (0, 0)
    while True:
        if data[at] != 0xFF:
            raise ValueError
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == START_OF_SCAN:
            return found
        if marker in STANDALONE:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in STARTS_OF_FRAME:
            height, width = (int.from_bytes(data[at + each : at + each + 2], "big") for each in (5, 7))
            found = max(found, (width, height), key=lambda size: size[0] * size[1])
        at += 2 + length
