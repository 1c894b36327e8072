"""Kana in one form whatever the length of its vowels, and in Roman letters (Hepburn)."""

import re

VOWEL_OF = {
    kana: vowel
    for vowel, row in {
        "a": "あかさたなはまやらわがざだばぱぁゃ",
        "i": "いきしちにひみりぎじびぴぃ",
        "u": "うくすつぬふむゆるぐずぶぷぅゅ",
        "e": "えけせてねへめれげぜでべぺぇ",
        "o": "おこそとのほもよろごぞどぼぽぉょ",
    }.items()
    for kana in row
}
LENGTHENS = {"a": "あぁ", "i": "いぃ", "u": "うぅ", "e": "えぇいぃ", "o": "おぉうぅ"}
ONE_SOUND = str.maketrans("ぢづをゐゑゔゖゎ", "じずおいえぶけわ")
LONG = "ー"

CONSONANTS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "y": "や　ゆ　よ",
    "r": "らりるれろ",
    "w": "わ　　　　",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だ　　でど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
HEPBURN = {
    **{kana: c + vowel for c, row in CONSONANTS.items() for kana, vowel in zip(row, "aiueo", strict=True)},
    **dict(zip("しちつふじん", ("shi", "chi", "tsu", "fu", "ji", "n"), strict=True)),
    **dict(zip("ぁぃぅぇぉ", "aiueo", strict=True)),
}
GLIDES = dict(zip("ゃゅょぇ", "auoe", strict=True))


def folded(hiragana: str) -> str:
    """Hiragana without the length of vowels: さとう, さとお and さとー are さと."""
    kept: list[str] = []
    vowel = ""
    for kana in hiragana.translate(ONE_SOUND):
        if kana == LONG or kana in LENGTHENS.get(vowel, ""):
            continue
        kept.append(kana)
        vowel = VOWEL_OF.get(kana, "")
    return "".join(kept)


def hepburn(hiragana: str) -> str:
    """Roman letters, every kana for itself: おおた ootA is `oota`, きゃ `kya`, はっとり `hattori`."""
    roman = ""
    for kana in hiragana.translate(ONE_SOUND):
        if kana in GLIDES and roman[-1:] == "i":
            roman = _glide(roman, GLIDES[kana])
        else:
            roman += HEPBURN.get(kana, roman[-1:] if kana == LONG else kana)
    return re.sub("っ+(ch|.)", lambda found: ("t" if found[1] == "ch" else found[1][0]) + found[1], roman)


def _glide(roman: str, vowel: str) -> str:
    stem = roman[:-1]
    return stem + (vowel if stem.endswith(("sh", "ch", "j")) else f"y{vowel}")
