"""What a text of the record is made of: the characters that every file it travels in can hold."""

import re

LONGEST = 20_000
"""Characters of one text in one language; a workbook's cell holds 32,767."""
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Control characters and other code points that XML 1.0 has no place for."""


def tidy(words: str) -> str:
    """One kind of line end, and no space around."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def unfit(words: str) -> str:
    """The first character that cannot be stored, as U+0007; "" where there is none."""
    found = UNFIT.search(words)
    return f"U+{ord(found[0]):04X}" if found else ""
