"""Django's e-mail backend that fills the outbox, so that every mail, ours or a library's, takes one way."""

from collections.abc import Sequence
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from trilogue.foundation.mail.links import only_own
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.queue import enqueue


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        count = 0
        for message in email_messages:
            message.message()  # raises BadHeaderError now, where the caller can answer it
            for recipient in message.recipients():
                self._queue(message, recipient)
                count += 1
        return count

    def _queue(self, message: EmailMessage, recipient: str) -> None:
        delivered = bool(settings.MAIL_DELIVERY)
        mail = Mail.objects.create(
            to=recipient,
            subject=only_own(" ".join(str(message.subject).split())),
            body=only_own(str(message.body)),
            message_id=make_msgid(domain=settings.MAIL_DOMAIN),
            state=Mail.State.QUEUED if delivered else Mail.State.KEPT,
            queued_at=timezone.now(),
        )
        if delivered:
            enqueue("send_mail", mail=mail.pk)
