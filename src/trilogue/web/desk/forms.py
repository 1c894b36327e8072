"""The form for one thing of the record, built from its row in the table of kinds."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trilogue.foundation.text.forms import FourLanguagesField
from trilogue.foundation.text.value import Text
from trilogue.web.desk import fields
from trilogue.web.desk.kinds import Kind
from trilogue.web.desk.place import Place
from trilogue.web.desk.row_forms import RowForm

Data = Mapping[str, Any] | None


class RecordForm(RowForm):
    """A translator's form has the texts alone."""

    def __init__(
        self, kind: Kind, place: Place, row: Any = None, *, texts_only: bool = False, data: Data = None
    ) -> None:
        self.kind, self.place, self.watched = kind, place, kind.fields
        super().__init__(row, data)
        for name in self._names():
            field = fields.make(kind.field_key(), name, place)
            if texts_only:
                if not isinstance(field, FourLanguagesField):
                    continue
                field.translate_only()
            self._show(name, field)

    def _names(self) -> tuple[str, ...]:
        if self.row:
            return self.kind.fields
        return (*self.kind.once, *(name for name in self.kind.fields if name not in self.kind.later))

    def _show(self, name: str, field: forms.Field) -> None:
        stored = getattr(self.row, name) if self.row else None
        if isinstance(field, FourLanguagesField):
            field.set_original(stored or Text(), source=get_language())
            if self.row and name in self.kind.complete(self.row):
                field.need_all()
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        once = {name: values.get(name) for name in self.kind.once}
        if self.row is None and self.kind.unique and not self.errors and self._is_taken(once):
            self.add_error(self.kind.once[0], _("There is one already. Change that one instead."))
        if self.kind.some_of and not self.errors and self._says_nothing(values):
            self.add_error(self.kind.some_of[0], _("Write a text, or give a date."))
        return values

    def _is_taken(self, once: dict[str, Any]) -> bool:
        rows = self.kind.rows(self.place)
        return any(all(getattr(row, name) == value for name, value in once.items()) for row in rows)

    def _says_nothing(self, values: dict[str, Any]) -> bool:
        """Counting also what a translator's form does not show."""
        return not any(
            values.get(name) if name in self.fields else getattr(self.row, name) for name in self.kind.some_of
        )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "loaded"}
