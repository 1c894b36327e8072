from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "trilogue.jobs"
    label = "jobs"

    def ready(self) -> None:
        from trilogue.jobs import mail, tables  # noqa: F401  registers the jobs
