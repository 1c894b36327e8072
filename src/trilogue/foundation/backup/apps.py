from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "trilogue.foundation.backup"
    label = "backup"
