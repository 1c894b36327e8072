"""A register of sister links from a file to assertions: read against the registry, shown, stored as a whole."""

from dataclasses import dataclass

from trilogue.domain.places import planning
from trilogue.domain.places.actions import Claim, Recorded, record_claims
from trilogue.domain.places.models import Government
from trilogue.domain.places.queries import by_name, government_by_label
from trilogue.foundation.access import Actor
from trilogue.foundation.formats.spreadsheet import Sheet, read

MOST_ROWS = 5_000


@dataclass(frozen=True)
class Register:
    """What the desk says of a register: its name, the language it is written in, its country, its address.

    `own` is the government whose links it lists where no column says so; `grade` the word where no column says it.
    """

    name: str
    tag: str
    country: str
    url: str = ""
    own: Government | None = None
    grade: str = ""


def sheet_of(name: str, data: bytes) -> Sheet:
    """The first sheet that holds anything. Raises FileRefused."""
    words = [word for words in planning.HEADERS.values() for word in words]
    sheets = read(name, data, words)
    return next(sheet for sheet in sheets if any(cell.strip() for row in sheet.rows for cell in row))


def look(
    rows: planning.Register, columns: dict[int, str], register: Register, chosen: dict[str, str]
) -> planning.Reading:
    """Every row as a link or as a finding. `chosen` gives official codes for names the registry cannot tell."""
    decided = {said: found for said, code in chosen.items() if (found := government_by_label(code))}
    return planning.read(
        rows,
        columns,
        by_name(),
        home=register.country,
        own=register.own,
        grade=register.grade,
        chosen=decided,
    )


def store(reading: planning.Reading, register: Register, *, by: Actor) -> Recorded:
    claims = [
        Claim(
            each.own,
            each.partner,
            register.name,
            each.grade,
            register.tag,
            each.date,
            each.url or register.url,
        )
        for each in reading.entries
    ]
    return record_claims(claims, by=by)
