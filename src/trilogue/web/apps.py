from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "trilogue.web"
    label = "web"

    def ready(self) -> None:
        """The receivers listen from the start; by name, since the audiences do not import each other."""
        import_module("trilogue.web.sign_in.noting")
