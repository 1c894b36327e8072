from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "trilogue.jobs"
    label = "jobs"

    def ready(self) -> None:
        from trilogue.jobs import mail, opinions, tables, translation  # noqa: F401  registers the jobs
