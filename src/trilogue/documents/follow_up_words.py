"""What is said about follow-ups: what is wrong with one that was entered, and how its parties are named."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.actions import FollowUpFaulty
from trilogue.domain.network.choices import FollowUpState
from trilogue.domain.network.models import FollowUp, FollowUpParty
from trilogue.domain.people.queries import own_name
from trilogue.domain.places.models import Country
from trilogue.domain.places.queries import present_name

FAULTS = {
    "empty": _("Write what you agreed to do."),
    "too_long": _("This is too long."),
    "unknown": _("Choose one of the offered values."),
    "alone": _("Name at least one other person or government."),
    "unreadable": _("This is no date. Write it like 2027, 2027-10 or 2027-10-21."),
    "impossible": _("There is no such day in the calendar."),
    "range": _("Write one date, as precise as it is known: 2027, 2027-10 or 2027-10-21."),
    "no_government": _("The registry has no government of this name or code: %(typed)s."),
    "several_governments": _(
        "Several governments may be meant by %(typed)s: %(found)s. Write the code of the right one."
    ),
}
CHIPS = {
    FollowUpState.PLANNED: "info",
    FollowUpState.RUNNING: "warn",
    FollowUpState.DONE: "ok",
    FollowUpState.DROPPED: "",
}


@dataclass(frozen=True)
class Party:
    name: str
    tag: str
    is_government: bool


@dataclass(frozen=True)
class Group:
    """The people of one delegation who can be chosen, each with whether they are."""

    country: Country
    people: tuple[tuple[Participation, bool], ...]

    @property
    def is_chosen(self) -> bool:
        return any(chosen for _one, chosen in self.people)


def parties(follow_up: FollowUp, language: str) -> list[Party]:
    """People first; erased ones are left out."""
    named = [_named(each, language) for each in follow_up.parties.all()]
    return sorted((each for each in named if each.name), key=lambda each: each.is_government)


def groups(people: Iterable[Participation], chosen: Collection[str]) -> list[Group]:
    """`chosen` are numbers of participants as a form sends them."""
    found: dict[Country, list[tuple[Participation, bool]]] = {}
    for each in people:
        found.setdefault(each.delegation.country, []).append((each, str(each.pk) in chosen))
    return [Group(country, tuple(found[country])) for country in sorted(found, key=lambda each: each.code)]


def fault(refusal: FollowUpFaulty) -> str:
    words = str(FAULTS[refusal.code])
    return words % refusal.values if refusal.values else words


def _named(party: FollowUpParty, language: str) -> Party:
    if party.person:
        name = own_name(party.person)
        return Party(name.full, name.tag, is_government=False)
    if party.government:
        shown = present_name(party.government).name.shown(language)
        return Party(shown.text, shown.tag, is_government=True)
    return Party("", "und", is_government=False)
