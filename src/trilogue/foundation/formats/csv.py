"""Flat files out, for spreadsheet programs: UTF-8 with a mark, CRLF, and no cell that runs as a formula."""

import codecs
import csv
import io

from trilogue.foundation.formats.table import Table

__all__ = ["Table", "guarded", "write"]

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(table: Table) -> bytes:
    """The table's bytes; the same table gives the same bytes."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for row in (table.header, *table.rows):
        writer.writerow([guarded(cell) for cell in row])
    return codecs.BOM_UTF8 + target.getvalue().encode()


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet program would calculate it."""
    return f"'{cell}" if cell.startswith(RUNS_AS_FORMULA) else cell
