from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "trilogue.domain.programme"
    label = "programme"
