"""A spelling in Roman letters to be confirmed, never one that is used silently."""

from trilogue.algorithms.names.form import HANGUL, KANA, SIMPLIFIED, Form
from trilogue.algorithms.names.romanise import suggestions

READ_FROM = {"KR": HANGUL, "JP": KANA, "CN": SIMPLIFIED}
"""The script from which a country's names are read aloud."""


def suggest_roman(
    country: str, own_family: str, own_given: str, kana_family: str, kana_given: str
) -> tuple[str, str] | None:
    """Family and given name as most people would spell them; None where reading them would be a guess."""
    script = READ_FROM.get(country)
    if script is None:
        return None
    family, given = (kana_family, kana_given) if script == KANA else (own_family, own_given)
    found = suggestions(country, Form(script, family, given, f"{family} {given}".strip()))
    return (found[0].family, found[0].given) if found else None
