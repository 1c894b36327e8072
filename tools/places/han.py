"""One Han writing made from another, with the dictionaries of OpenCC."""

from collections.abc import Mapping
from pathlib import Path

KOREAN = {"淸": "清", "靑": "青", "尙": "尚", "鎭": "鎮", "鷄": "雞", "陜": "陝"}
"""Forms used in Korea to those that the dictionaries know."""
JAPANESE = {
    "雞": "鶏",
    "巖": "巌",
    "黃": "黄",
    "黑": "黒",
    "德": "徳",
    "吳": "呉",
    "內": "内",
    "淚": "涙",
    "戶": "戸",
}
"""Forms of Japan that the dictionary of variants lacks."""


class Han:
    """Conversions between the writings of the three countries."""

    def __init__(self, dictionaries: Path) -> None:
        load = {
            name: _load(dictionaries / f"{name}.txt")
            for name in ("STPhrases", "STCharacters", "TSPhrases", "TSCharacters", "JPVariants")
        }
        self._traditional = load["STCharacters"] | load["STPhrases"]
        self._simplified = load["TSCharacters"] | load["TSPhrases"]
        self._shinjitai = load["JPVariants"] | JAPANESE
        self._kyujitai = {new: old for old, new in self._shinjitai.items()}

    def traditional(self, simplified: str) -> str:
        return _convert(simplified, self._traditional)

    def japanese(self, traditional: str) -> str:
        return _convert(_convert(traditional, KOREAN), self._shinjitai)

    def simplified(self, traditional: str) -> str:
        return _convert(_convert(traditional, KOREAN), self._simplified)

    def simplified_of_japanese(self, japanese: str) -> str:
        return _convert(_convert(japanese, self._kyujitai), self._simplified)


def _load(path: Path) -> dict[str, str]:
    pairs = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {written: others.split()[0] for written, others in pairs}


def _convert(text: str, table: Mapping[str, str]) -> str:
    """The longest entry that fits at each place is put in."""
    longest = max(map(len, table))
    done, place = [], 0
    while place < len(text):
        fits = (text[place : place + size] for size in range(min(longest, len(text) - place), 0, -1))
        found = next((each for each in fits if each in table), text[place])
        done.append(table.get(found, found))
        place += len(found)
    return "".join(done)
