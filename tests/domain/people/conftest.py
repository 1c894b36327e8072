"""People with the forms of their names, indexed as an action would."""

from collections.abc import Callable

import pytest

from tests import factories
from trilogue.algorithms.names import key
from trilogue.algorithms.names.search import Form
from trilogue.domain.people.actions import NameForm, register
from trilogue.domain.people.choices import OWN_SCRIPTS, SECOND_SCRIPTS, Script
from trilogue.domain.people.models import Person
from trilogue.foundation.access import ANONYMOUS

Enter = Callable[..., Person]


@pytest.fixture
def enter(db: None) -> Enter:
    return enter_person


def enter_person(
    country: str,
    own: tuple[str, str],
    roman: tuple[str, str],
    *,
    other: str = "",
    kana: str = "",
    email: str = "",
) -> Person:
    """A person with own and Roman name, each as (family, given), in the scripts usual in a country."""
    forms = [
        Form(OWN_SCRIPTS[country], *own, "".join(own)),
        Form(Script.LATIN, *roman, " ".join(roman)),
    ]
    if other:
        forms.append(Form(SECOND_SCRIPTS.get(country, Script.TRADITIONAL), "", "", other))
    if kana:
        family, given = kana.split()
        forms.append(Form(Script.KANA, family, given, kana))
    return enter_forms(country, tuple(forms), email=email)


def enter_forms(country: str, forms: tuple[Form, ...], *, email: str = "") -> Person:
    """The first form is the own one; a second one in its script is in traditional characters."""
    first = forms[0].script
    names = tuple(
        NameForm(
            Script.TRADITIONAL if place and each.script == first else each.script,
            "und",
            each.full,
            key(each.full),
            each.family,
            each.given,
            own=place == 0,
        )
        for place, each in enumerate(forms)
    )
    return register(
        by=ANONYMOUS, country=factories.create_country(country), email=email, names=names, skills={}
    )
