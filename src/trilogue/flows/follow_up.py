"""Follow-ups as a party or the desk enters them: texts, people of the edition, and governments as they are typed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import government_words, named, named_governments
from trilogue.domain.editions.models import Edition
from trilogue.domain.network import actions
from trilogue.domain.network.actions import Entered, FollowUpFaulty, Parties
from trilogue.domain.network.models import FollowUp
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor

SHOWN = 8
"""Governments of one name that an error lists."""
MOST_GOVERNMENTS = 20


@transaction.atomic
def record(
    entered: Entered,
    *,
    people: Collection[int],
    governments: str,
    edition: Edition,
    own: Person | None = None,
    by: Actor,
    now: datetime,
    language: str,
) -> FollowUp:
    """`people` are participants of the edition by number; `own` is a party in any case. Raises FollowUpFaulty."""
    chosen = [each.person for each in named(edition).filter(pk__in=people)]
    parties = Parties(_once([own, *chosen]), _governments(governments, language))
    return actions.record(entered, parties, edition=edition, by=by, now=now)


@transaction.atomic
def amend(
    follow_up: FollowUp,
    entered: Entered,
    *,
    people: Collection[int],
    governments: str,
    own: Person | None = None,
    by: Actor,
    language: str,
) -> tuple[str, ...]:
    """Who could not be chosen stays a party, and so does whoever is `own`. Raises FollowUpFaulty."""
    choice = {each.person_id: each for each in offered(follow_up)}
    there = [each.person for each in follow_up.parties.all() if each.person]
    staying = [each for each in there if each.pk not in choice or _is(each, own)]
    chosen = [each.person for each in choice.values() if each.pk in people]
    parties = Parties(_once([*staying, *chosen]), _governments(governments, language))
    return actions.amend(follow_up, entered, parties, by=by)


def offered(follow_up: FollowUp) -> list[Participation]:
    """Those of its edition who can be chosen as parties."""
    return list(named(follow_up.edition)) if follow_up.edition else []


def as_entered(follow_up: FollowUp, language: str) -> dict[str, Any]:
    """What a form starts from: its texts, its people by number, its governments as they can be typed."""
    texts = {name: getattr(follow_up, name) for name in Entered.__dataclass_fields__}
    parties = list(follow_up.parties.all())
    people = {each.person_id for each in parties}
    governments = [government_words(each.government, language) for each in parties if each.government]
    chosen = [str(each.pk) for each in offered(follow_up) if each.person_id in people]
    return {**texts, "people": chosen, "governments": "\n".join(governments)}


def _is(person: Person, own: Person | None) -> bool:
    """Whether it is one of the records that stand for `own`."""
    return own is not None and person in records_of(own)


def _once(people: Collection[Person | None]) -> list[Person]:
    return list({each.pk: each for each in people if each}.values())


def _governments(written: str, language: str) -> list[Government]:
    lines = list(dict.fromkeys(line.strip() for line in written.splitlines() if line.strip()))
    if len(lines) > MOST_GOVERNMENTS:
        raise FollowUpFaulty("governments", "too_long")
    return list({each.pk: each for each in (_meant(line, language) for line in lines)}.values())


def _meant(line: str, language: str) -> Government:
    found = named_governments(line[:200])
    if not found:
        raise FollowUpFaulty("governments", "no_government", typed=line[:200])
    if len(found) > 1:
        words = "; ".join(government_words(each, language) for each in found[:SHOWN])
        raise FollowUpFaulty("governments", "several_governments", typed=line[:200], found=words)
    return found[0]
