from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "trilogue.domain.editions"
    label = "editions"
