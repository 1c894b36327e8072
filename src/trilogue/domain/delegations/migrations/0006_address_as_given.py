from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def keep_given(apps: Any, editor: Any) -> None:
    """Until now the address that a government gave stood with the person alone."""
    nominations = apps.get_model("delegations", "Participation").objects.using(editor.connection.alias)
    people = apps.get_model("people", "Person").objects.using(editor.connection.alias)
    given = Subquery(people.filter(pk=OuterRef("person")).values("email"))
    nominations.filter(nominator__isnull=False).update(email=given)


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
    ]
