"""The placeholders of a letter, each with its type, and how each language writes values of that type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trilogue.documents.letter_facts import LetterFacts
from trilogue.documents.wording import listed
from trilogue.foundation.formats.prose import Run, one_line
from trilogue.foundation.text import say
from trilogue.foundation.text.value import TAGS, Text

WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ko": "월화수목금토일",
    "ja": "月火水木金土日",
    "zh-hans": "一二三四五六日",
}
WITH_WEEKDAY = {"en": "{1}, {0}", "ko": "{0}({1})", "ja": "{0}（{1}）", "zh-hans": "{0}（星期{1}）"}
WITH_TIME = {"en": "{0}, {1}", "ko": "{0} {1}", "ja": "{0}{1}", "zh-hans": "{0}{1}"}
UNTIL = {"en": " to ", "ko": " ~ ", "ja": "～", "zh-hans": "至"}
PERSONS = {"en": "{}", "ko": "{}명", "ja": "{}名", "zh-hans": "{}人"}
QUOTA = {"en": "{0}: {1}", "ko": "{0} {1}", "ja": "{0}{1}", "zh-hans": "{0}{1}"}
NUMBERED = {"en": "{}. ", "ko": "{}. ", "ja": "{}　", "zh-hans": "{}. "}
ATTACHED = {"ko": "{} 1부."}


class Kind(StrEnum):
    """The type of a placeholder."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    PERIOD = "period"
    YEAR = "year"
    ORDINAL = "ordinal"
    COUNT = "count"
    QUOTAS = "quotas"
    ADDRESS = "address"
    EMAIL = "email"
    LIST = "list"


@dataclass(frozen=True)
class Named:
    kind: Kind
    meaning: Promise
    value: Callable[[LetterFacts], Any]


def _signatory(facts: LetterFacts) -> Text:
    return facts.signatory or facts.sender


PLACEHOLDERS: dict[str, Named] = {
    "recipient": Named(Kind.TEXT, _("who receives the letter"), lambda facts: facts.recipient),
    "attention": Named(Kind.TEXT, _("the division concerned"), lambda facts: facts.attention),
    "sender": Named(Kind.TEXT, _("the host"), lambda facts: facts.sender),
    "signatory": Named(Kind.TEXT, _("who signs"), _signatory),
    "reference": Named(Kind.TEXT, _("the letter's number"), lambda facts: facts.reference),
    "issued": Named(Kind.DATE, _("date of the letter"), lambda facts: facts.issued),
    "ordinal": Named(Kind.ORDINAL, _("which edition it is"), lambda facts: facts.ordinal),
    "series": Named(Kind.TEXT, _("name of the series"), lambda facts: facts.series),
    "year": Named(Kind.YEAR, _("year of the edition"), lambda facts: facts.first.year),
    "period": Named(Kind.PERIOD, _("dates of the edition"), lambda facts: facts),
    "place": Named(Kind.TEXT, _("venue or place"), lambda facts: facts.place),
    "quotas": Named(Kind.QUOTAS, _("quota of each country"), lambda facts: facts.quotas),
    "total": Named(
        Kind.COUNT, _("all quotas together"), lambda facts: sum(number for _, number in facts.quotas)
    ),
    "places": Named(Kind.COUNT, _("how many this government may nominate"), lambda facts: facts.places),
    "deadline": Named(Kind.MOMENT, _("last moment for nominations"), lambda facts: facts.deadline),
    "link": Named(Kind.ADDRESS, _("address of the nomination form"), lambda facts: facts.link),
    "contact": Named(Kind.TEXT, _("whom to ask"), lambda facts: facts.contact),
    "email": Named(Kind.EMAIL, _("e-mail address of whom to ask"), lambda facts: facts.email),
    "phone": Named(Kind.TEXT, _("telephone of whom to ask"), lambda facts: facts.phone),
    "attachments": Named(Kind.LIST, _("what is enclosed, one a line"), lambda facts: facts.attachments),
}


def items(facts: LetterFacts, name: str, language: str) -> list[tuple[str, Run]]:
    """The value of a placeholder: a number and words for each item of a list, one without number for anything else.
    Empty when the facts say nothing about it.
    """
    named = PLACEHOLDERS[name]
    value = named.value(facts)
    if named.kind is Kind.LIST:
        return _list(value, language)
    run = _run(named.kind, value, language)
    return [("", run)] if run.text else []


def _run(kind: Kind, value: Any, language: str) -> Run:
    if isinstance(value, Text):
        shown = value.shown(language)
        return Run(one_line(shown.text), shown.tag)
    if kind is Kind.ADDRESS:
        return Run(one_line(str(value)), "en", link=str(value))
    return Run(one_line(_words(kind, value, language)) if value else "", TAGS[language])


def _words(kind: Kind, value: Any, language: str) -> str:
    say_it = WRITTEN.get(kind)
    return say_it(value, language) if say_it else str(value)


def day(value: date, language: str) -> str:
    """2 March 2026 · 2026. 3. 2. · 2026年3月2日."""
    if language == "ko":
        return f"{value.year}. {value.month}. {value.day}."
    return say.day(value, language)


def moment(value: datetime, language: str) -> str:
    """A day with its weekday and the time in the zone of the installation."""
    local = timezone.localtime(value)
    return _at(_weekday(day(local, language), local, language), local.time(), language)


def period(facts: LetterFacts, language: str) -> str:
    """From the first day and time to the last; what both share is not said twice, but in English."""
    first = _at(_weekday(day(facts.first, language), facts.first, language), facts.begins, language)
    if facts.first == facts.last:
        return f"{first}{UNTIL[language]}{_clock(facts.ends)}" if facts.begins and facts.ends else first
    last = _weekday(_shorter(facts.last, facts.first, language), facts.last, language)
    return first + UNTIL[language] + _at(last, facts.ends, language)


def persons(number: int, language: str) -> str:
    return PERSONS[language].format(number)


def _quotas(quotas: Sequence[tuple[Text, int]], language: str) -> str:
    said = [(country.shown(language).text, persons(number, language)) for country, number in quotas]
    return listed([QUOTA[language].format(*each) for each in said], language)


def _list(texts: Sequence[Text], language: str) -> list[tuple[str, Run]]:
    form = ATTACHED.get(language, "{}")
    shown = [text.shown(language) for text in texts]
    runs = [Run(form.format(one_line(each.text)), each.tag) for each in shown]
    if len(runs) == 1:
        return [("", runs[0])]
    return [(NUMBERED[language].format(number), run) for number, run in enumerate(runs, start=1)]


def _shorter(value: date, known: date, language: str) -> str:
    if language == "en" or value.year != known.year:
        return day(value, language)
    if language == "ko":
        return f"{value.month}. {value.day}."
    return f"{value.day}日" if value.month == known.month else f"{value.month}月{value.day}日"


def _weekday(said: str, value: date, language: str) -> str:
    return WITH_WEEKDAY[language].format(said, WEEKDAYS[language][value.weekday()])


def _at(said: str, clock: time | None, language: str) -> str:
    return WITH_TIME[language].format(said, _clock(clock)) if clock else said


def _clock(value: time | None) -> str:
    return value.strftime("%H:%M") if value else ""


WRITTEN: dict[Kind, Callable[[Any, str], str]] = {
    Kind.DATE: day,
    Kind.MOMENT: moment,
    Kind.PERIOD: period,
    Kind.ORDINAL: say.ordinal,
    Kind.COUNT: persons,
    Kind.QUOTAS: _quotas,
}
"""Types that each language writes in its own way; the others stand as they are."""
