"""Translation by a program that an installation plugs in by the setting TRILOGUE_TRANSLATOR; none is built in."""

from functools import cache
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


class Translator(Protocol):
    def translate(self, text: str, source: str, target: str) -> str:
        """One paragraph from a language into another, both of `value.LANGUAGES`.

        Whatever it raises counts as a failure, and the text is tried again later. It returns or raises within half
        a minute: other work waits behind it.
        """


def is_set() -> bool:
    return bool(settings.TRANSLATOR)


def translator() -> Translator | None:
    """The one of this installation, made once a process. Raises ImproperlyConfigured."""
    return _made(settings.TRANSLATOR) if is_set() else None


@cache
def _made(path: str) -> Translator:
    try:
        made: Translator = import_string(path)()
    except Exception as error:
        raise ImproperlyConfigured(f"TRILOGUE_TRANSLATOR: {path} cannot be made ({error})") from error
    if not callable(getattr(made, "translate", None)):
        raise ImproperlyConfigured(
            f"TRILOGUE_TRANSLATOR: {path} has no method translate(text, source, target)"
        )
    return made
