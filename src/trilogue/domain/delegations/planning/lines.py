"""Which rows below a header are no people: totals, section titles, examples, notes at the foot."""

import re
import unicodedata
from collections.abc import Sequence

TOTAL = re.compile(
    r"(합계|총계|소계|누계|계|合計|合计|総計|总计|小計|小计|計|计|total|subtotal|sum)[:：]?", re.IGNORECASE
)
EXAMPLE = re.compile(r"[(（<【\[]?(예시|예|例|記入例|示例|填写示例|example)[)）>】\]:：]*\d*", re.IGNORECASE)
NOTE = re.compile(
    r"[※＊*☞▶■◆○●□◇△【〔]|(주|참고|비고|문의|담당|작성|注|註|備考|备注|说明|問い?合わ?せ|連絡先|联系人|填表|note)"
    r"[\s\d]*[:：).）]",
    re.IGNORECASE,
)
FEW = 2
"""Filled cells up to which a row may be a note: a person has more."""


def why_ignored(cells: Sequence[str], number_column: int | None) -> str | None:
    """total_row, example or note for a row that is nobody; None for a person."""
    filled = [(column, text) for column, text in enumerate(cells) if text.strip()]
    first = _joined(filled[0][1])
    if TOTAL.fullmatch(first):
        return "total_row"
    if EXAMPLE.fullmatch(first):
        return "example"
    if len(filled) > FEW:
        return None
    alone = len(filled) == 1 and filled[0][0] == number_column and not first.isdecimal()
    return "note" if alone or NOTE.match(filled[0][1].strip()) else None


def is_only_numbered(cells: Sequence[str], number_column: int | None) -> bool:
    """A row prepared for somebody who never came: its number is all it has."""
    return all(not text.strip() or column == number_column for column, text in enumerate(cells))


def _joined(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
