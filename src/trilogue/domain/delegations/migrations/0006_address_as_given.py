from importlib import import_module
from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def keep_given(apps: Any, editor: Any) -> None:
    """Until now the address that a government gave stood with the person alone."""
    nominations = apps.get_model("delegations", "Participation").objects.using(editor.connection.alias)
    people = apps.get_model("people", "Person").objects.using(editor.connection.alias)
    given = Subquery(people.filter(pk=OuterRef("person")).values("email"))
    nominations.filter(nominator__isnull=False).update(email=given)


def protect_again(apps: Any, editor: Any) -> None:
    """SQLite adds this column by making the table anew, without its trigger."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS delegations_lawful_move")
        import_module("trilogue.domain.delegations.migrations.0003_lawful_moves").protect(apps, editor)


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0005_uploads_of_nominations"),
        ("people", "0004_sign_ins"),
    ]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="email",
            field=models.EmailField(blank=True, default="", max_length=254),
            preserve_default=False,
        ),
        migrations.RunPython(keep_given, migrations.RunPython.noop),
        migrations.RunPython(protect_again, migrations.RunPython.noop),
    ]
