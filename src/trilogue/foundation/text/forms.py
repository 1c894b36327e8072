"""Text in four languages as one form field: a box a language side by side, each with its state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trilogue.foundation.text.characters import LONGEST, tidy, unfit
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS, Entry, State, Text

Label = str | Promise
STATES: list[tuple[str, Label]] = [
    (State.OFFICIAL.value, pgettext_lazy("translation", "official")),
    (State.HUMAN.value, pgettext_lazy("translation", "unofficial")),
    (State.MACHINE.value, pgettext_lazy("translation", "by machine")),
]


@dataclass(frozen=True)
class Part:
    """What one language's box holds. `confirmed`: still right although the original changed."""

    text: str = ""
    state: str = State.HUMAN.value
    confirmed: bool = False


@dataclass(frozen=True)
class Draft:
    """The field as typed, before it is known to be right."""

    source: str
    parts: Mapping[str, Part]

    @classmethod
    def of(cls, text: Text) -> "Draft":
        parts = {language: Part(entry.text, entry.state.value) for language, entry in text.entries.items()}
        return cls(text.source, parts)

    def part(self, language: str) -> Part:
        return self.parts.get(language, Part())


class FourLanguagesWidget(forms.Widget):
    template_name = "django/forms/four_languages.html"
    use_fieldset = True
    original = Text()
    translating = keeping = False

    def __init__(self, attrs: dict[str, Any] | None = None, rows: int = 3) -> None:
        super().__init__(attrs)
        self.rows = rows

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002
        """None: the legend names the group, each box has its own label."""
        return ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Draft:  # noqa: ARG002
        parts = {
            language: Part(
                data.get(f"{name}-{language}", "").replace("\r\n", "\n"),
                data.get(f"{name}-{language}-state", State.HUMAN.value),
                f"{name}-{language}-confirmed" in data,
            )
            for language in LANGUAGES
        }
        return Draft(data.get(f"{name}-source", self.original.source), parts)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        return not any(f"{name}-{language}" in data for language in LANGUAGES)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        draft = value if isinstance(value, Draft) else Draft.of(value or Text(self.original.source))
        source = self.original.source if self.original else draft.source
        context["widget"] |= {
            "source": source,
            "chooses_source": not self.original,
            "rows": self.rows,
            "states": STATES,
            "boxes": [self._box(language, draft, source) for language in LANGUAGES],
        }
        return context

    def _box(self, language: str, draft: Draft, source: str) -> dict[str, Any]:
        entry = self.original.entries.get(language)
        return {
            "language": language,
            "tag": TAGS[language],
            "endonym": ENDONYMS[language],
            "part": draft.part(language),
            "is_source": language == source,
            "fixed": (self.translating or self.keeping) and language == source,
            "states": self._states(language),
            "outdated": bool(entry and entry.outdated),
            "missing": bool(self.original) and self.original.state(language) == State.MISSING,
        }

    def _states(self, language: str) -> list[tuple[str, Label]]:
        """A translator calls nothing official that was not."""
        before = self.original.state(language)
        return [
            each
            for each in STATES
            if not self.translating or each[0] != State.OFFICIAL or before == State.OFFICIAL
        ]


class FourLanguagesField(forms.Field):
    """Cleans to the `Text` after the edit; `original` is the text before it."""

    widget = FourLanguagesWidget
    default_error_messages = {  # noqa: RUF012  Django's own form of declaring them
        "required": _("Write this in the language it is first written in, %(language)s."),
        "invalid_choice": _("Choose one of the offered values."),
        "incomplete": _("Write this in all four languages. Missing: %(languages)s."),
        "unfit": _(
            "%(language)s: the character %(character)s cannot be stored. Remove it; it often comes unseen with "
            "copied text."
        ),
        "too_long": _("%(language)s: the text is longer than %(most)s characters. Shorten or divide it."),
    }
    complete = False

    def need_all(self) -> None:
        """No language may be missing."""
        self.complete = True

    def set_original(self, original: Text, *, source: str | None = None) -> None:
        """A text that does not exist yet is first written in `source`, unless the form says otherwise."""
        self.original = original or Text(source or original.source)
        self.widget.original = self.original

    original = Text()
    translating = keeping = False

    def keep_original(self) -> None:
        """The original wording stays; whoever opens the form may call a translation official."""
        self.keeping = self.widget.keeping = True

    def translate_only(self) -> None:
        """For translators: the original wording stays, and no translation of theirs becomes official."""
        self.translating = self.widget.translating = True

    def clean(self, value: Any) -> Text:
        draft: Draft = value
        source = self.original.source if self.original else draft.source
        states = dict(STATES)
        if source not in LANGUAGES or any(part.state not in states for part in draft.parts.values()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        self._check_words(draft)
        entries = {language: self._entry(language, draft) for language in LANGUAGES}
        written = any(entry.text for entry in entries.values())
        if not entries[source].text and (self.required or written):
            raise forms.ValidationError(
                self.error_messages["required"], code="required", params={"language": ENDONYMS[source]}
            )
        self._check_complete(entries)
        return Text(source, self.original.entries).edited(entries)

    def _check_complete(self, entries: Mapping[str, Entry]) -> None:
        missing = [ENDONYMS[language] for language in LANGUAGES if not entries[language].text]
        if self.complete and missing:
            raise forms.ValidationError(
                self.error_messages["incomplete"],
                code="incomplete",
                params={"languages": ", ".join(missing)},
            )

    def _check_words(self, draft: Draft) -> None:
        for language, part in draft.parts.items():
            said = {"language": ENDONYMS[language], "character": unfit(tidy(part.text)), "most": LONGEST}
            for code, wrong in (("unfit", said["character"]), ("too_long", len(part.text) > LONGEST)):
                if wrong:
                    raise forms.ValidationError(self.error_messages[code], code=code, params=said)

    def _entry(self, language: str, draft: Draft) -> Entry:
        part, before = draft.part(language), self.original.entries.get(language)
        if (self.translating or self.keeping) and before and language == self.original.source:
            return before
        if self.translating and part.state == State.OFFICIAL and self._is_new(part, before):
            return Entry(tidy(part.text), State.HUMAN)
        outdated = bool(before and before.outdated and not part.confirmed)
        return Entry(tidy(part.text), State(part.state), outdated)

    @staticmethod
    def _is_new(part: Part, before: Entry | None) -> bool:
        return before is None or before.state != State.OFFICIAL or before.text != tidy(part.text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(Draft.of(initial or Text()) != data)
