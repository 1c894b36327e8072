"""What `trilogue opinions analyse` prints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from trilogue.algorithms.opinions.answer import Consent, Division, Ranked, Support, Warned
from trilogue.cli.columns import table
from trilogue.cli.opinions_folder import Talk
from trilogue.cli.words import untranslated
from trilogue.documents.polis_problems import remark
from trilogue.documents.problems import visible
from trilogue.foundation.formats.polis import AGREE, DISAGREE, PASS, Note, matrix

LONGEST_TEXT = 90
WARNINGS = {
    "no_votes": "there are no votes",
    "one_opinion": "no groups were found: everybody is in one",
    "grouped_with_few_votes": "{subject} voters are in a group though they cast fewer than 7 votes",
    "not_grouped": "{subject} voters cast too few votes to be in a group",
    "more_voters_than_size": "more people of {subject} voted than the delegation has",
    "delegation_too_small": "{subject} has fewer than 5 people: nothing can be relied on",
    "voters_without_delegation": "{subject} voters have no delegation",
}


def plain(talk: Talk) -> dict[str, Any]:
    """Everything, as lists and numbers, by ids of statements, voters and groups."""
    found, conversation = talk.analysis, talk.conversation
    counted = matrix(conversation.votes)
    places = found.positions.tolist()
    members: dict[int, list[str]] = {}
    for voter, group in zip(found.voters, found.group.tolist(), strict=True):
        members.setdefault(group, []).append(voter)
    return {
        "topic": conversation.topic,
        "voters": len({voter for voter, _ in counted}),
        "statements": len(found.statements),
        "votes": len(counted),
        "events": len(conversation.votes),
        "warnings": [
            *({"code": note.code, "subject": note.who, "text": _note(note)} for note in talk.notes),
            *({**asdict(warned), "text": _warning(warned)} for warned in found.warnings),
        ],
        "axes": {
            "variance": list(found.variance),
            "statements": {name: list(weights) for name, weights in found.state.axes.items()},
            "voters": dict(zip(found.voters, places, strict=True)),
        },
        "groups": [
            {"id": each.id, "size": each.size, "centre": list(each.centre), "voters": members[each.id]}
            for each in found.groups
        ],
        "consensus": {
            "agree": [asdict(each) for each in found.consensus_agree],
            "disagree": [asdict(each) for each in found.consensus_disagree],
        },
        "group_informed_consensus": _by_statement(talk, found.group_informed_consensus.tolist()),
        "representative_statements": {
            str(each.id): [asdict(entry) for entry in each.representative] for each in found.groups
        },
        "priorities": _by_statement(talk, found.priorities.tolist()),
        "support": [asdict(each) for each in found.support],
        "supported_by_all": [asdict(each) for each in found.supported_by_all],
        "rejected_by_all": [asdict(each) for each in found.rejected_by_all],
        "divides_countries": [asdict(each) for each in found.divides_countries],
        "divides_groups": [asdict(each) for each in found.divides_groups],
        "not_enough_votes": [asdict(each) for each in found.not_enough_votes],
    }


def readable(talk: Talk) -> str:
    """The same as aligned tables, a block for each question one may have."""
    return "\n\n".join(_blocks(talk))


def _by_statement(talk: Talk, figures: list[float]) -> dict[str, float]:
    return dict(zip(talk.analysis.statements, figures, strict=True))


def _blocks(talk: Talk) -> Iterator[str]:
    found = talk.analysis
    yield _head(talk)
    if talk.notes or found.warnings:
        yield _listed("Warnings", [*map(_note, talk.notes), *map(_warning, found.warnings)])
    if found.groups:
        yield _titled("Groups", [("group", "voters", "centre"), *map(_group, found.groups)])
    if found.support:
        yield _titled("Support by delegation", list(_support(talk)))
        yield _ranking("Supported by all delegations", found.supported_by_all, talk)
        yield _ranking("Rejected by all delegations", found.rejected_by_all, talk)
        yield _divisions("Divides the delegations", found.divides_countries, talk)
    yield _divisions("Divides the groups", found.divides_groups, talk)
    yield _consensus("Most agree", found.consensus_agree, talk)
    yield _consensus("Most disagree", found.consensus_disagree, talk)
    for group in found.groups:
        rows = [
            (each.statement, each.side, f"{each.successes} of {each.trials}", _text(talk, each.statement))
            for each in group.representative
        ]
        yield _titled(f"Representative of group {group.id}", [("statement", "side", "votes", "text"), *rows])
    yield _titled("Statements", list(_statements(talk)))


def _head(talk: Talk) -> str:
    figures = plain(talk)
    one, two = talk.analysis.variance
    counts = f"{figures['voters']} voters, {figures['statements']} statements, {figures['votes']} votes"
    changed = figures["events"] - figures["votes"]
    again = f" ({changed} more were changed later)" if changed else ""
    axes = f"The two axes of the map hold {_percent(one)} and {_percent(two)} of the variance."
    return "\n".join([line for line in (visible(talk.conversation.topic), counts + again, axes) if line])


def _group(group: Any) -> tuple[str, ...]:
    x, y = group.centre
    return str(group.id), str(group.size), f"{x:.2f}, {y:.2f}"


def _support(talk: Talk) -> Iterator[tuple[str, ...]]:
    countries = list(dict.fromkeys(each.who for each in talk.analysis.support))
    votes: dict[str, dict[str, Support]] = {}
    for each in talk.analysis.support:
        votes.setdefault(each.statement, {})[each.who] = each
    yield ("statement", *(visible(country) for country in countries), "text")
    for statement, by_country in votes.items():
        cells = (_supported(by_country[country]) for country in countries)
        yield (statement, *cells, _text(talk, statement))


def _supported(votes: Support) -> str:
    """How many agree, of how many who answered, of how many there are; and how sure a majority is."""
    sure = f"{votes.supports:.2f}" if votes.enough else "few"
    return f"{votes.agree}/{votes.seen}/{votes.size} {sure}"


def _ranking(title: str, ranked: Sequence[Ranked], talk: Talk) -> str:
    rows = [
        (
            each.statement,
            f"{each.score:.3f}",
            f"{visible(each.weakest)} {each.probability:.3f}",
            _text(talk, each.statement),
        )
        for each in ranked
    ]
    return _titled(title, [("statement", "score", "weakest", "text"), *rows])


def _divisions(title: str, divisions: Sequence[Division], talk: Talk) -> str:
    rows = [
        (each.statement, visible(each.supports), visible(each.opposes), _text(talk, each.statement))
        for each in divisions
    ]
    return _titled(title, [("statement", "for", "against", "text"), *rows])


def _consensus(title: str, consents: Sequence[Consent], talk: Talk) -> str:
    rows = [
        (
            each.statement,
            f"{each.successes} of {each.trials}",
            f"{each.test:.2f}",
            _text(talk, each.statement),
        )
        for each in consents
    ]
    return _titled(title, [("statement", "votes", "z", "text"), *rows])


def _statements(talk: Talk) -> Iterator[tuple[str, ...]]:
    found = talk.analysis
    tally = {name: {AGREE: 0, PASS: 0, DISAGREE: 0} for name in found.statements}
    for (_, statement), value in matrix(talk.conversation.votes).items():
        tally[statement][value] += 1
    yield "statement", "agree", "pass", "disagree", "consensus of groups", "priority", "text"
    figures = zip(
        found.statements, found.group_informed_consensus.tolist(), found.priorities.tolist(), strict=True
    )
    for name, consensus, priority in figures:
        counts = (str(tally[name][value]) for value in (AGREE, PASS, DISAGREE))
        yield name, *counts, f"{consensus:.3f}", f"{priority:.2f}", _text(talk, name)


def _titled(title: str, rows: Sequence[tuple[str, ...]]) -> str:
    """A heading, and under it the table, or that there is nothing in it."""
    if len(rows) == 1:
        return f"{title}: none"
    return f"{title} ({len(rows) - 1})\n{table(rows)}"


def _listed(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines)])


def _note(note: Note) -> str:
    untranslated()
    return visible(remark(note))


def _warning(warned: Warned) -> str:
    return WARNINGS[warned.code].format(subject=visible(warned.subject))


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _text(talk: Talk, statement: str) -> str:
    """The beginning of a statement, on one line."""
    text = next(each.text for each in talk.conversation.comments if each.id == statement)
    line = visible(" ".join(text.split()))
    return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1]}…"
