"""Names of the first release said "native" and "han"; each form now says in which script it is written."""

from typing import Any

from django.db import migrations

OWN = {"KR": "hangul", "JP": "kanji", "CN": "simplified"}
SECOND = {"KR": "hanja", "JP": "traditional", "CN": "traditional"}


def name_the_scripts(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    names = apps.get_model("people", "PersonName").objects
    for country, script in OWN.items():
        of_country = names.filter(person__country=country)
        of_country.filter(script="native").update(script=script, own=True)
        of_country.filter(script="han").update(script=SECOND[country])
    names.filter(script="native").update(script="latin", own=True)
    names.filter(script="han").update(script="traditional")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_names_merges_consents_search")]
    operations = [migrations.RunPython(name_the_scripts, migrations.RunPython.noop)]
