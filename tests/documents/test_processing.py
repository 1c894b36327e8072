"""The entry for a register of processing says what the policy says."""

from django.utils.translation import override

from trilogue.documents.processing import KEPT, SINCE
from trilogue.foundation.retention.policy import policy


def test_every_class_of_personal_data_has_the_policys_words() -> None:
    personal = {name: kept for name, kept in policy()["classes"].items() if kept["personal"]}
    with override("en"):
        assert {name: str(words) for name, words in KEPT.items()} == {
            name: kept["kept"] for name, kept in personal.items()
        }
    assert {kept["since"] for kept in personal.values() if "since" in kept} == set(SINCE)
