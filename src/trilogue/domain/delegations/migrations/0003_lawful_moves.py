"""Triggers that refuse a move of a nomination which its life does not know."""

from typing import Any

from django.db import migrations

MOVES = {
    "draft": ("submitted", "withdrawn"),
    "submitted": ("draft", "eligible", "declined", "withdrawn"),
    "eligible": ("submitted", "accepted", "waiting", "declined", "withdrawn"),
    "waiting": ("accepted", "declined", "withdrawn"),
    "accepted": ("confirmed", "waiting", "declined", "withdrawn"),
    "confirmed": ("attended", "absent", "withdrawn"),
    "attended": ("absent",),
    "absent": ("attended",),
    "declined": ("submitted",),
    "withdrawn": ("submitted",),
}
LAWFUL = " OR ".join(
    f"(OLD.state = '{before}' AND NEW.state IN ({', '.join(repr(after) for after in afters)}))"
    for before, afters in MOVES.items()
)
REFUSAL = "a nomination cannot make this move"
SQLITE = [
    "CREATE TRIGGER delegations_lawful_move BEFORE UPDATE OF state ON delegations_participation "
    f"WHEN OLD.state <> NEW.state AND NOT ({LAWFUL}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
]
POSTGRESQL = [
    "CREATE FUNCTION delegations_lawful_move() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END $$",
    "CREATE TRIGGER delegations_lawful_move BEFORE UPDATE OF state ON delegations_participation "
    f"FOR EACH ROW WHEN (OLD.state <> NEW.state AND NOT ({LAWFUL})) "
    "EXECUTE FUNCTION delegations_lawful_move()",
]


def protect(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("delegations", "0002_nominations_and_lists")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
