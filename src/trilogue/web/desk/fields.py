"""The fields of the desk's forms, by the names their columns have."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trilogue.algorithms.dates import DateError, ImpreciseDate
from trilogue.documents.record import edition_facts, live_edition, live_series, series_facts
from trilogue.domain.delegations.queries import government_words, named_governments
from trilogue.domain.editions.choices import FactKind, FigureKind, Status
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country, Government
from trilogue.domain.places.queries import present_name
from trilogue.domain.programme.choices import SessionKind
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import Text
from trilogue.web.desk.place import Place, edition_of, series_of

DATE_ERRORS = {
    "unreadable": _("This is no date. Write it like 2019, 2019-05, 2019-05-30 or 2019-05-30/2019-05-31."),
    "impossible": _("There is no such day in the calendar."),
    "end_before_start": _("The last day comes before the first."),
    "end_without_day": _("Only days can make a range."),
}
ALT = _("What can be seen")
ALT_HINT = _("For those who cannot see the picture, in one or two sentences and in all four languages.")
Make = Callable[[Place], forms.Field]
EXCERPT = 60
"""Characters of a text in a list to choose from."""
SHOWN = 8
"""Governments of one name that an error lists."""


class ImpreciseDateField(forms.CharField):
    """A date in ISO form, as precise as it is known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 21)
        kwargs.setdefault(
            "help_text", _("As precise as it is known: 2019, 2019-05, 2019-05-30 or 2019-05-30/2019-05-31.")
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        written: str = super().clean(value)
        try:
            return ImpreciseDate.parse(written).iso() if written else ""
        except DateError as error:
            raise forms.ValidationError(DATE_ERRORS[error.code], code=error.code) from error


class ShownChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of rows, each said by a text of its own in the language of the page."""

    def __init__(self, *args: Any, said: Callable[[Any], Text], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said

    def label_from_instance(self, obj: Any) -> str:
        return self.said(obj).shown(get_language() or "en").text or str(obj.pk)


def day(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


def government_name(government: Government) -> Text:
    """The present name; rows need `names` fetched before."""
    name: Text = present_name(government).name
    return name


class GovernmentField(forms.CharField):
    """A local government, written by name or official code; homonyms are told apart by parent and code."""

    default_error_messages = {  # noqa: RUF012  Django's own form of declaring them
        "unknown": _("The registry has no government of this name or code."),
        "several": _("Several governments may be meant: %(found)s. Write the code of the right one."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Name in any script, or official code such as KR-47130."))
        super().__init__(max_length=200, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Government):
            return government_words(value, get_language() or "en")
        return value

    def clean(self, value: Any) -> Any:
        typed: str = super().clean(value)
        if not typed:
            return None
        found = named_governments(typed)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        words = "; ".join(government_words(each, get_language() or "en") for each in found[:SHOWN])
        raise forms.ValidationError(self.error_messages["several"], code="several", params={"found": words})


def countries(**kwargs: Any) -> ShownChoiceField:
    return ShownChoiceField(Country.objects.all(), said=lambda country: country.name, **kwargs)


def _words(label: Any, *, required: bool = False, rows: int = 3, hint: Any = "") -> Make:
    return lambda _place: FourLanguagesField(
        label=label, required=required, widget=FourLanguagesWidget(rows=rows), help_text=hint
    )


def _choice(label: Any, choices: Any) -> Make:
    return lambda _place: forms.ChoiceField(label=label, choices=choices)


def _line(label: Any, length: int, hint: Any = "") -> Make:
    return lambda _place: forms.CharField(label=label, max_length=length, required=False, help_text=hint)


def _sources(*, required: bool) -> Make:
    return lambda place: ShownChoiceField(
        series_of(place).sources.all(),
        said=lambda source: source.title,
        label=_("Source"),
        required=required,
        empty_label=None if required else _("none"),
    )


def _sessions(place: Place) -> forms.Field:
    edition = edition_of(place)
    sessions = edition.sessions.all() if isinstance(edition, Edition) else None
    return ShownChoiceField(
        sessions, said=lambda session: session.title, label=_("Session"), empty_label=None
    )


def _marks(place: Place) -> forms.Field:
    """What an erratum is about: a text of the place by its id, or nothing in particular."""
    edition, series = edition_of(place), series_of(place)
    texts = edition_facts(live_edition(edition)) if edition else series_facts(live_series(series))
    said = series.errata.filter(edition=edition).values_list("mark", flat=True)
    texts |= {each: Text() for each in said if each not in texts}
    choices = [(key, _excerpt(key, text)) for key, text in texts.items() if key]
    return forms.ChoiceField(
        label=_("What it corrects"),
        choices=[("", _("nothing in particular")), *choices],
        required=False,
        help_text=_("The line that was wrong, by its permanent number."),
    )


def _excerpt(key: str, text: Text) -> str:
    words = text.shown(get_language() or "en").text
    return f"{key} {words[:EXCERPT]}{'…' if len(words) > EXCERPT else ''}"


MAKE: Mapping[str, Make] = {
    "name": _words(_("Name"), required=True, rows=2),
    "tagline": _words(_("Tagline"), rows=2),
    "host": _words(_("Host"), rows=2),
    "lead": _words(_("Opening sentence")),
    "title": _words(_("Title"), required=True, rows=2),
    "line.title": _words(_("Title"), rows=2),
    "speaker.title": _words(_("Position at the time"), required=True, rows=2),
    "text": _words(_("Text"), required=True),
    "mark": _marks,
    "fact.text": _words(_("Text")),
    "introduction": _words(_("Introduction")),
    "location": _words(_("Place as the register writes it"), rows=2),
    "article_title": _words(_("Title of the article"), rows=2),
    "caption": _words(_("Caption"), required=True),
    "alt": _words(ALT, hint=ALT_HINT),
    "credit": _words(_("Credit"), required=True, rows=2),
    "publisher": _words(_("Publisher"), required=True, rows=2),
    "edition.date": lambda _place: ImpreciseDateField(label=_("Date in the register")),
    "fact.date": lambda _place: ImpreciseDateField(label=_("Date"), required=False),
    "published": lambda _place: ImpreciseDateField(label=_("Published on"), required=False, max_length=10),
    "status": _choice(_("Status"), Status.choices),
    "fact.kind": _choice(_("Kind"), FactKind.choices),
    "figure.kind": _choice(_("Kind"), FigureKind.choices),
    "session.kind": _choice(_("Kind"), SessionKind.choices),
    "source": _sources(required=True),
    "figure.source": _sources(required=False),
    "session.source": _sources(required=False),
    "session": _sessions,
    "country": lambda _place: countries(label=_("Country"), required=False, empty_label=_("all together")),
    "count": lambda _place: forms.IntegerField(label=_("Number of people"), min_value=0, max_value=1_000_000),
    "approximate": lambda _place: forms.BooleanField(label=_("about, not exactly"), required=False),
    "superseded_on": lambda _place: day(
        label=_("Superseded on"),
        required=False,
        help_text=_("The day from which this no longer holds. It stays on the page, marked as superseded."),
    ),
    "starts_on": lambda _place: day(label=_("Day"), required=False),
    "native_name": _line(_("Name in the own script"), 100),
    "native_tag": _line(_("Language of that name"), 10, _("A tag: ko, ja, zh-Hans, ko-Hani.")),
    "romanisation_confirmed": lambda _place: forms.BooleanField(
        label=_("This spelling is confirmed by a source"), required=False
    ),
    "key": lambda _place: forms.SlugField(
        label=_("Key"), help_text=_("Letters, digits and hyphens; it is quoted in data and never changes.")
    ),
    "url": lambda _place: forms.URLField(
        label=_("Address on the web"), required=False, max_length=200, assume_scheme="https"
    ),
}


def make(kind: str, name: str, place: Place) -> forms.Field:
    return MAKE.get(f"{kind}.{name}", MAKE.get(name, _missing))(place)


def _missing(_place: Place) -> forms.Field:
    raise LookupError
