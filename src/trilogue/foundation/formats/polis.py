"""A conversation as a folder of CSV files that Polis and its readers know, and back (`polis_reader`).

RFC 4180 in UTF-8: CRLF, quotes where a text needs them, and no guard against formulas, so that every text comes back
as it was. Agree is 1, pass 0, disagree -1. What others do not know stands in files of its own.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

AGREE: Final = 1
PASS: Final = 0
DISAGREE: Final = -1
SUMMARY: Final = "summary.csv"
COMMENTS: Final = "comments.csv"
VOTES: Final = "votes.csv"
PARTICIPANTS: Final = "participants-votes.csv"
COMMENT_GROUPS: Final = "comment-groups.csv"
TRANSLATIONS: Final = "comment-translations.csv"
COUNTRIES: Final = "comment-countries.csv"
DAYS: Final = "Mon Tue Wed Thu Fri Sat Sun".split()
MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
FIRST_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Comment:
    """A statement. `moderated` is -1 rejected, 0 not yet, 1 accepted; `time` in milliseconds since 1970, if known."""

    id: str
    text: str
    author: str = ""
    moderated: int = 1
    meta: bool = False
    seed: bool = False
    time: int | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """One event: of a voter's votes on a comment the latest counts, and of equal times the last in the log."""

    voter: str
    comment: str
    value: int
    time: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A voter and the number of the found group, if in one."""

    id: str
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A statement's text in a language, with the state of that text; the original has the state "original"."""

    comment: str
    language: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class CountryCounts:
    """What is published of a delegation's votes on a statement: ranges, or nothing where it is withheld."""

    comment: str
    country: str
    form: str
    verdict: str
    seen: int | None = None
    agree: tuple[int, int] | None = None
    disagree: tuple[int, int] | None = None
    passed: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd that was read and kept: a code, and the file, row and id concerned."""

    code: str
    file: str
    row: int = 0
    who: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """All there is in a folder. Everything that can be counted is counted anew when it is written."""

    topic: str = ""
    url: str = ""
    description: str = ""
    comments: tuple[Comment, ...] = ()
    votes: tuple[Vote, ...] = ()
    participants: tuple[Participant, ...] = ()
    translations: tuple[Translation, ...] = ()
    countries: tuple[CountryCounts, ...] = ()
    notes: tuple[Note, ...] = field(default=(), compare=False)


def in_order(votes: Iterable[Vote]) -> list[Vote]:
    """By time where every vote has one, else as they are."""
    log = list(votes)
    return log if any(vote.time is None for vote in log) else sorted(log, key=lambda vote: vote.time or 0)


def matrix(votes: Iterable[Vote]) -> dict[tuple[str, str], int]:
    """The value that counts, by voter and comment."""
    return {(vote.voter, vote.comment): vote.value for vote in in_order(votes)}


def natural(identifier: str) -> tuple[tuple[int, str], ...]:
    """The key that puts "9" before "10"."""
    parts = re.split(r"(\d+)", identifier)
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (-1, part) for part in parts if part
    )


def write(conversation: Conversation) -> dict[str, bytes]:
    """The files by name; the same conversation gives the same bytes, whatever its parts are sorted by."""
    comments = sorted(conversation.comments, key=lambda each: natural(each.id))
    counted = matrix(conversation.votes)
    people = _people(conversation, counted)
    files = {
        SUMMARY: _summary(conversation, counted, people),
        COMMENTS: _comments(comments, counted),
        VOTES: _votes(conversation.votes),
        PARTICIPANTS: _participants(comments, people, counted),
        COMMENT_GROUPS: _comment_groups(comments, people, counted),
    }
    if conversation.translations:
        files[TRANSLATIONS] = _translations(conversation.translations)
    if conversation.countries:
        files[COUNTRIES] = _countries(conversation.countries)
    return {name: _csv(rows) for name, rows in files.items()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one archive, without a time of day."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


Rows = Sequence[Sequence[object]]
Counted = Mapping[tuple[str, str], int]


def _csv(rows: Rows) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode()


def _people(conversation: Conversation, counted: Counted) -> list[Participant]:
    known = {each.id: each for each in conversation.participants}
    known |= {voter: Participant(voter) for voter, _ in counted if voter not in known}
    return sorted(known.values(), key=lambda each: natural(each.id))


def _summary(conversation: Conversation, counted: Counted, people: Sequence[Participant]) -> Rows:
    return [
        ("topic", conversation.topic),
        ("url", conversation.url),
        ("voters", len({voter for voter, _ in counted})),
        ("voters-in-conv", sum(each.group is not None for each in people)),
        ("commenters", len({each.author for each in conversation.comments if each.author})),
        ("comments", len(conversation.comments)),
        ("groups", len(_group_numbers(people))),
        ("conversation-description", conversation.description),
    ]


def _comments(comments: Sequence[Comment], counted: Counted) -> Rows:
    tally = Counter((comment, value) for (_, comment), value in counted.items())
    header = (
        "timestamp",
        "datetime",
        "comment-id",
        "author-id",
        "agrees",
        "disagrees",
        "moderated",
        "is-meta",
        "is-seed",
        "comment-body",
    )
    return [
        header,
        *(
            (
                *_time(each.time),
                each.id,
                each.author,
                tally[each.id, AGREE],
                tally[each.id, DISAGREE],
                each.moderated,
                _flag(each.meta),
                _flag(each.seed),
                each.text,
            )
            for each in comments
        ),
    ]


def _votes(votes: Iterable[Vote]) -> Rows:
    log = sorted(in_order(votes), key=lambda vote: (natural(vote.comment), natural(vote.voter)))
    return [
        ("timestamp", "datetime", "comment-id", "voter-id", "vote"),
        *((*_time(vote.time), vote.comment, vote.voter, vote.value) for vote in log),
    ]


def _participants(comments: Sequence[Comment], people: Sequence[Participant], counted: Counted) -> Rows:
    written = Counter(each.author for each in comments)
    rows: list[Sequence[object]] = [
        (
            "participant",
            "group-id",
            "n-comments",
            "n-votes",
            "n-agree",
            "n-disagree",
            *(each.id for each in comments),
        )
    ]
    for person in people:
        values = [counted.get((person.id, comment.id)) for comment in comments]
        given = [value for value in values if value is not None]
        rows.append(
            (
                person.id,
                "" if person.group is None else person.group,
                written[person.id],
                len(given),
                given.count(AGREE),
                given.count(DISAGREE),
                *("" if value is None else value for value in values),
            )
        )
    return rows


def _comment_groups(comments: Sequence[Comment], people: Sequence[Participant], counted: Counted) -> Rows:
    numbers = _group_numbers(people)
    group = {person.id: person.group for person in people}
    total = Counter((comment, value) for (_, comment), value in counted.items())
    within = Counter((group[voter], comment, value) for (voter, comment), value in counted.items())
    order = (AGREE, DISAGREE, PASS)
    header = ["comment-id", "comment", "total-votes", "total-agrees", "total-disagrees", "total-passes"]
    header += [
        f"group-{_letter(place)}-{what}"
        for place in range(len(numbers))
        for what in ("votes", "agrees", "disagrees", "passes")
    ]
    rows: list[Sequence[object]] = [header]
    for each in comments:
        cells = [total[each.id, value] for value in order]
        row: list[object] = [each.id, each.text, sum(cells), *cells]
        for number in numbers:
            cells = [within[number, each.id, value] for value in order]
            row += [sum(cells), *cells]
        rows.append(row)
    return rows


def _translations(translations: Iterable[Translation]) -> Rows:
    ordered = sorted(
        translations, key=lambda each: (natural(each.comment), each.language, each.state, each.text)
    )
    return [
        ("comment-id", "language", "state", "comment-body"),
        *((each.comment, each.language, each.state, each.text) for each in ordered),
    ]


def _countries(countries: Iterable[CountryCounts]) -> Rows:
    header = ["comment-id", "country", "form", "verdict", "seen"]
    header += [f"{what}-{end}" for what in ("agrees", "disagrees", "passes") for end in ("least", "most")]
    ordered = sorted(countries, key=lambda each: (natural(each.comment), each.country))
    return [
        header,
        *(
            (
                each.comment,
                each.country,
                each.form,
                each.verdict,
                "" if each.seen is None else each.seen,
                *(end for ends in (each.agree, each.disagree, each.passed) for end in ends or ("", "")),
            )
            for each in ordered
        ),
    ]


def _group_numbers(people: Iterable[Participant]) -> list[int]:
    return sorted({each.group for each in people if each.group is not None})


def _letter(place: int) -> str:
    """A to z, then aa, ab ..."""
    before, last = divmod(place, len(LETTERS))
    return (LETTERS[before - 1] if before else "") + LETTERS[last]


def _flag(value: bool) -> str:  # noqa: FBT001
    return "true" if value else "false"


def _time(milliseconds: int | None) -> tuple[object, str]:
    """The number, and the same as Polis writes it, in no reader's language."""
    if milliseconds is None:
        return "", ""
    at = datetime.fromtimestamp(milliseconds // 1000, UTC)
    day = f"{DAYS[at.weekday()]} {MONTHS[at.month - 1]} {at.day:02}"
    return milliseconds, f"{day} {at:%H:%M:%S} UTC {at.year}"
