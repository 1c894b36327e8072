from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "trilogue.domain.people"
    label = "people"
