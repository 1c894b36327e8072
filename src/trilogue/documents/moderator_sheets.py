"""For whoever leads a table: who comes to it in a round, how they are read, what they speak, whom they know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext, override

from trilogue.documents.attendees import Attendee
from trilogue.documents.board import (
    Board,
    Sitting,
    acquaintances_of,
    board,
    heading,
    language_name,
    leaders_of,
    table_label,
)
from trilogue.documents.document import Document
from trilogue.documents.name_list import spoken
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import Run, headed, legend, listed, run
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.choices import Script
from trilogue.foundation.text.value import TAGS

SOUNDS = {"en": Script.LATIN, "ko": Script.HANGUL, "ja": Script.KANA, "zh-hans": Script.SIMPLIFIED}
"""The script that tells readers of a language how a name is said."""
HAN = (Script.SIMPLIFIED, Script.KANJI, Script.HANJA)
READS_HAN = frozenset({"ja", "zh-hans"})


@dataclass(frozen=True)
class Ties:
    """Who leads tables, and which pairs the desk noted as knowing each other: participation ids."""

    leaders: Collection[int]
    acquainted: Collection[frozenset[int]]

    def know(self, one: Attendee, other: Attendee) -> bool:
        """Colleagues of one home or host government do."""
        noted = frozenset({one.participation, other.participation}) in self.acquainted
        return bool(one.governments & other.governments) or noted


def build(edition: Edition, language: str) -> Document:
    """A page a table and round, in the moderator's language. Raises LookupError where no tables are planned."""
    with override(language):
        seating = board(edition, language)
        ties = Ties(leaders_of(edition), acquaintances_of(edition))
        name = f"{edition.series.slug}-{edition.number}-moderators.{language}.pdf"
        data = {
            "title": headed(gettext("Moderator sheets"), edition, language),
            "words": _words(),
            "legend": legend(seating.titles, language),
            "sheets": [
                _sheet(each, seating, ties, language)
                for each in chain.from_iterable(seating.tables())
                if each.people
            ],
        }
        return set_pdf(name, "moderator_sheets.typ", language, data)


def around(people: Sequence[Attendee], leaders: Collection[int]) -> list[Attendee]:
    """In a circle whose neighbours are of different delegations as far as numbers allow; who leads comes first."""
    by_country: dict[str, list[Attendee]] = {}
    for each in people:
        by_country.setdefault(each.country, []).append(each)
    by_size = sorted(by_country.values(), key=len, reverse=True)
    ordered = list(chain.from_iterable(by_size))
    places = [*range(0, len(people), 2), *range(1, len(people), 2)]
    circle = [each for _, each in sorted(zip(places, ordered, strict=True), key=lambda pair: pair[0])]
    first = next((place for place, each in enumerate(circle) if each.participation in leaders), 0)
    return circle[first:] + circle[:first]


def readable(own: Run, names: Mapping[str, Run], mother_tongue: str, language: str) -> list[Run]:
    """The forms of a name, besides the own, by which readers of a language can read and say it."""
    sound = names.get(SOUNDS[language])
    if sound or mother_tongue == language:
        found = [sound]
    else:
        han = next((names[script] for script in HAN if script in names), None)
        found = [han if language in READS_HAN else None, names.get(Script.LATIN)]
    return [each for each in found if each and each.text != own.text]


def _words() -> dict[str, str]:
    return {
        "seat": gettext("Seat"),
        "name": gettext("Name"),
        "post": gettext("Government and position"),
        "languages": gettext("Languages"),
        "knows": gettext("Knows"),
        "leads": gettext("leads the table"),
        "host": gettext("Host government"),
        "interpreters": gettext("Interpreters"),
        "common": gettext("Spoken by all"),
        "lacking": gettext("No language is spoken by all, and no interpreter has been sent."),
        "explanation": gettext(
            "Seats count around the table, so that neighbours come from different delegations as far as possible. "
            "“Knows” names the seats of colleagues from the same government, and of others known to be acquainted."
        ),
        "notes": gettext("Notes"),
    }


def _sheet(sitting: Sitting, board: Board, ties: Ties, language: str) -> dict[str, object]:
    circle = around(sitting.people, ties.leaders)
    return {
        "table": table_label(sitting.table),
        "round": heading(sitting.round, board.titles[sitting.round - 1], language),
        "interpreters": [each.name for each in sitting.interpreters],
        "common": listed([language_name(code) for code in sitting.common()], language),
        "lacks": sitting.lacks_interpreter(),
        "people": [
            {
                **_person(each, language),
                "seat": str(seat),
                "leads": each.participation in ties.leaders,
                "knows": [
                    str(number)
                    for number, other in enumerate(circle, start=1)
                    if other is not each and ties.know(each, other)
                ],
            }
            for seat, each in enumerate(circle, start=1)
        ],
    }


def _person(attendee: Attendee, language: str) -> dict[str, object]:
    return {
        "delegation": attendee.country,
        "country": run(attendee.country_name, language),
        "name": attendee.name,
        "readable": readable(attendee.name, attendee.names, attendee.language, language),
        "home": attendee.home.run(language),
        "host": attendee.host.run(language),
        "position": Run(attendee.position, TAGS[attendee.language]),
        "languages": spoken(attendee.skills),
    }
