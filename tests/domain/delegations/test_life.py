"""Nominations by the thousand steps, beside a plain model of what should become of them."""

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.domain.delegations.life import Life

pytestmark = pytest.mark.django_db
PROOF = 5_000


def lived(*, examples: int, steps: int) -> int:
    """Run the machine and return how many moves were tried."""
    Life.steps.clear()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return sum(count for name, count in Life.steps.items() if name != "refused")


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    """Erasures are noted in a file beside the keys, which no rollback empties."""
    settings.KEYS = tmp_path


def test_the_life_of_nominations_is_the_model_s() -> None:
    assert lived(examples=6, steps=30) > 60


@pytest.mark.prove
def test_the_life_of_nominations_is_the_model_s_over_thousands_of_steps() -> None:
    tried = lived(examples=120, steps=60)
    sys.stdout.write(f"\n{tried} moves, {Life.steps['refused']} of them refused: {dict(Life.steps)}\n")
    assert tried >= PROOF
