"""Suggestions for a Roman name. The person confirms one or writes another; none is ever stored in silence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trilogue.algorithms.names import kana
from trilogue.algorithms.names.form import HANGUL, KANA, Form
from trilogue.algorithms.names.forms import hiragana, roman
from trilogue.algorithms.names.hangul import revised
from trilogue.algorithms.names.readings import readings
from trilogue.algorithms.names.surnames import SPELLINGS

LIKELY, POSSIBLE = "likely", "possible"
LONG_O = "o[ou](?!e)"
"""Not in いのうえ, where u and e make a word of their own."""


@dataclass(frozen=True)
class Suggestion:
    """`family` in capitals; `certainty` is LIKELY for what most people of the country would write, else POSSIBLE."""

    family: str
    given: str
    certainty: str


def suggestions(country: str, form: Form) -> tuple[Suggestion, ...]:
    """Roman spellings, the likeliest first. None for a name that nobody has split, or that cannot be read."""
    if not (form.family and form.given):
        return ()
    spell = SPELLERS.get((country, form.script), _as_read)
    spelled = tuple(dict.fromkeys(spell(country, form)))
    return tuple(
        Suggestion(*_shown(family, given), POSSIBLE if place else LIKELY)
        for place, (family, given) in enumerate(spelled)
    )


def _shown(family: str, given: str) -> tuple[str, str]:
    return family.upper(), roman("", given)


def _korean(_: str, form: Form) -> Iterator[tuple[str, str]]:
    """Surnames as people spell them, the rule's own spelling among them; given names by the rule."""
    by_rule = revised(form.family)
    for family in (*SPELLINGS.get(form.family, ()), by_rule):
        yield family, revised(form.given)


def _japanese(_: str, form: Form) -> Iterator[tuple[str, str]]:
    """As passports have it, without length; then each kana for itself, with h, with a macron."""
    family, given = (kana.hepburn(hiragana(part)) for part in (form.family, form.given))
    for style in (_without_length, str, _with_h, _with_macron):
        yield style(family), style(given)


def _without_length(latin: str) -> str:
    return _labial(re.sub("uu", "u", re.sub(LONG_O, "o", latin)))


def _with_h(latin: str) -> str:
    return _labial(re.sub(f"{LONG_O}(?![aeiouy])", "oh", latin))


def _with_macron(latin: str) -> str:
    return re.sub("uu", "ū", re.sub(LONG_O, "ō", latin))


def _labial(latin: str) -> str:
    """Passports write n before b, m and p as m: HOMMA."""
    return re.sub("n(?=[bmp])", "m", latin)


def _as_read(country: str, form: Form) -> Iterator[tuple[str, str]]:
    """Pinyin as Chinese passports write it, with YU for ü."""
    for read in readings(country, form):
        if read.given:
            yield read.family.replace("ü", "yu"), read.given.replace("ü", "yu")


Speller = Callable[[str, Form], Iterator[tuple[str, str]]]
SPELLERS: dict[tuple[str, str], Speller] = {("KR", HANGUL): _korean, ("JP", KANA): _japanese}
