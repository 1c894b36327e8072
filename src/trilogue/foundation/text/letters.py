"""The language of words that came without one, as far as their letters tell."""


def tag_of(words: str) -> str:
    """Hangul is Korean and kana Japanese; Han characters alone may be any of three; the rest is Latin."""
    if any("가" <= letter <= "힣" or "ᄀ" <= letter <= "ᇿ" for letter in words):
        return "ko"
    if any("぀" <= letter <= "ヿ" for letter in words):
        return "ja"
    return "und-Hani" if any("㐀" <= letter <= "鿿" or letter >= "豈" for letter in words) else "und-Latn"
