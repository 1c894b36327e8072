from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = (("people", "0004_sign_ins"),)
    operations = (
        migrations.CreateModel(
            name="Leftover",
            fields=[("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))],
        ),
        migrations.RunSQL("UPDATE people_person SET email = 'changed@example.org'"),
    )
