from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "trilogue.domain.places"
    label = "places"
