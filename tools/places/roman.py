"""Place names in Roman letters: Hangul by the Revised Romanisation, kana by Hepburn without long marks."""


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


LEADS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWELS = tuple("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split())
TAILS = tuple("- k k k n n n t l k m p t t p l m p p t t ng t t k t p t".replace("-", "").split(" "))
LINKED = {1: "g", 7: "d", 8: "r", 16: "m", 17: "b", 19: "s", 22: "j", 4: "n", 21: "ng"}
"""How a final consonant sounds before a syllable that begins with a vowel."""
SILENT, RIEUL = 11, 5
NASAL = {"k": "ng", "t": "n", "p": "m"}

DIGRAPHS = _table("""
    きゃ=kya きゅ=kyu きょ=kyo しゃ=sha しゅ=shu しょ=sho ちゃ=cha ちゅ=chu ちょ=cho にゃ=nya
    にゅ=nyu にょ=nyo ひゃ=hya ひゅ=hyu ひょ=hyo みゃ=mya みゅ=myu みょ=myo りゃ=rya りゅ=ryu
    りょ=ryo ぎゃ=gya ぎゅ=gyu ぎょ=gyo じゃ=ja じゅ=ju じょ=jo びゃ=bya びゅ=byu びょ=byo
    ぴゃ=pya ぴゅ=pyu ぴょ=pyo
""")
KANA = _table("""
    あ=a い=i う=u え=e お=o か=ka き=ki く=ku け=ke こ=ko さ=sa し=shi す=su せ=se そ=so た=ta
    ち=chi つ=tsu て=te と=to な=na に=ni ぬ=nu ね=ne の=no は=ha ひ=hi ふ=fu へ=he ほ=ho ま=ma
    み=mi む=mu め=me も=mo や=ya ゆ=yu よ=yo ら=ra り=ri る=ru れ=re ろ=ro わ=wa を=o ん=n
    が=ga ぎ=gi ぐ=gu げ=ge ご=go ざ=za じ=ji ず=zu ぜ=ze ぞ=zo だ=da ぢ=ji づ=zu で=de ど=do
    ば=ba び=bi ぶ=bu べ=be ぼ=bo ぱ=pa ぴ=pi ぷ=pu ぺ=pe ぽ=po
""")
LONG_O = set("おこそとのほもよろごぞどぼぽ")
SHORT_BEFORE_O = set("よのろもそ")
"""Before お these end a word of their own far more often than they are long: 豊岡 Toyooka, 花の岡."""


def from_hangul(name: str) -> str:
    """`강릉` to `Gangneung`: sounds change where syllables meet, as the Revised Romanisation asks for."""
    syllables = [_parts(letter) for letter in name]
    written, tail = [], 0
    for number, (lead, vowel, after) in enumerate(syllables):
        before = tail if number else 0
        written.append((_boundary(before, lead) if number else LEADS[lead]) + VOWELS[vowel])
        tail = after
    written.append(TAILS[tail])
    return "".join(written).capitalize()


def from_kana(reading: str) -> str:
    """`おおさか` to `Osaka`: Hepburn, n before every consonant, long o and u written once."""
    written, place = [], 0
    while place < len(reading):
        if reading[place] == "っ":
            following = _sound(reading, place + 1)[0]
            written.append("t" if following.startswith("ch") else following[:1])
            place += 1
            continue
        sound, length = _sound(reading, place)
        if not _is_length(reading, place):
            parted = written and written[-1] == "n" and sound[0] in "aiueoy"
            written.append("'" + sound if parted else sound)
        place += length
    return "".join(written).capitalize()


def _parts(letter: str) -> tuple[int, int, int]:
    number = ord(letter) - 0xAC00
    return number // 588, number % 588 // 28, number % 28


def _boundary(tail: int, lead: int) -> str:
    """What stands between two vowels: the final consonant and the one that begins the next syllable."""
    if lead == SILENT:
        return LINKED.get(tail, TAILS[tail])
    end, begin = TAILS[tail], LEADS[lead]
    if lead == RIEUL:
        if end in {"l", "n"}:
            return "ll"
        return {"": "r"}.get(end, NASAL.get(end, end) + "n")
    if begin in {"n", "m"}:
        return "ll" if end == "l" and begin == "n" else NASAL.get(end, end) + begin
    return end + begin


def _sound(reading: str, place: int) -> tuple[str, int]:
    if reading[place : place + 2] in DIGRAPHS:
        return DIGRAPHS[reading[place : place + 2]], 2
    return KANA[reading[place]], 1


def _is_length(reading: str, place: int) -> bool:
    """Whether the kana only lengthens the vowel before it."""
    if place == 0:
        return False
    here, before = reading[place], reading[place - 1]
    if here == "う":
        return before in LONG_O or before in "ょゅゆ"
    return here == "お" and before in LONG_O - SHORT_BEFORE_O
