"""Whether two descriptions may be of one person: reasons to put before somebody who decides, never a decision."""

import re
from dataclasses import dataclass

from trilogue.algorithms.names import latin
from trilogue.algorithms.names.form import HAN, HANGUL, KANA, LATIN, Form
from trilogue.algorithms.names.forms import key
from trilogue.algorithms.names.indexing import parts, turns
from trilogue.algorithms.names.readings import readings
from trilogue.algorithms.names.typos import ALONE, one_typo_apart
from trilogue.algorithms.names.writing import folded

NAMESAKE = "namesake"

CHARACTERS, SOUND = "han", "sound"
REASONS = {
    HANGUL: "same_name",
    CHARACTERS: "same_characters",
    KANA: "same_reading",
    LATIN: "same_romanisation",
    SOUND: "similar_romanisation",
}
LAST_DIGITS = 8
"""Of a telephone number: what stands before them differs with the country's prefix."""

Names = dict[str, frozenset[str]]
"""Per script the whole names, folded, in every order of their parts."""


@dataclass(frozen=True)
class Described:
    """What a list says of a person. `governments` are the codes of home and host; an empty value is unknown."""

    country: str
    forms: tuple[Form, ...]
    email: str = ""
    phone: str = ""
    governments: frozenset[str] = frozenset()


def likely_same(a: Described, b: Described) -> tuple[str, ...]:
    """Reasons to ask `one person?`, the strongest first. (NAMESAKE,) alone: one name, but what else is known
    speaks for two people; the question is then `different people?`. () is nothing to ask.

    `same_email` and `same_phone` count only beside a part of the name, since offices share them.
    """
    one, other = _names(a), _names(b)
    contact, name = _same_contact(a, b), _same_name(one, other)
    if contact:
        alike = (*name, *_rewritten(a, b)) if name else _same_part(a, b)
        return (*contact, *alike) if alike else ()
    if not name or _told_apart(one, other):
        return ()
    if _differ(one, other, CHARACTERS) or _differ(one, other, KANA) or _live_apart(a, b):
        return (NAMESAKE,)
    return (*name, *_rewritten(a, b), *_same_place(a, b))


def blocks(described: Described) -> frozenset[str]:
    """Keys of which two descriptions share at least one wherever `likely_same` has anything to say."""
    names = {f"{script}:{text}" for script, texts in _names(described).items() for text in texts}
    return frozenset(names.union(f"{kind}:{value}" for kind, value in _contacts(described).items()))


def _contacts(described: Described) -> dict[str, str]:
    digits = re.sub(r"[^0-9]", "", key(described.phone))
    found = {"email": key(described.email), "phone": digits[-LAST_DIGITS:]}
    return {
        kind: value for kind, value in found.items() if kind == "email" or len(value) == LAST_DIGITS if value
    }


def _same_contact(a: Described, b: Described) -> tuple[str, ...]:
    one, other = _contacts(a), _contacts(b)
    return tuple(f"same_{kind}" for kind in one if one[kind] == other.get(kind))


def _names(described: Described) -> Names:
    found: dict[str, set[str]] = {script: set() for script in REASONS}
    for form in described.forms:
        for read in readings(described.country, form):
            if read.given or not form.given:
                _add_roman(found, described.country, read)
        if form.script == LATIN:
            _add_roman(found, described.country, form)
        else:
            script = CHARACTERS if form.script in HAN else form.script
            found[script] |= {folded(whole) for whole in _orders(parts(form))}
    return {script: frozenset(texts - {""}) for script, texts in found.items()}


def _add_roman(found: dict[str, set[str]], country: str, form: Form) -> None:
    """By sound only for Koreans: in other countries the letters of a name are settled."""
    wholes = _orders(tuple(map(latin.plain, parts(form))))
    found[LATIN] |= {latin.japanese(latin.chinese(whole)) for whole in wholes}
    if country == "KR":
        found[SOUND] |= {sound for whole in wholes for sound in latin.korean_sounds(whole)}


def _orders(pieces: tuple[str, ...]) -> set[str]:
    return {"".join(pieces), *turns(pieces)}


def _same_name(one: Names, other: Names) -> tuple[str, ...]:
    met = [script for script in REASONS if one[script] & other[script]]
    return tuple(REASONS[script] for script in met if script != SOUND or LATIN not in met)


def _differ(one: Names, other: Names, script: str) -> bool:
    return bool(one[script] and other[script] and not one[script] & other[script])


def _told_apart(one: Names, other: Names) -> bool:
    """Alike in Roman letters or kana, but the name they are short for is another one."""
    same_hangul = one[HANGUL] & other[HANGUL]
    return _differ(one, other, HANGUL) or (_differ(one, other, CHARACTERS) and not same_hangul)


def _same_part(a: Described, b: Described) -> tuple[str, ...]:
    """A family or given name in common, or a Roman one with a typing error."""
    one, other = _parts(a), _parts(b)
    near = any(one_typo_apart(x, y) for x in one for y in other if min(len(x), len(y)) >= ALONE)
    return ("same_part",) if one & other else ("similar_part",) if near else ()


def _parts(described: Described) -> set[str]:
    read = (reading for form in described.forms for reading in readings(described.country, form))
    return {folded(part) for form in (*described.forms, *read) for part in parts(form)} - {""}


def _rewritten(a: Described, b: Described) -> tuple[str, ...]:
    """How one name came to be written in two ways; nothing where a form is the same letter by letter."""
    if not {form.script for form in a.forms} & {form.script for form in b.forms}:
        return ("other_script",)
    one, other = ([tuple(map(key, parts(form))) for form in who.forms] for who in (a, b))
    if {"".join(pieces) for pieces in one} & {"".join(pieces) for pieces in other}:
        return ()
    turned = {order for pieces in one for order in turns(pieces)} & {"".join(pieces) for pieces in other}
    return ("other_order",) if turned else ("other_form",)


def _live_apart(a: Described, b: Described) -> bool:
    """Another address and another government; what one of them leaves out speaks neither way."""
    one, other = _contacts(a), _contacts(b)
    return bool(one.keys() & other.keys() and a.governments and b.governments and not _same_place(a, b))


def _same_place(a: Described, b: Described) -> tuple[str, ...]:
    """A government in common, or one within the other where the code says so: KR-41130 in KR-41."""
    near = any(x.startswith(y) or y.startswith(x) for x in a.governments for y in b.governments)
    return ("same_government",) if near else ()
