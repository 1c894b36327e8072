"""The home and the host government of a row."""

from collections.abc import Iterable
from typing import Any

from trilogue.domain.delegations.planning.governments import Found, full_code
from trilogue.domain.delegations.planning.headers import country_in
from trilogue.domain.delegations.planning.model import GovernmentCode
from trilogue.domain.delegations.planning.row import LEAVE_OUT, Row

CONFIRM = "confirm_code"


def read_places(row: Row) -> dict[str, Any]:
    return {**_home(row), **_host(row)}


def _home(row: Row) -> dict[str, str]:
    name, written = row.text("home"), row.text("home_code")
    code, mended = full_code(row.country, written, row.register, name)
    if mended:
        row.warn(mended, "home_code", expect=code)
    elif row.cell("home_code").number:
        row.warn("CODE_NUMERIC", "home_code", expect=code)
    place = (row.country, code)
    if not row.register.names(place) and not code:
        place = _named(row, "home", _of(row.register.find(name, row.beside), {row.country})) or place
    elif row.register.names(place) and name:
        _compare(row, "home", place, name)
    return {"home": _own_name(row, place, name), "home_code": place[1]}


def _host(row: Row) -> dict[str, str]:
    name, code = row.text("host"), row.text("host_code")
    place = row.register.abroad(code, row.country) if code else None
    if place and name:
        _compare(row, "host", place, name)
    elif not code and name:
        place = _named(row, "host", _abroad(row, row.register.find(name)))
    if place is None:
        return {"host": name, "host_code": code, "host_country": ""}
    return {"host": _own_name(row, place, name), "host_code": place[1], "host_country": place[0]}


def _own_name(row: Row, place: GovernmentCode, written: str) -> str:
    return next(iter(row.register.names(place)), written)


def _of(found: Found, countries: set[str]) -> Found:
    return Found(tuple(place for place in found.places if place[0] in countries), found.how)


def _abroad(row: Row, found: Found) -> Found:
    """Who is posted is posted abroad: to the country that the cell or the header names, or to another than home."""
    named = country_in(row.cell("host").text) or row.columns.host_country
    if named:
        return _of(found, {named})
    return _of(found, {place[0] for place in found.places} - {row.country}) if found.places else found


def _named(row: Row, field: str, found: Found) -> GovernmentCode | None:
    """The one government of that name; several are asked about, each with its code."""
    if len(found.places) > 1:
        _ask_which(row, field, found.places)
        return None
    for place in found.places:
        if row.register.is_former(place, row.text(field)):
            row.warn("GOV_OLD_NAME", field, expect=row.register.names(place)[0])
        elif found.how == "alias":
            row.warn("GOV_ALIAS", field, expect=row.register.names(place)[0])
        return place
    return None


def _ask_which(row: Row, field: str, places: Iterable[GovernmentCode]) -> None:
    names = {code: row.register.names((country, code))[0] for country, code in places}
    listed = ", ".join(f"{code} {name}" for code, name in names.items())
    row.ask("GOV_AMBIGUOUS", field, (*names, LEAVE_OUT), choices=listed)


def _compare(row: Row, field: str, place: GovernmentCode, name: str) -> None:
    """The name beside a code: the code counts, but the difference is told."""
    register = row.register
    expect = register.names(place)[0]
    found = _of(register.find(name, row.beside), {place[0]})
    same = [each for each in found.places if register.names(each) != register.names(place)]
    if place in found.places and same:
        row.ask("GOV_AMBIGUOUS", field, (place[1], LEAVE_OUT), choices=f"{place[1]} {expect}")
    elif register.is_former(place, name):
        row.warn("GOV_OLD_NAME", field, expect=expect)
    elif register.has_name(place, name):
        return
    elif any(register.names(each) == register.names(place) for each in found.places):
        row.warn("GOV_ALIAS", field, expect=expect)
    else:
        row.warn("GOV_NAME_DIFFERS", field, expect=expect)
