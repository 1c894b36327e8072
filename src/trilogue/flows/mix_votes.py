"""Taking the traces of their order away from votes: PostgreSQL keeps rows where they were put, and with each the number
of the transaction that wrote it. SQLite keeps neither for these tables (migration 0002).
"""

from django.db import models, transaction

from trilogue.domain.opinions.actions.turns import halt_votes
from trilogue.domain.opinions.models import Second, Vote, VoteEvent, Voter

TABLES: tuple[tuple[type[models.Model], ...], ...] = ((Voter, Vote, VoteEvent), (Second,))
"""Together in one transaction."""


def mix() -> int:
    """Write all rows anew, in the order of their random keys and in one transaction. Returns how many rows."""
    connection = transaction.get_connection()
    if connection.vendor != "postgresql":
        return 0
    return sum(_rewrite([model._meta.db_table for model in models]) for models in TABLES)


@transaction.atomic
def _rewrite(tables: list[str]) -> int:
    """Whoever votes meanwhile waits."""
    halt_votes()
    count = 0
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        for table in tables:
            cursor.execute(f"CREATE TEMPORARY TABLE mixed ON COMMIT DROP AS SELECT * FROM {table}")  # noqa: S608
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            key = "key" if table == Voter._meta.db_table else "id"
            cursor.execute(f"INSERT INTO {table} SELECT * FROM mixed ORDER BY {key}")  # noqa: S608
            count += cursor.rowcount
            cursor.execute("DROP TABLE mixed")
    return count
