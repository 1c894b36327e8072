"""Governments from the host's own file into the registry: read, checked together with what is there, stored whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from trilogue.algorithms.places import COLUMNS, Finding, Period, findings, read
from trilogue.domain.places.actions import add_governments
from trilogue.domain.places.models import Country
from trilogue.domain.places.queries import registry
from trilogue.foundation.access import Actor
from trilogue.foundation.formats import spreadsheet

REMARK = re.compile(rb"^#.*$", re.MULTILINE)
"""Lines that the shipped tables begin with; left empty, so that rows keep their numbers."""


@dataclass(frozen=True)
class Reading:
    """What a file would add and replace. It is stored only if it brings no fault; gaps do not hinder."""

    periods: tuple[Period, ...]
    faults: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    added: int = 0
    replaced: int = 0


class Faulty(Exception):
    """The file would bring faults into the registry; nothing was stored."""


def look(name: str, data: bytes) -> Reading:
    """Read a workbook or a table as text, in the columns of the registry. Raises FileRefused."""
    sheets = spreadsheet.read(name, REMARK.sub(b"", data) if data.startswith(b"#") else data, COLUMNS)
    sheet = next(each for each in sheets if any(cell.strip() for row in each.rows for cell in row))
    periods, faults = read(sheet.rows)
    if faults or not periods:
        return Reading((), tuple(faults or [Finding("NO_GOVERNMENTS")]), ())
    return _compare(periods)


@transaction.atomic
def store(reading: Reading, *, by: Actor) -> None:
    """All of it or nothing. Raises Faulty."""
    if reading.faults:
        raise Faulty
    for country in Country.objects.filter(pk__in={each.country for each in reading.periods}):
        mine = [each for each in reading.periods if each.country == country.pk]
        add_governments(by=by, country=country, periods=mine)


def _compare(periods: Sequence[Period]) -> Reading:
    """A fault counts if it was not there before; a gap, if it is of a government in the file."""
    there = registry()
    named = {each.key for each in periods}
    together = [each for each in there if each.key not in named] + list(periods)
    before = {_identity(each) for each in findings(there)}
    found = [*_unknown_countries(periods), *findings(together)]
    return Reading(
        periods=tuple(periods),
        faults=tuple(each for each in found if each.fault and _identity(each) not in before),
        gaps=tuple(each for each in found if not each.fault and (each.country, each.government) in named),
        added=len(named - {each.key for each in there}),
        replaced=len(named & {each.key for each in there}),
    )


def _identity(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.country, finding.government, finding.field


def _unknown_countries(periods: Sequence[Period]) -> list[Finding]:
    known = set(Country.objects.values_list("code", flat=True))
    return [
        Finding("COUNTRY", each.country, each.government, "country", each.row, {"value": each.country})
        for each in periods
        if each.country not in known
    ]
