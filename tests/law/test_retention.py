"""Every column has a retention class, and the policy names no column that does not exist."""

from trilogue.foundation.retention.check import unclassified


def test_every_column_has_a_retention_class() -> None:
    assert unclassified() == []
