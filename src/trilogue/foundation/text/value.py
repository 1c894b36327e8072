"""The value: what a text says in each language, how far each version can be trusted, and the fallback."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

LANGUAGES = ("en", "ko", "ja", "zh-hans")
ENDONYMS = {"en": "English", "ko": "한국어", "ja": "日本語", "zh-hans": "简体中文"}
TAGS = {"en": "en", "ko": "ko", "ja": "ja", "zh-hans": "zh-Hans"}
"""BCP 47 tags for `lang` and `hreflang`, by the language code used in addresses."""


class State(StrEnum):
    OFFICIAL = "official"
    HUMAN = "human"
    MACHINE = "machine"
    MISSING = "missing"


@dataclass(frozen=True)
class Entry:
    """`of` is the wording of the original that an outdated translation still says; "" where nobody knows it."""

    text: str
    state: State = State.HUMAN
    outdated: bool = False
    of: str = ""


@dataclass(frozen=True)
class Shown:
    """What a reader of one language gets: the words, the language they are in, and their standing."""

    text: str
    language: str
    state: State
    outdated: bool = False

    @property
    def tag(self) -> str:
        return TAGS[self.language]


@dataclass(frozen=True)
class Text:
    source: str = "en"
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(entry.text for entry in self.entries.values())

    def __str__(self) -> str:
        return self.shown(self.source).text

    def state(self, language: str) -> State:
        entry = self.entries.get(language)
        return entry.state if entry and entry.text else State.MISSING

    def shown(self, language: str) -> Shown:
        """The requested language, else the text's own source language, else en, ko, ja, zh-hans in turn."""
        for candidate in (language, self.source, *LANGUAGES):
            entry = self.entries.get(candidate)
            if entry and entry.text:
                return Shown(entry.text, candidate, entry.state, entry.outdated)
        return Shown("", language, State.MISSING)

    def edited(self, changes: Mapping[str, Entry]) -> "Text":
        """The text after an edit. Translations left as they were become outdated when the original changed, and
        are no longer once it says again what they translate.
        """
        entries = {language: self.entries.get(language) for language in LANGUAGES} | dict(changes)
        original = _words(entries.get(self.source))
        return Text(
            self.source,
            {
                language: self._edited(language, entry, original)
                for language, entry in entries.items()
                if entry is not None and entry.text
            },
        )

    def _edited(self, language: str, entry: Entry, original: str) -> Entry:
        before = self.entries.get(language)
        if language == self.source or before is None or entry.text != before.text:
            return replace(entry, outdated=False, of="")
        said = self._words(self.source)
        changed = original != said
        if not before.outdated:
            return replace(entry, outdated=changed or entry.outdated, of=said if changed else entry.of)
        if original == before.of or not (entry.outdated or changed):
            return replace(entry, outdated=False, of="")
        return replace(entry, outdated=True, of=before.of)

    def _words(self, language: str) -> str:
        return _words(self.entries.get(language))

    def to_json(self) -> dict[str, Any]:
        result: dict[str, Any] = {"source": self.source}
        for language, entry in self.entries.items():
            result[language] = {"text": entry.text, "state": entry.state.value}
            if entry.outdated:
                result[language]["outdated"] = True
            if entry.of:
                result[language]["of"] = entry.of
        return result

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> "Text":
        if not data:
            return cls()
        entries = {
            language: Entry(
                data[language]["text"],
                State(data[language]["state"]),
                data[language].get("outdated", False),
                data[language].get("of", ""),
            )
            for language in LANGUAGES
            if language in data
        }
        return cls(data.get("source", "en"), entries)


def _words(entry: Entry | None) -> str:
    return entry.text if entry else ""
