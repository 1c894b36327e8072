"""Values that a person types where a file does not tell them: checked by their kind, and put into the person."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from trilogue.algorithms.names import clean, hiragana, key, split_roman
from trilogue.domain.delegations.planning.cells import is_email, level
from trilogue.domain.delegations.planning.dates import read_date
from trilogue.domain.delegations.planning.headers import LANGUAGES
from trilogue.domain.delegations.planning.model import Person, Question
from trilogue.domain.delegations.planning.names import plain_roman, split_whole
from trilogue.domain.delegations.planning.periods import read_period
from trilogue.domain.delegations.planning.phones import read_phone

MOST = 200
KANA = re.compile(r"[ぁ-ゖァ-ヺーｦ-ﾟ\s]+")
ROMAN = re.compile(r"[A-Za-z][A-Za-z' .-]*")
LOST = frozenset("?？\ufffd")
Change = Mapping[str, Any]


def is_typed(question: Question, answer: str) -> bool:
    return _change(question, answer, "") is not None


def with_typed(person: Person, question: Question, answer: str) -> Person:
    """The person with the value in its field; a code of an answer changes nothing but a government's code."""
    if question.code == "GOV_AMBIGUOUS" and answer in question.answers and answer != "leave_out":
        return _with_government(person, question, answer)
    change = None if answer in question.answers else _change(question, answer, person.country)
    if change is None:
        return person
    if question.accepts == "level":
        change = {"languages": {**person.languages, **change}}
    completed = replace(person, **change)
    if question.accepts == "name_split" and person.roman_whole and " " not in person.roman_whole:
        return _with_roman(completed)
    return completed


def _with_government(person: Person, question: Question, code: str) -> Person:
    choices = dict(each.split(" ", 1) for each in str(question.values.get("choices", "")).split(", "))
    name = choices.get(code, "")
    if question.field == "home":
        return replace(person, home_code=code, home=name or person.home)
    return replace(person, host_code=code, host=name or person.host)


def _with_roman(person: Person) -> Person:
    found = split_whole(person.roman_whole, person.family, person.country)
    if found is None:
        return person
    return replace(person, roman_family=found[0], roman_given=found[1], roman_whole="")


def _change(question: Question, answer: str, country: str) -> Change | None:
    """The fields that a typed value gives; None when it is none of the accepted kind."""
    form = KINDS.get(question.accepts or "")
    cleaned = clean(answer)
    if (
        form is None
        or not cleaned.text
        or len(answer) > MOST
        or {"BIDI_CONTROL", "CONTROL"} & set(cleaned.codes)
    ):
        return None
    return form(question, cleaned.text, country)


def _email(_question: Question, text: str, _country: str) -> Change | None:
    return {"email": text.lower()} if is_email(text.lower()) else None


def _phone(_question: Question, text: str, country: str) -> Change | None:
    found = read_phone(text, country).text
    return {"phone": found} if found else None


def _roman(_question: Question, text: str, country: str) -> Change | None:
    """FAMILY Given: only capitals tell which is the family name."""
    plain = plain_roman(text, country)[0]
    parts = split_roman(plain) if ROMAN.fullmatch(plain) else None
    return {"roman_family": parts[0], "roman_given": parts[1], "roman_whole": ""} if parts else None


def _kana(_question: Question, text: str, _country: str) -> Change | None:
    return {"kana": hiragana(text)} if KANA.fullmatch(text) else None


def _text(question: Question, text: str, _country: str) -> Change | None:
    return {str(question.field): text}


def _date(question: Question, text: str, _country: str) -> Change | None:
    found = read_date(text)
    return {str(question.field): found.iso} if found.iso else None


def _period(_question: Question, text: str, _country: str) -> Change | None:
    found = read_period(text)
    if not found.first.iso or not found.last.iso:
        return None
    return {"posting_from": found.first.iso, "posting_to": found.last.iso}


def _level(question: Question, text: str, _country: str) -> Change | None:
    found = level(text)
    return {str(question.field): found} if found is not None and question.field in LANGUAGES else None


def _name(question: Question, text: str, _country: str) -> Change | None:
    """A whole name anew. One with a space has its parts."""
    if LOST & set(text):
        return None
    if question.field == "other_han":
        return {"other_han": text}
    family, _, given = text.partition(" ")
    parts = {"family": family, "given": given} if given else {"family": "", "given": ""}
    return {"native": text, "native_written": text, "native_key": key(text), **parts}


def _name_split(question: Question, text: str, country: str) -> Change | None:
    """Family and given name with a space or stroke between, and nothing but the name in question."""
    parts = text.replace("/", " ").replace("+", " ").split()
    name = str(question.values.get("whole", ""))
    if len(parts) != 2 or "".join(parts) != "".join(name.split()):
        return None
    whole = {"native": " ".join(parts)} if country == "JP" else {}
    return {"family": parts[0], "given": parts[1], **whole}


KINDS: Mapping[str, Callable[[Question, str, str], Change | None]] = {
    "email": _email,
    "phone": _phone,
    "roman": _roman,
    "kana": _kana,
    "text": _text,
    "date": _date,
    "period": _period,
    "level": _level,
    "name": _name,
    "name_split": _name_split,
}
