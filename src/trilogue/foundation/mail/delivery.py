"""Handing a stored mail to the mail server: at least once, always under the same Message-ID."""

import re

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from trilogue.foundation.mail.models import Mail

SECRET_IN_ADDRESS = re.compile(r"(?<=/)[A-Za-z0-9_-]{43}(?=/)")
"""32 random bytes as a part of an address: who holds the link may act by it."""


def without_secrets(body: str) -> str:
    """What may be kept of a mail that was sent: the recipient alone has its links."""
    return SECRET_IN_ADDRESS.sub("…", body)


def deliver(mail_id: int) -> None:
    """Send one mail. A mail found in state `sending` was interrupted: it is sent again, as the same message."""
    mail = Mail.objects.get(pk=mail_id)
    if mail.state not in (Mail.State.QUEUED, Mail.State.SENDING):
        return
    Mail.objects.filter(pk=mail_id).update(state=Mail.State.SENDING)
    connection = get_connection(settings.MAIL_DELIVERY["backend"], **settings.MAIL_DELIVERY["options"])
    EmailMessage(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers={"Message-ID": mail.message_id},
        connection=connection,
    ).send()
    Mail.objects.filter(pk=mail_id).update(
        state=Mail.State.SENT, sent_at=timezone.now(), body=without_secrets(mail.body)
    )
