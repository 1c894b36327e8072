from django.db import migrations


def fail(*_: object) -> None:
    raise ArithmeticError("planted")


class Migration(migrations.Migration):
    dependencies = (("failing", "0001_changes"),)
    operations = (migrations.RunPython(fail),)
