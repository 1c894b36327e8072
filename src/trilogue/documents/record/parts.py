"""What a series and its editions are made of, as plain values."""

from dataclasses import dataclass

from trilogue.domain.editions.choices import PHOTOGRAPH_LETTER
from trilogue.foundation.text.value import Text


@dataclass(frozen=True)
class LineRecord:
    id: str
    text: Text
    title: Text
    introduction: Text


@dataclass(frozen=True)
class SourceRecord:
    key: str
    title: Text
    publisher: Text
    url: str


@dataclass(frozen=True)
class CountryRecord:
    code: str
    name: Text
    short: Text


@dataclass(frozen=True)
class PlaceRecord:
    """A local government under the code and name it had at the time of the edition; its position may be unknown."""

    code: str
    name: Text
    parent: Text
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class FactRecord:
    id: str
    kind: str
    text: Text
    date: str
    source: str
    superseded_on: str


@dataclass(frozen=True)
class FigureRecord:
    kind: str
    country: str
    count: int
    approximate: bool
    source: str


@dataclass(frozen=True)
class SpeakerRecord:
    name: Text
    native_name: str
    native_tag: str
    romanisation_confirmed: bool
    title: Text


@dataclass(frozen=True)
class SessionRecord:
    number: int
    kind: str
    title: Text
    starts_on: str
    source: str
    speakers: tuple[SpeakerRecord, ...]


@dataclass(frozen=True)
class PhotographRecord:
    """`picture` is the digest of the stored file, "" while none has been supplied; the focus is in percent."""

    caption: Text
    credit: Text
    id: str = ""
    alt: Text = Text()
    picture: str = ""
    width: int = 0
    height: int = 0
    focus_x: int = 50
    focus_y: int = 50
    position: int = 0

    @property
    def number(self) -> int:
        """In the edition, as its address has it."""
        return int(self.id.rpartition(PHOTOGRAPH_LETTER)[2] or 0)


@dataclass(frozen=True)
class FileRecord:
    """A document for everybody. `digest` is that of the stored file, `size` its bytes."""

    id: str
    title: Text
    credit: Text
    language: str
    kind: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class ErratumRecord:
    """`issued` is a day, "" while it waits for the next publication; `mark` is the id of what was wrong, or ""."""

    id: str
    number: int
    issued: str
    mark: str
    text: Text
