from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "trilogue.domain.opinions"
    label = "opinions"
