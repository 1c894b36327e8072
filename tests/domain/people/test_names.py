"""Forms of a name: as written, suggested, confirmed; the search follows each change."""

import pytest

from tests import factories
from tests.domain.people.conftest import Enter
from trilogue.domain.people import actions
from trilogue.domain.people.actions import NameFaulty, NoSuchForm, Spelling
from trilogue.domain.people.choices import NameOrder, Origin, Script
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import find
from trilogue.foundation.access import ANONYMOUS as NOBODY
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def found(text: str) -> list[int]:
    return [hit.person for hit in find(text).hits]


@pytest.fixture
def sato(enter: Enter) -> Person:
    return enter("JP", ("佐藤", "美咲"), ("SATO", "Misaki"), kana="さとう みさき")


def test_an_own_romanisation_takes_the_place_of_the_one_written(sato: Person) -> None:
    spelling = Spelling(Script.LATIN, "SATOH", "Misaki")
    name = actions.write_name(sato, by=NOBODY, spelling=spelling, confirmed=True)
    assert (name.full, name.confirmed, name.origin) == ("SATOH Misaki", True, Origin.WRITTEN)
    assert sato.names.filter(script=Script.LATIN).count() == 1
    assert found("satoh misaki") == [sato.pk]


def test_what_the_desk_corrects_is_no_longer_confirmed(sato: Person) -> None:
    actions.confirm_name(sato, by=NOBODY, script=Script.LATIN)
    name = actions.write_name(sato, by=NOBODY, spelling=Spelling(Script.LATIN, "SATO", "Miaki"))
    assert not name.confirmed


def test_the_text_is_kept_as_written_beside_its_key(sato: Person) -> None:
    name = actions.write_name(sato, by=NOBODY, spelling=Spelling(Script.HANGUL, full="\u200b金\uf90a 하늘"))
    assert (name.full, name.key) == ("金\uf90a 하늘", "金金하늘")
    assert found("하늘") == [sato.pk]


@pytest.mark.parametrize(
    ("spelling", "fault"),
    [
        (Spelling(Script.LATIN), ("full", "empty")),
        (Spelling(Script.LATIN, full=" \u200b"), ("full", "empty")),
        (Spelling("runes", full="x"), ("script", "unknown")),
        (Spelling(Script.LATIN, "X" * 101, "y"), ("family", "too_long")),
        (Spelling(Script.LATIN, full="x" * 201), ("full", "too_long")),
    ],
)
def test_a_form_that_cannot_be_stored_is_refused(
    sato: Person, spelling: Spelling, fault: tuple[str, str]
) -> None:
    with pytest.raises(NameFaulty) as raised:
        actions.write_name(sato, by=NOBODY, spelling=spelling)
    assert (raised.value.field, raised.value.code) == fault
    assert found("sato") == [sato.pk]


def test_a_suggestion_is_stored_as_one_and_counts_when_confirmed(enter: Enter) -> None:
    kim = enter("KR", ("김", "하늘"), ("KIM", "Haneul"))
    assert actions.suggest_name(kim, by=NOBODY) is None
    actions.drop_name(kim, by=NOBODY, script=Script.LATIN)
    name = actions.suggest_name(kim, by=NOBODY)
    assert name
    assert (name.full, name.origin, name.confirmed) == ("KIM Haneul", Origin.SUGGESTED, False)
    assert actions.confirm_name(kim, by=NOBODY, script=Script.LATIN).confirmed


def test_nothing_is_suggested_for_a_name_that_nobody_has_split(db: None) -> None:
    person = factories.create_person(native="김하늘")
    actions.drop_name(person, by=NOBODY, script=Script.LATIN)
    assert actions.suggest_name(person, by=NOBODY) is None


def test_the_own_name_is_not_dropped(sato: Person) -> None:
    for script in (Script.KANJI, Script.HANGUL):
        with pytest.raises(NoSuchForm):
            actions.drop_name(sato, by=NOBODY, script=script)
    actions.drop_name(sato, by=NOBODY, script=Script.KANA)
    assert found("みさき") == []


def test_order_and_honorific_are_the_persons_choice(sato: Person) -> None:
    actions.set_address(
        sato, by=NOBODY, order=NameOrder.GIVEN_FIRST, honorifics={"en": " Ms ", "ja": "", "ko": "선생님"}
    )
    sato.refresh_from_db()
    assert (sato.order, sato.honorifics) == (NameOrder.GIVEN_FIRST, {"en": "Ms", "ko": "선생님"})
    with pytest.raises(NameFaulty):
        actions.set_address(sato, by=NOBODY, order="sideways", honorifics={})


def test_every_change_is_logged_without_the_name(sato: Person) -> None:
    actions.write_name(sato, by=NOBODY, spelling=Spelling(Script.LATIN, "SATOH", "Misaki"))
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.object_id, entry.fields) == ("write_name", str(sato.pk), ["names"])
