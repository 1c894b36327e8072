"""One row below a header: its cells by field, and whatever has to be reported or asked about it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from trilogue.algorithms.names import Cleaned, clean
from trilogue.domain.delegations.planning.cells import looks_like_formula
from trilogue.domain.delegations.planning.columns import Columns
from trilogue.domain.delegations.planning.governments import Register
from trilogue.domain.delegations.planning.grid import Cell
from trilogue.domain.delegations.planning.headers import LANGUAGES
from trilogue.domain.delegations.planning.model import Context, Level, Problem, Question

REPORTED = ("BIDI_CONTROL", "ZERO_WIDTH", "CONTROL", "COMPAT_HANJA", "NFD_HANGUL", "FULLWIDTH", "WHITESPACE")
NOTED = ("IVS", "RARE_CHAR")
FREE_TEXT = frozenset((*LANGUAGES, "languages", "department", "position", "diet", "home", "host"))
"""Where full-width signs are the usual way to write."""
NAMES = frozenset(("native", "family", "given", "other_han", "kana"))
SPACED = frozenset(("native", "kana"))
WIDE_SPACE = "\u3000"
LEAVE_OUT, ADD_LATER = "leave_out", "add_later"
ACCEPTS = {
    "email": "email",
    "phone": "phone",
    "roman": "roman",
    "kana": "kana",
    "posting_from": "date",
    "posting_to": "date",
    "period": "period",
    "position": "text",
    "department": "text",
    "host": "text",
    "diet": "text",
    **dict.fromkeys(LANGUAGES, "level"),
}
"""The kind of value that may be typed for a field the file does not tell."""
NOTHING = Cell("", "")


@dataclass
class Row:
    """What the readers of single fields share. `country` is the person's, `beside` may name a parent government."""

    file: str
    sheet: str | None
    number: int
    label: str
    cells: Mapping[str, Cell]
    columns: Columns
    context: Context
    register: Register
    country: str = ""
    beside: str = ""
    cleaner: Callable[[str], Cleaned] = clean
    known_as: str = ""
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cleaned = {name: self.cleaner(cell.text) for name, cell in self.cells.items()}
        self.country = self.text("country").upper() or self.country

    def text(self, name: str) -> str:
        found = self.cleaned.get(name)
        return found.text if found else ""

    def cell(self, name: str) -> Cell:
        return self.cells.get(name, NOTHING)

    def has(self, *names: str) -> bool:
        return any(name in self.cells for name in names)

    @property
    def year(self) -> int | None:
        return self.context.starts_on.year if self.context.starts_on else None

    def warn(self, code: str, name: str, **values: str | int) -> None:
        self._add(Problem, code, Level.WARNING, name, values)

    def note(self, code: str, name: str, **values: str | int) -> None:
        self._add(Problem, code, Level.NOTE, name, values)

    def refuse(self, code: str, name: str, **values: str | int) -> None:
        """An error; one that an answer mends where a value may be typed instead."""
        accepts = ACCEPTS.get(name)
        if accepts is None:
            self._add(Problem, code, Level.ERROR, name, values)
            return
        later = (ADD_LATER,) if name != "email" or self.context.email_later else ()
        self._ask(code, name, (*later, LEAVE_OUT), accepts, level=Level.ERROR, values=values)

    def ask(
        self,
        code: str,
        name: str,
        answers: tuple[str, ...],
        accepts: str | None = None,
        *,
        key: str = "",
        level: Level = Level.QUESTION,
        **values: str | int,
    ) -> None:
        self._ask(code, name, answers, accepts, key=key, level=level, values=values)

    def _ask(
        self,
        code: str,
        name: str,
        answers: tuple[str, ...],
        accepts: str | None,
        *,
        key: str = "",
        level: Level,
        values: Mapping[str, str | int],
    ) -> None:
        self._add(
            Question,
            code,
            level,
            name,
            {"row": self.number, **values},
            key=key or f"{code}:{self.label}:{name}",
            answers=answers,
            accepts=accepts,
            labels=(self.label,),
        )

    def _add(
        self,
        kind: Callable[..., Problem],
        code: str,
        level: Level,
        name: str,
        values: Mapping[str, str | int],
        **more: object,
    ) -> None:
        column = self.columns.of(*_columns_of(name))
        stands_in = self.columns.fields.get(-1 if column is None else column, name)
        self.problems.append(
            kind(
                code=code,
                level=level,
                file=self.file,
                sheet=self.sheet,
                cell=place(column or 0, self.number),
                person=self.known_as,
                field=name,
                raw=self.cell(stands_in).raw,
                values=values,
                **more,
            )
        )


def _columns_of(name: str) -> tuple[str, ...]:
    return {
        "native": ("native", "family", "given"),
        "roman": ("roman", "roman_family", "roman_given"),
        "home": ("home", "home_code"),
        "posting_from": ("posting_from", "period"),
        "posting_to": ("posting_to", "period"),
    }.get(name, (name,))


def report_cells(row: Row) -> None:
    """What was undone in each cell, and what hides in it."""
    for name, cell in row.cells.items():
        if name == "number":
            continue
        if cell.lost:
            row.refuse(cell.code, name)
        elif cell.code and (cell.text.strip() or cell.code == "DITTO"):
            row.warn(cell.code, name)
        if cell.phonetic:
            row.note("PHONETIC_RUN", name)
        if row.cleaned[name].codes or name == "native":
            _report_hidden(row, name, cell)
        if not cell.lost and name != "phone" and looks_like_formula(row.text(name)):
            row.warn("FORMULA_LIKE_TEXT", name)


def _report_hidden(row: Row, name: str, cell: Cell) -> None:
    for code in _hidden(row, name, cell):
        row.warn(code, name)
    for code in NOTED if name in NAMES else ():
        if code in row.cleaned[name].codes:
            row.note(code, name)


def _hidden(row: Row, name: str, cell: Cell) -> Iterator[str]:
    for code in REPORTED:
        found = code in row.cleaned[name].codes
        if code == "FULLWIDTH" and name in FREE_TEXT:
            continue
        if code == "WHITESPACE":
            found = (found and not _usual_spaces(row, name, cell.text)) or _letters_apart(row, name)
        if found:
            yield code


def _usual_spaces(row: Row, name: str, text: str) -> bool:
    """One wide space between the two parts of a Japanese name."""
    return row.country == "JP" and name in SPACED and text == WIDE_SPACE.join(text.split())


def _letters_apart(row: Row, name: str) -> bool:
    """Names of Korea and China have no space; one that aligns them in a column says nothing."""
    return name == "native" and row.country in ("KR", "CN") and " " in row.text("native")


def place(column: int, row: int) -> str:
    """A cell's name: column 10 of row 40 is K40."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
