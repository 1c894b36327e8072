from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "trilogue.domain.network"
    label = "network"
