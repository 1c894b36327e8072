"""A text of the record is translated by the installation's program, where it has one; nobody waits for it.

What it says is labelled as a machine's, and stands only where no person's words do.
"""

import logging
from collections.abc import Iterable

from django.db import transaction

from trilogue.documents.translatable import Standing, Unit, by_key, standing
from trilogue.flows.translate import Refused, Stale, put
from trilogue.flows.translate_by_machine import MOST_ATTEMPTS, PAUSE
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.queue import enqueue
from trilogue.foundation.text import machine
from trilogue.foundation.text.value import Entry, State, Text


@transaction.atomic
def ask(units: Iterable[Unit], language: str) -> int:
    """Put in line what lacks words in this language, or has a machine's of an older original. Returns how many."""
    wanted = [each for each in units if lacks(each.text, language)]
    for each in wanted:
        enqueue("translate_text", key=each.key, language=language, attempt=1)
    return len(wanted)


def lacks(text: Text, language: str) -> bool:
    stands = standing(text, language)
    by_machine = text.state(language) == State.MACHINE
    return stands == Standing.MISSING or (stands == Standing.OUTDATED and by_machine)


def propose(key: str, language: str, *, attempt: int) -> None:
    """Ask the program and store what it says. What fails is tried again later, a few times."""
    translator, unit = machine.translator(), by_key(key)
    if translator is None or unit is None or not lacks(unit.text, language):
        return
    try:
        said = translator.translate(unit.source, unit.text.source, language)
        _store(unit, language, said)
    except Exception as error:  # noqa: BLE001  each program has its own errors
        logging.getLogger("trilogue.translation").warning(
            "%s into %s, attempt %s: %s", key, language, attempt, type(error).__name__
        )
        if attempt < MOST_ATTEMPTS and not isinstance(error, Refused | Stale):
            enqueue(
                "translate_text",
                after=PAUSE * 2 ** (attempt - 1),
                key=key,
                language=language,
                attempt=attempt + 1,
            )


@transaction.atomic
def _store(unit: Unit, language: str, said: str) -> None:
    """Unless somebody wrote a translation, or another original, while the program worked."""
    put(
        unit,
        language,
        Entry(said, State.MACHINE),
        by=ANONYMOUS,
        only_if=lambda text: _still(unit, text, language),
    )


def _still(unit: Unit, text: Text, language: str) -> bool:
    return lacks(text, language) and text.entries[text.source].text == unit.source
