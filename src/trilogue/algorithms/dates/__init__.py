"""Imprecise dates and their order."""

from trilogue.algorithms.dates.imprecise import DateError, ImpreciseDate

__all__ = ["DateError", "ImpreciseDate"]
