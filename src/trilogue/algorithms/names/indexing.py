"""The keys of one person. A search is a prefix range over them, tier by tier."""

import re
from collections.abc import Iterable, Iterator

from trilogue.algorithms.names import latin
from trilogue.algorithms.names.form import HANGUL, KANA, LATIN, LONGEST, Form, Key
from trilogue.algorithms.names.hangul import initials, is_syllable
from trilogue.algorithms.names.readings import misreadings, readings
from trilogue.algorithms.names.surnames import SPELLINGS
from trilogue.algorithms.names.writing import in_one_form, letters

BETWEEN_PARTS = re.compile(r"[\s,，、·・]+")
ONSET = re.compile("(?:ch|sh|ts|zh|[b-df-hj-np-tv-xz])y?[aeiou]|y[aeiou]")
CHINESE_ONSET = re.compile("(?:ch|sh|zh|[b-df-hj-np-tw-z])[aeiou]")
MOST = 12
"""Places inside one form at which a search may begin: a hostile name of many pieces makes no more keys."""

WHOLE, TURNED, INSIDE, READ = 1, 2, 3, 4


def keys_of(country: str, forms: Iterable[Form]) -> frozenset[Key]:
    """Every way to look the person up. Of several keys with one text the best tier stays."""
    best: dict[str, Key] = {}
    for key in _keys(country, tuple(forms)):
        known = best.get(key.text)
        if key.text and (known is None or key < known):
            best[key.text] = key
    return frozenset(best.values())


def words_of(country: str, forms: Iterable[Form]) -> frozenset[str]:
    """Roman words by which a typing error is put right: family and given names, as spelled and as read."""
    own = tuple(forms)
    read = [reading for form in own for reading in readings(country, form)]
    spelled = [latin.plain(part) for form in (*own, *read) if form.script == LATIN for part in parts(form)]
    usual = {form.family for form in own if country == "KR" and form.script == HANGUL}
    known = {*spelled, *(latin.in_country(country, word) for word in spelled)}
    known.update(SPELLINGS[family][0] for family in usual & SPELLINGS.keys())
    return frozenset(word[:LONGEST] for word in known if word)


def parts(form: Form) -> tuple[str, ...]:
    """Family and given name where they are known, otherwise the words as written."""
    known = tuple(part[:LONGEST] for part in (form.family, form.given) if part)
    return known or tuple(filter(None, BETWEEN_PARTS.split(form.full[:LONGEST])))[:MOST]


def _keys(country: str, forms: tuple[Form, ...]) -> Iterator[Key]:
    for form in forms:
        if form.script == LATIN:
            yield from _roman_keys(country, form)
        else:
            yield from _own_keys(form)
        if form.script == HANGUL:
            yield from _initial_keys(form)
        yield from _reading_keys(country, form)
    if country == "KR":
        yield from _sound_keys(forms)


def _own_keys(form: Form) -> Iterator[Key]:
    """In Hangul, Han or kana a search may begin at every character."""
    why, first = ("reading", TURNED) if form.script == KANA else ("name", WHOLE)
    pieces = tuple(map(letters, parts(form)))
    joined = "".join(pieces)
    yield _key(first, in_one_form(joined), why)
    for turned in turns(pieces):
        yield _key(TURNED, in_one_form(turned), why)
    for place in range(1, min(len(joined), MOST)):
        given = len(pieces) == 2 and place == len(pieces[0])
        tier, shows = (TURNED, "given") if given else (INSIDE, "part")
        yield _key(tier, in_one_form(joined[place:]), why if why == "reading" else shows)


def _roman_keys(country: str, form: Form) -> Iterator[Key]:
    pieces = tuple(_spelled(country, part) for part in parts(form))
    yield _key(WHOLE, "".join(pieces), "name")
    for turned in turns(pieces):
        yield _key(TURNED, turned, "name")
    if form.family and form.given:
        yield _key(WHOLE, pieces[0], "family")
        yield _key(TURNED, pieces[1], "given")
    for inside in _inside(country, form, pieces):
        yield _key(INSIDE, inside, "part")


def _spelled(country: str, part: str) -> str:
    return latin.in_country(country, latin.plain(part))


def turns(pieces: tuple[str, ...]) -> Iterator[str]:
    """The other orders: each piece once in front, the rest following as it stood."""
    for place in range(1, len(pieces)):
        yield "".join((*pieces[place:], *pieces[:place]))


def _inside(country: str, form: Form, pieces: tuple[str, ...]) -> Iterator[str]:
    """Where a syllable begins inside a Roman name, and where a sign parts it: `feng`, `ang` of Zi'ang."""
    onset = CHINESE_ONSET if country == "CN" else ONSET
    joined = "".join(pieces)
    for found in list(onset.finditer(joined))[1 : MOST + 1]:
        yield joined[found.start() :]
    for part in parts(form)[-1:]:
        words = re.split(r"\W+", part)
        yield from (_spelled(country, "".join(words[place:])) for place in range(1, min(len(words), MOST)))


def _initial_keys(form: Form) -> Iterator[Key]:
    pieces = tuple(initials("".join(filter(is_syllable, letters(part)))) for part in parts(form))
    yield _key(TURNED, "".join(pieces), "initials")
    for turned in turns(pieces):
        yield _key(INSIDE, turned, "initials")


def _reading_keys(country: str, form: Form) -> Iterator[Key]:
    """What the own script is read like, where no Roman form says the same; Korean is compared by sound."""
    why = "romanisation" if form.script in {KANA, HANGUL} else "reading"
    if country == "KR":
        return
    for read in (*readings(country, form), *misreadings(country, form)):
        for key in _roman_keys(country, read):
            yield _key(READ, key.text, why)


def _sound_keys(forms: tuple[Form, ...]) -> Iterator[Key]:
    hangul = [form for form in forms if form.script == HANGUL]
    for form in hangul or forms:
        for read in readings("KR", form):
            yield from _sounds(tuple(latin.sound(part) for part in parts(read)))
        if form.script == LATIN:
            yield from _sounds_of_roman(form)


def _sounds_of_roman(form: Form) -> Iterator[Key]:
    family, *given = (latin.plain(part) for part in parts(form) or ("",))
    for surname in latin.SURNAME_SOUNDS.get(family, (latin.sound(family),)):
        yield from _sounds((surname, *map(latin.sound, given)))


def _sounds(pieces: tuple[str, ...]) -> Iterator[Key]:
    for text in ("".join(pieces), *turns(pieces)):
        yield _key(READ, latin.SOUND + text, "romanisation")


def _key(tier: int, text: str, why: str) -> Key:
    return Key(tier, text[:LONGEST], why)
