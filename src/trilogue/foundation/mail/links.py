"""Addresses in mails: those of this installation lead to it, all others are words that no mail program makes a link of.

What people typed, a name, a topic, a measure, may look like an address. In a mail from a ministry's address it would be
one to click on.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings

ADDRESS = re.compile(
    r"(?P<whole>(?P<scheme>[a-z][a-z0-9+.-]*):(?P<slashes>/{1,2})(?P<authority>[^\s<>/?#]*)(?P<rest>[^\s<>]*))"
    r"|(?<![\w@.-])(?P<host>(?:[\w-]+\.)+[a-z]{2,})(?![\w.-]*@)",
    re.IGNORECASE,
)
DOT = re.compile(r"\.(?=[^\W\d])")
"""That before a letter: mail programs make no link of numbers."""


def only_own(text: str) -> str:
    """The text, where every address but our own is broken: http[:]//elsewhere[.]example."""
    return ADDRESS.sub(_own_or_broken, text)


def _own_or_broken(found: re.Match[str]) -> str:
    if not found["scheme"]:
        return DOT.sub("[.]", found["host"])
    if _is_own(found["whole"]):
        return found["whole"]
    return f"{found['scheme']}[:]{found['slashes']}{DOT.sub('[.]', found['authority'])}{found['rest']}"


def _is_own(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (settings.URL.scheme, settings.URL.netloc)
