"""Personal names as written in three countries: what a cell hides, comparing keys, kana and Roman forms."""

from trilogue.algorithms.names.clean import Cleaned, clean
from trilogue.algorithms.names.forms import hiragana, key, roman, split_roman

__all__ = ["Cleaned", "clean", "hiragana", "key", "roman", "split_roman"]
