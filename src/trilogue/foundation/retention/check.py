"""Does the policy say how long every column of ours is kept?"""

from django.apps import apps

from trilogue.foundation.retention.policy import policy


def unclassified() -> list[str]:
    """Columns without a class, and entries for columns that do not exist, as `app.Model.column`."""
    present = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("trilogue.")
        for field in model._meta.concrete_fields
    }
    classes = policy()["classes"]
    written = {
        f"{model}.{column}"
        for model, columns in policy()["columns"].items()
        for column, name in columns.items()
        if name in classes
    }
    return sorted(present ^ written)
