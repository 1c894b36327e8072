"""Every planted fault still has its place; whether it is noticed, `make mutants` proves."""

import pytest

from tools.mutants import ROOT, Mutant, mutants


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.name)
def test_a_planted_fault_has_its_place_and_its_test(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.find) == 1
    path, _, function = mutant.test.partition("::")
    assert f"def {function.partition('[')[0]}(" in (ROOT / path).read_text(encoding="utf-8")
