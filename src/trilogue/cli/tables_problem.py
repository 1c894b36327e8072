"""A table problem from JSON or from a roster, each fault with its place."""

import json
from pathlib import Path
from typing import Any

from trilogue.algorithms.tables import Person, Plan, Problem
from trilogue.algorithms.tables.model import Fixed, Pair, Round, Weight

ROSTERS = {".xlsx", ".csv"}


class Unusable(ValueError):
    """Where in the problem something is wrong, and what."""

    def __init__(self, place: str, cause: str) -> None:
        super().__init__(f"{place}: {cause}" if place else cause)


def read(path: Path) -> dict[str, Any]:
    if path.suffix.lower() in ROSTERS:
        from trilogue.cli.roster import people_from_roster

        return {"people": people_from_roster(str(path))}
    data = read_json(path)
    if not isinstance(data, dict):
        raise Unusable("", "not a problem: an object with people is expected")
    return data


def read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise Unusable(f"line {error.lineno} column {error.colno}", f"not JSON: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise Unusable(f"byte {error.start}", "not UTF-8 text") from None
    except RecursionError:
        raise Unusable("", "not a problem: nested too deeply") from None


def start_from(data: object) -> Plan:
    """The plan that an earlier run printed."""
    if not isinstance(data, dict) or "rounds" not in data:
        raise Unusable("", "not a plan: an object with rounds is expected")
    rounds = enumerate(_list(data["rounds"], "rounds"))
    return Plan(tuple(_round(each, f"rounds[{number}]") for number, each in rounds))


def problem_from(data: dict[str, Any], rounds: int, tables: int) -> Problem:
    if "people" not in data:
        raise Unusable("people", "is missing")
    return Problem(
        people=tuple(
            _person(each, f"people[{number}]") for number, each in enumerate(_list(data["people"], "people"))
        ),
        rounds=rounds,
        tables=tables,
        known=_pairs(data, "known"),
        apart=_pairs(data, "apart"),
        together=_pairs(data, "together"),
        leaders=_texts(data.get("leaders", []), "leaders"),
        presence=_text(data.get("presence", "soft"), "presence"),  # type: ignore[arg-type]  # Problem checks it
        language=_text(data.get("language", "off"), "language"),  # type: ignore[arg-type]  # Problem checks it
        frozen=tuple(
            _round(each, f"frozen[{number}]")
            for number, each in enumerate(_list(data.get("frozen", []), "frozen"))
        ),
        sizes=tuple(
            tuple(_whole(size, f"sizes[{number}]") for size in _list(each, f"sizes[{number}]"))
            for number, each in enumerate(_list(data.get("sizes", []), "sizes"))
        ),
        fixed=tuple(
            _fixed(each, f"fixed[{number}]")
            for number, each in enumerate(_list(data.get("fixed", []), "fixed"))
        ),
        interpreters=_whole_or_none(data.get("interpreters"), "interpreters"),
        earlier=_round(data.get("earlier", []), "earlier"),
        weights=tuple(
            _weight(each, f"weights[{number}]")
            for number, each in enumerate(_list(data.get("weights", []), "weights"))
        ),
    )


def _person(data: object, place: str) -> Person:
    if not isinstance(data, dict):
        raise Unusable(place, "an object is expected")
    for key in ("id", "country"):
        if key not in data:
            raise Unusable(f"{place}.{key}", "is missing")
    return Person(
        id=_text(data["id"], f"{place}.id"),
        country=_text(data["country"], f"{place}.country"),
        home=_text_or_none(data.get("home"), f"{place}.home"),
        host=_text_or_none(data.get("host"), f"{place}.host"),
        languages=frozenset(_texts(data.get("languages", []), f"{place}.languages")),
        absent=frozenset(
            _whole(each, f"{place}.absent") for each in _list(data.get("absent", []), f"{place}.absent")
        ),
        role=_text_or_none(data.get("role"), f"{place}.role"),
        gender=_text_or_none(data.get("gender"), f"{place}.gender"),
        region=_text_or_none(data.get("region"), f"{place}.region"),
    )


def _pairs(data: dict[str, Any], key: str) -> tuple[Pair, ...]:
    pairs = []
    for number, each in enumerate(_list(data.get(key, []), key)):
        names = _texts(each, f"{key}[{number}]")
        if len(names) != 2:
            raise Unusable(f"{key}[{number}]", "a pair of two ids is expected")
        pairs.append((names[0], names[1]))
    return tuple(pairs)


def _fixed(data: object, place: str) -> Fixed:
    if not isinstance(data, dict) or not {"person", "round", "table"} <= set(data):
        raise Unusable(place, "an object with person, round and table is expected")
    return Fixed(
        _text(data["person"], f"{place}.person"),
        _whole(data["round"], f"{place}.round"),
        _whole(data["table"], f"{place}.table"),
    )


def _weight(data: object, place: str) -> Weight:
    parts = _list(data, place)
    if len(parts) != 3:
        raise Unusable(place, "two ids and a whole number are expected")
    return Weight(
        _text(parts[0], f"{place}[0]"), _text(parts[1], f"{place}[1]"), _whole(parts[2], f"{place}[2]")
    )


def _round(data: object, place: str) -> Round:
    return tuple(_texts(table, f"{place}[{number}]") for number, table in enumerate(_list(data, place)))


def _list(data: object, place: str) -> list[Any]:
    if not isinstance(data, list):
        raise Unusable(place, "a list is expected")
    return data


def _texts(data: object, place: str) -> tuple[str, ...]:
    return tuple(_text(each, f"{place}[{number}]") for number, each in enumerate(_list(data, place)))


def _text_or_none(data: object, place: str) -> str | None:
    return None if data is None else _text(data, place)


def _text(data: object, place: str) -> str:
    if not isinstance(data, str) or not data:
        raise Unusable(place, "text is expected")
    return data


def _whole_or_none(data: object, place: str) -> int | None:
    return None if data is None else _whole(data, place)


def _whole(data: object, place: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise Unusable(place, "a whole number is expected")
    return data
