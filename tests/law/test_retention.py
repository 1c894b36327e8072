"""Every column has a retention class, and the policy names no column that does not exist."""

import pytest
from django.utils import timezone

from trilogue.flows.retain import DUE, FOLLOWS, timed
from trilogue.foundation.retention.check import unclassified
from trilogue.foundation.retention.policy import columns_of


def test_every_column_has_a_retention_class() -> None:
    assert unclassified() == []


@pytest.mark.django_db
def test_every_time_of_the_policy_is_enforced() -> None:
    """A class with days has a rule for each model that has a column of it."""
    now = timezone.now()
    assert set(DUE) == set(timed())
    for name, rules in DUE.items():
        ruled = {due(1, now).model._meta.label for due in rules}
        assert set(columns_of(name)) - set(FOLLOWS) == ruled
