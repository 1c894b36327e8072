"""What is the matter with a folder of tables in Polis's form: the place, the cause and the cure, in a sentence."""

import json

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trilogue.foundation.formats.polis import Note
from trilogue.foundation.formats.polis_reader import PolisError
from trilogue.foundation.text import say

LONGEST_QUOTE = 60
"""Characters of a cell that a sentence repeats."""

CAUSES = {
    "MISSING_FILE": _("is missing; a folder needs comments.csv, and votes.csv or participants-votes.csv"),
    "MISSING_COLUMN": _("there is no column %(column)s, only: %(value)s; give the column this name"),
    "COLUMN_TWICE": _("there are two columns %(column)s; take one out"),
    "FILE_TWICE": _("there are two files %(value)s in the archive; take one out"),
    "UNQUOTED_COMMA": _(
        "there are more cells than columns: a text with commas must stand in quotes (%(value)s)"
    ),
    "SHORT_ROW": _(
        "there are fewer cells than columns: a text with line breaks must stand in quotes (%(value)s)"
    ),
    "QUOTES": _("a quote is not closed, or stands inside a text without being doubled"),
    "CELL_TOO_LONG": _("a cell has more than 131,072 characters; perhaps a quote is not closed"),
    "EMPTY": _("%(column)s is empty; fill it in or take the row out"),
    "NOT_A_NUMBER": _("%(column)s must be a whole number, not %(value)s"),
    "UNKNOWN_VALUE": _(
        "%(column)s may not be %(value)s; a vote is 1 agree, 0 pass or -1 disagree, moderated is 1, 0 or -1"
    ),
    "UNKNOWN_STATEMENT": _("comments.csv has no statement %(value)s; add it there or take this out"),
    "STATEMENT_TWICE": _("the statement %(value)s stands there twice; keep one of the rows"),
    "VOTER_TWICE": _("the voter %(value)s stands there twice; keep one of the rows"),
    "TIMES_MIXED": _(
        "%(value)s is a time in another unit than those before; use milliseconds or seconds throughout"
    ),
    "ENCODING": _("the text is not in UTF-8; save the file as CSV UTF-8"),
    "TOO_LARGE": _("is larger than %(value)s MiB"),
    "BOMB": _("would be too large unpacked"),
    "DAMAGED": _("is no archive that can be read"),
}
OF_IMPORTS = {
    "SIGNS": _("%(column)s holds a character that cannot be stored (U+0000); delete it"),
    "NO_TOPIC": _("the topic is missing; add a row with it, or name it"),
    "TOO_FEW_VOTERS": _("fewer than five people voted; single votes would tell who they are"),
}
"""Causes why a folder that can be read is not taken over."""
NOTES = {
    "MATRIX_DIFFERS": _(
        "%(file)s: other votes than in the log, first at voter / statement %(who)s; the log counts"
    ),
    "NO_LOG": _("there is no votes.csv; the votes are those of %(file)s"),
    "SIGNS_INVERTED": _(
        "%(file)s: by the counts in comments.csv, 1 means disagree here; it was read as agree"
    ),
    "UNMODERATED_COUNT": _("%(file)s: people voted on statements nobody has accepted, so these count too"),
}
AS_WRITTEN = frozenset({"MISSING_COLUMN", "TOO_LARGE"})
"""Codes whose value is no cell of the file."""


def sentence(error: PolisError) -> str:
    """The file, the row, and then what is the matter and what to do."""
    colon = say.COLON.get(get_language() or "en", say.COLON["en"])
    row = [str(_("row %(row)s") % {"row": error.row})] if error.row else []
    value = error.value if error.code in AS_WRITTEN else json.dumps(_short(error.value), ensure_ascii=False)
    cause = str((CAUSES | OF_IMPORTS)[error.code]) % {"column": error.column, "value": value}
    return colon.join([error.file, *row, cause])


def remark(note: Note) -> str:
    return str(NOTES[note.code]) % {"file": note.file, "who": note.who}


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_QUOTE else f"{value[:LONGEST_QUOTE]}…"
