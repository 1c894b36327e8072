"""Hangul syllables taken apart: initial consonants, and Roman letters by the Revised Romanisation (2000)."""

import re

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
ROMAN_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
ROMAN_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
ROMAN_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
CLUSTERS = dict(
    zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ".split(),
        strict=True,
    )
)
"""What a keyboard makes of two initials typed one after the other."""
LOOSE = {0x1100 + place: initial for place, initial in enumerate(INITIALS)}
FIRST, LAST, VOWEL_COUNT, FINAL_COUNT = 0xAC00, 0xD7A3, 21, 28
JAMO = re.compile("[ㄱ-ㅎ\u1100-\u1112]")


def is_syllable(character: str) -> bool:
    return FIRST <= ord(character) <= LAST


def initials(text: str) -> str:
    """ㄱㅈㅎ of 김지훈. Initials typed already stay; ㄳ, which a keyboard makes of ㄱ and ㅅ, is parted again."""
    return "".join(_initial(character) for character in text.translate(LOOSE))


def _initial(character: str) -> str:
    if is_syllable(character):
        return INITIALS[(ord(character) - FIRST) // (VOWEL_COUNT * FINAL_COUNT)]
    return CLUSTERS.get(character, character)


def revised(text: str) -> str:
    """Syllable by syllable, as the rule has it for names: no change of sound between syllables. Small letters."""
    return "".join(_syllable(character) if is_syllable(character) else character for character in text)


def _syllable(character: str) -> str:
    rest, final = divmod(ord(character) - FIRST, FINAL_COUNT)
    initial, vowel = divmod(rest, VOWEL_COUNT)
    return ROMAN_INITIALS[initial] + ROMAN_VOWELS[vowel] + ROMAN_FINALS[final]
