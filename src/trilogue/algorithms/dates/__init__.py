"""Imprecise dates, their order, and whether a period spans an event."""

from trilogue.algorithms.dates.cover import Cover, cover
from trilogue.algorithms.dates.imprecise import DateError, ImpreciseDate

__all__ = ["Cover", "DateError", "ImpreciseDate", "cover"]
