"""What a person shows to another, field by field. Nothing is kept: what was taken back is gone at the next question."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import Audience, CardField
from trilogue.domain.network.models import Card, Channel, Release
from trilogue.domain.network.queries.contacts import contacts_of
from trilogue.domain.network.queries.directory import editions_of, in_directory
from trilogue.domain.people.choices import Origin, Script
from trilogue.domain.people.models import LanguageSkill, Person, PersonName
from trilogue.domain.people.queries import records_of

READ = {
    "en": (Script.LATIN,),
    "ko": (Script.HANGUL,),
    "ja": (Script.KANJI, Script.KANA),
    "zh-hans": (Script.SIMPLIFIED, Script.TRADITIONAL),
}
"""The scripts that readers of a language know a name by."""


@dataclass(frozen=True)
class Shown:
    """One person as another sees them. Whatever is not among the `fields` is empty."""

    person: Person
    names: tuple[PersonName, ...]
    fields: frozenset[str]
    post: Participation | None
    skills: tuple[LanguageSkill, ...]
    editions: tuple[Edition, ...]
    channels: tuple[Channel, ...]


def shown_to(reader: Person, people: Collection[int]) -> dict[int, Shown]:
    """By standing record, those of `people` who show the reader anything. As many queries for few as for many."""
    entries = entries_of(people)
    audiences = _audiences(reader, people, entries)
    released: dict[int, set[str]] = defaultdict(set)
    for person, rows in by_person(Release.objects.all(), people).items():
        released[person] |= {each.field for each in rows if each.audience in audiences[person]}
    return _shown({person: frozenset(fields) for person, fields in released.items() if fields}, entries)


def shown_by(person: Person, audience: Audience) -> frozenset[str]:
    """The fields that a person shows to an audience."""
    rows = Release.objects.filter(person__in=records_of(person), audience=audience)
    return frozenset(rows.values_list("field", flat=True))


def own_card(person: Person) -> Card | None:
    return Card.objects.filter(person__in=records_of(person)).order_by("person__merged_into", "pk").first()


def own_channels(person: Person) -> list[Channel]:
    """One of each kind, in the person's own order."""
    return _distinct(Channel.objects.filter(person__in=records_of(person)).order_by("position", "pk"))


def names_of(person: Person) -> tuple[PersonName, ...]:
    """The own name, then that in Roman letters, then others; people need `names` and `merged__names` fetched before."""
    forms = [*person.names.all(), *(name for each in person.merged.all() for name in each.names.all())]
    distinct: dict[tuple[str, str], PersonName] = {}
    for name in sorted(forms, key=lambda name: (not name.own, name.script != Script.LATIN)):
        distinct.setdefault((name.script, name.full), name)
    return tuple(distinct.values())


def name_for(names: Collection[PersonName], language: str) -> PersonName:
    """The form that readers of a language know, unless it is only suggested; else the person's own."""
    for script in READ.get(language, ()):
        for name in names:
            if name.script == script and (name.confirmed or name.origin != Origin.SUGGESTED):
                return name
    own = next((name for name in names if name.own), None)
    return own or next(iter(names), PersonName(script=Script.LATIN, tag="und"))


def entries_of(people: Collection[int]) -> Mapping[int, list[Participation]]:
    """For each of these standing records the editions taken part in, the latest first."""
    entries = Participation.objects.filter(state__in=LISTED).select_related(
        "edition__series", "delegation__country", "home", "host"
    )
    in_order = entries.prefetch_related("home__names", "host__names").order_by("-edition__date", "-pk")
    return by_person(in_order, people)


def by_person(rows: QuerySet[Any], people: Collection[int]) -> defaultdict[int, list[Any]]:
    """Rows of these persons, and of records merged into them, by the record that stands for each."""
    theirs = rows.filter(Q(person__in=people) | Q(person__merged_into__in=people))
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in theirs.annotate(end=Coalesce("person__merged_into", "person")).filter(end__in=people):
        found[row.end].append(row)
    return found


def _audiences(
    reader: Person, people: Collection[int], entries: Mapping[int, list[Participation]]
) -> Mapping[int, set[str]]:
    """Which audiences of each person the reader is one of."""
    mine = editions_of(reader)
    contacts = contacts_of(reader).keys()
    listed = set(in_directory().filter(pk__in=people).values_list("pk", flat=True)) if mine else set()
    found: dict[int, set[str]] = {person: set() for person in people}
    for person, audiences in found.items():
        if person in contacts:
            audiences.add(Audience.CONTACTS)
        if person in listed:
            audiences.add(Audience.ALUMNI)
            if any(each.edition_id in mine for each in entries.get(person, ())):
                audiences.add(Audience.EDITION)
    return found


def _shown(
    released: Mapping[int, frozenset[str]], entries: Mapping[int, list[Participation]]
) -> dict[int, Shown]:
    people = Person.objects.filter(pk__in=released, merged_into=None, erased_at=None)
    channels = by_person(Channel.objects.order_by("position", "pk"), released)
    skills = by_person(LanguageSkill.objects.filter(level__gt=0).order_by("-level", "language"), released)
    found = {}
    for each in people.select_related("country").prefetch_related("names", "merged__names"):
        fields, took_part = released[each.pk], entries.get(each.pk, [])
        found[each.pk] = Shown(
            each,
            names_of(each),
            fields,
            took_part[0] if took_part and CardField.POST in fields else None,
            tuple(_once(skills[each.pk], "language")) if CardField.LANGUAGES in fields else (),
            tuple(entry.edition for entry in took_part) if CardField.EDITIONS in fields else (),
            tuple(row for row in _distinct(channels[each.pk]) if row.kind in fields),
        )
    return found


def _distinct(channels: Iterable[Channel]) -> list[Channel]:
    return _once(channels, "kind")


def _once(rows: Iterable[Any], column: str) -> list[Any]:
    """The first of each kind: records that were merged may have the same twice."""
    first: dict[str, Model] = {}
    for row in rows:
        first.setdefault(getattr(row, column), row)
    return list(first.values())
