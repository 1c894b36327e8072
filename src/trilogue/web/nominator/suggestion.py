"""A spelling in Roman letters to be confirmed, never one that is used silently."""


def suggest_roman(
    country: str, own_family: str, own_given: str, kana_family: str, kana_given: str
) -> tuple[str, str] | None:
    """Family and given name as they are usually spelt; None where nothing is known."""
    return None
