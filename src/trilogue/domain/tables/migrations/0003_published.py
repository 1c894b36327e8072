from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def publish(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Up to 0.1 an edition had one plan, and lists and badges were printed from it."""
    apps.get_model("tables", "TablePlan").objects.update(published_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [("tables", "0002_rules_searches_plans")]
    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
