"""The results of an exchange of opinions to take away: as a workbook, a printed paper, and data for programs.

Nothing is in them that the page does not show: they are made of `queries.results`, which withholds what small numbers
would betray. The words are those of the page.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext, override, pgettext

from trilogue.documents.document import JSON, XLSX, Document
from trilogue.documents.opinion_map import opinion_map, standalone
from trilogue.documents.opinion_words import (
    BY_DELEGATION,
    LISTS,
    MEANINGS,
    VERDICTS,
    delegation,
    group_name,
    map_words,
    people,
    share_text,
)
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import Run, legend, nth_edition, plain, run
from trilogue.domain.opinions.choices import Ballot
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import Result, Results, Share, results
from trilogue.domain.places.models import Country
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.text.value import TAGS

FORMAT = "trilogue-opinions-1"
FORMS = ("xlsx", "pdf", "json")
FONT = {"ko": "Noto Sans CJK KR", "ja": "Noto Sans CJK JP", "zh-hans": "Noto Sans CJK SC"}


@dataclass(frozen=True)
class Told:
    """An exchange with the results that may be shown of it; `final` are those of the final vote, where there are."""

    conversation: Conversation
    open: Results
    final: Results | None
    countries: dict[str, Country]
    language: str

    @property
    def texts(self) -> list[Any]:
        return [self.conversation.topic, *(each.statement.text for each in self.open.all)]


def build(conversation: Conversation, form: str, language: str) -> Document:
    """Raises LookupError for a form that does not exist, and before there are results to be shown."""
    found = results(conversation, language=language)
    if found is None:
        raise LookupError(form)
    final = results(conversation, ballot=Ballot.FINAL, language=language)
    return made(Told(conversation, found, final, Country.objects.in_bulk(), language), form)


def made(told: Told, form: str) -> Document:
    """Raises LookupError for a form that does not exist."""
    if form not in FORMS:
        raise LookupError(form)
    conversation, language = told.conversation, told.language
    number = f"-{conversation.edition.number}" if conversation.edition else ""
    name = f"{conversation.series.slug}{number}-opinions-{conversation.number}.{language}.{form}"
    with override(language):
        match form:
            case "xlsx":
                return Document(name, XLSX, xlsx.write(_sheets(told), title=_title(told), language=language))
            case "json":
                return Document(name.replace(f".{language}.", "."), JSON, _data(told))
        return set_pdf(name, "opinion_results.typ", language, _pages(told))


def lists_of(found: Results) -> list[tuple[str, tuple[Result, ...]]]:
    """The lists by delegation, in the order in which they are told."""
    return [(name, getattr(found, name)) for name in BY_DELEGATION]


def facts(found: Results) -> str:
    """How many voted, on how much."""
    voted = ngettext("%(count)s person voted", "%(count)s people voted", found.voters)
    measures = ngettext("%(count)s measure", "%(count)s measures", len(found.all))
    votes = ngettext("%(count)s vote", "%(count)s votes", found.votes)
    parts = ((voted, found.voters), (measures, len(found.all)), (votes, found.votes))
    return " · ".join(words % {"count": f"{count:,}"} for words, count in parts)


def _title(told: Told) -> str:
    topic = plain(told.conversation.topic, told.language)
    edition = told.conversation.edition
    where = f" ({nth_edition(edition.number, told.language)})" if edition else ""
    return f"{topic}{where}"


def _sheets(told: Told) -> list[Table]:
    sheets = [_listed(told), _all(told, told.open, gettext("All measures"))]
    if told.open.groups:
        sheets.append(_groups(told))
    if told.final:
        sheets.append(_all(told, told.final, pgettext("ballot", "final vote")))
    return [*sheets, _notes(told)]


def _codes(found: Results) -> list[str]:
    return [each.country for each in found.all[0].shares] if found.all else []


def _columns(told: Told, found: Results) -> list[str]:
    shares = found.all[0].shares if found.all else ()
    names = [delegation(each, told.countries, told.language) for each in shares]
    kinds = (pgettext("vote", "Agree"), gettext("Votes"), gettext("Majority"))
    return [f"{name}: {kind}" for name in names for kind in kinds]


def _cells(shares: Iterable[Share]) -> list[str]:
    return [
        cell
        for each in shares
        for cell in (
            share_text(each),
            "–" if each.votes is None else str(each.votes),
            str(VERDICTS[each.verdict]),
        )
    ]


def _measure(statement: Statement, told: Told) -> list[str]:
    """In the reader's language, and as it was proposed."""
    shown = statement.text.shown(told.language)
    original = "" if shown.language == statement.text.source else plain(statement.text, statement.text.source)
    return [str(statement.number), shown.text, original]


def _heads() -> list[str]:
    return [pgettext("measure", "Number"), gettext("Measure"), gettext("Original")]


def _listed(told: Told) -> Table:
    found = told.open
    lists = [*lists_of(found), ("divides_groups", found.divides_groups)]
    rows = [
        [str(LISTS[name]), str(rank), *_measure(each.statement, told), *_cells(each.shares)]
        for name, listed in lists
        for rank, each in enumerate(listed, start=1)
    ]
    return Table(
        gettext("Results"), [gettext("List"), gettext("Rank"), *_heads(), *_columns(told, found)], rows
    )


def _all(told: Told, found: Results, name: str) -> Table:
    rows = [[*_measure(each.statement, told), *_cells(each.shares)] for each in found.all]
    return Table(name, [*_heads(), *_columns(told, found)], rows)


