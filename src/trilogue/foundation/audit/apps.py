from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "trilogue.foundation.audit"
    label = "audit"
