from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "trilogue.foundation.mail"
    label = "mail"
