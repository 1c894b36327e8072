"""An exchange that was held elsewhere comes in from a folder of tables in Polis's form: all of it or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction

from trilogue.documents.polis_terms import ORIGINAL, OUTDATED, is_accepted, is_strict, numbered
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Foreign
from trilogue.domain.opinions.choices import StatementState
from trilogue.domain.opinions.models import Conversation
from trilogue.flows.export_exchange import FEWEST
from trilogue.foundation.access import Actor
from trilogue.foundation.formats import polis
from trilogue.foundation.formats.polis_reader import SECONDS_BELOW, PolisError
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

HOUR = 3_600_000
"""In milliseconds."""
STATES_OF_TEXTS = frozenset(each.value for each in State)
STATES = {-1: StatementState.REJECTED, 0: StatementState.WAITING, 1: StatementState.ACCEPTED}


@transaction.atomic
def import_exchange(
    place: Series | Edition,
    folder: polis.Conversation,
    *,
    by: Actor,
    language: str,
    now: datetime,
    topic: str = "",
) -> Conversation:
    """A closed exchange of the series or edition, not published yet. Its voters are nobody here.

    `language` is the one of texts whose language the folder does not say; `topic` stands in where it has none. Times
    are rounded to the hour, and codes of voters other than their numbers in the tables are left out.
    Raises PolisError: NO_TOPIC, SIGNS, TOO_FEW_VOTERS, UNKNOWN_VALUE.
    """
    folder = _rounded(replace(folder, topic=folder.topic.strip() or topic.strip()))
    _check(folder)
    made = actions.add_closed(
        place,
        by=by,
        topic=_text(language, folder.topic),
        introduction=_text(language, folder.description) if folder.description.strip() else Text(),
        measures=list(_measures(folder, language, now)),
        ended=_ended(folder, now),
    )
    actions.keep_folder(made, by=by, folder=polis.zipped(polis.write(folder)), imported=True)
    return made


def _rounded(folder: polis.Conversation) -> polis.Conversation:
    """What is given away again tells no minutes."""
    return replace(
        folder,
        comments=tuple(replace(each, time=_hour(each.time)) for each in folder.comments),
        votes=tuple(replace(each, time=_hour(each.time)) for each in polis.in_order(folder.votes)),
    )


def _hour(time: int | None) -> int | None:
    """Rounded; times before 1973, which could be read again in another unit, are those of a clock that was not set."""
    return None if time is None or time < SECONDS_BELOW + HOUR else time // HOUR * HOUR


def _check(folder: polis.Conversation) -> None:
    if not folder.topic:
        raise PolisError("NO_TOPIC", polis.SUMMARY)
    _check_signs(folder)
    _check_countries(folder)
    if len({each.voter for each in folder.votes}) < FEWEST:
        raise PolisError("TOO_FEW_VOTERS", polis.VOTES)


def _check_signs(folder: polis.Conversation) -> None:
    if "\0" in folder.topic + folder.description:
        raise PolisError("SIGNS", polis.SUMMARY)
    for file, texts in (
        (polis.COMMENTS, [each.text for each in folder.comments]),
        (polis.TRANSLATIONS, [each.text for each in folder.translations]),
    ):
        for row, text in enumerate(texts, start=2):
            if "\0" in text:
                raise PolisError("SIGNS", file, row=row, column="comment-body")


def _check_countries(folder: polis.Conversation) -> None:
    from trilogue.algorithms.opinions.shown import Form, Verdict

    forms, verdicts = {each.value for each in Form}, {each.value for each in Verdict}
    for row, counts in enumerate(folder.countries, start=2):
        for column, value, known in (("form", counts.form, forms), ("verdict", counts.verdict, verdicts)):
            if value not in known:
                raise PolisError("UNKNOWN_VALUE", polis.COUNTRIES, row=row, column=column, value=value)


def _measures(folder: polis.Conversation, language: str, now: datetime) -> Iterator[Foreign]:
    strict = is_strict(folder)
    authors = {each.author: None for each in folder.comments if each.author}
    number = {author: place for place, author in enumerate(authors, start=1)}
    versions: dict[str, list[polis.Translation]] = {}
    for version in folder.translations:
        versions.setdefault(version.comment, []).append(version)
    for position, each in zip(numbered(folder.comments), folder.comments, strict=True):
        yield Foreign(
            number=position,
            text=_translated(each, versions.get(each.id, []), language),
            state=StatementState.ACCEPTED if is_accepted(each, strict=strict) else STATES[each.moderated],
            seed=each.seed,
            about_process=each.meta,
            author_number=number.get(each.author),
            proposed_at=_moment(each.time, now),
        )


def _translated(comment: polis.Comment, versions: list[polis.Translation], language: str) -> Text:
    """The text with its translations; of a language that is not one of ours none is taken over."""
    own = next((each.language for each in versions if each.state == ORIGINAL), language)
    source = own if own in LANGUAGES else language
    entries = {source: Entry(comment.text)}
    for each in versions:
        state, _, outdated = each.state.partition(" ")
        if each.language in LANGUAGES and each.language != source and state in STATES_OF_TEXTS:
            entries[each.language] = Entry(each.text, State(state), outdated == OUTDATED)
    return Text(source, entries)


def _text(language: str, words: str) -> Text:
    return Text(language, {language: Entry(words)})


def _ended(folder: polis.Conversation, now: datetime) -> datetime:
    times = [each.time for each in folder.votes if each.time is not None]
    return min(_moment(max(times, default=None), now), now)


def _moment(milliseconds: int | None, now: datetime) -> datetime:
    if milliseconds is None:
        return now.replace(minute=0, second=0, microsecond=0)
    return datetime.fromtimestamp(milliseconds // 1000, UTC)
