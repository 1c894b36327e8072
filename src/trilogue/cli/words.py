"""Sentences of the interface on the command line, which speaks English and may run without an installation."""


def untranslated() -> None:
    """Have words ready where no settings are read; where they are, nothing changes."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
