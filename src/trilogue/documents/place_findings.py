"""What a finding in the registry of governments says to a person: the place, what is the matter, and the cure."""

from django.utils.translation import gettext_lazy as _

from trilogue.algorithms.places import Finding
from trilogue.documents.problems import shorten, visible

PATTERNS = {
    "NO_HEADER": _("no row names the columns; begin with a row that has country, code and level."),
    "NO_GOVERNMENTS": _("there is a header but nothing below it; add the governments."),
    "MISSING_COLUMN": _("there is no such column; add one with that header."),
    "EMPTY": _("%(field)s is empty; fill it in."),
    "TOO_LONG": _("%(field)s is too long; shorten it."),
    "LETTERS": _("%(field)s holds a character that does not show; write it anew."),
    "LEVEL": _("“%(value)s” is no level; write 1 or 2."),
    "DATE": _("“%(value)s” is no day; write it like 2026-07-01."),
    "POSITION": _(
        "“%(value)s” is no %(field)s; write degrees with at most four decimals, and both or neither."
    ),
    "STATE": _("“%(value)s” tells no states; write o, h, m or - for each of en, ko, ja, zh-hans."),
    "NAMELESS": _("the government has no name; fill in at least one."),
    "COUNTRY": _("“%(value)s” is no country of this installation; write its code of two letters."),
    "CODE_FORM": _("“%(value)s” is no code of that country and level; correct the code or the level."),
    "CHECK_DIGIT": _("the last digit of “%(value)s” is not its check digit; correct the code."),
    "LAST_CODE": _("the last period has the code “%(value)s”; a government is named by its last code."),
    "LEVEL_CHANGES": _("a government keeps its level; let it end, and name the new one as its successor."),
    "PERIOD_BACKWARDS": _("the period ends before it begins; correct one of the two days."),
    "OVERLAP": _("the period begins before the one before it has ended; correct one of the two days."),
    "PERIOD_GAP": _(
        "days are missing between this period and the one before it; correct one of the two days."
    ),
    "PARENT_NOT_WANTED": _("a government of the first level has no parent; leave it empty."),
    "PARENT_MISSING": _("“%(value)s” is no first-level government of that country; correct the parent."),
    "PARENT_PERIOD": _(
        "“%(value)s” was not there in the whole period; correct the parent or divide the period."
    ),
    "SUCCESSOR_MISSING": _("“%(value)s” is no other government of that country; correct the successor."),
    "SUCCESSOR_TOO_EARLY": _(
        "a government without a last day has no successor; fill in the day or leave it empty."
    ),
    "CODE_TWICE": _("the code is that of “%(value)s” at the same time; correct one of the two."),
    "NO_OWN_NAME": _("the name in the government's own language is missing; fill it in."),
    "NO_NAME": _("there is no name in this language."),
    "NO_ROMANISATION": _("there is no name in Roman letters."),
    "NO_POSITION": _("there is no position, so no map can show it."),
    "NO_SUCCESSOR": _("the government ended and no successor is named."),
    "HOMONYM": _("“%(value)s” is also the name of %(others)s; both are shown with parent and code."),
}


def sentence(finding: Finding) -> str:
    """Row, government and column as far as there are, then the matter in the active language."""
    values = {name: visible(shorten(value)) for name, value in finding.values.items()}
    matter = PATTERNS[finding.code] % {"value": "", "others": "", **values, "field": finding.field}
    return f"{place(finding)}: {matter}" if place(finding) else matter


def place(finding: Finding) -> str:
    row = _("row %(row)s") % {"row": finding.row} if finding.row else ""
    government = visible(shorten(f"{finding.country} {finding.government}".strip()))
    return ", ".join(part for part in (row, government, finding.field) if part)