def _groups(told: Told) -> Table:
    sides = {"agrees": pgettext("vote", "Agree"), "disagrees": pgettext("vote", "Disagree")}
    rows = [
        [group_name(group.number, told.language), str(group.size), sides[side], *_measure(statement, told)]
        for group in told.open.groups
        for side in sides
        for statement in getattr(group, side)
    ]
    return Table(
        gettext("Opinion groups"), [gettext("Group"), gettext("People"), gettext("Vote"), *_heads()], rows
    )


def _notes(told: Told) -> Table:
    rows = [
        [gettext("Topic"), plain(told.conversation.topic, told.language)],
        [gettext("Turnout"), facts(told.open)],
        *([str(LISTS[name]), str(MEANINGS[name])] for name in LISTS),
        [gettext("How to read it"), how_to_read()],
        *([each["mark"], each["meaning"]] for each in legend(told.texts, told.language)),
    ]
    return Table(gettext("Notes"), [gettext("Subject"), gettext("Content")], rows)


def how_to_read() -> str:
    return gettext(
        "Shares are of those of a delegation who voted on the measure. A range, or a dash, stands where an exact "
        "number would tell how single people voted. Nobody can see who voted what, the host included."
    )


def _pages(told: Told) -> dict[str, Any]:
    found, language = told.open, told.language
    labels = [f"{group_name(each.number, language)} · {people(each.size)}" for each in found.groups]
    drawn = opinion_map(found.groups, found.points, labels)
    return {
        "title": _title(told),
        "topic": run(told.conversation.topic, language),
        "where": _where(told),
        "facts": facts(found),
        "words": _words(),
        "delegations": _codes(found),
        "lists": [
            {
                "name": str(LISTS[name]),
                "means": str(MEANINGS[name]),
                "measures": [_row(each, told) for each in listed],
            }
            for name, listed in lists_of(found)
        ],
        "divides_groups": [_row(each, told) for each in found.divides_groups],
        "map": standalone(drawn, FONT.get(language, FONT["ko"])) if drawn else "",
        "map_alt": map_words(found.groups, language),
        "groups": [
            {
                "name": label,
                "agrees": [_run(each, told) for each in group.agrees],
                "disagrees": [_run(each, told) for each in group.disagrees],
            }
            for group, label in zip(found.groups, labels, strict=True)
        ],
        "final": [_row(each, told) for each in told.final.all] if told.final else [],
        "all": [_row(each, told) for each in found.all],
        "legend": legend(told.texts, language),
    }


def _words() -> dict[str, str]:
    return {
        "by_delegation": gettext("By delegation"),
        "by_group": gettext("By opinion group"),
        "group_means": str(MEANINGS["divides_groups"]),
        "divides_groups": str(LISTS["divides_groups"]),
        "measure": gettext("Measure"),
        "agree": pgettext("vote", "Agree"),
        "none": gettext("None"),
        "agrees": gettext("Agrees more than others"),
        "disagrees": gettext("Disagrees more than others"),
        "caption": gettext("People close to each other voted alike. Delegations are not shown."),
        "final": gettext("Result of the final vote"),
        "all": gettext("All measures"),
        "how": how_to_read(),
    }


def _where(told: Told) -> str:
    edition, series = told.conversation.edition, plain(told.conversation.series.name, told.language)
    return f"{nth_edition(edition.number, told.language)} · {series}" if edition else series


def _run(statement: Statement, told: Told) -> Run:
    return run(statement.text, told.language)


def _row(result: Result, told: Told) -> dict[str, Any]:
    original = result.statement.text
    own = original.shown(told.language).language == original.source
    return {
        "number": str(result.statement.number),
        "text": _run(result.statement, told),
        "original": None if own else Run(plain(original, original.source), TAGS[original.source]),
        "shares": [
            {
                "code": each.country,
                "text": share_text(each),
                "low": each.low if each.shown else 0,
                "high": each.high if each.shown else 0,
                "verdict": str(VERDICTS[each.verdict]),
            }
            for each in result.shares
        ],
    }


def _data(told: Told) -> bytes:
    told_twice = {"open": told.open, **({"final": told.final} if told.final else {})}
    data = {
        "format": FORMAT,
        "series": told.conversation.series.slug,
        "edition": told.conversation.edition.number if told.conversation.edition else None,
        "exchange": told.conversation.number,
        "topic": told.conversation.topic.to_json(),
        "ballots": {name: as_data(each) for name, each in told_twice.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def as_data(found: Results) -> dict[str, Any]:
    """The results for programs. Measures are named by their numbers."""
    return {
        "voters": found.voters,
        "votes": found.votes,
        "measures": [
            {
                "number": each.statement.number,
                "text": each.statement.text.to_json(),
                "shares": [_share_data(share) for share in each.shares],
            }
            for each in found.all
        ],
        **{name: _numbers(listed) for name, listed in lists_of(found)},
        "groups": [
            {
                "number": each.number,
                "size": each.size,
                "agrees": [one.number for one in each.agrees],
                "disagrees": [one.number for one in each.disagrees],
            }
            for each in found.groups
        ],
        "divides_groups": _numbers(found.divides_groups),
        "points": [[each.x, each.y, each.group] for each in found.points],
    }


def _share_data(share: Share) -> dict[str, Any]:
    """Percents of those who voted on it: the least and the most that may be, equal where it is exact."""
    said = {"low": share.low, "high": share.high} if share.shown else {"low": None, "high": None}
    return {
        "countries": [share.country, *share.others],
        **said,
        "votes": share.votes,
        "verdict": share.verdict,
    }


def _numbers(listed: Sequence[Result]) -> list[int]:
    return [each.statement.number for each in listed]
