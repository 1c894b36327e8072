from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "trilogue.web"
    label = "web"
