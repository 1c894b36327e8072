"""What `trilogue opinions analyse` is given: a conversation, perhaps groups, perhaps delegations."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from trilogue.algorithms.opinions import Analysis, Problem, Statement, analyse
from trilogue.foundation.formats.archive import MAX_INFLATED
from trilogue.foundation.formats.polis import Conversation, Note
from trilogue.foundation.formats.polis_reader import ALSO_NAMED, Line, PolisError, read_zip, rows
from trilogue.foundation.formats.polis_reader import read as read_files

FILES = {"summary.csv", "comments.csv", "votes.csv", "participants-votes.csv", *ALSO_NAMED}
OTHERS_VOTED = "UNMODERATED_COUNT"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation and its analysis; `notes` are of the files."""

    conversation: Conversation
    analysis: Analysis
    notes: tuple[Note, ...]


def read(folder: str, groups_from: str | None, delegations: str | None) -> Talk:
    """Raises PolisError, whose file is a path here, and OSError."""
    conversation = conversation_at(Path(folder))
    groups = _groups(groups_from) if groups_from else None
    countries = _countries(delegations) if delegations else {}
    strict = not _others_voted_on_unmoderated(conversation)
    problem = Problem.from_events(
        ((vote.voter, vote.comment, vote.value) for vote in conversation.votes),
        [Statement(each.id, each.moderated, each.meta, each.seed) for each in conversation.comments],
        voters=[each.id for each in conversation.participants],
        strict=strict,
        delegation=countries,
        sizes=Counter(countries.values()),
    )
    notes = conversation.notes if strict else (*conversation.notes, Note(OTHERS_VOTED, "comments.csv"))
    return Talk(conversation, analyse(problem, groups=groups), notes)


def conversation_at(path: Path) -> Conversation:
    """In a folder of tables, or a zip of it. Raises PolisError, whose file is a path here, and OSError."""
    try:
        if path.is_file():
            return read_zip(_bytes(path), path.name)
        return read_files({each.name: _bytes(each) for each in sorted(path.iterdir()) if each.name in FILES})
    except PolisError as error:
        where = path if path.is_file() and error.file == path.name else path / error.file
        raise _at(where, error) from error


def _groups(file: str) -> Mapping[str, int]:
    found = _by_person(file, "participant", "group-id", lambda line: line.optional("group-id"))
    return {voter: group for voter, group in found.items() if group is not None}


def _countries(file: str) -> Mapping[str, str]:
    return _by_person(file, "voter-id", "country", lambda line: line.text("country").strip())


def _by_person(file: str, who: str, what: str, value: Callable[[Line], Value]) -> dict[str, Value]:
    """What a file says of each person, who stands there once."""
    path = Path(file)
    found: dict[str, Value] = {}
    try:
        for line in rows(path.name, _bytes(path), (who, what)):
            if line.text(who) in found:
                raise line.refuse("VOTER_TWICE", who)
            found[line.cells[who]] = value(line)
    except PolisError as error:
        raise _at(path, error) from error
    return found


def _others_voted_on_unmoderated(conversation: Conversation) -> bool:
    """Whether the conversation let people vote on what nobody had accepted yet: then that counts."""
    author = {each.id: each.author for each in conversation.comments if not each.moderated}
    return any(vote.comment in author and vote.voter != author[vote.comment] for vote in conversation.votes)


def _bytes(path: Path) -> bytes:
    """The file's bytes, one more than allowed at most."""
    with path.open("rb") as file:
        return file.read(MAX_INFLATED + 1)


def _at(path: Path, error: PolisError) -> PolisError:
    return PolisError(error.code, str(path), row=error.row, column=error.column, value=error.value)
