"""People with the forms of their names, indexed as an action would."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from trilogue.algorithms.names import key
from trilogue.domain.people.actions import NameForm, register
from trilogue.domain.people.choices import OWN_SCRIPTS, SECOND_SCRIPTS, Script
from trilogue.domain.people.models import Person
from trilogue.foundation.access import ANONYMOUS

Enter = Callable[..., Person]


@pytest.fixture
def enter(db: None) -> Enter:
    return enter_person


def enter_person(
    country: str, own: tuple[str, str], roman: tuple[str, str], *, other: str = "", kana: str = "", email: str = ""
) -> Person:
    """A person registered with own and Roman name, each as (family, given), in a country's usual scripts."""
    forms: list[tuple[Any, str, str, str]] = [
        (OWN_SCRIPTS[country], "".join(own), *own),
        (Script.LATIN, " ".join(roman), *roman),
    ]
    if other:
        forms.append((SECOND_SCRIPTS.get(country, Script.TRADITIONAL), other, "", ""))
    if kana:
        forms.append((Script.KANA, kana, *kana.split()))
    names = tuple(
        NameForm(script, "und", full, key(full), family, given, own=script == OWN_SCRIPTS[country])
        for script, full, family, given in forms
    )
    return register(
        by=ANONYMOUS, country=factories.create_country(country), email=email, names=names, skills={}
    )
