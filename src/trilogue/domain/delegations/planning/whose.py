"""Whose delegation a list is of, and which of its rows belong to another."""

from collections import Counter
from collections.abc import Iterator, Mapping

from trilogue.domain.delegations.planning.columns import Columns
from trilogue.domain.delegations.planning.governments import Register, full_code
from trilogue.domain.delegations.planning.grid import Cell, Grid
from trilogue.domain.delegations.planning.headers import country_in
from trilogue.domain.delegations.planning.model import Context
from trilogue.foundation.formats.table import Sheet

ASKED = 200
"""Rows that are enough to tell whose list it is."""


def country_of_sheet(sheet: Sheet, columns: Columns, context: Context, register: Register) -> str:
    """The sender's country, or that of most home governments, or of the header's script; empty if nothing tells."""
    if context.country:
        return context.country
    votes: Counter[str] = Counter()
    grid = Grid(sheet, columns)
    first = columns.header + 1
    for number in range(first, min(first + ASKED, len(sheet.rows))):
        if len(found := set(_possible(grid.row(number), register))) == 1:
            votes.update(found)
    if votes:
        return min(votes, key=lambda country: (-votes[country], country))
    return _country_of_script(sheet.rows[columns.header])


def _possible(cells: Mapping[str, Cell], register: Register) -> Iterator[str]:
    """Countries where the home of a row may lie, by its name and code together."""
    home, code = (cells[name].text.strip() if name in cells else "" for name in ("home", "home_code"))
    if country_in(home):
        return
    named = {country for country, _ in register.find(home).places} if home else set()
    for country in sorted({each for each, _ in register.governments}):
        fits = register.names((country, full_code(country, code, register, home)[0]))
        if country in named or (not named and fits):
            yield country


def country_of_row(cells: Mapping[str, Cell], country: str, register: Register) -> str:
    """The sheet's country, unless the home is said or known to lie in one other country only."""
    home = cells["home"].text if "home" in cells else ""
    if not country or not home.strip():
        return country
    if named := country_in(home):
        return named
    found = {each for each, _ in register.find(home).places}
    return found.pop() if len(found) == 1 else country


def _country_of_script(header: tuple[str, ...]) -> str:
    text = "".join(header)
    if any("가" <= letter <= "힣" for letter in text):
        return "KR"
    if any("ぁ" <= letter <= "ヿ" for letter in text):
        return "JP"
    return "CN" if any("一" <= letter <= "鿿" for letter in text) else ""
