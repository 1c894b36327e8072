"""Statements put to the vote are translated by the installation's program, where it has one; nobody waits for it."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from trilogue.domain.opinions import actions
from trilogue.domain.opinions.choices import Phase, StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.queue import enqueue
from trilogue.foundation.text import machine
from trilogue.foundation.text.value import LANGUAGES, State, Text

MOST_ATTEMPTS = 5
PAUSE = timedelta(seconds=30)
"""Before the second attempt; before each further one it is twice as long."""


def translate_by_machine(statement_id: int, *, attempt: int) -> None:
    """Into every language that is missing. What fails is tried again later, a few times."""
    translator = machine.translator()
    statement = _still_wanted().filter(pk=statement_id).first()
    if translator is None or statement is None:
        return
    words, failed = str(statement.text), False
    for language in lacking(statement.text):
        try:
            said = translator.translate(words, statement.text.source, language)
            actions.translate_by_machine(statement, by=ANONYMOUS, of=words, translations={language: said})
        except Exception as error:  # noqa: BLE001  each program has its own errors
            failed = True
            logging.getLogger("trilogue.translation").warning(
                "statement %s into %s, attempt %s: %s", statement_id, language, attempt, type(error).__name__
            )
    if failed and attempt < MOST_ATTEMPTS:
        enqueue(
            "translate_statement",
            after=PAUSE * 2 ** (attempt - 1),
            statement=statement_id,
            attempt=attempt + 1,
        )


@transaction.atomic
def translate_all(conversation: Conversation) -> int:
    """Ask again for every statement put to the vote that lacks a language. Returns how many."""
    wanted = [each for each in _still_wanted().filter(conversation=conversation) if lacking(each.text)]
    for each in wanted:
        enqueue("translate_statement", statement=each.pk, attempt=1)
    return len(wanted)


def lacking(text: Text) -> list[str]:
    """Languages without words, or with a machine's translation of words that have changed since."""
    return [
        language
        for language in LANGUAGES
        if language != text.source
        and (
            text.state(language) == State.MISSING
            or (text.state(language) == State.MACHINE and text.entries[language].outdated)
        )
    ]


def _still_wanted() -> QuerySet[Statement]:
    put_to_the_vote = Statement.objects.filter(state=StatementState.ACCEPTED)
    return put_to_the_vote.exclude(conversation__phase=Phase.CLOSED).select_related("conversation")
