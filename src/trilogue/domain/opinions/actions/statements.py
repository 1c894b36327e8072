"""Proposing, and what the desk does with proposals. Who proposed is in no log: an opinion is nobody else's business."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from trilogue.domain.opinions.access import participation_in
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.actions.wording import LONGEST, LONGEST_TRANSLATION, hour, own_words, same, tidy
from trilogue.domain.opinions.choices import Phase, Reason, StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import is_immutable, proposals_left, takes_proposals
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit import log
from trilogue.foundation.queue import enqueue
from trilogue.foundation.text import machine
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text


@transaction.atomic
def propose(conversation: Conversation, *, by: Actor, text: str, language: str, now: datetime) -> Statement:
    """A measure of the participant's own, in the participant's own language.

    With strict moderation it waits for the desk, else it can be voted on at once.
    Raises Refused: not_here, not_open, too_many, there_already, empty, long, signs, language.
    """
    conversation = _held(conversation)
    author = participation_in(by.person, conversation.place)
    if author is None:
        raise Refused("not_here")
    if not takes_proposals(conversation):
        raise Refused("not_open")
    words = own_words(text, language)
    if proposals_left(conversation, author) <= 0:
        raise Refused("too_many", conversation.most_proposals)
    state = StatementState.WAITING if conversation.strict else StatementState.ACCEPTED
    made = _create(conversation, words, state=state, author=author, proposed_at=hour(now))
    log.write("propose_statement", made, by=ANONYMOUS, fields=["text"], edition=conversation.edition_id)
    return made


@transaction.atomic
def add_seed(
    conversation: Conversation, *, by: Actor, text: Text, now: datetime, about_process: bool = False
) -> Statement:
    """A measure written by the desk, accepted at once and not voted on by anybody yet.

    Raises Refused: closed, there_already, empty, long, signs.
    """
    conversation = _held(conversation)
    _open(conversation)
    made = _create(
        conversation,
        _tidied(text),
        state=StatementState.ACCEPTED,
        seed=True,
        about_process=about_process,
        proposed_at=hour(now),
        decided_at=now,
        decided_by_id=by.account,
    )
    log.write("add_statement", made, by=by, fields=["text"], edition=conversation.edition_id)
    return made


@transaction.atomic
def accept(statement: Statement, *, by: Actor, now: datetime, about_process: bool = False) -> Statement:
    """Put to the vote. Raises Refused: closed."""
    return _decide(
        statement, by=by, now=now, state=StatementState.ACCEPTED, reason="", about_process=about_process
    )


@transaction.atomic
def reject(
    statement: Statement, *, by: Actor, now: datetime, reason: str, note: Text | None = None
) -> Statement:
    """Not put to the vote, for this reason, which the author reads.

    Raises Refused: closed, no_reason, and of the note long, signs.
    """
    if reason not in Reason.values:
        raise Refused("no_reason")
    said = _tidied(note) if note else Text()
    return _decide(statement, by=by, now=now, state=StatementState.REJECTED, reason=reason, note=said)


@transaction.atomic
def merge(statement: Statement, *, by: Actor, now: datetime, into: Statement) -> Statement:
    """The other says the same and stands for both; votes on this one stay where they are and are not counted.

    Raises Refused: closed, itself, not_accepted.
    """
    if statement.pk == into.pk:
        raise Refused("itself")
    _held(statement.conversation)
    into.refresh_from_db(fields=["state"])
    if into.conversation_id != statement.conversation_id or into.state != StatementState.ACCEPTED:
        raise Refused("not_accepted")
    return _decide(statement, by=by, now=now, state=StatementState.MERGED, reason="", merged_into=into)


@transaction.atomic
def edit(statement: Statement, *, by: Actor, text: Text, now: datetime) -> Statement:
    """Other words. What has been voted on stays as it was, and the words become a new statement in its place,
    without its votes; returns the one that has them.

    Raises Refused: closed, there_already, empty, long, signs.
    """
    conversation = _held(statement.conversation)
    statement = log.hold(Statement.objects.filter(pk=statement.pk)).get()
    _open(conversation)
    words = _tidied(text)
    if _source(words) == _source(statement.text) and words.source == statement.text.source:
        return _write_text(statement, words, by=by, conversation=conversation)
    if not is_immutable(statement, conversation):
        _unlike_others(conversation, words, but=statement)
        _write_text(statement, words, by=by, conversation=conversation)
        _ask_machine(statement)
        return statement
    newer = _create(
        conversation,
        words,
        state=StatementState.ACCEPTED,
        seed=statement.seed,
        about_process=statement.about_process,
        author=statement.author,
        replaces=statement,
        proposed_at=hour(now),
        decided_at=now,
        decided_by_id=by.account,
    )
    log.write("replace_statement", newer, by=by, fields=["text", "replaces"], edition=conversation.edition_id)
    merge(statement, by=by, now=now, into=newer)
    conversation.agenda.filter(statement=statement).update(statement=newer)
    return newer


@transaction.atomic
def translate(statement: Statement, *, by: Actor, changes: Mapping[str, Entry]) -> Statement:
    """Translations in these languages, also of an exchange that is over; the author's own words stay as they are.

    Raises Refused: language, long, signs.
    """
    conversation = _held(statement.conversation)
    statement = log.hold(Statement.objects.filter(pk=statement.pk)).get()
    if statement.text.source in changes or not set(changes) <= set(LANGUAGES):
        raise Refused("language")
    tidied = {
        language: Entry(_translation(entry.text) if entry.text.strip() else "", entry.state)
        for language, entry in changes.items()
    }
    return _write_text(statement, statement.text.edited(tidied), by=by, conversation=conversation)


@transaction.atomic
def translate_by_machine(
    statement: Statement, *, by: Actor, of: str, translations: Mapping[str, str]
) -> Statement:
    """What a program made of the words `of`. It takes no place where somebody has written meanwhile, and none at all
    once the words are others.

    Raises Refused: empty, long, signs.
    """
    conversation = _held(statement.conversation)
    statement = log.hold(Statement.objects.filter(pk=statement.pk)).get()
    free = {each for each in LANGUAGES if statement.text.state(each) in (State.MISSING, State.MACHINE)}
    entries = {
        language: Entry(_translation(words), State.MACHINE)
        for language, words in translations.items()
        if language in free - {statement.text.source}
    }
    if not entries or _source(statement.text) != of:
        return statement
    return _write_text(statement, statement.text.edited(entries), by=by, conversation=conversation)


@transaction.atomic
def note_told(conversation: Conversation, statements: Collection[Statement], *, by: Actor) -> None:
    """Their authors have had a mail that there are answers."""
    Statement.objects.filter(conversation=conversation, pk__in=[each.pk for each in statements]).update(
        told=True
    )
    log.write("tell_authors", conversation, by=by, fields=["told"], edition=conversation.edition_id)


def _held(conversation: Conversation) -> Conversation:
    found = log.hold(Conversation.objects.filter(pk=conversation.pk), of=("self",))
    return found.select_related("series", "edition").get()


def _open(conversation: Conversation) -> None:
    if conversation.phase == Phase.CLOSED:
        raise Refused("closed")


def _decide(
    statement: Statement, *, by: Actor, now: datetime, state: StatementState, **values: object
) -> Statement:
    conversation = _held(statement.conversation)
    _open(conversation)
    statement = log.hold(Statement.objects.filter(pk=statement.pk)).get()
    statement.state, statement.decided_at, statement.decided_by_id = state, now, by.account
    statement.told = statement.author_id is None
    if state != StatementState.MERGED:
        statement.merged_into = None
    for name, value in values.items():
        setattr(statement, name, value)
    statement.save()
    log.write(
        f"{state.value}_statement",
        statement,
        by=by,
        fields=["state", *values],
        edition=conversation.edition_id,
    )
    _ask_machine(statement)
    return statement


def _ask_machine(statement: Statement) -> None:
    """For the languages that a statement put to the vote lacks, where an installation has a program for it."""
    if statement.state == StatementState.ACCEPTED and machine.is_set():
        enqueue("translate_statement", statement=statement.pk, attempt=1)


def _create(conversation: Conversation, words: Text, **values: object) -> Statement:
    _unlike_others(conversation, words)
    last = conversation.statements.aggregate(last=Max("number"))["last"] or 0
    number = last + 1
    made = Statement.objects.create(
        conversation=conversation, number=number, text=words, key=same(_source(words)), **values
    )
    _ask_machine(made)
    return made


def _write_text(statement: Statement, words: Text, *, by: Actor, conversation: Conversation) -> Statement:
    statement.text, statement.key = words, same(_source(words))
    statement.save(update_fields=["text", "key"])
    log.write("write_statement", statement, by=by, fields=["text"], edition=conversation.edition_id)
    return statement


def _unlike_others(conversation: Conversation, words: Text, but: Statement | None = None) -> None:
    others = conversation.statements.filter(key=same(_source(words)))
    others = others.exclude(state__in=(StatementState.REJECTED, StatementState.MERGED))
    if any(each != but for each in others):
        raise Refused("there_already")


def _tidied(text: Text) -> Text:
    entries = {
        language: Entry(
            tidy(entry.text, most=LONGEST if language == text.source else LONGEST_TRANSLATION),
            entry.state,
            entry.outdated,
        )
        for language, entry in text.entries.items()
        if entry.text.strip()
    }
    if text.source not in entries:
        raise Refused("empty")
    return Text(text.source, entries)


def _translation(words: str) -> str:
    return tidy(words, most=LONGEST_TRANSLATION)


def _source(text: Text) -> str:
    return text.entries[text.source].text
