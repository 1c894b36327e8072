"""What a form says of a person in place of what was said before: names, languages, one posting."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from trilogue.domain.people.actions import index
from trilogue.domain.people.actions.persons import NameForm
from trilogue.domain.people.choices import Origin
from trilogue.domain.people.models import LanguageSkill, Person, PersonName, Posting
from trilogue.domain.places.models import Country, Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def rewrite(
    person: Person,
    *,
    by: Actor,
    country: Country,
    email: str,
    order: str,
    names: tuple[NameForm, ...],
    skills: Mapping[str, int],
    confirmed: bool = False,
) -> None:
    """Put new names and languages in place of the old ones. `confirmed`: the person wrote them, not another.

    A form written as before stays the row it was, so that what is confirmed stays confirmed.
    """
    person.country, person.email, person.order = country, email, order
    person.save(update_fields=["country", "email", "order"])
    person.names.exclude(script__in=[name.script for name in names]).delete()
    person.names.update(own=False)
    for name in names:
        _write(person, name, confirmed=confirmed)
    person.skills.all().delete()
    LanguageSkill.objects.bulk_create(
        LanguageSkill(person=person, language=language, level=level) for language, level in skills.items()
    )
    index.refresh([person.pk])
    log.write("rewrite", person, by=by, fields=["country", "email", "names", "order", "skills"])


def _write(person: Person, name: NameForm, *, confirmed: bool) -> None:
    before = person.names.filter(script=name.script).first()
    same = before is not None and (before.full, before.family, before.given) == (
        name.full,
        name.family,
        name.given,
    )
    stays = before is not None and same and before.confirmed
    PersonName.objects.update_or_create(
        person=person,
        script=name.script,
        defaults={
            "own": name.own,
            "tag": name.tag,
            "family": name.family,
            "given": name.given,
            "full": name.full,
            "key": name.key,
            "origin": Origin.SUGGESTED if name.suggested and not confirmed else Origin.WRITTEN,
            "confirmed": confirmed or stays,
        },
    )


@transaction.atomic
def set_posting(
    person: Person, *, by: Actor, home: Government, host: Government, only: bool = False, **values: Any
) -> Posting:
    """The posting at these two governments: its dates, kind and supporting link. `only`: there is no other."""
    if only:
        person.postings.exclude(home=home, host=host).delete()
    posting, _ = Posting.objects.update_or_create(person=person, home=home, host=host, defaults=values)
    log.write("post", posting, by=by, fields=["home", "host", *values])
    return posting
