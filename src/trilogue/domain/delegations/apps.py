from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "trilogue.domain.delegations"
    label = "delegations"
