from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from trilogue.domain.places.models import Assertion, Government, SisterLink
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class SameGovernment(Exception):
    """A government is not linked with itself."""


@dataclass(frozen=True)
class Claim:
    """What a register says: who is linked with whom, in its own word for the grade, since when, where it says so."""

    one: Government
    other: Government
    register: str
    grade: str
    tag: str
    date: str = ""
    url: str = ""


@dataclass(frozen=True)
class Recorded:
    """How many claims made a new link, a new assertion of a known link, changed one, or said nothing new."""

    links: int = 0
    assertions: int = 0
    changed: int = 0
    known: int = 0


@transaction.atomic
def record_claims(claims: Sequence[Claim], *, by: Actor) -> Recorded:
    """Store what registers say, all or nothing; saying the same again changes nothing. Raises SameGovernment."""
    counts = {"links": 0, "assertions": 0, "changed": 0, "known": 0}
    for claim in claims:
        counts[_record(claim, by=by)] += 1
    return Recorded(**counts)


def _record(claim: Claim, *, by: Actor) -> str:
    if claim.one.pk == claim.other.pk:
        raise SameGovernment(claim.one.code)
    first, second = sorted((claim.one, claim.other), key=lambda government: government.pk)
    link, is_new = SisterLink.objects.get_or_create(first=first, second=second)
    assertion = link.assertions.filter(register=claim.register, grade=claim.grade).first()
    if assertion is None:
        assertion = Assertion(link=link, register=claim.register, grade=claim.grade)
    elif (assertion.date, assertion.url, assertion.tag) == (claim.date, claim.url, claim.tag):
        return "known"
    added = assertion.pk is None
    assertion.tag, assertion.date, assertion.url = claim.tag, claim.date, claim.url
    assertion.save()
    log.write("assert" if added else "change", assertion, by=by, fields=["date", "grade", "register", "url"])
    return "links" if is_new else "assertions" if added else "changed"


@transaction.atomic
def drop_assertion(assertion: Assertion, *, by: Actor) -> None:
    """Take a register's word back; a link that no register asserts is none."""
    log.write("drop", assertion, by=by)
    link = assertion.link
    assertion.delete()
    if not link.assertions.exists():
        link.delete()
