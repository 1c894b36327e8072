"""Documents of an edition: kept byte for byte, since they may be signed, and refused where anything in them acts."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from trilogue.foundation.files import recognise, store
from trilogue.foundation.files.office import check_office
from trilogue.foundation.files.pdf_check import check_pdf
from trilogue.foundation.files.refused import FileRefused

MOST_BYTES = 30 * 1024 * 1024
LONGEST_NAME = 120
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "hwpx": "application/hwp+zip",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\s]+')


@dataclass(frozen=True)
class Paper:
    """A document that is kept. `size` in bytes; `name` is harmless as the name of a file and ends with its kind."""

    digest: str
    kind: str
    name: str
    size: int


def take_in(data: bytes, name: str) -> Paper:
    """Raises FileRefused."""
    if not data:
        raise FileRefused("EMPTY")
    if len(data) > MOST_BYTES:
        raise FileRefused("TOO_LARGE", most=MOST_BYTES >> 20)
    kind = _checked(data)
    recognise.check_ending(name, kind.upper(), (kind,))
    digest = hashlib.sha256(data).hexdigest()
    store.put(file_name(digest, kind), data)
    return Paper(digest, kind, harmless_name(name, kind), len(data))


def file_name(digest: str, kind: str) -> str:
    """In the store."""
    return f"documents/{digest}.{kind}"


def harmless_name(name: str, kind: str) -> str:
    """One line without separators, controls or marks of direction, of at most 120 characters."""
    stem = unicodedata.normalize("NFC", name.rpartition(".")[0])
    visible = "".join(each for each in stem if unicodedata.category(each)[0] != "C" or each.isspace())
    tidy = NOT_IN_NAMES.sub("-", visible.strip()).strip("-.")
    return f"{tidy[: LONGEST_NAME - len(kind) - 1] or kind}.{kind}"


def _checked(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        check_pdf(data)
        return "pdf"
    if data.startswith(OLD_OFFICE):
        raise FileRefused("OLD_FORMAT")
    if data.startswith(b"PK\x03\x04"):
        return check_office(data)
    raise FileRefused("NOT_A_DOCUMENT")
