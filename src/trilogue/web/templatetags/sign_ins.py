"""What a browser says of itself, in words."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

BROWSERS = (
    ("Edge", re.compile(r"Edg(e|A|iOS)?/")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Whale", re.compile(r"Whale/")),
    ("Firefox", re.compile(r"(Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"(Chrome|CriOS|Chromium)/")),
    ("Safari", re.compile(r"Safari/")),
)
SYSTEMS = (
    ("Android", re.compile(r"Android")),
    ("HarmonyOS", re.compile(r"HarmonyOS|OpenHarmony")),
    ("iPhone", re.compile(r"iPhone")),
    ("iPad", re.compile(r"iPad")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Macintosh")),
    ("Linux", re.compile(r"Linux|X11")),
)
"""The first that fits: several name others as well."""


@register.filter
def program(said: str) -> str:
    """Browser and system, as far as they say; a browser can say anything."""
    found = [_first(BROWSERS, said), _first(SYSTEMS, said)]
    return " · ".join(each for each in found if each) or _("unknown program")


def _first(names: tuple[tuple[str, re.Pattern[str]], ...], said: str) -> str:
    return next((name for name, sign in names if sign.search(said)), "")
