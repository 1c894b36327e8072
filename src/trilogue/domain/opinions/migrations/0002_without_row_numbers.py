"""SQLite numbers rows in the order in which they came, and so would tell who voted when. These tables have no numbers:
their rows lie in the order of their random keys. A migration that changes one of them has to do this again."""

from typing import Any

from django.db import migrations

TABLES = ("opinions_voter", "opinions_vote", "opinions_voteevent", "opinions_second")


def take_row_numbers_away(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                "SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type DESC", [table]
            )
            (_, create), *indexes = cursor.fetchall()
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute(f"{create} WITHOUT ROWID")
            for _, index in indexes:
                cursor.execute(index)


class Migration(migrations.Migration):
    dependencies = [("opinions", "0001_initial")]
    operations = [migrations.RunPython(take_row_numbers_away, migrations.RunPython.noop)]
