"""Keeping who met at the tables of an edition."""

from collections.abc import Iterator, Mapping

from django.db import transaction

from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import EncounterKind
from trilogue.domain.network.models import Encounter
from trilogue.domain.network.queries import Met
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

BATCH = 500


@transaction.atomic
def keep_encounters(edition: Edition, met: Mapping[Met, bool], *, by: Actor) -> int:
    """Make the edition's encounters in rounds those of `met`; returns how many rows changed, none the second time.

    Only what differs is written.
    """
    log.stand_in_line()
    at_tables = Encounter.objects.filter(edition=edition, kind=EncounterKind.ROUND).order_by()
    known = {
        (number, first, second): (pk, attended)
        for pk, number, first, second, attended in at_tables.values_list(
            "pk", "number", "first", "second", "attended"
        )
    }
    gone = [known[each][0] for each in known.keys() - met.keys()]
    changed = [each for each in known.keys() & met.keys() if known[each][1] != met[each]]
    fresh = sorted(met.keys() - known.keys())
    for some in _batches(gone):
        Encounter.objects.filter(pk__in=some).delete()
    for attended in (True, False):
        for some in _batches([known[each][0] for each in changed if met[each] is attended]):
            Encounter.objects.filter(pk__in=some).update(attended=attended)
    Encounter.objects.bulk_create(
        (
            Encounter(
                edition=edition,
                kind=EncounterKind.ROUND,
                number=number,
                first_id=first,
                second_id=second,
                attended=met[number, first, second],
            )
            for number, first, second in fresh
        ),
        batch_size=BATCH,
    )
    if gone or changed or fresh:
        log.write("keep_encounters", edition, by=by, fields=["encounters"], edition=edition.pk)
    return len(gone) + len(changed) + len(fresh)


def _batches(rows: list[int]) -> Iterator[list[int]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
