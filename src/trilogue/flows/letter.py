"""The letter of a call, filled with what the edition and the call say at this moment."""

import re

from django.utils import timezone

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.document import Document
from trilogue.documents.letter import build, default_templates
from trilogue.documents.letter_facts import LetterFacts, addressee
from trilogue.domain.delegations.models import Call
from trilogue.domain.delegations.queries import strengths
from trilogue.domain.places.models import Government
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ANYBODY = Text(
    "ko",
    {
        "en": Entry("Heads of local governments", State.HUMAN),
        "ko": Entry("수신처 참조", State.HUMAN),
        "ja": Entry("関係地方公共団体の長　様", State.HUMAN),
        "zh-hans": Entry("各有关地方政府", State.HUMAN),
    },
)
"""Whom the letter addresses before it is sent to one government."""


class NoExactDate(Exception):
    """A letter says the days of the edition, and these are not known to the day yet."""


def letter(
    call: Call,
    language: str,
    form: str,
    *,
    link: str,
    government: Government | None = None,
    places: int | None = None,
) -> Document:
    """Raises NoExactDate, documents.letter.LetterRefused, and LookupError for an unknown form."""
    return build(
        facts(call, link=link, government=government, places=places), language, form, template(call, language)
    )


def template(call: Call, language: str) -> str:
    """The call's own text in the language, else the text of this house."""
    own = call.letter.entries.get(language)
    return own.text if own and own.text else default_templates().entries[language].text


def facts(
    call: Call, *, link: str, government: Government | None = None, places: int | None = None
) -> LetterFacts:
    edition, series = call.edition, call.edition.series
    when = ImpreciseDate.parse(edition.date)
    if when.precision != "day":
        raise NoExactDate
    return LetterFacts(
        stem=f"{series.slug}-{edition.number}",
        ordinal=edition.number,
        series=series.name,
        first=when.earliest,
        last=when.latest,
        place=edition.location,
        quotas=[(each.delegation.country.short, each.quota) for each in strengths(edition) if each.quota],
        deadline=call.deadline,
        issued=timezone.localdate(call.opened_at) if call.opened_at else timezone.localdate(),
        sender=series.host,
        recipient=_recipient(government),
        contact=_same(call.contact),
        email=email_in(call.contact),
        link=link,
        places=places,
        demonstration=series.demonstration,
    )


def email_in(contact: str) -> str:
    found = EMAIL.search(contact)
    return found[0] if found else ""


def _recipient(government: Government | None) -> Text:
    if government is None:
        return ANYBODY
    return addressee(list(government.names.all())[-1].name, government.country_id)


def _same(words: str) -> Text:
    """A name or number, written alike in every language."""
    return Text("en", {language: Entry(words, State.OFFICIAL) for language in LANGUAGES if words})
