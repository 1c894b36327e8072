"""Where one can go at the desk of a series or an edition: the pages in groups, and the pages of the present group."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trilogue.domain.editions.access import administers, meets_people, reads_desk, runs, translates
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor
from trilogue.web.desk.place import Place, address


@dataclass(frozen=True)
class Link:
    key: str
    words: Any
    url: str


@dataclass(frozen=True)
class Group:
    """Pages that belong together; one alone stands under its own name. `present`: the page shown is one of them."""

    words: Any
    links: tuple[Link, ...]
    present: bool

    @property
    def url(self) -> str:
        return self.links[0].url


@dataclass(frozen=True)
class _Page:
    """`key` is the name of its address and what a page says with `here`."""

    key: str
    words: Any
    rule: Any
    at_edition: bool = True
    at_series: bool = True


@dataclass(frozen=True)
class _Offer:
    """`also` are pages of the group that are reached from elsewhere, as from the steps at the side."""

    words: Any
    pages: tuple[_Page, ...]
    also: frozenset[str] = frozenset()


OFFERS = (
    _Offer(_("Overview"), (_Page("overview", _("Overview"), reads_desk, at_series=False),)),
    _Offer(
        pgettext_lazy("desk menu", "Record"),
        (
            _Page("record", _("Texts and facts"), translates),
            _Page("translations", _("Translations"), translates),
            _Page("photographs", _("Photographs"), translates, at_series=False),
            _Page("files", _("Files"), translates, at_series=False),
            _Page("logo", _("Logo"), runs, at_edition=False),
            _Page("publish", _("Publication"), translates),
        ),
    ),
    _Offer(
        pgettext_lazy("desk menu", "People"),
        (
            _Page("people", _("People"), meets_people, at_series=False),
            _Page("nominations", _("Nominations"), runs, at_series=False),
            _Page("lists", _("Lists"), runs, at_series=False),
        ),
        also=frozenset({"call"}),
    ),
    _Offer(
        pgettext_lazy("desk menu", "Exchange"),
        (
            _Page("opinions", _("Exchange of opinions"), translates),
            _Page("questions", pgettext_lazy("desk", "Questions"), translates, at_series=False),
            _Page("screen", _("Screen in the room"), runs),
        ),
    ),
    _Offer(
        pgettext_lazy("desk menu", "Encounters"),
        (
            _Page("network", _("Network"), runs, at_series=False),
            _Page("meetings", _("Meetings"), runs, at_series=False),
            _Page("follow_ups", _("Follow-ups"), runs, at_series=False),
        ),
    ),
    _Offer(
        pgettext_lazy("desk menu", "Keeping"),
        (
            _Page("appointments", _("Appointments"), administers),
            _Page("access", _("Who saw whose data"), administers, at_edition=False),
            _Page("sign_ins", _("Sign-ins"), administers, at_edition=False),
            _Page("backups", _("Backups"), administers, at_edition=False),
        ),
    ),
)


def groups(actor: Actor, where: Place, here: str) -> list[Group]:
    """The pages that this actor can open, no other."""
    found = ((offer, tuple(_links(offer, actor, where))) for offer in OFFERS)
    return [_group(offer, links, here) for offer, links in found if links]


def _group(offer: _Offer, links: tuple[Link, ...], here: str) -> Group:
    words = offer.words if len(links) > 1 else links[0].words
    return Group(words, links, here in offer.also or any(link.key == here for link in links))


def _links(offer: _Offer, actor: Actor, where: Place) -> Iterable[Link]:
    at_edition = isinstance(where, Edition)
    for page in offer.pages:
        if (page.at_edition if at_edition else page.at_series) and page.rule.test(actor, where):
            yield Link(page.key, page.words, address(page.key, where))
