"""Polis-format files in: every known variant read, everything else refused with its file, row, column and cure."""

import csv
import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trilogue.foundation.formats.archive import (
    BROKEN,
    CHUNK,
    ENCRYPTED_FLAG,
    MAX_INFLATED,
    MAX_PARTS,
    PACKINGS,
)
from trilogue.foundation.formats.polis import (
    AGREE,
    COMMENTS,
    COUNTRIES,
    DISAGREE,
    PARTICIPANTS,
    SUMMARY,
    TRANSLATIONS,
    VOTES,
    Comment,
    Conversation,
    CountryCounts,
    Note,
    Participant,
    Translation,
    Vote,
    in_order,
    matrix,
)

ALSO_NAMED: Final = {"participant-votes.csv": PARTICIPANTS, "comments-translations.csv": TRANSLATIONS}
ALIASES: Final = {
    "id": "comment-id",
    "tid": "comment-id",
    "comment": "comment-body",
    "body": "comment-body",
    "text": "comment-body",
    "txt": "comment-body",
    "author": "author-id",
    "interview": "author-id",
    "mod": "moderated",
    "meta": "is-meta",
    "seed": "is-seed",
    "voter": "voter-id",
    "pid": "voter-id",
    "value": "vote",
    "participant-id": "participant",
    "group": "group-id",
    "time": "timestamp",
    "created": "timestamp",
}
NAMES: Final = frozenset(
    "timestamp datetime comment-id author-id agrees disagrees moderated is-meta is-seed comment-body voter-id vote "
    "participant xid group-id n-comments n-votes n-agree n-disagree language state country form verdict seen "
    "agrees-least agrees-most disagrees-least disagrees-most passes-least passes-most".split()
)
MATRIX_COLUMNS: Final = ("participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
SECONDS_BELOW: Final = 10**11
"""In seconds this is the year 5138, in milliseconds 1973."""
LATEST: Final = 253_402_300_799_999
"""The last millisecond of the year 9999."""
TRUE, FALSE = ("true", "t", "1", "yes"), ("false", "f", "0", "no", "")


class PolisError(Exception):
    """A folder that is not read: a code, the file, the row (the header is row 1), the column and the value there."""

    def __init__(self, code: str, file: str, *, row: int = 0, column: str = "", value: str = "") -> None:
        super().__init__(code, file, row, column, value)
        self.code = code
        self.file = file
        self.row = row
        self.column = column
        self.value = value


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, by the names its columns are known by."""

    file: str
    row: int
    cells: Mapping[str, str]

    def refuse(self, code: str, column: str) -> PolisError:
        return PolisError(code, self.file, row=self.row, column=column, value=self.cells.get(column, ""))

    def text(self, column: str) -> str:
        """Something that is not blank."""
        if not self.cells[column].strip():
            raise self.refuse("EMPTY", column)
        return self.cells[column]

    def number(self, column: str, least: int, most: int) -> int:
        try:
            found = int(self.cells[column])
        except ValueError:
            raise self.refuse("NOT_A_NUMBER", column) from None
        if not least <= found <= most:
            raise self.refuse("UNKNOWN_VALUE", column)
        return found

    def optional(self, column: str, most: int = LATEST) -> int | None:
        return self.number(column, 0, most) if self.cells.get(column, "").strip() else None

    def flag(self, column: str) -> bool:
        word = self.cells.get(column, "").strip().lower()
        if word not in (*TRUE, *FALSE):
            raise self.refuse("UNKNOWN_VALUE", column)
        return word in TRUE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: the names of its columns as written and as known, and its rows."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_zip(data: bytes, name: str) -> Conversation:
    """The conversation in an archive, in whatever folder its files lie. Raises PolisError."""
    files: dict[str, bytes] = {}
    _check_size(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in _checked(archive, name):
                base = part.filename.rpartition("/")[2]
                if base in files:
                    raise PolisError("FILE_TWICE", name, value=base)
                files[base] = _inflated(archive, part, MAX_INFLATED - sum(map(len, files.values())), name)
    except BROKEN as error:
        raise PolisError("DAMAGED", name) from error
    return read(files)


def read(files: Mapping[str, bytes]) -> Conversation:
    """The conversation in files by name; files that are none of Polis's are passed over.

    Comments are needed, and votes or else the matrix of participants. The log of votes decides: where the matrix has
    other values, a note says so. Raises PolisError (documents.polis_problems has a sentence for each code).
    """
    known = _known(files)
    comments = _comments(_sheet(COMMENTS, known[COMMENTS], ("comment-id", "moderated", "comment-body")))
    ids = frozenset(each.id for each in comments)
    people = (
        _sheet(PARTICIPANTS, known[PARTICIPANTS], ("participant",), ids) if PARTICIPANTS in known else None
    )
    participants, cells = _participants(people, ids) if people else ((), {})
    if VOTES in known:
        votes = _votes(_sheet(VOTES, known[VOTES], ("comment-id", "voter-id", "vote")), ids)
        notes = [*_differences(matrix(votes), cells), *_inverted(known[COMMENTS], votes)]
    else:
        votes = tuple(Vote(voter, comment, value) for (voter, comment), value in cells.items())
        notes = [Note("NO_LOG", PARTICIPANTS)]
    summary = dict(_summary(known[SUMMARY])) if SUMMARY in known else {}
    return Conversation(
        summary.get("topic", ""),
        summary.get("url", ""),
        summary.get("conversation-description", ""),
        comments,
        votes,
        participants,
        _translations(known, ids),
        _countries(known, ids),
        tuple(notes),
    )


def rows(file: str, data: bytes, needed: Sequence[str]) -> tuple[Line, ...]:
    """The rows of any CSV file that has these columns. Raises PolisError."""
    return _sheet(file, data, needed).lines


def _checked(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    parts = [
        part for part in archive.infolist() if part.filename.endswith(".csv") and not _hidden(part.filename)
    ]
    if len(archive.infolist()) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_INFLATED:
        raise PolisError("BOMB", name)
    if any(part.flag_bits & ENCRYPTED_FLAG or part.compress_type not in PACKINGS for part in parts):
        raise PolisError("DAMAGED", name)
    return parts


def _hidden(path: str) -> bool:
    """What some systems add beside the files."""
    return any(part.startswith((".", "__MACOSX")) for part in path.split("/"))


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, name: str) -> bytes:
    """The real bytes, counted while they come: the size in the directory may lie."""
    pieces: list[bytes] = []
    part.file_size, declared = left + 1, part.file_size
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            pieces.append(piece)
            if sum(map(len, pieces)) > min(declared, left):
                raise PolisError("BOMB", name)
    return b"".join(pieces)


def _known(files: Mapping[str, bytes]) -> dict[str, bytes]:
    known = {ALSO_NAMED.get(name, name): data for name, data in files.items()}
    if COMMENTS not in known:
        raise PolisError("MISSING_FILE", COMMENTS)
    if VOTES not in known and PARTICIPANTS not in known:
        raise PolisError("MISSING_FILE", VOTES)
    return known


def _records(file: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its number."""
    _check_size(file, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise PolisError("ENCODING", file, row=row) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if cells:
                yield row, cells
    except csv.Error as error:
        code = "CELL_TOO_LONG" if "field limit" in str(error) else "QUOTES"
        raise PolisError(code, file, row=row + 1) from error


def _check_size(file: str, data: bytes) -> None:
    if len(data) > MAX_INFLATED:
        raise PolisError("TOO_LARGE", file, value=str(MAX_INFLATED // 1024 // 1024))


def _sheet(file: str, data: bytes, needed: Sequence[str], ids: Collection[str] = ()) -> Sheet:
    """`ids` are statements, which may be names of columns too."""
    records = _records(file, data)
    _, header = next(records, (1, []))
    columns = tuple(name if name in ids else _column(name) for name in header)
    for name in needed:
        if name not in columns:
            raise PolisError("MISSING_COLUMN", file, row=1, column=name, value=", ".join(header[:12]))
    if twice := next((name for place, name in enumerate(columns) if name in columns[:place]), None):
        raise PolisError("COLUMN_TWICE", file, row=1, column=twice)
    return Sheet(columns, tuple(_line(file, row, columns, cells) for row, cells in records))


def _column(written: str) -> str:
    """The name this column is known by; a name that is not known stays as it is."""
    plain = written.strip().lower().replace("_", "-").replace(" ", "-")
    return ALIASES.get(plain, plain if plain in NAMES else written.strip())


def _line(file: str, row: int, columns: Sequence[str], cells: Sequence[str]) -> Line:
    """A row with more cells than columns has commas in a text without quotes; one with fewer, a line break."""
    if len(cells) > len(columns):
        raise PolisError(
            "UNQUOTED_COMMA", file, row=row, column=columns[-1], value=",".join(cells[len(columns) - 1 :])
        )
    if len(cells) < len(columns):
        raise PolisError("SHORT_ROW", file, row=row, column=columns[len(cells)], value=cells[-1])
    return Line(file, row, dict(zip(columns, cells, strict=True)))


def _comments(sheet: Sheet) -> tuple[Comment, ...]:
    times = _times(sheet)
    _once(sheet, "comment-id", "STATEMENT_TWICE")
    return tuple(
        Comment(
            line.text("comment-id"),
            line.text("comment-body"),
            line.cells.get("author-id", ""),
            line.number("moderated", -1, 1),
            line.flag("is-meta"),
            line.flag("is-seed"),
            times(line),
        )
        for line in sheet.lines
    )


def _votes(sheet: Sheet, comments: frozenset[str]) -> tuple[Vote, ...]:
    times = _times(sheet)
    return tuple(
        in_order(
            Vote(
                line.text("voter-id"),
                _statement(line, comments),
                line.number("vote", DISAGREE, AGREE),
                times(line),
            )
            for line in sheet.lines
        )
    )


def _participants(
    sheet: Sheet, comments: frozenset[str]
) -> tuple[tuple[Participant, ...], dict[tuple[str, str], int]]:
    """Who took part, in which group, and the cells of the matrix."""
    _once(sheet, "participant", "VOTER_TWICE")
    statements = [name for name in sheet.columns if name not in MATRIX_COLUMNS]
    for name in statements:
        if name not in comments:
            raise PolisError("UNKNOWN_STATEMENT", PARTICIPANTS, row=1, column=name, value=name)
    people = tuple(Participant(line.text("participant"), line.optional("group-id")) for line in sheet.lines)
    return people, {
        (line.cells["participant"], name): line.number(name, DISAGREE, AGREE)
        for line in sheet.lines
        for name in statements
        if line.cells[name].strip()
    }


def _times(sheet: Sheet) -> Callable[[Line], int | None]:
    """How this file's times are read: in milliseconds, or in seconds, but not in both."""
    if "timestamp" not in sheet.columns:
        return lambda _: None
    given = [line for line in sheet.lines if line.optional("timestamp") is not None]
    in_seconds = [(line.optional("timestamp") or 0) < SECONDS_BELOW for line in given]
    if len(set(in_seconds)) > 1:
        raise given[in_seconds.index(not in_seconds[0])].refuse("TIMES_MIXED", "timestamp")
    factor = 1000 if any(in_seconds) else 1

    def time(line: Line) -> int | None:
        found = line.optional("timestamp")
        return None if found is None else found * factor

    return time


def _summary(data: bytes) -> Iterator[tuple[str, str]]:
    for row, cells in _records(SUMMARY, data):
        if len(cells) != 2:
            code = "UNQUOTED_COMMA" if len(cells) > 2 else "SHORT_ROW"
            raise PolisError(code, SUMMARY, row=row, column=cells[0], value=",".join(cells[1:]))
        yield cells[0].strip(), cells[1]


def _translations(files: Mapping[str, bytes], comments: frozenset[str]) -> tuple[Translation, ...]:
    if TRANSLATIONS not in files:
        return ()
    sheet = _sheet(TRANSLATIONS, files[TRANSLATIONS], ("comment-id", "language", "state", "comment-body"))
    return tuple(
        Translation(
            _statement(line, comments), line.text("language"), line.text("state"), line.text("comment-body")
        )
        for line in sheet.lines
    )


def _countries(files: Mapping[str, bytes], comments: frozenset[str]) -> tuple[CountryCounts, ...]:
    if COUNTRIES not in files:
        return ()
    ends = [f"{what}-{end}" for what in ("agrees", "disagrees", "passes") for end in ("least", "most")]
    sheet = _sheet(COUNTRIES, files[COUNTRIES], ("comment-id", "country", "form", "verdict", "seen", *ends))
    return tuple(
        CountryCounts(
            _statement(line, comments),
            line.text("country"),
            line.cells["form"],
            line.cells["verdict"],
            line.optional("seen"),
            _range(line, "agrees"),
            _range(line, "disagrees"),
            _range(line, "passes"),
        )
        for line in sheet.lines
    )


def _range(line: Line, what: str) -> tuple[int, int] | None:
    least, most = line.optional(f"{what}-least"), line.optional(f"{what}-most")
    return None if least is None or most is None else (least, most)


def _statement(line: Line, comments: frozenset[str]) -> str:
    if line.cells["comment-id"] not in comments:
        raise line.refuse("UNKNOWN_STATEMENT", "comment-id")
    return line.cells["comment-id"]


def _once(sheet: Sheet, column: str, code: str) -> None:
    seen: set[str] = set()
    for line in sheet.lines:
        if line.cells[column] in seen:
            raise line.refuse(code, column)
        seen.add(line.cells[column])


def _differences(log: Mapping[tuple[str, str], int], cells: Mapping[tuple[str, str], int]) -> Iterator[Note]:
    """The first place where the matrix is not what the log gives."""
    if cells and log != cells:
        places = sorted({*log, *cells})
        voter, comment = next(place for place in places if log.get(place) != cells.get(place))
        yield Note("MATRIX_DIFFERS", PARTICIPANTS, who=f"{voter} / {comment}")


def _inverted(data: bytes, votes: Sequence[Vote]) -> Iterator[Note]:
    """Some exports count a vote of 1 as disagreement: their own counts of agreement tell."""
    sheet = _sheet(COMMENTS, data, ())
    if not {"agrees", "disagrees"} <= set(sheet.columns):
        return
    said = {
        line.cells["comment-id"]: (line.optional("agrees"), line.optional("disagrees"))
        for line in sheet.lines
    }
    given: dict[str, list[int]] = {comment: [0, 0, 0] for comment in said}
    for vote in votes:
        given[vote.comment][vote.value] += 1
    miss = [
        sum(
            abs((agrees or 0) - given[comment][value]) + abs((disagrees or 0) - given[comment][-value])
            for comment, (agrees, disagrees) in said.items()
        )
        for value in (AGREE, DISAGREE)
    ]
    if miss[1] < miss[0]:
        yield Note("SIGNS_INVERTED", VOTES)
