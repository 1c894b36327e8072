"""Fields of a nomination: a government as typed, a date of a posting, a line of text without what nobody sees."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trilogue.algorithms.dates import DateError, ImpreciseDate
from trilogue.algorithms.names import clean
from trilogue.domain.delegations.queries import government_words, named_governments
from trilogue.domain.places.models import Government

Typed = tuple[str, str]
"""What was typed, and the key of the government chosen among several."""


class LineField(forms.CharField):
    """One line in NFC, without invisible letters."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "").text


class GovernmentWidget(forms.Widget):
    """A box to type a name or code into; where several governments fit, they are listed below to choose from."""

    template_name = "nominator/government.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.offered: list[Government] = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:  # noqa: ARG002
        return data.get(name, "")[:300], data.get(f"{name}_chosen", "")[:20]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        if isinstance(value, Government):
            value = (words(value), "")
        typed, chosen = value or ("", "")
        context["widget"] |= {
            "typed": typed,
            "offered": [(str(each.pk), words(each), str(each.pk) == chosen) for each in self.offered],
        }
        return context


class GovernmentField(forms.Field):
    """Cleans to a Government of the registry, or None where nothing was typed."""

    widget = GovernmentWidget
    default_error_messages = {  # noqa: RUF012  Django's own form of declaring them
        "unknown": _("No government has this name or code. Check the writing, or type a part of the name."),
        "several": _("Several governments fit. Choose one of them, or type more of the name."),
    }

    def clean(self, value: Any) -> Government | None:
        typed, chosen = value
        if not typed.strip():
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        found = named_governments(typed)
        picked = [each for each in found if str(each.pk) == chosen]
        if len(found) == 1 or picked:
            return (picked or found)[0]
        self.widget.offered = found
        code = "several" if found else "unknown"
        raise forms.ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(words(initial) if initial else "") != bool(data and data[0])


class PostingDateField(LineField):
    """A day, month or year, in ISO form."""

    default_error_messages = {  # noqa: RUF012  Django's own form of declaring them
        "unreadable": _("This is no date. Write it like 2027, 2027-04 or 2027-04-01."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        written: str = super().clean(value)
        if not written:
            return ""
        try:
            return ImpreciseDate.parse(written).iso()
        except DateError as error:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from error


def words(government: Government) -> str:
    return government_words(government, get_language() or "en")
