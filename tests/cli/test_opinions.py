import argparse
import ast
import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from trilogue.cli import opinions
from trilogue.documents.polis_problems import CAUSES, NOTES
from trilogue.foundation.formats import polis_reader
from trilogue.foundation.formats.polis import Comment, Conversation, Vote, write, zipped
from trilogue.foundation.formats.polis_reader import read

COUNTRIES = {"KR": 9, "JP": 7, "CN": 8}


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    opinions.add(parser.add_subparsers(required=True))
    args = parser.parse_args(["opinions", "analyse", *words])
    return int(args.run(args))


@pytest.fixture
def voters() -> list[str]:
    return [f"{country}{number}" for country, size in COUNTRIES.items() for number in range(size)]


@pytest.fixture
def talk(tmp_path: Path, voters: list[str]) -> Path:
    """Statement 1 is supported by all, 2 by two countries and rejected by one, 3 has few votes."""
    votes = [Vote(voter, "1", 1) for voter in voters]
    votes += [Vote(voter, "2", -1 if voter.startswith("JP") else 1) for voter in voters]
    votes += [Vote("KR0", "3", 1), Vote("KR0", "3", 0)]
    comments = [Comment("1", "Share the cost, always"), Comment("2", "의견 둘"), Comment("3", "third\nline")]
    conversation = Conversation("Exchange", "", "", tuple(comments), tuple(votes))
    for name, content in write(conversation).items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "who.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("voter-id", "country"), *((voter, voter[:2]) for voter in voters)])
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(*words, "--json") == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(*words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err.strip()


def test_everything_is_printed_in_the_documented_form(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = printed(capsys, str(talk), "--delegations", str(talk / "who.csv"))
    document = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in document for name in answer if name != "topic")
    assert (answer["voters"], answer["statements"], answer["votes"], answer["events"]) == (24, 3, 49, 50)
    assert [each["statement"] for each in answer["supported_by_all"]] == ["1"]
    assert [each["statement"] for each in answer["divides_countries"]] == ["2"]
    assert [each["statement"] for each in answer["not_enough_votes"]] == ["3"]
    assert answer["support"][1] | {"supports": 0, "rejects": 0} == {
        "statement": "1",
        "who": "JP",
        "agree": 7,
        "disagree": 0,
        "passes": 0,
        "seen": 7,
        "size": 7,
        "supports": 0,
        "rejects": 0,
        "enough": True,
    }
    assert set(answer["group_informed_consensus"]) == set(answer["priorities"]) == {"1", "2", "3"}


def test_tables_are_for_reading(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(talk), "--delegations", str(talk / "who.csv")) == 0
    said = capsys.readouterr().out
    assert "24 voters, 3 statements, 49 votes (1 more were changed later)" in said
    assert "1          8/8/8 1.00" in said
    assert "1/1" not in said.split("Supported by all")[1].split("\n\n")[0]
    assert "third line" in said
    assert all(line == line.rstrip() for line in said.splitlines())


def test_a_zip_says_the_same_as_its_folder(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {path.name: path.read_bytes() for path in talk.glob("*.csv") if path.name != "who.csv"}
    (talk / "talk.zip").write_bytes(zipped(files))
    assert printed(capsys, str(talk)) == printed(capsys, str(talk / "talk.zip"))


def test_groups_can_be_given(talk: Path, voters: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with (talk / "groups.csv").open("w", newline="") as file:
        rows = [(voter, "" if voter == "KR0" else int(voter < "KR5")) for voter in voters]
        csv.writer(file).writerows([("participant", "group-id"), *rows])
    answer = printed(capsys, str(talk), "--groups-from", str(talk / "groups.csv"))
    assert {each["id"]: each["size"] for each in answer["groups"]} == {0: 4, 1: 19}
    assert "KR0" not in [voter for each in answer["groups"] for voter in each["voters"]]


def test_statements_people_voted_on_before_anybody_accepted_them_count(
    talk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comments = (talk / "comments.csv").read_text(encoding="utf-8")
    (talk / "comments.csv").write_text(comments.replace(",1,false,", ",0,false,"), encoding="utf-8")
    answer = printed(capsys, str(talk), "--delegations", str(talk / "who.csv"))
    assert answer["warnings"][0]["code"] == "UNMODERATED_COUNT"
    assert [each["statement"] for each in answer["supported_by_all"]] == ["1"]


@pytest.mark.parametrize("name", ["london.youth.policing", "scoop-hivemind.freshwater", "brexit-consensus"])
def test_published_groups_of_real_conversations_are_taken_over(
    shared: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "data" / "polis" / name
    answer = printed(capsys, str(folder), "--groups-from", str(folder / "participants-votes.csv"))
    found = read({path.name: path.read_bytes() for path in folder.glob("*.csv")})
    assert {voter: each["id"] for each in answer["groups"] for voter in each["voters"]} == {
        each.id: each.group for each in found.participants if each.group is not None
    }
    assert answer["votes"] < answer["events"]
    assert run(str(folder)) == 0


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        (
            "votes.csv",
            "comment-id,voter-id,vote\n1,a,2\n",
            'votes.csv: row 2: vote may not be "2"; a vote is 1 agree',
        ),
        (
            "votes.csv",
            "comment-id,voter-id,vote\n9,a,1\n",
            'row 2: comments.csv has no statement "9"; add it',
        ),
        (
            "comments.csv",
            "comment-id,moderated,comment-body\n1,1,a, b\n",
            "row 2: there are more cells than columns",
        ),
        (
            "comments.csv",
            "comment-id,comment-body\n",
            "row 1: there is no column moderated, only: comment-id",
        ),
        (
            "who.csv",
            "voter-id,country\na,KR\na,JP\n",
            'who.csv: row 3: the voter "a" stands there twice; keep one',
        ),
        ("who.csv", "voter-id,country\na,\n", "who.csv: row 2: country is empty; fill it in"),
    ],
)
def test_a_fault_is_one_line_with_file_place_and_cure(
    talk: Path, capsys: pytest.CaptureFixture[str], file: str, content: str, said: str
) -> None:
    (talk / file).write_text(content, encoding="utf-8")
    line = refused(capsys, str(talk), "--delegations", str(talk / "who.csv"))
    assert said in line
    assert str(talk) in line


def test_every_code_has_its_sentence() -> None:
    constants = (
        node for node in ast.walk(ast.parse(Path(polis_reader.__file__).read_text(encoding="utf-8")))
    )
    words = {
        node.value for node in constants if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {word for word in words if re.fullmatch(r"[A-Z]+(_[A-Z]+)*", word)}
    assert codes == {*CAUSES, *NOTES} - {"UNMODERATED_COUNT"}


def test_it_works_without_a_database(talk: Path, run: Run) -> None:
    done = run("opinions", "analyse", str(talk))
    assert (done.returncode, done.stderr) == (0, "")
    assert run("opinions", "analyse", "nowhere").stderr == "nowhere: No such file or directory\n"
