"""The words of the field in four languages as shipped, for every series that has no glossary of its own."""

from django.db import transaction

from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.models import Series
from trilogue.flows.shipped import table
from trilogue.foundation.access import Actor
from trilogue.foundation.audit.models import Entry as Logged
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

LOADED = "load_terms"


@transaction.atomic
def load_glossary(series: Series, *, by: Actor) -> None:
    """Its own from then on: the series' translators change it as they need."""
    terms = [(row["key"], _words(row), row["note"]) for row in table("glossary.tsv")]
    editions.load_terms(series, terms, by=by)


@transaction.atomic
def complete_glossaries(*, by: Actor) -> None:
    """A series of an older release gets the glossary once; what its people removed does not come back.

    Asked at every start: one query where every series has terms.
    """
    for series in Series.objects.filter(terms=None):
        logged = Logged.objects.filter(action=LOADED, object_type="editions.series", object_id=str(series.pk))
        if not logged.exists():
            load_glossary(series, by=by)


def _words(row: dict[str, str]) -> Text:
    return Text(
        "en", {language: Entry(row[language], State.HUMAN) for language in LANGUAGES if row[language]}
    )
