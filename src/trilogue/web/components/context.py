"""What every page's frame needs: the language, its siblings, and absolute addresses. Nothing of the person asking."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS

BASE = f"{settings.URL.scheme}://{settings.URL.netloc}"


@dataclass(frozen=True)
class Sibling:
    """The same page in one language."""

    code: str
    tag: str
    endonym: str
    path: str
    current: bool

    @property
    def absolute(self) -> str:
        return BASE + self.path


def language_of(request: HttpRequest) -> str:
    first = request.path_info.split("/", 2)[1]
    return first if first in LANGUAGES else (get_language() or "en")


def siblings(path: str, current: str) -> list[Sibling]:
    """The page's address in each language; an address outside the languages leads to their homes."""
    parts = path.split("/", 2)
    rest = parts[2] if len(parts) > 2 and parts[1] in LANGUAGES else ""
    return [
        Sibling(code, TAGS[code], ENDONYMS[code], f"/{code}/{rest}", code == current) for code in LANGUAGES
    ]


def chrome(request: HttpRequest) -> dict[str, Any]:
    language = language_of(request)
    return {
        "language": language,
        "tag": TAGS[language],
        "siblings": siblings(request.path_info, language),
        "canonical": BASE + request.path_info,
        "base": BASE,
    }
