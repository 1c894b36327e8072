"""How a name in its own script is read in Roman letters: for search, and for suggestions a person confirms."""

from collections.abc import Callable, Iterator

from trilogue.algorithms.names import han, kana, pinyin
from trilogue.algorithms.names.form import HAN, HANGUL, HANJA, KANA, LATIN, LONGEST, Form
from trilogue.algorithms.names.forms import hiragana
from trilogue.algorithms.names.hangul import revised
from trilogue.algorithms.names.surnames import (
    HANJA_READ,
    MISREAD_SURNAME_PINYIN,
    OTHER_GIVEN_PINYIN,
    OTHER_SURNAME_PINYIN,
)

Read = Callable[[Form], Iterator[Form]]


def readings(country: str, form: Form) -> tuple[Form, ...]:
    """Roman forms of a form in another script, the likeliest first; none where reading it would be a guess."""
    read = READERS.get((country, form.script))
    return tuple(read(form)) if read else ()


def misreadings(country: str, form: Form) -> tuple[Form, ...]:
    """Roman forms that a machine makes of a Chinese surname: to be found by, never to be shown."""
    family, given = _halves(form)
    wrong = MISREAD_SURNAME_PINYIN.get(han.folded(family))
    if country != "CN" or form.script not in HAN or not wrong:
        return ()
    return (_latin(wrong, pinyin.joined(pinyin.given_name(given))),)


def _latin(family: str, given: str) -> Form:
    return Form(LATIN, family, given, f"{family} {given}".strip())


def _halves(form: Form) -> tuple[str, str]:
    """A name nobody has split is read as a given name: no character is taken for a surname in silence."""
    family, given = (form.family, form.given) if form.family or form.given else ("", form.full)
    return family[:LONGEST], given[:LONGEST]


def _hangul(form: Form) -> Iterator[Form]:
    family, given = _halves(form)
    yield _latin(revised(family), revised(given))


def _hanja(form: Form) -> Iterator[Form]:
    """Only the surname: a given name in Hanja has too many readings in Korean."""
    if form.family in HANJA_READ:
        yield _latin(revised(HANJA_READ[form.family]), "")


def _kana(form: Form) -> Iterator[Form]:
    family, given = map(hiragana, _halves(form))
    yield _latin(kana.hepburn(family), kana.hepburn(given))


def _han(form: Form) -> Iterator[Form]:
    family, given = _halves(form)
    surname, syllables = "".join(pinyin.surname(family)), pinyin.given_name(given)
    yield _latin(surname, pinyin.joined(syllables))
    other = OTHER_SURNAME_PINYIN.get(han.folded(family), surname)
    if other != surname:
        yield _latin(other, pinyin.joined(syllables))
    for place, character in enumerate(given):
        if reading := OTHER_GIVEN_PINYIN.get(character):
            yield _latin(surname, pinyin.joined((*syllables[:place], reading, *syllables[place + 1 :])))


READERS: dict[tuple[str, str], Read] = {
    ("KR", HANGUL): _hangul,
    ("KR", HANJA): _hanja,
    ("JP", KANA): _kana,
    **{("CN", script): _han for script in HAN},
}
