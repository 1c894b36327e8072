"""The registry of local governments as a table: reading and writing its rows, and what is wrong or missing in it."""

from trilogue.algorithms.places.model import COLUMNS, Finding, Period
from trilogue.algorithms.places.rules import findings
from trilogue.algorithms.places.table import read, row

__all__ = ["COLUMNS", "Finding", "Period", "findings", "read", "row"]
