"""The checker of histories finds what it is there to find."""

from typing import Any

from tests.faults.history import Fault, Press, faults

GOOD = Press("ahn", "bridge", 1, 1, ["r1"], acknowledged=True)
BETTER = Press("ahn", "bridge", -1, 2, ["r2"], acknowledged=True)
UNKNOWN = Press("ahn", "bridge", 0, 3, ["r3"])


def found(*receipts: str, vote: list[Any] | None, counted: int = 1) -> dict[str, Any]:
    votes = {"bridge": vote} if vote else {}
    return {"receipts": {"ahn": list(receipts)}, "votes": {"ahn": votes}, "counted": counted}


def kinds(*presses: Press, said: dict[str, Any]) -> list[str]:
    return [each.kind for each in faults(presses, said)]


def test_all_is_well_where_each_press_is_there_once_and_the_last_counts() -> None:
    assert kinds(GOOD, BETTER, said=found("r1", "r2", vote=[-1, 2, 2])) == []


def test_a_press_without_an_answer_may_be_there_or_not() -> None:
    assert kinds(GOOD, UNKNOWN, said=found("r1", vote=[1, 1, 1])) == []
    assert kinds(GOOD, UNKNOWN, said=found("r1", "r3", vote=[0, 3, 2])) == []
    assert kinds(UNKNOWN, said=found(vote=None, counted=0)) == []


def test_a_lost_press_is_found() -> None:
    assert kinds(GOOD, BETTER, said=found("r1", vote=[1, 1, 1])) == ["lost"]
    assert kinds(GOOD, said=found(vote=None, counted=0)) == ["lost"]


def test_a_press_that_was_stored_twice_is_found() -> None:
    twice = Press("ahn", "bridge", 1, 1, ["r1", "r2"], acknowledged=True)
    assert kinds(twice, said=found("r1", "r2", vote=[1, 2, 2])) == ["doubled"]


def test_a_value_that_is_not_the_last_is_found() -> None:
    assert kinds(GOOD, BETTER, said=found("r1", "r2", vote=[1, 2, 2])) == ["wrong"]
    assert kinds(GOOD, UNKNOWN, said=found("r1", "r3", vote=[1, 1, 2])) == ["wrong"]


def test_what_nobody_sent_is_found() -> None:
    assert kinds(GOOD, said=found("r1", vote=[1, 1, 2])) == ["invented"]
    assert faults([], found(vote=[1, 1, 1])) == [Fault("invented", "ahn", "bridge")]
    assert kinds(GOOD, said=found("r1", vote=[1, 1, 1], counted=2)) == ["twice"]
