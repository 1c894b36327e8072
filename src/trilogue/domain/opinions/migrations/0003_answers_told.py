from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("opinions", "0002_without_row_numbers"),)

    operations = (
        migrations.AddField(
            model_name="statement", name="told", field=models.BooleanField(default=True)
        ),
    )
