"""A form for one row that two may have open at once: nothing that either of them writes is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from trilogue.foundation.text.forms import FourLanguagesField
from trilogue.foundation.text.value import LANGUAGES, Entry, Text
from trilogue.web.desk.seen import Unseen, carried, changed_since, digest


class RowForm(forms.Form):
    """To change `row`, or to add one when there is none. `watched` are the columns that others may change meanwhile."""

    watched: tuple[str, ...] = ()
    loaded = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Any, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.row = row
        if row:
            self.initial = {name: getattr(row, name) for name in self.watched}
            self.initial["loaded"] = self.kept_of_row()

    def kept_of_row(self) -> str:
        """What the form keeps of the row as it is now, to see later what others changed."""
        return digest(self.row, self.watched)

    def values(self) -> dict[str, Any]:
        """What is said of the row; the form shows all of its watched columns or some."""
        return {name: self.cleaned_data[name] for name in self.watched if name in self.cleaned_data}

    def catch_up(self) -> Unseen | None:
        """What others changed since the form was loaded, None where nothing did.

        What was typed is kept, what they changed beside it taken over; the next attempt starts from what is stored now.
        """
        since = changed_since(self.row, self.watched, self.data.get("loaded", ""))
        if since:
            now = {"loaded": self.kept_of_row()}
            self.data = {**dict(self.data.items()), **self._taken_over(since.loaded or {}), **now}
        return since

    def _taken_over(self, loaded: Mapping[str, Any]) -> dict[str, Any]:
        """What is stored now, for the boxes that say what they said when the form was loaded."""
        boxes: dict[str, Any] = {}
        for name in self._untouched(loaded):
            boxes |= _boxes(name, self.fields[name], self.row)
        for name, language in self._untouched_languages(loaded):
            boxes |= _box(name, language, getattr(self.row, name))
        return boxes

    def _untouched(self, loaded: Mapping[str, Any]) -> list[str]:
        """Fields other than texts that say what they said when the form was loaded."""
        plain_fields = [
            name
            for name in self.fields
            if name in loaded and not isinstance(self.fields[name], FourLanguagesField)
        ]
        return [
            name for name in plain_fields if str(self._typed(name)) == _shown(self.fields[name], loaded[name])
        ]

    def _typed(self, name: str) -> Any:
        typed = self.fields[name].widget.value_from_datadict(self.data, {}, name)
        return "" if typed is None else typed

    def _untouched_languages(self, loaded: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [
            (name, language)
            for name, field in self.fields.items()
            if name in loaded and isinstance(field, FourLanguagesField)
            for language in LANGUAGES
            if self._is_untouched(name, language, Text.from_json(loaded[name]))
        ]

    def _is_untouched(self, name: str, language: str, loaded: Text) -> bool:
        entry = loaded.entries.get(language)
        typed = self.data.get(f"{name}-{language}", "").replace("\r\n", "\n")
        if typed != (entry.text if entry else ""):
            return False
        return entry is None or self.data.get(f"{name}-{language}-state") in (None, entry.state.value)


class CarryingForm(RowForm):
    """For a row beside the record: it has no history, so that the form carries what it was loaded from."""

    def kept_of_row(self) -> str:
        return carried(self.row, self.watched)


def _shown(field: forms.Field, value: Any) -> str:
    """What the box of a field that is no text says for a value of the row, or of its history."""
    if isinstance(field, forms.DateTimeField) and value:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return str(field.widget.format_value(field.prepare_value(moment)))
    return "" if value is None else str(value)


def _box(name: str, language: str, stored: Text) -> dict[str, str]:
    entry = stored.entries.get(language) or Entry("")
    return {f"{name}-{language}": entry.text, f"{name}-{language}-state": entry.state.value}


def _boxes(name: str, field: forms.Field, row: Any) -> dict[str, Any]:
    """What the box of a field that is no text sends for the stored value."""
    stored = getattr(row, f"{name}_id", getattr(row, name))
    if isinstance(field, forms.BooleanField):
        return {name: "on"} if stored else {name: ""}
    return {name: _shown(field, stored)}
