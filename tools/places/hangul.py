"""Japanese and Chinese names in Hangul, by Korea's rules for foreign words (외래어 표기법)."""


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = {"": 0, "ㄴ": 4, "ㅅ": 19, "ㅇ": 21}

KANA = dict(
    zip(
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
        "아이우에오카키쿠케코사시스세소타치쓰테토나니누네노하히후헤호마미무메모야유요라리루레로와오가기구게고자지즈제조다지즈데도바비부베보파피푸페포",
        strict=True,
    )
)
FIRST = dict(zip("かきくけこたちてと", "가기구게고다지데도", strict=True))
"""At the beginning of a word."""
SMALL = {"ゃ": "ㅑ", "ゅ": "ㅠ", "ょ": "ㅛ"}
PLAIN = {"ㅑ": "ㅏ", "ㅠ": "ㅜ", "ㅛ": "ㅗ", "ㅖ": "ㅔ"}
AFTER_J = set("ㅈㅉㅊ")
"""After these a y is not written."""

INITIALS = _table("""
    zh=ㅈ ch=ㅊ sh=ㅅ b=ㅂ p=ㅍ m=ㅁ f=ㅍ d=ㄷ t=ㅌ n=ㄴ l=ㄹ g=ㄱ k=ㅋ h=ㅎ j=ㅈ q=ㅊ x=ㅅ
    r=ㄹ z=ㅉ c=ㅊ s=ㅆ
""")
FINALS = _table("""
    a=ㅏ o=ㅗ e=ㅓ ai=ㅏ이 ei=ㅔ이 ao=ㅏ오 ou=ㅓ우 an=ㅏㄴ en=ㅓㄴ ang=ㅏㅇ eng=ㅓㅇ ong=ㅜㅇ
    er=얼 i=ㅣ ia=ㅑ ie=ㅖ iao=ㅑ오 iu=ㅠ ian=ㅖㄴ in=ㅣㄴ iang=ㅑㅇ ing=ㅣㅇ iong=ㅠㅇ u=ㅜ
    ua=ㅘ uo=ㅝ uai=ㅘ이 ui=ㅜ이 uan=ㅘㄴ un=ㅜㄴ uang=ㅘㅇ ü=ㅟ üe=ㅞ üan=ㅟ안 ün=ㅟㄴ
""")
WHOLE = _table("""
    yi=이 ya=야 ye=예 yao=야오 you=유 yan=옌 yin=인 yang=양 ying=잉 yong=융 yu=위 yue=웨
    yuan=위안 yun=윈 wu=우 wa=와 wo=워 wai=와이 wei=웨이 wan=완 wen=원 wang=왕 weng=웡 er=얼
    a=아 o=오 e=어 ai=아이 ao=아오 ou=어우 an=안 en=언 ang=앙
""")


def from_kana(reading: str) -> str:
    """`ほっかいどう` to `홋카이도`; long vowels are not written."""
    written = ""
    for place, letter in enumerate(reading):
        before = reading[place - 1] if place else ""
        if letter in SMALL:
            lead, _, _ = _apart(written[-1])
            written = written[:-1] + _syllable(
                lead, PLAIN[SMALL[letter]] if lead in AFTER_J else SMALL[letter]
            )
        elif letter in "んっ" and written:
            lead, vowel, _ = _apart(written[-1])
            written = written[:-1] + _syllable(lead, vowel, "ㄴ" if letter == "ん" else "ㅅ")
        elif place and _is_length(letter, before):
            continue
        else:
            written += FIRST.get(letter, KANA[letter]) if not place else KANA[letter]
    return written


def from_pinyin(syllables: str) -> str:
    """`shi jia zhuang` to `스자좡`; syllables stand apart, ü is written as ü."""
    return "".join(map(_from_syllable, syllables.split()))


def _from_syllable(pinyin: str) -> str:
    if pinyin in WHOLE:
        return WHOLE[pinyin]
    initial = next(each for each in INITIALS if pinyin.startswith(each))
    final = pinyin.removeprefix(initial)
    lead = INITIALS[initial]
    if initial in {"j", "q", "x"} and final.startswith("u"):
        final = "ü" + final[1:]
    if final == "i" and initial in {"zh", "ch", "sh", "r", "z", "c", "s"}:
        return _syllable(lead, "ㅡ")
    shape = FINALS[final]
    vowel = PLAIN.get(shape[0], shape[0]) if lead in AFTER_J else shape[0]
    rest = shape[1:]
    return _syllable(lead, vowel, rest) if rest in {"", "ㄴ", "ㅇ"} else _syllable(lead, vowel) + rest


def _syllable(lead: str, vowel: str, tail: str = "") -> str:
    return chr(0xAC00 + (LEADS.index(lead) * 21 + VOWELS.index(vowel)) * 28 + TAILS[tail])


def _apart(syllable: str) -> tuple[str, str, int]:
    number = ord(syllable) - 0xAC00
    return LEADS[number // 588], VOWELS[number % 588 // 28], number % 28


def _is_length(letter: str, before: str) -> bool:
    if letter == "う":
        return before in "おこそとのほもよろごぞどぼぽょゅゆ"
    return letter == "お" and before in "おことほごどぼぽ"
