from trilogue.foundation.mail.delivery import deliver
from trilogue.foundation.queue import job


@job
def send_mail(mail: int) -> None:
    deliver(mail)
