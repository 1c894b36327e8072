"""The forms of a name: written, suggested, confirmed. Nothing is split or romanised in silence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from trilogue.algorithms.names import clean, key, roman
from trilogue.algorithms.names.romanise import suggestions
from trilogue.algorithms.names.search import Form
from trilogue.domain.people.actions import index
from trilogue.domain.people.choices import OWN_SCRIPTS, NameOrder, Origin, Script
from trilogue.domain.people.models import Person, PersonName
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

LONGEST, LONGEST_PART = 200, 100
TAGS = {
    Script.HANGUL: "ko",
    Script.HANJA: "ko-Hani",
    Script.KANJI: "ja",
    Script.KANA: "ja",
    Script.SIMPLIFIED: "zh-Hans",
    Script.TRADITIONAL: "zh-Hant",
}
LATIN_TAGS = {"KR": "ko-Latn", "JP": "ja-Latn", "CN": "zh-Latn"}
READ_FROM = (Script.HANGUL, Script.KANA, Script.SIMPLIFIED, Script.TRADITIONAL)


class NameFaulty(Exception):
    """The form cannot be stored. `field` is family, given, full or script; `code` is empty, too_long or unknown."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field, code)
        self.field, self.code = field, code


class NoSuchForm(Exception):
    """The person has no name in this script, or it is the own name, which cannot be dropped."""


@dataclass(frozen=True)
class Spelling:
    """A name in one script as somebody writes it. `full` is made from the parts where it is not given."""

    script: str
    family: str = ""
    given: str = ""
    full: str = ""


@transaction.atomic
def write_name(person: Person, *, by: Actor, spelling: Spelling, confirmed: bool = False) -> PersonName:
    """Add the form in a script, or put another in its place. `confirmed`: the person says so. Raises NameFaulty."""
    values = _values(person, spelling)
    own = spelling.script == OWN_SCRIPTS.get(person.country_id or "", Script.LATIN)
    name, _ = PersonName.objects.update_or_create(
        person=person,
        script=spelling.script,
        defaults={**values, "origin": Origin.WRITTEN, "confirmed": confirmed},
        create_defaults={
            **values,
            "origin": Origin.WRITTEN,
            "confirmed": confirmed,
            "own": own and not person.names.filter(own=True).exists(),
        },
    )
    _changed(person, "write_name", by=by)
    return name


@transaction.atomic
def suggest_name(person: Person, *, by: Actor) -> PersonName | None:
    """Store the likeliest Roman spelling as a suggestion, where there is no Roman form and the name can be read."""
    forms = {each.script: each for each in person.names.all()}
    read = next((forms[script] for script in READ_FROM if script in forms), None)
    if Script.LATIN in forms or read is None:
        return None
    likely = suggestions(person.country_id or "", Form(read.script, read.family, read.given, read.full))
    if not likely:
        return None
    spelling = Spelling(Script.LATIN, likely[0].family, likely[0].given)
    name = PersonName.objects.create(
        person=person, script=Script.LATIN, origin=Origin.SUGGESTED, **_values(person, spelling)
    )
    _changed(person, "suggest_name", by=by)
    return name


@transaction.atomic
def confirm_name(person: Person, *, by: Actor, script: str) -> PersonName:
    """The person, or the desk on the person's word, says that this is right. Raises NoSuchForm."""
    name = _form(person, script)
    name.confirmed = True
    name.save(update_fields=["confirmed"])
    log.write("confirm_name", person, by=by, fields=["names"])
    return name


@transaction.atomic
def drop_name(person: Person, *, by: Actor, script: str) -> None:
    """Raises NoSuchForm also for the own name."""
    name = _form(person, script)
    if name.own:
        raise NoSuchForm
    name.delete()
    _changed(person, "drop_name", by=by)


@transaction.atomic
def set_address(person: Person, *, by: Actor, order: str, honorifics: Mapping[str, str]) -> None:
    """How the person wants to be called: order of the Roman name, honorific per language. Raises NameFaulty."""
    if order not in NameOrder.values:
        raise NameFaulty("order", "unknown")
    said = {language: clean(text).text for language, text in honorifics.items()}
    if any(len(text) > LONGEST_PART for text in said.values()):
        raise NameFaulty("honorifics", "too_long")
    person.order = order
    person.honorifics = {language: text for language, text in said.items() if text}
    person.save(update_fields=["order", "honorifics"])
    log.write("set_address", person, by=by, fields=["order", "honorifics"])


@transaction.atomic
def introduce(
    person: Person,
    *,
    by: Actor,
    roman: Spelling | None,
    right: Collection[str],
    order: str,
    honorifics: Mapping[str, str],
) -> None:
    """What the person says of the own name: the Roman spelling, which scripts are right, how to be called.

    Raises NameFaulty.
    """
    if roman:
        write_name(person, by=by, spelling=roman, confirmed=True)
    for name in person.names.filter(script__in=right, confirmed=False):
        confirm_name(person, by=by, script=name.script)
    set_address(person, by=by, order=order, honorifics=honorifics)


def _values(person: Person, spelling: Spelling) -> dict[str, str]:
    """Written as typed but for what nobody can see; the key compares."""
    if spelling.script not in Script.values:
        raise NameFaulty("script", "unknown")
    family, given = clean(spelling.family).written, clean(spelling.given).written
    full = clean(spelling.full).written or _joined(spelling.script, family, given)
    for field, text, longest in (
        ("family", family, LONGEST_PART),
        ("given", given, LONGEST_PART),
        ("full", full, LONGEST),
    ):
        if len(text) > longest:
            raise NameFaulty(field, "too_long")
    if not key(full):
        raise NameFaulty("full", "empty")
    latin = LATIN_TAGS.get(person.country_id or "", "und-Latn")
    tag = TAGS.get(Script(spelling.script), latin)
    return {"family": family, "given": given, "full": full, "key": key(full), "tag": tag}


def _joined(script: str, family: str, given: str) -> str:
    if script == Script.LATIN:
        return roman(family, given)
    between = " " if script in (Script.KANJI, Script.KANA) and family and given else ""
    return f"{family}{between}{given}"


def _form(person: Person, script: str) -> PersonName:
    name = person.names.filter(script=script).first()
    if name is None:
        raise NoSuchForm
    return name


def _changed(person: Person, action: str, *, by: Actor) -> None:
    index.refresh([person.pk])
    log.write(action, person, by=by, fields=["names"])
