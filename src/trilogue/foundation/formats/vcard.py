"""vCard 4 (RFC 6350): lines in UTF-8, folded at 75 octets, and values that cannot break out of their line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

LONGEST = 75
"""Octets of a line without its end."""
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;", "\r": None})
CARETS = str.maketrans({"^": "^^", "\n": "^n", '"': "^'", "\r": None})
"""What a parameter cannot hold, as RFC 6868 writes it."""


@dataclass(frozen=True)
class Name:
    """One form of a name. Without the two parts the whole name stands where the family name does.

    `sort_as` is the form that a list is put in order by, `script` the one that the name's sound is written in.
    """

    full: str
    tag: str
    family: str = ""
    given: str = ""
    sort_as: str = ""
    script: str = ""


@dataclass(frozen=True)
class Messenger:
    """`scheme` makes an address of the id, for programs; the note says it to people."""

    service: str
    scheme: str
    id: str


@dataclass(frozen=True)
class VCard:
    """`names` are forms of the same name, the reader's first; `sound` is how it is read, where that is written."""

    uid: str
    names: Sequence[Name]
    sound: Name | None = None
    organisation: Sequence[str] = ()
    title: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    messengers: Sequence[Messenger] = ()
    languages: Sequence[str] = ()
    note: str = ""
    url: str = ""


def write(cards: Iterable[VCard]) -> bytes:
    """One file of any number of cards."""
    lines = (line for card in cards for line in _lines(card))
    return b"".join(fold(line) for line in lines)


def fold(line: str) -> bytes:
    """The line with its end; cut between characters, and going on after a space."""
    parts, room = [b""], LONGEST
    for character in line:
        octets = character.encode()
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = LONGEST - 1
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"


def _lines(card: VCard) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:individual"
    yield f"UID:{_text(card.uid)}"
    yield from _names(card)
    if card.organisation:
        yield _line("ORG", ";".join(map(_text, card.organisation)))
    if card.title:
        yield _line("TITLE", _text(card.title))
    for number, email in enumerate(card.emails, start=1):
        yield _line("EMAIL", _text(email), PREF=str(number))
    for number, phone in enumerate(card.phones, start=1):
        yield _line("TEL", _text(phone), VALUE="text", TYPE="cell", PREF=str(number))
    for messenger in card.messengers:
        yield _line(
            "IMPP", f"{messenger.scheme}:{quote(messenger.id)}", **{"SERVICE-TYPE": messenger.service}
        )
    for number, language in enumerate(card.languages, start=1):
        yield _line("LANG", language, PREF=str(number))
    if card.note:
        yield _line("NOTE", _text(card.note))
    if card.url:
        yield _line("URL", card.url)
    yield "END:VCARD"


def _names(card: VCard) -> Iterator[str]:
    """Forms of one name share an ALTID; programs that know one name take the first."""
    for name in card.names:
        yield _line("FN", _text(name.full), ALTID="1", LANGUAGE=name.tag)
    for name in card.names:
        yield _line("N", _parts(name), ALTID="1", LANGUAGE=name.tag, **_sorted_as(name))
    if card.sound:
        sound = {"PHONETIC": "script", "SCRIPT": card.sound.script}
        yield _line("N", _parts(card.sound), ALTID="1", LANGUAGE=card.sound.tag, **sound)
        yield _line("X-PHONETIC-LAST-NAME", _text(card.sound.family or card.sound.full))
        if card.sound.given:
            yield _line("X-PHONETIC-FIRST-NAME", _text(card.sound.given))


def _parts(name: Name) -> str:
    family, given = (name.family, name.given) if name.family or name.given else (name.full, "")
    return f"{_text(family)};{_text(given)};;;"


def _sorted_as(name: Name) -> Mapping[str, str]:
    return {"SORT-AS": name.sort_as} if name.sort_as else {}


def _line(name: str, value: str, **parameters: str) -> str:
    given = "".join(f";{key}={_parameter(said)}" for key, said in parameters.items() if said)
    return f"{name}{given}:{value}"


def _text(value: str) -> str:
    return _clean(value).translate(ESCAPES)


def _parameter(value: str) -> str:
    said = _clean(value).translate(CARETS)
    return f'"{said}"' if any(each in said for each in ",;: ") else said


def _clean(value: str) -> str:
    """Without controls that no value may have; every end of a line is one."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or (each >= " " and each != "\x7f"))
