"""The language of a name that came without one, as far as its letters tell."""

from typing import Any

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


@register.filter
def present(government: Any) -> Any:
    """The latest of a government's names, of which `names` were fetched before; nothing where it has none."""
    return next(reversed(list(government.names.all())), None)
