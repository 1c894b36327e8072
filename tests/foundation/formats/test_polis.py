"""Conversations go out and come back unchanged; foreign variants are read, and faults are named with their place."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trilogue.foundation.formats.polis import (
    Comment,
    Conversation,
    CountryCounts,
    Note,
    Participant,
    Translation,
    Vote,
    matrix,
    write,
    zipped,
)
from trilogue.foundation.formats.polis_reader import PolisError, read, read_zip

CONVERSATIONS = ["london.youth.policing", "scoop-hivemind.freshwater", "brexit-consensus"]
NASTY = st.sampled_from(
    [
        'a, "b" and c',
        "line\nbreak",
        "line\r\nbreak\r",
        "=HYPERLINK(1)",
        "+82",
        "-1",
        "@x",
        "\tx",
        "'quoted",
        "의견, 意見",
        "\u202eabc\u202c",
        '"',
        "a;b\tc",
        " x ",
        "\ufeffx",
        "😀",
        "\x00x",
    ]
)
TEXTS = NASTY | st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: bool(text.strip())
)
TIMES = st.none() | st.integers(10**11, 4 * 10**12)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    ids = draw(
        st.lists(
            st.integers(0, 40).map(str) | st.sampled_from(["S1", "text", "s-2"]), unique=True, max_size=6
        )
    )
    voters = [str(number) for number in range(draw(st.integers(0, 7)))]
    comments = [
        Comment(
            each,
            draw(TEXTS),
            draw(st.sampled_from(["", *voters])),
            draw(st.integers(-1, 1)),
            draw(st.booleans()),
            draw(st.booleans()),
            draw(TIMES),
        )
        for each in ids
    ]
    events = st.builds(
        Vote, st.sampled_from(voters or ["0"]), st.sampled_from(ids or ["0"]), st.integers(-1, 1), TIMES
    )
    votes = draw(st.lists(events, max_size=20)) if ids and voters else []
    return Conversation(
        draw(st.just("") | TEXTS),
        "https://example.org/?a=1,2",
        draw(st.just("") | TEXTS),
        tuple(comments),
        tuple(votes),
        tuple(Participant(voter, draw(st.none() | st.integers(0, 4))) for voter in voters),
        tuple(Translation(each, "ja", "human", draw(TEXTS)) for each in ids[:2]),
        tuple(
            CountryCounts(each, "KR", "agree", "supports", 20, (11, 11), (0, 9), (0, 9)) for each in ids[:1]
        ),
    )


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(conversations())
def test_export_import_and_export_again_are_identical(conversation: Conversation) -> None:
    files = write(conversation)
    back = read(files)
    assert write(back) == files
    assert {each.id: each for each in back.comments} == {each.id: each for each in conversation.comments}
    assert matrix(back.votes) == matrix(conversation.votes)
    assert set(back.participants) == set(conversation.participants)
    assert (back.topic, back.description) == (conversation.topic, conversation.description)
    assert set(back.translations) == set(conversation.translations)
    assert set(back.countries) == set(conversation.countries)
    assert {note.code for note in back.notes} <= {"SIGNS_INVERTED"}
    assert read_zip(zipped(files), "x.zip") == back
    assert zipped(files) == zipped(write(back))


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_the_log_gives_the_matrix_of_real_conversations(shared: Path, name: str) -> None:
    folder = shared / "data" / "polis" / name
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    found = read(files)
    table = list(csv.DictReader(io.StringIO(files["participants-votes.csv"].decode())))
    cells = {
        (row["participant"], comment.id): int(row[comment.id])
        for row in table
        for comment in found.comments
        if row.get(comment.id)
    }
    assert matrix(found.votes) == cells
    assert [note.code for note in found.notes] == []
    assert len(found.participants) == len(table)
    again = write(found)
    assert write(read(again)) == again
    assert matrix(read(again).votes) == cells


COMMENTS = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n5,0,1,1,0,1,One\n6,1,1,0,1,1,Two\n"
VOTES = "timestamp,comment-id,voter-id,vote\n7,0,a,1\n8,1,a,-1\n"
MATRIX = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\na,0,0,2,1,1,1,-1\n"


def folder(**files: str) -> dict[str, bytes]:
    given_files = {"comments.csv": COMMENTS, "votes.csv": VOTES, "participants-votes.csv": MATRIX}
    return {
        name.replace("__", "-") + ("" if name.endswith("csv") else ".csv"): text.encode()
        for name, text in (
            given_files | {f"{name.replace('_', '-')}.csv": text for name, text in files.items()}
        ).items()
    }


def test_seconds_become_milliseconds_and_a_mark_at_the_start_is_no_harm() -> None:
    found = read(folder(votes="\ufeff" + VOTES))
    assert [vote.time for vote in found.votes] == [7000, 8000]


@pytest.mark.parametrize(
    "files",
    [
        folder(votes="vote,voter_id,comment_id,datetime\n1,a,0,x\n-1,a,1,y\n"),
        folder(participants_votes="participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,1,0\na,,0,0,2,1,1,-1,1\n"),
        folder(comments="id,comment,interview,moderated,is_meta,is_seed,group-informed-consensus\n0,One,1,1,f,t,.5\n1,Two,1,1,,,\n"),
        folder(summary="topic,T\nurl,u\nviews,3\nvoters,1\n"),
        {**folder(), "comment-groups.csv": b"anything", "README.md": b"x"},
    ],
)  # fmt: skip
def test_every_variant_is_read(files: dict[str, bytes]) -> None:
    found = read(files)
    assert [comment.text for comment in found.comments] == ["One", "Two"]
    assert matrix(found.votes) == {("a", "0"): 1, ("a", "1"): -1}
    assert found.participants == (Participant("a", 0),)


def test_a_folder_without_a_log_has_the_matrix() -> None:
    files = folder()
    files["participant-votes.csv"] = files.pop("participants-votes.csv")
    del files["votes.csv"]
    found = read(files)
    assert matrix(found.votes) == {("a", "0"): 1, ("a", "1"): -1}
    assert found.notes == (Note("NO_LOG", "participants-votes.csv"),)


def test_the_latest_vote_counts_in_whatever_order_the_log_is() -> None:
    votes = "timestamp,comment-id,voter-id,vote\n9,0,a,-1\n7,0,a,1\n8,1,a,-1\n"
    found = read(folder(votes=votes, participants_votes=MATRIX))
    assert matrix(found.votes)["a", "0"] == -1
    assert [note.code for note in found.notes] == ["MATRIX_DIFFERS"]
    assert found.notes[0].who == "a / 0"


def test_votes_with_the_sign_of_the_database_are_noticed() -> None:
    found = read(
        folder(votes="comment-id,voter-id,vote\n0,a,-1\n1,a,1\n", participants_votes="participant\na\n")
    )
    assert [note.code for note in found.notes] == ["SIGNS_INVERTED"]


@pytest.mark.parametrize(
    ("files", "code", "file", "row", "column"),
    [
        ({"votes.csv": VOTES.encode()}, "MISSING_FILE", "comments.csv", 0, ""),
        ({"comments.csv": COMMENTS.encode()}, "MISSING_FILE", "votes.csv", 0, ""),
        (folder(votes="comment-id,voter,choice\n0,a,1\n"), "MISSING_COLUMN", "votes.csv", 1, "vote"),
        (folder(votes=""), "MISSING_COLUMN", "votes.csv", 1, "comment-id"),
        (folder(votes="vote,vote,comment-id,voter-id\n"), "COLUMN_TWICE", "votes.csv", 1, "vote"),
        (folder(votes=VOTES + "9,0,b,2\n"), "UNKNOWN_VALUE", "votes.csv", 4, "vote"),
        (folder(votes=VOTES + "9,0,b,\n"), "NOT_A_NUMBER", "votes.csv", 4, "vote"),
        (folder(votes=VOTES + "9,0, ,1\n"), "EMPTY", "votes.csv", 4, "voter-id"),
        (folder(votes=VOTES + "9,7,b,1\n"), "UNKNOWN_STATEMENT", "votes.csv", 4, "comment-id"),
        (folder(votes=VOTES + "1700000000000,0,b,1\n"), "TIMES_MIXED", "votes.csv", 4, "timestamp"),
        (folder(votes=VOTES + "noon,0,b,1\n"), "NOT_A_NUMBER", "votes.csv", 4, "timestamp"),
        (folder(comments=COMMENTS + "7,2,1,0,0,1,Three, four\n"), "UNQUOTED_COMMA", "comments.csv", 4, "comment-body"),
        (folder(comments=COMMENTS + "7,2,1,0,0,1,Three\nfour\n"), "SHORT_ROW", "comments.csv", 5, "comment-id"),
        (folder(comments=COMMENTS + '7,2,1,0,0,1,"Three" four\n'), "QUOTES", "comments.csv", 4, ""),
        (folder(comments=COMMENTS + '7,2,1,0,0,1,"Three\n'), "QUOTES", "comments.csv", 4, ""),
        (folder(comments=COMMENTS + f"7,2,1,0,0,1,{'x' * 140_000}\n"), "CELL_TOO_LONG", "comments.csv", 4, ""),
        (folder(comments=COMMENTS + "7,2,1,0,0,1,  \n"), "EMPTY", "comments.csv", 4, "comment-body"),
        (folder(comments=COMMENTS + "7,1,1,0,0,1,Again\n"), "STATEMENT_TWICE", "comments.csv", 4, "comment-id"),
        (folder(comments=COMMENTS + "7,2,1,0,0,5,Three\n"), "UNKNOWN_VALUE", "comments.csv", 4, "moderated"),
        (folder(participants_votes="participant\na\na\n"), "VOTER_TWICE", "participants-votes.csv", 3, "participant"),
        (folder(participants_votes="participant,9\na,1\n"), "UNKNOWN_STATEMENT", "participants-votes.csv", 1, "9"),
        (folder(participants_votes="participant,0\na,3\n"), "UNKNOWN_VALUE", "participants-votes.csv", 2, "0"),
        ({**folder(), "votes.csv": VOTES.encode("utf-16")}, "ENCODING", "votes.csv", 1, ""),
        ({**folder(), "comments.csv": COMMENTS.encode() + b"7,2,1,0,0,1,\xb0\n"}, "ENCODING", "comments.csv", 4, ""),
        (folder(summary="topic,A, B\n"), "UNQUOTED_COMMA", "summary.csv", 1, "topic"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(
    files: dict[str, bytes], code: str, file: str, row: int, column: str
) -> None:
    with pytest.raises(PolisError) as found:
        read(files)
    error = found.value
    assert (error.code, error.file, error.row, error.column) == (code, file, row, column)


def archive(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def test_an_archive_with_a_folder_in_it_is_read_and_what_lies_beside_is_not() -> None:
    files = {f"talk/{name}": content for name, content in folder().items()}
    found = read_zip(archive(files | {"__MACOSX/talk/._votes.csv": b"\0"}), "talk.zip")
    assert matrix(found.votes) == {("a", "0"): 1, ("a", "1"): -1}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no archive", "DAMAGED"),
        (b"PK" + b"x" * 32_000_000, "TOO_LARGE"),
        (archive({"votes.csv": b"0" * 40_000_000}), "BOMB"),
        (archive({"a/votes.csv": b"x", "b/votes.csv": b"x"}), "FILE_TWICE"),
        (archive({f"{number}.txt": b"" for number in range(1100)}), "BOMB"),
        (archive({}), "MISSING_FILE"),
    ],
)
def test_a_hostile_archive_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PolisError) as found:
        read_zip(data, "x.zip")
    assert found.value.code == code


def test_a_size_that_lies_is_noticed_while_unpacking() -> None:
    data = archive({"votes.csv": b"0" * 1000})
    with pytest.raises(PolisError, match="BOMB"):
        read_zip(data.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little")), "x.zip")


def test_a_long_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(PolisError, match="TOO_LARGE"):
        read({**folder(), "votes.csv": b"x" * (31 * 1024 * 1024)})
