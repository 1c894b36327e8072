"""An empty database is filled once; any other is left as it is."""

import pytest

from trilogue.documents.record import published
from trilogue.domain.delegations.queries import quotas
from trilogue.domain.editions.models import Edition, Installation, Series
from trilogue.domain.people.models import Account
from trilogue.flows.first_start import SIGN_INS, Mismatch, prepare
from trilogue.foundation.audit.chain import breaks

pytestmark = pytest.mark.django_db


def test_an_empty_database_gets_the_record_and_nothing_else() -> None:
    prepare(demonstration=False)
    assert [(each.slug, each.demonstration) for each in Series.objects.all()] == [("cjk-workshop", False)]
    assert Edition.objects.count() == 8
    assert Account.objects.count() == 0
    assert list(published()) == ["cjk-workshop"]
    assert list(breaks()) == []


def test_a_second_start_changes_nothing() -> None:
    prepare(demonstration=True)
    Series.objects.filter(slug="cjk-workshop").update(slug="renamed")
    version = Installation.objects.get().published_version
    prepare(demonstration=True)
    assert set(Series.objects.values_list("slug", flat=True)) == {
        "renamed",
        "demo-workshop",
        "demo-under-way",
    }
    assert Installation.objects.get().published_version == version


@pytest.mark.parametrize("marked", [True, False])
def test_a_demonstration_database_cannot_become_a_real_one_nor_the_other_way_round(marked: bool) -> None:
    prepare(demonstration=marked)
    with pytest.raises(Mismatch):
        prepare(demonstration=not marked)


def test_the_demonstration_keeps_its_editions_out_of_the_record() -> None:
    prepare(demonstration=True)
    recorded = Edition.objects.filter(series__slug="cjk-workshop").values_list("number", flat=True)
    empty, under_way = Edition.objects.filter(series__demonstration=True).order_by("number")
    assert not {empty.number, under_way.number} & set(recorded)
    assert quotas(empty) == {"KR": 38, "JP": 15, "CN": 34}
    assert not empty.participations.exists()
    assert Account.objects.count() == len(SIGN_INS)
