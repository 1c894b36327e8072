"""Mails that an erased person must not be found in."""

from collections.abc import Collection

from trilogue.foundation.mail.models import Mail
from trilogue.foundation.retention.traces import containing


def forget(words: Collection[str]) -> None:
    """Delete mails to an address, or with a name in them, sent or not."""
    Mail.objects.filter(
        containing("to", words) | containing("subject", words) | containing("body", words)
    ).delete()
