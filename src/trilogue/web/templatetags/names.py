"""The language of a name that came without one, as far as its letters tell."""

from django import template

register = template.Library()


@register.filter
def script_tag(name: str) -> str:
    """Hangul is Korean and kana Japanese; Han characters alone may be any of three; the rest is Latin."""
    if any("가" <= letter <= "힣" or "ᄀ" <= letter <= "ᇿ" for letter in name):
        return "ko"
    if any("぀" <= letter <= "ヿ" for letter in name):
        return "ja"
    return "und-Hani" if any("㐀" <= letter <= "鿿" or letter >= "豈" for letter in name) else "und-Latn"
