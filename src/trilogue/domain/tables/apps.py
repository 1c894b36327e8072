from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "trilogue.domain.tables"
    label = "tables"
